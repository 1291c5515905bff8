"""How an engagement stood and when: who answers, by what day, whether it was closed.

What was decided or promised later must not change what an earlier digest says.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db
from storage.ids import new_id

_NOTE = text("""
    insert into engagement_change (community_id, id, engagement_id, what, why, decider,
                                   hear_back_by, closed_at, changed_at)
    select community_id, :change, id, :what, :why, decider, hear_back_by, closed_at, :now
    from engagement where community_id = :community and id = :id
""")


def note(
    db: Db, community: UUID, engagement: UUID, what: str, *, why: str = "", now: datetime
) -> None:
    """Write down how an engagement stands from now on.

    Args:
        what: opened, amended, promised, late, closed or reopened.
    """
    given = {"community": community, "id": engagement, "what": what, "why": why, "now": now}
    db.execute(_NOTE, {**given, "change": new_id()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How an engagement stood at a time."""

    decider: str
    hear_back_by: date
    closed_at: datetime | None


# Before the first change it stood as that one says.
_STOOD = text("""
    select decider, hear_back_by, closed_at from engagement_change
    where community_id = :community and engagement_id = :engagement
    order by changed_at > :at, case when changed_at <= :at then changed_at end desc,
        case when changed_at <= :at then id end desc, changed_at, id
    limit 1
""")


def find_stand(db: Db, community: UUID, engagement: UUID, *, at: datetime) -> Stand:
    """Say how an engagement stood at a time."""
    given = {"community": community, "engagement": engagement, "at": at}
    return Stand(**db.execute(_STOOD, given).one()._mapping)
