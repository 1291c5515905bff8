"""What is done once a day, however many processes look: a row for each day that has had its run."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db

_LAST = text("select max(at) from day_run where community_id = :community and name = :name")

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


def find_last(db: Db, community: UUID, name: str) -> datetime | None:
    """Say when it last ran; None for never."""
    last: datetime | None = db.execute(_LAST, {"community": community, "name": name}).scalar_one()
    return last
