"""Sending hours: when a community may be written to of our own accord. Replies are exempt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays

from flows.errors import InputError

DAYS_AHEAD = 14
COUNTRY = "GB-ENG"
MOST_DAYS = 366


def find_next_opening(profile: Mapping[str, Any], now: datetime) -> datetime:
    """Say from when prompts may be sent: now, or when the hours next open.

    Args:
        profile: the community's, with zone (IANA), sending_hours ({"weekdays": ["08:00", "21:00"],
            "sundays": [...]}), quiet_days (ISO dates), by wall clock, and country, whose bank
            holidays are as Sundays.
        now: aware.

    Returns:
        `now` itself within sending hours, else the next opening (aware, UTC); two weeks ahead where
        every day until then is quiet.
    """
    for opens, closes in _list_openings(profile, now, DAYS_AHEAD):
        if now < closes:
            return max(now, opens)
    return now + timedelta(days=DAYS_AHEAD)


def find_finish(profile: Mapping[str, Any], starts: datetime, seconds: float) -> datetime:
    """Say when so many seconds of sending are over, within sending hours.

    Args:
        profile: as for `find_next_opening`.
        starts: aware.
    """
    left = timedelta(seconds=seconds)
    for opens, closes in _list_openings(profile, starts, MOST_DAYS):
        begins = max(starts, opens)
        if begins + left <= closes:
            return begins + left
        left -= max(closes - begins, timedelta())
    return starts + timedelta(days=MOST_DAYS)


def _list_openings(
    profile: Mapping[str, Any], now: datetime, days: int
) -> Iterator[tuple[datetime, datetime]]:
    """Give from when until when (UTC) each day is open, from today on."""
    zone = ZoneInfo(profile["zone"])
    today = now.astimezone(zone).date()
    for ahead in range(days):
        day = today + timedelta(days=ahead)
        if day.isoformat() in profile["quiet_days"]:
            continue
        hours = profile["sending_hours"]["sundays" if _is_sunday(profile, day) else "weekdays"]
        opens, closes = (datetime.combine(day, time.fromisoformat(hour), zone) for hour in hours)
        yield opens.astimezone(UTC), closes.astimezone(UTC)


def _is_sunday(profile: Mapping[str, Any], day: date) -> bool:
    return day.weekday() == 6 or day in find_bank_holidays(
        profile.get("country", COUNTRY), day.year
    )


@lru_cache(maxsize=64)
def find_bank_holidays(country: str, year: int) -> frozenset[date]:
    """List a country's bank holidays in a year.

    Args:
        country: ISO 3166 code, with the part after a dash where its days differ: GB-SCT; "none".
    """
    if country == "none":
        return frozenset()
    code, _, part = country.partition("-")
    return frozenset(country_holidays(code, subdiv=part or None, years=year))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time by the community's clock, and what is to be said of it: "" for nothing."""

    at: datetime
    note: str


def read_moment(words: str, zone: str) -> Moment:
    """Read a day and a time by the community's clock: "2026-12-01 10:00".

    Args:
        zone: IANA time zone.

    Raises:
        InputError: it is none, in one line that says how to write it.
    """
    try:
        wall = datetime.fromisoformat(words.strip())
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo or len(words.strip()) < len("2026-12-01 10:00"):
        raise InputError(f"{words[:30]!r} is no day and time; write it like 2026-12-01 10:00")
    first = wall.replace(tzinfo=ZoneInfo(zone))
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return Moment(at=first.astimezone(UTC), note="")
    at = first.astimezone(UTC)
    shown = at.astimezone(ZoneInfo(zone))
    if shown.replace(tzinfo=None) != wall:
        note = f"the clocks go forward: there is no {wall:%H:%M} that day; {shown:%H:%M} is taken"
    else:
        note = f"the clocks go back: {wall:%H:%M} comes twice that day; the first is taken"
    return Moment(at=at, note=note)
