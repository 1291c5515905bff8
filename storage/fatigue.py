"""Fatigue: how often a resident is asked over all engagements, and on which days not at all.

Asked means a question or a reminder that was not refused, dropped or too late. Answers and receipts
never count.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from storage.database import Db, as_records

PROMPTS_PER_WEEK, PROMPTS_PER_MONTH = 1, 4
FEWER_PER_MONTH = 1
WEEK_DAYS, MONTH_DAYS = 7, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How often residents may be asked, and since when it is counted.

    Attributes:
        week: midnight six days before, by the community's clock: the same weekday is free again.
        month: midnight 29 days before.
    """

    per_week: int
    per_month: int
    week: datetime
    month: datetime


def find_window(profile: Mapping[str, Any], at: datetime) -> Window:
    """Say what is counted when somebody is to be asked at this time."""
    zone = ZoneInfo(profile["zone"])
    today = at.astimezone(zone).date()

    def days_before(days: int) -> datetime:
        return datetime.combine(today - timedelta(days=days - 1), time.min, zone)

    return Window(
        per_week=profile.get("prompts_per_week", PROMPTS_PER_WEEK),
        per_month=profile.get("prompts_per_month", PROMPTS_PER_MONTH),
        week=days_before(WEEK_DAYS),
        month=days_before(MONTH_DAYS),
    )


_FEWER = text("""
    update resident set fewer_since = coalesce(fewer_since, r.at)
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, at timestamptz)
    where resident.community_id = :community and resident.id = r.id
""")


def ask_less(db: Db, community: UUID, asked: Mapping[UUID, datetime]) -> None:
    """Ask residents once a month at most from now on: resident id -> when they said so."""
    rows = [{"id": id, "at": at} for id, at in asked.items()]
    db.execute(_FEWER, {"community": community, "rows": as_records(rows)})


_AS_USUAL = text("""
    update resident set fewer_since = null where community_id = :community and id = :resident
""")


def ask_as_usual(db: Db, community: UUID, resident: UUID) -> None:
    """Ask a resident as often as everybody again."""
    db.execute(_AS_USUAL, {"community": community, "resident": resident})


_SET_QUIET = text("""
    update resident set quiet = cast(:quiet as jsonb)
    where community_id = :community and id = :resident
""")


def set_quiet(
    db: Db,
    community: UUID,
    resident: UUID,
    *,
    weekdays: Sequence[int] = (),
    days: Sequence[date] = (),
) -> None:
    """Set the days on which a resident is not written to first, in place of those set before.

    Args:
        weekdays: Monday is 0. Neither these nor days: no day is quiet.
    """
    quiet = {"weekdays": sorted(set(weekdays)), "days": sorted({day.isoformat() for day in days})}
    written = as_records([quiet])[1:-1] if weekdays or days else None
    db.execute(_SET_QUIET, {"community": community, "resident": resident, "quiet": written})


_QUIET = text("""
    select a.id from address a
    join resident r on r.community_id = a.community_id and r.id = a.resident_id
    where a.community_id = :community and a.id = any(:addresses) and r.quiet is not null
      and (r.quiet -> 'weekdays' @> to_jsonb(cast(:weekday as integer))
           or r.quiet -> 'days' @> to_jsonb(cast(:day as text)))
""")


def find_quiet(db: Db, community: UUID, addresses: Collection[UUID], day: date) -> set[UUID]:
    """Say which of these addresses may not be written to first on a day of the community's."""
    given = {
        "community": community,
        "addresses": list(addresses),
        "weekday": day.weekday(),
        "day": day.isoformat(),
    }
    return set(db.execute(_QUIET, given).scalars())
