from datetime import UTC, datetime
from typing import Any

import pytest

from flows.errors import InputError
from workers.hours import find_finish, find_next_opening, read_moment

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
        ("2026-10-26T07:59", "2026-10-26T08:00"),
        ("2026-10-26T21:00", "2026-10-27T08:00"),
        # bank holidays are as Sundays: Good Friday, and the late one that England has
        ("2026-04-03T07:30", "2026-04-03T09:00"),
        ("2026-04-03T17:00", "2026-04-04T07:00"),
        ("2026-08-31T08:00", "2026-08-31T09:00"),
        ("2026-08-31T17:30", "2026-09-01T07:00"),
        # a quiet day is passed over; the day after Christmas is a bank holiday
        ("2026-12-24T21:30", "2026-12-26T10:00"),
        ("2026-12-25T12:00", "2026-12-26T10:00"),
    ],
)
def test_find_next_opening_goes_by_the_wall_clock(asked: str, opens: str) -> None:
    now = datetime.fromisoformat(asked).replace(tzinfo=UTC)

    assert find_next_opening(LEEDS, now) == datetime.fromisoformat(opens).replace(tzinfo=UTC)


def test_find_next_opening_gives_up_after_two_quiet_weeks() -> None:
    quiet = {**LEEDS, "quiet_days": [f"2026-11-{day:02}" for day in range(1, 31)]}
    now = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)

    assert find_next_opening(quiet, now) == datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "opens"),
    [
        ("GB-SCT", "2026-08-31T07:00"),  # Scotland's was on 3 August
        ("GB-WLS", "2026-08-31T09:00"),
        ("none", "2026-08-31T07:00"),
    ],
)
def test_find_next_opening_knows_the_bank_holidays_of_the_country(country: str, opens: str) -> None:
    asked = datetime(2026, 8, 31, 4, 0, tzinfo=UTC)

    opening = find_next_opening({**LEEDS, "country": country}, asked)

    assert opening == datetime.fromisoformat(opens).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "hours", "done"),
    [
        ("2026-11-24T12:00", 1, "2026-11-24T13:00"),
        ("2026-11-24T12:00", 9, "2026-11-24T21:00"),
        ("2026-11-24T12:00", 10, "2026-11-25T09:00"),
        ("2026-11-28T20:00", 10, "2026-11-30T09:00"),  # an hour, eight on Sunday, one on Monday
        ("2026-10-24T19:00", 2, "2026-10-25T11:00"),  # the clocks go back in between
        ("2026-03-28T20:30", 1, "2026-03-29T09:30"),  # and forward
        ("2026-11-24T23:00", 0, "2026-11-25T08:00"),
    ],
)
def test_find_finish_counts_open_hours_only(starts: str, hours: int, done: str) -> None:
    at = datetime.fromisoformat(starts).replace(tzinfo=UTC)

    finish = find_finish(LEEDS, at, hours * 3600)

    assert finish == datetime.fromisoformat(done).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "at", "note"),
    [
        ("2026-12-01 10:00", "2026-12-01T10:00", ""),
        ("2026-07-01 10:00", "2026-07-01T09:00", ""),
        ("2026-07-01T10:00", "2026-07-01T09:00", ""),
        ("2026-03-29 00:59", "2026-03-29T00:59", ""),
        ("2026-03-29 01:30", "2026-03-29T01:30", "there is no 01:30 that day; 02:30 is taken"),
        ("2026-03-29 02:00", "2026-03-29T01:00", ""),
        ("2026-10-25 00:59", "2026-10-24T23:59", ""),
        ("2026-10-25 01:30", "2026-10-25T00:30", "01:30 comes twice that day; the first is taken"),
        ("2026-10-25 02:00", "2026-10-25T02:00", ""),
    ],
)
def test_read_moment_goes_by_the_wall_clock_and_says_so(written: str, at: str, note: str) -> None:
    moment = read_moment(written, "Europe/London")

    assert moment.at == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert note in moment.note
    assert bool(note) == bool(moment.note)


@pytest.mark.parametrize("written", ["", "tomorrow", "2026-12-01", "2026-02-30 10:00", "10:00"])
def test_read_moment_refuses_what_is_no_day_and_time(written: str) -> None:
    with pytest.raises(InputError, match="write it like 2026-12-01 10:00"):
        read_moment(written, "Europe/London")
