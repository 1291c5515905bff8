"""Talks: a person of staff answers one resident, whose questions wait until the talk is done."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_array
from storage.ids import new_id

_BEGIN = text("""
    insert into talk (community_id, id, resident_id, who, begun_at)
    values (:community, :id, :resident, :who, :now)
    on conflict (community_id, resident_id) where done_at is null do nothing
""")

_FINISH = text("""
    update talk set done_at = :now
    where community_id = :community and resident_id = :resident and done_at is null
""")

_OPEN = text("""
    select resident_id from talk
    where community_id = :community and resident_id = any(cast(:residents as uuid[]))
      and done_at is null
""")


def begin(db: Db, community: UUID, resident: UUID, *, who: str, now: datetime) -> None:
    """Begin a talk, or go on with the one there is."""
    given = {"community": community, "resident": resident, "who": who, "now": now}
    db.execute(_BEGIN, {**given, "id": new_id()})


def finish(db: Db, community: UUID, resident: UUID, *, now: datetime) -> bool:
    """End a talk; say whether there was one."""
    given = {"community": community, "resident": resident, "now": now}
    return bool(db.execute(_FINISH, given).rowcount)


def find_talking(db: Db, community: UUID, residents: Iterable[UUID]) -> set[UUID]:
    """Say which of these residents are in a talk."""
    given = {"community": community, "residents": as_array(residents)}
    return set(db.execute(_OPEN, given).scalars())
