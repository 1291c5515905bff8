"""Answers: what residents gave to questions, and apart from them those to private ones."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records

Named = tuple[UUID, str]
"""A conversation and the name an answer is saved under."""

_SAVE = text("""
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


def save(db: Db, community: UUID, rows: Iterable[Mapping[str, Any]]) -> None:
    """Save answers.

    Args:
        rows: keys id, conversation_id, inbox_id, name, value, category, raw, sure, received_at.
    """
    db.execute(_SAVE, {"community": community, "rows": as_records(list(rows))})


_TAKE_BACK = text("""
    delete from answer a
    using jsonb_to_recordset(cast(:rows as jsonb)) as r(conversation_id uuid, name text)
    where a.community_id = :community and a.conversation_id = r.conversation_id and a.name = r.name
""")


def take_back(db: Db, community: UUID, named: Iterable[Named]) -> None:
    """Delete answers that their residents took back."""
    rows = [{"conversation_id": id, "name": name} for id, name in named]
    db.execute(_TAKE_BACK, {"community": community, "rows": as_records(rows)})


_KEEP_APART = text("""
    insert into answer_apart (community_id, id, flow_id, name, value_sealed, given_on)
    select :community, id, flow_id, name, value_sealed, given_on
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, flow_id text, name text, value_sealed bytea, given_on date)
""")


def keep_apart(db: Db, community: UUID, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep answers of a sensitive flow, with nothing that leads back to who gave them.

    Args:
        rows: keys id (random: one that tells the time would lead back), flow_id, name,
            value_sealed, given_on.
    """
    db.execute(_KEEP_APART, {"community": community, "rows": as_records(list(rows))})
