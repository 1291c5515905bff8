"""Fatigue: how often a resident is asked over all engagements, and on which days not at all.

Asked means a question or a reminder that was not refused, dropped or too late. Answers and receipts
never count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from storage.database import Db, as_records
from storage.doubting import find_silence

PROMPTS_PER_WEEK, PROMPTS_PER_MONTH = 1, 4
FEWER_PER_MONTH = 1
WEEK_DAYS, MONTH_DAYS, YEAR_DAYS = 7, 30, 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """How often residents may be asked, and since when it is counted.

    Attributes:
        week: midnight six days before, by the community's clock: the same weekday is free again.
        month: midnight 29 days before; year: 364 days before.
        silent_before: a number that was not heard from since is asked first whose it is.
    """

    per_week: int
    per_month: int
    week: datetime
    month: datetime
    year: datetime
    silent_before: datetime


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
        year=days_before(YEAR_DAYS),
        silent_before=find_silence(profile, at),
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


# A day is the community's; what goes out at any hour has a reason to.
_KEEP_QUIET = text("""
    with today as (
        select day, clock_timestamp() + (cast(day + 1 as timestamp) at time zone zone - :now)
            as ends
        from (select profile ->> 'zone' as zone,
                  cast(:now at time zone (profile ->> 'zone') as date) as day
              from community where id = :community) z)
    update message m set not_before = today.ends
    from today, resident r
    join address a on a.community_id = r.community_id and a.resident_id = r.id
    where r.community_id = :community and (r.quiet is not null or r.fewer_since is not null)
      and r.quiet is not null
      and (r.quiet -> 'weekdays' @> to_jsonb(cast(extract(isodow from today.day) - 1 as integer))
           or r.quiet -> 'days' @> to_jsonb(cast(today.day as text)))
      and m.community_id = a.community_id and m.address_id = a.id and m.state = 'queued'
      and m.kind in ('prompt', 'reminder') and not m.any_hour
      and (m.not_before is null or m.not_before < today.ends - interval '1 minute')
""")

_SPARE_REMINDERS = text("""
    update message m set state = 'expired', error = 'asked for fewer texts', settled_at = :now
    from resident r join address a on a.community_id = r.community_id and a.resident_id = r.id
    where r.community_id = :community and (r.quiet is not null or r.fewer_since is not null)
      and r.fewer_since is not null
      and m.community_id = a.community_id and m.address_id = a.id and m.state = 'queued'
      and m.kind = 'reminder'
""")


def restrain(db: Db, community: UUID, *, now: datetime) -> None:
    """Hold what is queued for people whose quiet day it is; remind nobody who asked for less.

    Call it in the transaction that queues questions or reminders, and when a day has begun.
    """
    given = {"community": community, "now": now}
    db.execute(_KEEP_QUIET, given)
    db.execute(_SPARE_REMINDERS, given)
