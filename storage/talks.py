"""Talks: a person of staff answers one resident, whose questions wait until the talk is done.

A talk in which nobody has written for a day is over: what waits for a forgotten DONE would wait
for ever.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from storage.database import Db
from storage.ids import new_id

QUIET = timedelta(hours=24)
"""A night's sleep and a day's work, for either of them to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A talk that is over.

    Attributes:
        who: which member of staff it was with, by name.
        n: the number by which staff know the resident's last words; None where they have none.
    """

    id: UUID
    who: str
    n: int | None


_BEGIN = text("""
    insert into talk (community_id, id, resident_id, who, begun_at)
    values (:community, :id, :resident, :who, :now)
    on conflict (community_id, resident_id) where done_at is null
        do update set begun_at = excluded.begun_at, who = excluded.who
""")

_GO_ON = text("""
    update talk set begun_at = :now
    where community_id = :community and resident_id = :resident and done_at is null
""")

_FINISH = text("""
    update talk set done_at = :now
    where community_id = :community and resident_id = :resident and done_at is null
""")


def begin(db: Db, community: UUID, resident: UUID, *, who: str, now: datetime) -> None:
    """Begin a talk, or go on with the one there is; it is with whoever answered last."""
    given = {"community": community, "resident": resident, "who": who, "now": now}
    db.execute(_BEGIN, {**given, "id": new_id()})


def go_on(db: Db, community: UUID, resident: UUID, *, now: datetime) -> None:
    """Note that the resident wrote in their talk."""
    db.execute(_GO_ON, {"community": community, "resident": resident, "now": now})


def finish(db: Db, community: UUID, resident: UUID, *, now: datetime) -> bool:
    """End a talk; say whether there was one."""
    given = {"community": community, "resident": resident, "now": now}
    return bool(db.execute(_FINISH, given).rowcount)


_FINISH_QUIET = text("""
    update talk set done_at = :now
    where community_id = :community and done_at is null and begun_at <= :quiet
    returning id, who, (
        select max(s.n) from shown_number s
        join contribution c on c.community_id = s.community_id and c.id = s.subject_id
        where s.community_id = talk.community_id and s.what = 'reply'
          and c.resident_id = talk.resident_id) as n
""")


def finish_quiet(db: Db, community: UUID, *, now: datetime) -> list[Talk]:
    """End the talks in which nobody has written for `QUIET`."""
    given = {"community": community, "now": now, "quiet": now - QUIET}
    rows = [Talk(**row._mapping) for row in db.execute(_FINISH_QUIET, given)]
    return sorted(rows, key=lambda one: one.id)
