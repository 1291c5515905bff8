from datetime import UTC, datetime
from typing import Any

import pytest

from workers.hours import find_next_opening

LEEDS: dict[str, Any] = {
    "zone": "Europe/London",
    "sending_hours": {"weekdays": ["08:00", "21:00"], "sundays": ["10:00", "18:00"]},
    "quiet_days": ["2026-12-25"],
}


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        # Saturday evening, then the Sunday the clocks go forward at 01:00 UTC
        ("2026-03-28T20:59", "2026-03-28T20:59"),
        ("2026-03-28T21:00", "2026-03-29T09:00"),
        ("2026-03-29T00:59", "2026-03-29T09:00"),
        ("2026-03-29T01:01", "2026-03-29T09:00"),
        ("2026-03-29T08:59", "2026-03-29T09:00"),
        ("2026-03-29T09:00", "2026-03-29T09:00"),
        ("2026-03-29T16:59", "2026-03-29T16:59"),
        ("2026-03-29T17:00", "2026-03-30T07:00"),
        ("2026-03-30T06:59", "2026-03-30T07:00"),
        # the Sunday they go back
        ("2026-10-24T19:59", "2026-10-24T19:59"),
        ("2026-10-24T20:00", "2026-10-25T10:00"),
        ("2026-10-25T00:30", "2026-10-25T10:00"),
        ("2026-10-25T01:30", "2026-10-25T10:00"),
        ("2026-10-25T09:59", "2026-10-25T10:00"),
        ("2026-10-25T17:59", "2026-10-25T17:59"),
        ("2026-10-25T18:00", "2026-10-26T08:00"),
        # a quiet day is passed over
        ("2026-12-24T21:30", "2026-12-26T08:00"),
        ("2026-12-25T12:00", "2026-12-26T08:00"),
    ],
)
def test_find_next_opening_goes_by_the_wall_clock(asked: str, opens: str) -> None:
    now = datetime.fromisoformat(asked).replace(tzinfo=UTC)

    assert find_next_opening(LEEDS, now) == datetime.fromisoformat(opens).replace(tzinfo=UTC)


def test_find_next_opening_gives_up_after_two_quiet_weeks() -> None:
    quiet = {**LEEDS, "quiet_days": [f"2026-11-{day:02}" for day in range(1, 31)]}
    now = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

    assert find_next_opening(quiet, now) == datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
