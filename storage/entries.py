"""Entries: what was written down on paper, for somebody, or at a meeting.

A person's words are a contribution of their own resident, who has no address; a meeting's and a
helper's own have no resident, and so count as nobody.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.ids import new_id

PAPER, HELPER, MEETING, VIEW = "paper", "helper", "meeting", "view"

_LOCK = text("select pg_advisory_xact_lock(hashtextextended(cast(:community as text), 31))")


def lock(db: Db, community: UUID) -> None:
    """Let only this transaction write entries, so that a row is seen once."""
    db.execute(_LOCK, {"community": str(community)})


_KNOWN = text(
    "select key_hash from entry where community_id = :community and key_hash = any(:hashes)"
)


def find_known(db: Db, community: UUID, key_hashes: Collection[bytes]) -> set[bytes]:
    """Say which rows were written down before."""
    given = {"community": community, "hashes": list(key_hashes)}
    return {bytes(hash) for hash in db.execute(_KNOWN, given).scalars()}


_ADD = text("""
    insert into entry (community_id, id, engagement_id, kind, resident_id, beside_id, writer_hash,
                       writer_sealed, relation, why, area, language, place, headcount, said_on,
                       slip_id, key_hash, ring_sealed, ring_when, written_at, taken_over_at)
    select :community, id, engagement_id, kind, resident_id, beside_id, writer_hash, writer_sealed,
           relation, why, area, language, place, headcount, said_on, slip_id, key_hash, ring_sealed,
           ring_when, :now, case when is_taken_over then cast(:now as timestamptz) end
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, engagement_id uuid, kind text, resident_id uuid, beside_id uuid, writer_hash bytea,
        writer_sealed bytea, relation text, why text, area text, language text, place text,
        headcount integer, said_on date, slip_id uuid, key_hash bytea, ring_sealed bytea,
        ring_when text, is_taken_over boolean)
""")


def add(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """Keep entries; their residents and slips are there already.

    Args:
        rows: keys as the table's columns, with is_taken_over.
    """
    db.execute(_ADD, {"community": community, "rows": as_records(rows), "now": now})


_TAKE_OVER = text("""
    with mine as (
        update entry set resident_id = :resident, taken_over_at = coalesce(taken_over_at, :now)
        where community_id = :community and id = :id returning community_id, id)
    update contribution c set resident_id = :resident
    from mine where c.community_id = mine.community_id and c.entry_id = mine.id
""")


def take_over(db: Db, community: UUID, id: UUID, resident: UUID, *, now: datetime) -> None:
    """Make an entry's words those of a resident we know: they count once with all the rest."""
    given = {"community": community, "id": id, "resident": resident, "now": now}
    db.execute(_TAKE_OVER, given)


# Worrying words stay with whoever must look at them.
_HOLD = text("""
    update contribution set held = 'undone'
    where community_id = :community and entry_id = :id and held <> 'safeguarding'
""")

_WITHDRAW = text("""
    update entry set withdrawn_at = coalesce(withdrawn_at, :now)
    where community_id = :community and id = :id
""")


def withdraw(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Keep an entry out of all that is counted; it stays stored."""
    given = {"community": community, "id": id, "now": now}
    db.execute(_HOLD, given)
    db.execute(_WITHDRAW, given)


_CHANGE = text("""
    insert into contribution (community_id, id, resident_id, engagement_id, entry_id, n, kind,
                              words, state, language, channel, held, received_at)
    select e.community_id, :new, e.resident_id, e.engagement_id, e.id, last.n + 1, last.kind,
           :words, last.state, :language, last.channel, :held, :now
    from entry e
    join lateral (
        select n, kind, state, channel from contribution c
        where c.community_id = e.community_id and c.entry_id = e.id order by n desc limit 1
    ) last on true
    where e.community_id = :community and e.id = :id
""")

_CHANGED = text("""
    update entry set changed_at = :now, withdrawn_at = null
    where community_id = :community and id = :id
""")


def change(
    db: Db,
    community: UUID,
    id: UUID,
    *,
    words: str,
    language: str,
    held: str,
    now: datetime,
) -> None:
    """Put other words in place of an entry's; it counts again where it was withdrawn."""
    given = {"community": community, "id": id, "now": now}
    db.execute(_HOLD, given)
    changed = {"new": new_id(), "words": words, "language": language, "held": held}
    db.execute(_CHANGE, {**given, **changed})
    db.execute(_CHANGED, given)


_LIST = text("""
    select e.id, e.kind, e.writer_sealed, e.relation, e.why, e.area, e.language, e.place,
           e.headcount, e.said_on, e.written_at, e.changed_at, e.withdrawn_at, e.taken_over_at,
           e.slip_id is not null as has_slip, e.ring_sealed, e.ring_when,
           array(select c.words from contribution c
                 where c.community_id = e.community_id and c.entry_id = e.id
                   and c.held not in ('undone', 'safeguarding') order by c.n) as words
    from entry e where e.community_id = :community order by e.id
""")


def list_written(db: Db, community: UUID) -> list[Mapping[str, Any]]:
    """List entries, oldest first: as the table's columns, with has_slip and words (each point)."""
    return [dict(row._mapping) for row in db.execute(_LIST, {"community": community})]


_WRITERS = text("""
    select distinct on (writer_hash) encode(writer_hash, 'hex') as writer, writer_sealed
    from entry where community_id = :community and encode(writer_hash, 'hex') = any(:writers)
""")


def find_writers(db: Db, community: UUID, writers: Collection[str]) -> dict[str, bytes]:
    """Find helpers' names: `Participant.written_by` -> the name, sealed."""
    rows = db.execute(_WRITERS, {"community": community, "writers": list(writers)})
    return {row.writer: bytes(row.writer_sealed) for row in rows}
