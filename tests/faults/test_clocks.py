"""Rows 17 to 19: clocks that jump, days that are short or long, schedulers that meet."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.faults.rows import Row
from tests.integration.town import make_carriers, open_town
from workers.hours import find_next_opening
from workers.sweep import sweep

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = 8, 21
PROFILE = {
    "zone": "Europe/London",
    "sending_hours": {"weekdays": ["08:00", "21:00"], "sundays": ["08:00", "21:00"]},
    "quiet_days": [],
}
CHANGES = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))


def test_row_17_sending_hours_go_by_the_wall_clock(row: Row) -> None:
    instants = [change + timedelta(hours=hours) for change in CHANGES for hours in range(-30, 42)]
    row.sizes = f"{len(instants)} instants round both clock changes"
    for now in instants:
        opening = find_next_opening(PROFILE, now)
        local = now.astimezone(LONDON)
        if OPENS <= local.hour < CLOSES:
            assert opening == now
        else:
            assert opening.astimezone(LONDON).hour == OPENS
            assert now < opening < now + timedelta(hours=13)


def test_row_17_clock_is_set_back_an_hour(
    row: Row, database_url: str, redis_url: str, tmp_path: Path
) -> None:
    people = row.size(20, 100)
    row.sizes = f"{people} replies while this machine's clock goes back and on by an hour"
    with (
        make_carriers() as carriers,
        open_town(database_url, redis_url, tmp_path, carriers=carriers) as town,
    ):
        for number in range(people):
            town.said("sms", f"+4477009{number:05}", f"number {number}: benches")
            if number % 5 == 0:
                town.hands.move(hours=-1 if number % 10 else 1)
        town.deliver()
        town.hands.move(hours=-1)
        sweep(town.house)
        town.deliver()
        town.hands.move(hours=2)
        sweep(town.house)
        town.deliver()

        row.extra_sms = carriers.ledger.count_received("sms") - people
        assert row.extra_sms == 0
        assert town.values("select count(*) from inbox where state = 'done'") == [people]
