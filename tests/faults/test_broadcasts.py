"""Rows 10, 11, 20 and 21: broadcasts at the carriers' limits, pressed twice, and stopped."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from time import monotonic

import pytest

from sayso.carriers.faults import Faults
from sayso.sending import order
from tests.faults.counting import (
    count_extra,
    find_p95,
    list_missing,
    list_waits,
    measure_pace,
)
from tests.faults.feeding import wait
from tests.faults.rows import Row
from tests.faults.town import LIMITS, LiveTown, Towns

LEFT = """select count(*) from message
          where kind = 'prompt' and state in ('queued', 'leased', 'calling')"""


def is_sent(town: LiveTown) -> bool:
    return town.values(LEFT) == [0] and town.values("select count(*) from message") != [0]


def ask_all(town: LiveTown) -> None:
    order(town.house, town.present, "a test", unchecked_by="Rosa")


def talk_meanwhile(town: LiveTown, channel: str, conversations: int, *, seconds: float) -> float:
    """Let strangers text while the broadcast goes out, evenly; give the p95 of their replies."""
    begun = monotonic()
    for number in range(conversations):
        address = f"+4477005{number:05}" if channel == "sms" else f"55{number:05}"
        town.says(channel, address, f"number {number}: quieter nights")
        wait(begun + seconds * (number + 1) / conversations - monotonic())
    town.waits(partial(are_answered, town), seconds=30)
    return find_p95(list_waits(town, town.said))


def are_answered(town: LiveTown) -> bool:
    return all(town.carriers.ledger.handset(one.channel, one.address) for one in town.said)


@pytest.mark.redis
def test_row_10_telegram_broadcast_at_its_limits(towns: Towns, row: Row) -> None:
    people, conversations = row.size(140, 3_000), row.size(8, 30)
    town = towns.open()
    town.imports("telegram", [f"61{number:05}" for number in range(people)])
    ask_all(town)
    begun = monotonic()
    row.p95_s = talk_meanwhile(town, "telegram", conversations, seconds=row.size(4, 90))
    town.waits(partial(is_sent, town), seconds=row.size(30, 120))
    took_s = monotonic() - begun

    ledger = town.carriers.ledger
    measure_pace(town, row)
    row.extra_telegram = count_extra(town, "telegram")
    row.sizes = (
        f"{people:,} people and {conversations} conversations beside them, done in {took_s:.0f} s"
    )
    assert ledger.count_accepted("telegram") == people + conversations
    assert row.peak_per_s is not None
    assert row.peak_per_s <= 30
    assert ledger.ignored_retry_after == 0
    assert row.share_429 is not None
    assert row.share_429 < 0.01
    assert row.extra_telegram == 0
    assert row.p95_s < row.size(10, 2)  # short runs share their machine
    assert took_s <= 115
    assert list_missing(town) == []


def test_row_11_replies_overtake_a_broadcast_by_sms(towns: Towns, row: Row) -> None:
    people, conversations, per_s = row.size(150, 2_000), row.size(8, 100), row.size(100, 10)
    limits = replace(LIMITS, segments_per_s=float(per_s), queue_max_s=3.0, twilio_at_once=16)
    town = towns.open(limits=limits, TWILIO_SEGMENTS_PER_S=f"{per_s}.0")
    town.imports("sms", [f"+4477006{number:05}" for number in range(people)])
    ask_all(town)
    row.p95_s = talk_meanwhile(town, "sms", conversations, seconds=row.size(3, 300))
    town.waits(partial(is_sent, town), seconds=row.size(30, 240))

    [segments] = town.values("select sum(segments) from message")
    measure_pace(town, row)
    row.extra_sms = count_extra(town, "sms")
    row.sizes = (
        f"{people:,} people, {conversations} conversations, {segments:,} segments at {per_s}/s"
    )
    assert town.carriers.ledger.count_accepted("sms") == people + conversations
    assert row.p95_s < row.size(10, 2)  # short runs share their machine
    assert (row.extra_sms, town.carriers.ledger.count("sms_refused")) == (0, 0)


def test_row_11_replies_overtake_ten_thousand_that_wait(towns: Towns, row: Row) -> None:
    people, conversations, per_s = row.size(1_000, 10_000), row.size(8, 100), row.size(100, 10)
    limits = replace(LIMITS, segments_per_s=float(per_s), queue_max_s=3.0)
    town = towns.open(limits=limits, TWILIO_SEGMENTS_PER_S=f"{per_s}.0")
    town.imports("sms", [f"+4477006{number:05}" for number in range(people)])
    ask_all(town)
    row.p95_s = talk_meanwhile(town, "sms", conversations, seconds=row.size(3, 60))

    [waits] = town.values(LEFT)
    row.sizes = f"{conversations} conversations while {people:,} people are asked; {waits:,} wait"
    measure_pace(town, row)
    town.run("delete from message where state in ('queued', 'leased')")
    assert row.p95_s < row.size(10, 2)  # short runs share their machine
    assert isinstance(waits, int)
    assert waits > people // 4


def test_row_20_broadcast_is_pressed_five_times(towns: Towns, row: Row) -> None:
    people, clicks, kills = row.size(60, 1_000), 5, 3
    town = towns.open(faults=Faults(latency_s=0.1))
    town.imports("telegram", [f"61{number:05}" for number in range(people)])
    town.imports("sms", [f"+4477006{number:05}" for number in range(people)])
    with ThreadPoolExecutor(clicks) as fingers:
        pressed = [fingers.submit(ask_all, town) for _ in range(clicks)]
        for victim in ("worker-background", "worker-deliver-sms", "worker-deliver-telegram"):
            town.waits(partial(has_more, town, count_taken(town)), seconds=60)
            town.processes.kill(victim)
        assert [one.result() for one in pressed] == [None] * clicks
    town.carriers.fail(Faults())
    settled = "select count(*) from message where state not in ('queued', 'leased', 'calling')"
    town.waits(lambda: town.values(settled) == [2 * people], seconds=row.size(60, 180))
    doubtful = "select count(*) from message where channel = 'sms' and state = 'unknown'"
    town.waits(lambda: town.values(doubtful) == [0], seconds=60)
    received = partial(town.carriers.ledger.count_received, "sms")
    town.waits(lambda: received() >= people, seconds=10)

    [unknown] = town.values("select count(*) from message where state = 'unknown'")
    measure_pace(town, row)
    row.extra_sms, row.extra_telegram = (count_extra(town, one) for one in ("sms", "telegram"))
    row.sizes = (
        f"{people:,} people on each channel, {clicks} clicks, {kills} kills; {unknown} unknown"
    )
    assert town.values("select count(*) from message where kind = 'prompt'") == [2 * people]
    assert received() == people
    assert (row.extra_sms, row.extra_telegram) == (0, 0)
    assert list_missing(town) == []


def count_taken(town: LiveTown) -> int:
    ledger = town.carriers.ledger
    return ledger.count_accepted("sms") + ledger.count_accepted("telegram")


def has_more(town: LiveTown, before: int) -> bool:
    return count_taken(town) > before


def test_row_21_stop_while_a_broadcast_runs(towns: Towns, row: Row) -> None:
    people, stops = row.size(100, 600), row.size(10, 100)
    town = towns.open()
    chats = [f"61{number:05}" for number in range(people)]
    numbers = [f"+4477006{number:05}" for number in range(people)]
    town.imports("telegram", chats)
    town.imports("sms", numbers)
    ask_all(town)
    stopped = [("telegram", one, "/stop") for one in chats[-stops:]]
    stopped += [("sms", one, "STOP") for one in numbers[-stops:]]
    for channel, address, word in stopped:
        town.says(channel, address, word)
    town.waits(partial(is_sent, town), seconds=row.size(60, 120))
    town.waits(partial(have_stopped, town, 2 * stops), seconds=30)

    late = [one for channel, address, _ in stopped for one in list_late(town, channel, address)]
    measure_pace(town, row)
    row.extra_sms, row.extra_telegram = (count_extra(town, one) for one in ("sms", "telegram"))
    row.sizes = f"{2 * stops} STOPs while {2 * people:,} people are asked, then the list once more"
    assert late == []
    told = {address: count_confirmations(town, channel, address) for channel, address, _ in stopped}
    assert set(told.values()) == {1}
    before = {one: town.carriers.ledger.handset(*one[:2]) for one in stopped}
    town.imports("telegram", chats, known=True)
    town.imports("sms", numbers, known=True)
    ask_all(town)
    town.waits(partial(is_sent, town), seconds=60)
    assert {one: town.carriers.ledger.handset(*one[:2]) for one in stopped} == before
    assert (row.extra_sms, row.extra_telegram) == (0, 0)


def have_stopped(town: LiveTown, stops: int) -> bool:
    stopped = town.values("select count(*) from address where stopped_at is not null")
    confirmed = town.values(
        "select count(*) from message where after_stop and state in ('queued', 'leased', 'calling')"
    )
    return stopped == [stops] and confirmed == [0]


def list_late(town: LiveTown, channel: str, address: str) -> list[str]:
    """List questions that reached somebody more than a second after their STOP was committed."""
    hash = town.house.keys.lookup(channel, address)
    [at] = town.values("select stopped_at from address where hash = :hash", hash=hash)
    assert isinstance(at, datetime)
    shown = [
        one
        for one in town.carriers.ledger.handset(channel, address)
        if not one.from_carrier and (one.at - at).total_seconds() > 1
    ]
    own = town.values("select body from message where after_stop")
    return [one.text for one in shown if one.text not in own]


def count_confirmations(town: LiveTown, channel: str, address: str) -> int:
    own = set(town.values("select body from message where after_stop"))
    shown = town.carriers.ledger.handset(channel, address)
    return sum(one.from_carrier or one.text in own for one in shown)
