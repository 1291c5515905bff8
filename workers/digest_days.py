"""Digests that are cut by themselves when a week or a month is over, by the community's clock."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flows.errors import InputError
from insight.scope import WHOLE, Scope, find_period, find_period_before
from storage import digest_schedules, digests
from storage.database import Db
from storage.digest_schedules import Schedule
from storage.digests import Frozen
from workers.digest import Built, build_digest
from workers.digest_sending import send_digest
from workers.house import House, Present
from workers.sorting import LagError, refuse_lag


class TakenError(Exception):
    """Another process has cut this period's digest meanwhile: ours is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A digest that is to be cut, and from when on it may be (aware, UTC).

    Attributes:
        day: what it is kept under: a period's first day, its last one for the closing digest.
    """

    schedule: Schedule
    scope: Scope
    from_: datetime
    day: date


def cut_due_digests(house: House) -> list[Built]:
    """Cut each scheduled digest whose period is over, and send its text to staff.

    Any process may call it, as often as it likes: each period has one. One that fails is tried
    again the next time.
    """
    with house.database.transaction() as db:
        present = house.find_present(db)
        due = [] if present is None else _list_due(db, present, house.clock())
    made = [] if present is None else [_cut(house, present, one) for one in due]
    return [one for one in made if one is not None]


def _list_due(db: Db, present: Present, now: datetime) -> list[Due]:
    community = present.community
    found = [
        due
        for one in digest_schedules.list_live(db, community.id)
        for due in find_due(
            one, now, closed=present.every[one.engagement_id].closed_at, zone=community.zone
        )
    ]
    return [
        one
        for one in found
        if one.from_ <= now
        and one.from_ > one.schedule.made_at
        and not digest_schedules.was_cut(db, community.id, one.schedule.id, one.day)
        and not _waits(db, present, one)
    ]


def _waits(db: Db, present: Present, due: Due) -> bool:
    """Tell whether it waits until somebody has sorted, or has been cut by hand meanwhile."""
    engagement = present.every[due.schedule.engagement_id]
    if engagement.closed_at is None:
        return False
    if due.scope.is_whole and digests.has_closing(
        db, present.community.id, engagement.id, since=engagement.closed_at
    ):
        return True
    try:
        refuse_lag(db, present.about(engagement))
    except LagError:
        return True
    return False


def find_due(schedule: Schedule, now: datetime, *, closed: datetime | None, zone: str) -> list[Due]:
    """Find what is due by now: the last period that was over.

    Of a question that has closed it is the period in which it did, and then the closing digest of
    everything, where the schedule is for everybody.
    """
    local = ZoneInfo(zone)
    first, last = find_period_before(schedule.every, now.astimezone(local).date())
    ended = find_period(schedule.every, closed.astimezone(local).date()) if closed else None
    if ended is None or first < ended[0]:
        return [_make_due(schedule, first, last, local)]
    period = _make_due(schedule, *ended, local)
    if schedule.area:
        return [period]
    return [period, replace(period, scope=WHOLE, day=ended[1])]


def _make_due(schedule: Schedule, first: date, last: date, local: ZoneInfo) -> Due:
    begins = datetime.combine(last + timedelta(days=1), time(schedule.hour), local)
    return Due(
        schedule=schedule,
        scope=Scope(area=schedule.area, first=first, last=last),
        from_=begins.astimezone(UTC),
        day=first,
    )


def _cut(house: House, present: Present, due: Due) -> Built | None:
    community, kept = present.community.id, list[Frozen]()

    def take(db: Db, frozen: Frozen | None) -> None:
        id: UUID | None = frozen.id if frozen else None
        if not digest_schedules.take_period(
            db, community, due.schedule.id, due.day, digest=id, now=house.clock()
        ):
            raise TakenError
        kept.extend([frozen] if frozen else [])

    present = present.about(present.every[due.schedule.engagement_id])
    try:
        built = build_digest(house, engagement=present.engagement.id, scope=due.scope, beside=take)
    except (TakenError, LagError):
        return None
    except InputError:  # too few people of that area spoke: the next period may have more
        with house.database.transaction() as db:
            take(db, None)
        return None
    send_digest(house, present, kept[0])
    return built
