"""What a batch of answered texts leaves behind.

One set-based statement per table, in the caller's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import inbox, outbox, residents
from storage.database import Db, as_records
from storage.sealing import Keyring

Rows = list[Mapping[str, Any]]


@dataclass(slots=True, kw_only=True)
class Batch:
    """Everything to be written, gathered while texts are folded through the engine."""

    answered: list[UUID] = field(default_factory=list)
    conversations: dict[UUID, Mapping[str, Any]] = field(default_factory=dict)  # by conversation
    contributions: Rows = field(default_factory=list)
    answers: dict[tuple[UUID, str], Mapping[str, Any]] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)
    timers: Rows = field(default_factory=list)
    tasks: Rows = field(default_factory=list)
    stopped: dict[str, list[UUID]] = field(default_factory=dict)  # how -> residents
    started: list[UUID] = field(default_factory=list)  # addresses
    languages: dict[UUID, str] = field(default_factory=dict)


_CONVERSATIONS = text("""
    insert into conversation (community_id, id, resident_id, engagement_id, flow_version_id,
                              status, state, started_at, updated_at)
    select :community, id, resident_id, engagement_id, flow_version_id, status, state, :now, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, resident_id uuid, engagement_id uuid, flow_version_id uuid, status text, state
        jsonb)
    on conflict (community_id, resident_id, engagement_id)
    do update set status = excluded.status, state = excluded.state, updated_at = excluded.updated_at
""")

_CONTRIBUTIONS = text("""
    insert into contribution (community_id, id, resident_id, engagement_id, inbox_id, n, kind,
                              words, state, language, channel, held, received_at)
    select :community, id, resident_id, engagement_id, inbox_id, n, kind, words, state, language,
           channel, held, received_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, resident_id uuid, engagement_id uuid, inbox_id uuid, n smallint, kind text, words
        text, state text, language text, channel text, held text, received_at timestamptz)
    on conflict do nothing
""")

_ANSWERS = text("""
    insert into answer (community_id, id, conversation_id, inbox_id, name, value, category, raw,
                        sure, received_at)
    select :community, id, conversation_id, inbox_id, name, value, category, raw, sure, received_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, conversation_id uuid, inbox_id uuid, name text, value jsonb, category text, raw
        text, sure boolean, received_at timestamptz)
    on conflict (community_id, conversation_id, name) do update
    set value = excluded.value, category = excluded.category, raw = excluded.raw, sure =
        excluded.sure, inbox_id = excluded.inbox_id, received_at = excluded.received_at
""")

# Leaving a state ends its timers.
_LEAVE = text("""
    delete from timer t
    using jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, waits_in text)
    where t.community_id = :community and t.conversation_id = r.id and t.fired_at is null
      and t.state <> r.waits_in
""")

_TIMERS = text("""
    insert into timer (community_id, id, conversation_id, message_id, state, name, after_s, due_at)
    select :community, id, conversation_id, message_id, state, name, after_s, due_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, conversation_id uuid, message_id uuid, state text, name text, after_s integer,
        due_at timestamptz)
    on conflict do nothing
""")

_TASKS = text("""
    insert into task (community_id, id, resident_id, inbox_id, kind, made_at)
    select :community, id, resident_id, inbox_id, kind, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, resident_id uuid, inbox_id uuid,
    kind text)
    on conflict do nothing
""")


def write(db: Db, community: UUID, batch: Batch, *, keys: Keyring, now: datetime) -> None:
    """Write a batch.

    Stops come before messages, so that a confirmation is not dropped with the rest.
    """
    given = {"community": community, "now": now}
    for how, stopped in batch.stopped.items():
        residents.stop(db, community, stopped, how=how, keys=keys, now=now)
    if batch.started:
        residents.start_again(db, community, batch.started, keys=keys)
    if batch.languages:
        residents.set_languages(db, community, batch.languages)
    conversations = list(batch.conversations.values())
    for statement, rows in (
        (_CONVERSATIONS, conversations),
        (_CONTRIBUTIONS, batch.contributions),
        (_ANSWERS, list(batch.answers.values())),
        (_LEAVE, conversations),
        (_TIMERS, batch.timers),
        (_TASKS, batch.tasks),
    ):
        if rows:
            db.execute(statement, {**given, "rows": as_records(rows)})
    if batch.messages:
        outbox.put(db, community, batch.messages, now=now)
    inbox.finish(db, community, batch.answered, now=now)
