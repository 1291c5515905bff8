"""What a batch of answered texts leaves behind.

One set-based statement per table, in the caller's transaction.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import (
    answers,
    consents,
    contributions,
    doubting,
    fates,
    fatigue,
    identity,
    inbox,
    memberships,
    outbox,
    passages,
    residents,
)
from storage.answers import Named
from storage.database import Db, as_records, together
from storage.passages import Passage
from storage.sealing import Keyring

Rows = list[Mapping[str, Any]]
Drawers = list[dict[str, Any]]


@dataclass(slots=True, kw_only=True)
class Batch:
    """Everything to be written, gathered while texts are folded through the engine.

    Attributes:
        blanked: of the answered, those whose words are not kept.
        undone: contributions taken back: keys resident_id, engagement_id, state.
        unsaved: answers taken back; one that was saved after it stands in `answers`.
        apart: answers of sensitive flows.
        passages: which way through which flow -> how often.
        broadcasts: those that staff ordered.
        disowned: numbers that are no longer their resident's: somebody said "wrong number".
        alone: addresses where a text waits that is about who somebody is.
        in_use: addresses to be noted as heard from today.
        heard: Telegram address -> when they last wrote or pressed a button there.
    """

    answered: list[UUID] = field(default_factory=list)
    blanked: list[UUID] = field(default_factory=list)
    conversations: dict[UUID, Mapping[str, Any]] = field(default_factory=dict)  # by conversation
    contributions: Drawers = field(default_factory=list)
    undone: Rows = field(default_factory=list)
    answers: dict[Named, Mapping[str, Any]] = field(default_factory=dict)
    unsaved: set[Named] = field(default_factory=set)
    apart: Rows = field(default_factory=list)
    consents: Rows = field(default_factory=list)
    memberships: Rows = field(default_factory=list)
    messages: Drawers = field(default_factory=list)
    timers: Rows = field(default_factory=list)
    tasks: Rows = field(default_factory=list)
    stopped: dict[str, list[UUID]] = field(default_factory=dict)  # how -> residents
    started: list[UUID] = field(default_factory=list)  # addresses
    fewer: dict[UUID, datetime] = field(default_factory=dict)  # resident -> when they asked
    languages: dict[UUID, str] = field(default_factory=dict)
    passages: Counter[Passage] = field(default_factory=Counter)
    broadcasts: list[UUID] = field(default_factory=list)
    disowned: list[UUID] = field(default_factory=list)  # addresses
    alone: list[bytes] = field(default_factory=list)
    in_use: list[UUID] = field(default_factory=list)
    heard: dict[UUID, datetime] = field(default_factory=dict)


_CONVERSATIONS = text("""
    insert into conversation (community_id, id, resident_id, engagement_id, flow_version_id,
                              status, state, begun, waits_in, pace, subject, started_at,
                              updated_at)
    select :community, r.id, r.resident_id, r.engagement_id,
           (select v.id from flow_version v
            where v.community_id = :community and v.version = r.version limit 1),
           r.status, cast(r.state as json), cast(r.begun as json), r.waits_in, r.pace,
           coalesce(r.subject, ''), :now, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, resident_id uuid, engagement_id uuid, version text, status text, state text,
        begun text, waits_in text, pace text, subject text)
    on conflict (community_id, resident_id, engagement_id, subject)
    do update set flow_version_id = excluded.flow_version_id, status = excluded.status,
        state = excluded.state, waits_in = excluded.waits_in, pace = excluded.pace,
        updated_at = excluded.updated_at
""")

# By its key, in place: as half of an upsert it would cost twice as much.
_GONE_ON = text("""
    update conversation c set status = r.status, state = cast(r.state as json),
        waits_in = r.waits_in, pace = r.pace, updated_at = :now, flow_version_id =
           (select v.id from flow_version v
            where v.community_id = :community and v.version = r.version limit 1)
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, version text, status text, state text, waits_in text, pace text)
    where c.community_id = :community and c.id = r.id
""")

# Whoever is asked something new is no longer reminded of what was asked before.
_MOVE_ON = text("""
    delete from timer t
    using conversation c, jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, resident_id uuid)
    where c.community_id = :community and c.resident_id = r.resident_id and c.id <> r.id
      and t.community_id = c.community_id and t.conversation_id = c.id and t.fired_at is null
