"""Digests that are cut by themselves when a week or a month is over, by the community's clock."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flows.errors import InputError
from insight.scope import Scope, find_period_before
from storage import digest_schedules
from storage.database import Db
from storage.digest_schedules import Schedule
from storage.digests import Frozen
from workers.digest import Built, build_digest
from workers.digest_sending import send_digest
from workers.house import House, Present


class TakenError(Exception):
    """Another process has cut this period's digest meanwhile: ours is not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A digest that is to be cut, and from when on it may be (aware, UTC)."""

    schedule: Schedule
    scope: Scope
    from_: datetime


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
    community = present.community.id
    found = [
        find_last_due(one, now, zone=present.community.zone)
        for one in digest_schedules.list_live(db, community)
        if one.engagement_id in present.open
    ]
    return [
        one
        for one in found
        if one.from_ <= now
        and one.from_ > one.schedule.made_at
        and not digest_schedules.was_cut(db, community, one.schedule.id, _first(one))
    ]


def find_last_due(schedule: Schedule, now: datetime, *, zone: str) -> Due:
    """Find the last period that was over by now."""
    local = ZoneInfo(zone)
    first, last = find_period_before(schedule.every, now.astimezone(local).date())
    begins = datetime.combine(last + timedelta(days=1), time(schedule.hour), local)
    return Due(
        schedule=schedule,
        scope=Scope(area=schedule.area, first=first, last=last),
        from_=begins.astimezone(UTC),
    )


def _first(due: Due) -> date:
    assert due.scope.first is not None  # noqa: S101  (a period)
    return due.scope.first


def _cut(house: House, present: Present, due: Due) -> Built | None:
    community, kept = present.community.id, list[Frozen]()

    def take(db: Db, frozen: Frozen | None) -> None:
        id: UUID | None = frozen.id if frozen else None
        first, now = _first(due), house.clock()
        if not digest_schedules.take_period(
            db, community, due.schedule.id, first, digest=id, now=now
        ):
            raise TakenError
        kept.extend([frozen] if frozen else [])

    present = replace(present, engagement=present.open[due.schedule.engagement_id])
    try:
        built = build_digest(house, engagement=present.engagement.id, scope=due.scope, beside=take)
    except TakenError:
        return None
    except InputError:  # too few people of that area spoke: the next period may have more
        with house.database.transaction() as db:
            take(db, None)
        return None
    send_digest(house, present, kept[0])
    return built
