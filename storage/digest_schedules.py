"""Which digests are cut by themselves, week by week or month by month, and which were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text, update

from storage.database import Db
from storage.ids import new_id
from storage.tables.digests import digest_schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A digest that is cut when a week or a month is over.

    Attributes:
        every: week or month.
        hour: from which on, on the day after, by the community's clock.
        area: "" for everybody.
    """

    id: UUID
    engagement_id: UUID
    every: str
    hour: int
    area: str
    made_at: datetime


def add(
    db: Db, community: UUID, engagement: UUID, *, every: str, hour: int, area: str, now: datetime
) -> None:
    """Have a digest cut from now on: the first one of the period that runs now."""
    db.execute(
        insert(digest_schedule).values(
            community_id=community,
            id=new_id(),
            engagement_id=engagement,
            every=every,
            hour=hour,
            area=area,
            made_at=now,
        )
    )


def list_live(db: Db, community: UUID) -> list[Schedule]:
    """List the schedules that were not ended, in the order they were made."""
    query = select(*[digest_schedule.c[name] for name in Schedule.__slots__])
    query = query.where(
        digest_schedule.c.community_id == community, digest_schedule.c.ended_at.is_(None)
    )
    return [Schedule(**row._mapping) for row in db.execute(query.order_by(digest_schedule.c.id))]


def end(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Cut no more of them; what was cut stays."""
    change = update(digest_schedule).where(
        digest_schedule.c.community_id == community, digest_schedule.c.id == id
    )
    db.execute(change.values(ended_at=now))


_TAKE = text("""
    insert into digest_run (community_id, schedule_id, first_day, digest_id, done_at)
    values (:community, :schedule, :first, :digest, :now) on conflict do nothing
""")


def take_period(
    db: Db,
    community: UUID,
    schedule: UUID,
    first: date,
    *,
    digest: UUID | None,
    now: datetime,
) -> bool:
    """Write down that a period's digest is cut, or that there was nothing to cut.

    Returns:
        Whether it is ours; False where another process had it.
    """
    given: Mapping[str, Any] = {
        "community": community,
        "schedule": schedule,
        "first": first,
        "digest": digest,
        "now": now,
    }
    return bool(db.execute(_TAKE, given).rowcount)


_DONE = text("""
    select exists (select from digest_run where community_id = :community
                   and schedule_id = :schedule and first_day = :first)
""")


def was_cut(db: Db, community: UUID, schedule: UUID, first: date) -> bool:
    """Say whether a period's digest was cut."""
    given = {"community": community, "schedule": schedule, "first": first}
    return bool(db.execute(_DONE, given).scalar_one())
