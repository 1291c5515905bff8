"""Rows 18 and 19: what runs once a day, across clock changes, however many look."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.rows import Row
from tests.integration.town import Town, make_carriers, open_town
from workers.sweeping.evening import send_evening_texts

HALF_HOURS = 48
DAYS = 5


@pytest.fixture
def town(database_url: str, redis_url: str, tmp_path: Path) -> Iterator[Town]:
    with (
        make_carriers() as carriers,
        open_town(database_url, redis_url, tmp_path, carriers=carriers) as opened,
    ):
        yield opened


def test_row_18_evening_comes_once_a_day(town: Town, row: Row) -> None:
    row.sizes = "every half hour of 27-31 March and 23-27 October 2026"
    ran: dict[date, int] = {}
    for first in (date(2026, 3, 27), date(2026, 10, 23)):
        start = datetime(first.year, first.month, first.day, tzinfo=UTC)
        for half_hours in range(DAYS * HALF_HOURS):
            town.hands.now = start + timedelta(minutes=30 * half_hours)
            if send_evening_texts(town.house):
                ran[first] = ran.get(first, 0) + 1

    row.sizes += f": {' and '.join(map(str, ran.values()))} runs"
    assert list(ran.values()) == [DAYS, DAYS]


def test_row_19_three_schedulers_meet(town: Town, row: Row) -> None:
    schedulers, ticks = 3, 50
    start = town.hands.now.replace(hour=20)
    ran = 0
    with ThreadPoolExecutor(schedulers) as threads:
        for tick in range(ticks):
            town.hands.now = start + timedelta(days=tick)
            ran += sum(threads.map(send_evening_texts, [town.house] * schedulers))

    row.sizes = f"{schedulers} schedulers, {ticks} days: {ran} runs"
    row.counted_twice = ran - ticks
    assert ran == ticks
