"""What is done once a day, however many processes look: a row for each day that has had its run."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db

_TAKE = text("""
    insert into day_run (community_id, name, day, at) values (:community, :name, :day, :now)
    on conflict do nothing
""")


def take_day(db: Db, community: UUID, name: str, day: date, *, now: datetime) -> bool:
    """Take a day's run.

    Args:
        day: by the community's clock.

    Returns:
        Whether it is ours; False where another process had it, or has just committed it.
    """
    given = {"community": community, "name": name, "day": day, "now": now}
    return bool(db.execute(_TAKE, given).rowcount)


_BEFORE = text("""
    select max(at) from day_run where community_id = :community and name = :name and at < :now
""")


def find_before(db: Db, community: UUID, name: str, now: datetime) -> datetime | None:
    """Say when it ran last before a time; None for never."""
    given = {"community": community, "name": name, "now": now}
    before: datetime | None = db.execute(_BEFORE, given).scalar_one()
    return before
