"""Rows 9, 12 and 13: callbacks in any order, answers that get lost, a carrier that is away."""

from functools import partial

from sayso.carriers.faults import Faults
from sayso.sending import order
from tests.faults.counting import (
    count_extra,
    is_settled,
    list_missing,
    measure,
    measure_pace,
    most_copies,
)
from tests.faults.feeding import wait
from tests.faults.rows import Row
from tests.faults.town import LiveTown, Towns

HALF_AN_HOUR_S = 1_800

AMBIGUOUS = Faults(
    seed=12,
    accept_then_hang=0.01,
    accept_then_reset=0.05,
    fail_after_accept=0.05,
    garbled_answer=0.04,
)


def test_row_09_callbacks_come_twice_and_in_any_order(towns: Towns, row: Row) -> None:
    texts = row.size(40, 1_000)
    row.sizes = f"{texts:,} sends, half of the callbacks twice, half of the orders turned round"
    town = towns.open(faults=Faults(seed=9, duplicate_callback=0.5, reorder_callback=0.5))
    for number in range(texts):
        town.says("sms", f"+4477009{number:05}", f"number {number}: benches")
    delivered = "select count(*) from message where state = 'delivered'"
    town.waits(lambda: town.values(delivered) == [texts], seconds=90)
    every_callback = "select count(*) from carrier_event where status = 'accepted'"
    town.waits(lambda: town.values(every_callback) == [texts], seconds=30)

    measure(town, row)
    assert town.values("select distinct state from message") == ["delivered"]
    assert (row.lost, row.counted_twice, row.extra_sms) == (0, 0, 0)


def test_row_12_answers_to_replies_get_lost(towns: Towns, row: Row) -> None:
    texts = row.size(40, 2_000)
    town = towns.open(faults=AMBIGUOUS)
    for number in range(texts):
        channel, address = (
            ("sms", f"+4477009{number:05}") if number % 2 else ("telegram", f"50{number:05}")
        )
        town.says(channel, address, f"number {number}: shade")
    town.waits(partial(is_settled, town, texts=texts), seconds=row.size(60, 240))

    [unknown] = town.values("select count(*) from message where state = 'unknown'")
    measure(town, row)
    row.sizes = f"{texts:,} replies, 15 % of the answers lost; {unknown} unknown on Telegram"
    assert (row.lost, row.counted_twice, row.extra_sms) == (0, 0, 0)
    assert most_copies(town, "telegram") <= 2
    assert list_missing(town) == []


def test_row_12_answers_to_a_broadcast_get_lost(towns: Towns, row: Row) -> None:
    people = row.size(40, 1_000)
    town = towns.open(faults=AMBIGUOUS)
    town.imports("telegram", [f"61{number:05}" for number in range(people)])
    town.imports("sms", [f"+4477006{number:05}" for number in range(people)])
    order(town.house, town.present, "a test", unchecked_by="Rosa")
    left = """select count(*) from message where state in ('queued', 'leased', 'calling')
              or (state = 'unknown' and channel = 'sms')"""
    town.waits(lambda: town.values(left) == [0], seconds=row.size(60, 180))

    [unknown] = town.values("select count(*) from message where state = 'unknown'")
    measure_pace(town, row)
    row.extra_sms, row.extra_telegram = (count_extra(town, one) for one in ("sms", "telegram"))
    row.sizes = f"{people:,} people on each channel, 15 % of the answers lost; {unknown} unknown"
    assert (row.extra_sms, row.extra_telegram) == (0, 0)
    assert town.carriers.ledger.count_received("sms") == people
    assert list_missing(town) == []


def test_row_13_carrier_is_away_for_half_an_hour(towns: Towns, row: Row) -> None:
    people, step_s = row.size(10, 100), row.size(300, 60)
    town = towns.open()
    stale = [f"+4477005{number:05}" for number in range(people)]
    town.imports("sms", stale + [f"+4477006{number:05}" for number in range(people)])
    town.carriers.fail(Faults(fail_before_accept=1.0))
    for number in range(people):
        town.says("sms", f"+4477009{number:05}", f"number {number}: benches")
    town.waits(lambda: town.values(_REPLIES) == [people], seconds=60)
    order(town.house, town.present, "a test", unchecked_by="Rosa")
    hashes = [town.house.keys.lookup("sms", one) for one in stale]
    town.run(
        """with held as materialized (
               select m.id from message m join address a on a.id = m.address_id
               where a.hash = any(:hashes) order by m.id for update of m)
           update message m set expires_at = clock_timestamp() + interval '20 minutes'
           from held where m.id = held.id""",
        hashes=hashes,
    )
    pass_time(town, HALF_AN_HOUR_S // 2, step_s)
    town.close_carriers()  # from now on nobody even listens
    pass_time(town, HALF_AN_HOUR_S // 2, step_s)
    tries = town.values("select max(calls) from message")
    town.open_again()
    town.flush()  # what Redis holds back counts real seconds
    town.run("update message set not_before = clock_timestamp() where state = 'queued'")
    left = "select count(*) from message where state not in ('delivered', 'expired')"
    town.waits(lambda: town.values(left) == [0], seconds=90)

    row.extra_sms = count_extra(town, "sms")
    expired = town.values("select count(*) from message where state = 'expired'")
    row.sizes = f"{people} replies, {2 * people} questions; at most {tries[0]} tries of each"
    assert expired == [people]
    assert [one for one in stale if town.carriers.ledger.handset("sms", one)] == []
    assert town.carriers.ledger.count_received("sms") == 2 * people
    assert list_missing(town) == []


_REPLIES = "select count(*) from message where kind = 'reply'"


def pass_time(town: LiveTown, seconds: int, step_s: int) -> None:
    """Let time pass for the outbox: a step each second."""
    for _ in range(seconds // step_s):
        town.age(step_s)
        wait(1.0)
