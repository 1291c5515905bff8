"""Sending hours: when a community may be written to of our own accord. Replies are exempt."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAYS_AHEAD = 14


def find_next_opening(profile: Mapping[str, Any], now: datetime) -> datetime:
    """Say from when prompts may be sent: now, or when the hours next open.

    Args:
        profile: the community's, with zone (IANA), sending_hours ({"weekdays": ["08:00", "21:00"],
            "sundays": [...]}) and quiet_days (ISO dates), by wall clock.
        now: aware.

    Returns:
        `now` itself within sending hours, else the next opening (aware, UTC); two weeks ahead where
        every day until then is quiet.
    """
    zone = ZoneInfo(profile["zone"])
    local = now.astimezone(zone)
    for ahead in range(DAYS_AHEAD):
        day = local.date() + timedelta(days=ahead)
        if day.isoformat() in profile["quiet_days"]:
            continue
        hours = profile["sending_hours"]["sundays" if day.weekday() == 6 else "weekdays"]
        opens, closes = (datetime.combine(day, time.fromisoformat(hour), zone) for hour in hours)
        if now < closes.astimezone(UTC):
            return max(now, opens.astimezone(UTC))
    return now + timedelta(days=DAYS_AHEAD)