""")

# Leaving a state ends its timers; so does leaving a flow, whatever its states are called.
_LEAVE = text("""
    delete from timer t
    using jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, waits_in text, moved boolean)
    where t.community_id = :community and t.conversation_id = r.id and t.fired_at is null
      and (r.moved or t.state <> r.waits_in)
""")

# A question that is asked again begins to wait again.
_TIMERS = text("""
    insert into timer (community_id, id, conversation_id, message_id, state, name, after_s, due_at)
    select :community, id, conversation_id, message_id, state, name, after_s, due_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, conversation_id uuid, message_id uuid, state text, name text, after_s integer,
        due_at timestamptz)
    on conflict (community_id, conversation_id, state, name) do update
    set id = excluded.id, message_id = excluded.message_id, after_s = excluded.after_s,
        due_at = excluded.due_at, fired_at = null
""")

_TASKS = text("""
    insert into task (community_id, id, resident_id, inbox_id, kind, made_at, due_at)
    select :community, id, resident_id, inbox_id, kind, :now, due_at
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, resident_id uuid, inbox_id uuid,
    kind text, due_at timestamptz, once boolean)
    where not coalesce(r.once, false) or not exists (
        select from task t where t.community_id = :community and t.resident_id = r.resident_id
          and t.kind = r.kind and t.done_at is null)
    on conflict do nothing
""")


def write(db: Db, community: UUID, batch: Batch, *, keys: Keyring, now: datetime) -> None:
    """Write a batch; the most of it travels with the commit that comes next.

    Stops come before messages, so that a confirmation is not dropped with the rest.
    """
    _write_people(db, community, batch, keys=keys, now=now)
    if batch.consents:
        consents.change(db, community, batch.consents, keys=keys, now=now)
    with together(db, and_commit=True):
        if batch.in_use:
            identity.hear(db, community, batch.in_use, now=now)
        _write_conversations(db, community, batch, now=now)
        _write_said(db, community, batch)
        if batch.messages:
            outbox.put(db, community, batch.messages, now=now)
        if any(message["kind"] == outbox.REMINDER for message in batch.messages):
            fatigue.restrain(db, community, now=now)
        inbox.finish(db, community, batch.answered, blanked=batch.blanked, now=now)
        if batch.passages:
            passages.count(db, community, batch.passages)


def _write_people(db: Db, community: UUID, batch: Batch, *, keys: Keyring, now: datetime) -> None:
    if batch.heard:
        fates.settle_heard(db, community, batch.heard, now=now)
    if batch.disowned:
        doubting.disown(db, community, batch.disowned, keys=keys, now=now)
    for how, stopped in batch.stopped.items():
        residents.stop(db, community, stopped, how=how, keys=keys, now=now)
    if batch.started:
        residents.start_again(db, community, batch.started, keys=keys)
    if batch.languages:
        residents.set_languages(db, community, batch.languages)
    if batch.fewer:
        fatigue.ask_less(db, community, batch.fewer)


def _write_conversations(db: Db, community: UUID, batch: Batch, *, now: datetime) -> None:
    conversations = list(batch.conversations.values())
    begun = [row for row in conversations if row["begun"]]
    begun.sort(key=lambda row: str(row["resident_id"]))  # as broadcasts begin them: no deadlock
    known = [row for row in conversations if not row["begun"]]
    for statement, rows in (
        (_CONVERSATIONS, begun),
        (_GONE_ON, known),
        (_MOVE_ON, begun),
        (_LEAVE, known),
        (_TIMERS, batch.timers),
        (_TASKS, batch.tasks),
    ):
        if rows:
            given = {"community": community, "now": now}
            db.execute(statement, {**given, "rows": as_records(rows)})


def _write_said(db: Db, community: UUID, batch: Batch) -> None:
    """Write what people said; what they took back comes before what they gave anew."""
    if batch.undone:
        contributions.take_back(db, community, batch.undone)
    if batch.contributions:
        contributions.add(db, community, batch.contributions)
    if batch.unsaved:
        answers.take_back(db, community, batch.unsaved)
    if batch.answers:
        answers.save(db, community, batch.answers.values())
    if batch.apart:
        answers.keep_apart(db, community, batch.apart)
    if batch.memberships:
        memberships.change(db, community, batch.memberships)
