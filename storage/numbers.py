"""Short numbers by which staff name a reply or a call: given when it is first shown, for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records

REPLY, CALL = "reply", "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What a number stands for: the id of a contribution (reply) or of a task (call)."""

    what: str
    subject_id: UUID


_KNOWN = text("""
    select subject_id, n from shown_number
    where community_id = :community and what = :what and subject_id = any(:subjects)
""")

# Adding to one row makes two who number at once wait for each other.
_COUNT_UP = text("""
    insert into counter (community_id, name, n) values (:community, 'shown', :more)
    on conflict (community_id, name) do update set n = counter.n + excluded.n
    returning n
""")

_GIVE = text("""
    insert into shown_number (community_id, n, what, subject_id)
    select :community, n, :what, subject_id
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(n bigint, subject_id uuid)
    on conflict do nothing
""")


def number_them(db: Db, community: UUID, what: str, subjects: Sequence[UUID]) -> dict[UUID, int]:
    """Give each its number: id -> number."""
    given = {"community": community, "what": what, "subjects": list(subjects)}
    known = {row.subject_id: row.n for row in db.execute(_KNOWN, given)}
    if len(known) < len(subjects):
        new = [one for one in subjects if one not in known]
        last = db.execute(_COUNT_UP, {**given, "more": len(new)}).scalar_one()
        rows = [{"n": n, "subject_id": one} for n, one in enumerate(new, start=last - len(new) + 1)]
        db.execute(_GIVE, {**given, "rows": as_records(rows)})
        known = {row.subject_id: row.n for row in db.execute(_KNOWN, given)}
    return known


_FIND = text("select what, subject_id from shown_number where community_id = :community and n = :n")


def find_numbered(db: Db, community: UUID, n: int) -> Numbered | None:
    """Find what a number stands for."""
    row = db.execute(_FIND, {"community": community, "n": n}).one_or_none()
    return None if row is None else Numbered(**row._mapping)
