"""Rows 4 to 6: Redis and PostgreSQL are emptied, killed, or away for a while."""

from dataclasses import replace
from functools import partial
from time import monotonic

import pytest

from sayso.launching import wait_until
from tests.faults.counting import is_settled, list_missing, measure
from tests.faults.feeding import feed, send_evenly, wait
from tests.faults.rows import Row
from tests.faults.town import LIMITS, LiveTown, Towns

MOST_REQUEST_S = 15.0


@pytest.mark.redis
def test_row_04_redis_is_emptied_three_times(towns: Towns, row: Row) -> None:
    texts = row.size(60, 1_000)
    row.sizes = f"{texts:,} texts, flushed 3 times"
    town = towns.open()
    feed(town, texts, texts)
    for flushes in range(3):
        wanted = texts * (flushes + 1) // 5
        town.waits(partial(has_taken, town, wanted), seconds=120)
        town.flush()
    town.waits(partial(is_settled, town, texts=texts), seconds=row.size(60, 180))

    measure(town, row)
    assert town.carriers.ledger.count("webhook_failures") == 0
    assert (row.lost, row.counted_twice, row.extra_sms, row.extra_telegram) == (0, 0, 0, 0)
    assert list_missing(town) == []


def has_taken(town: LiveTown, wanted: int) -> bool:
    ledger = town.carriers.ledger
    return ledger.count_accepted("sms") + ledger.count_accepted("telegram") >= wanted


@pytest.mark.redis
def test_row_04_redis_is_killed_and_away(towns: Towns, row: Row) -> None:
    texts, away_s = row.size(30, 300), row.size(4, 60)
    town = towns.open()
    town.kill_redis()
    send_evenly(town, texts, texts, seconds=away_s)
    town.mend()
    town.flush()  # as without its append-only file
    back_at = monotonic()
    settled = wait_until(partial(is_settled, town, texts=texts), seconds=60)

    measure(town, row)
    row.sizes = (
        f"{texts} texts while Redis is killed and away for {away_s} s, then empty; all answered"
        f" {monotonic() - back_at:.0f} s after its return"
    )
    assert settled, (town.trouble(), town.processes.log()[-4000:])
    assert town.carriers.ledger.count("webhook_failures") == 0
    assert (row.lost, row.counted_twice, row.extra_sms, row.extra_telegram) == (0, 0, 0, 0)
    assert list_missing(town) == []


def test_row_05_postgres_is_restarted_at_once(towns: Towns, row: Row) -> None:
    texts, restarts = row.size(30, 2_000), row.size(1, 5)
    town = towns.open(limits=replace(LIMITS, telegram_backoff_s=0.5))
    for _ in range(restarts):
        feed(town, texts // (restarts + 1) - 5, texts)
        town.waits(partial(has_stored_some, town), seconds=30)
        town.kill_postgres()
        feed(town, 5, texts)
        town.mend()
    feed(town, texts - len(town.said), texts)
    town.waits(partial(is_settled, town, texts=texts), seconds=row.size(60, 240))

    measure(town, row)
    longest_s = town.carriers.ledger.longest_hook_s
    row.sizes = (
        f"{texts:,} texts on both channels, {restarts} immediate restarts; the longest request took"
        f" {longest_s:.1f} s"
    )
    assert (row.lost, row.counted_twice, row.extra_sms, row.extra_telegram) == (0, 0, 0, 0)
    assert longest_s < MOST_REQUEST_S
    assert list_missing(town) == []


def has_stored_some(town: LiveTown) -> bool:
    [n] = town.values("select count(*) from inbox")
    return bool(n)


def test_row_06_postgres_is_away_while_sms_arrive(towns: Towns, row: Row) -> None:
    texts, away_s = row.size(20, 200), row.size(4, 60)
    town = towns.open()
    town.says("sms", "+447700970000", "the first, before")
    town.waits(partial(is_settled, town, texts=1), seconds=30)
    town.kill_postgres()
    for number in range(texts):
        town.says(
            "sms", f"+4477009{number % 40:05}", f"number {number}: more benches"
        ).ticket.wait()
    wait(away_s - 1)
    town.mend()
    back_at = monotonic()
    found = wait_until(partial(is_settled, town, texts=texts + 1), seconds=180)

    after_s = monotonic() - back_at
    measure(town, row)
    row.sizes = (
        f"{texts} texts in {away_s} s without a database; all found and answered {after_s:.0f} s"
        " after its return (swept every second)"
    )
    assert found, (town.trouble(), town.processes.log()[-4000:])
    assert (row.lost, row.counted_twice, row.extra_sms) == (0, 0, 0)
    stored = town.values("select provider_id from inbox order by carrier_order, id")
    assert stored == [one.ticket.provider_id for one in town.said]
