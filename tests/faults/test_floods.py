"""Rows 31 and 32: one number that never stops, and another bot."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from urllib.parse import urlencode

from tests.faults.counting import count_twice, find_p95, list_missing, list_waits
from tests.faults.feeding import wait
from tests.faults.rows import Row
from tests.faults.town import LiveTown, Towns, door
from tests.integration.serving import SMS

QUIET_S = 60.0
"""An echo that hears nothing for so long has nothing to say any more."""
FLOODER, BOT = "+447700931000", "+447700932000"


def test_row_31_one_number_floods(towns: Towns, row: Row) -> None:
    texts, others, seconds = row.size(150, 5_000), row.size(6, 50), row.size(5, 60)
    town = towns.open()
    web = door(town)
    begun = monotonic()

    def post(number: int) -> int:
        wait(begun + seconds * number / texts - monotonic())
        form = {"MessageSid": f"SM31{number:030}", "From": FLOODER, "Body": f"number {number}"}
        return web.twilio(SMS, urlencode(form).encode())

    with ThreadPoolExecutor(8) as lines:
        posted = [lines.submit(post, number) for number in range(texts)]
        for number in range(others):
            wait(begun + seconds * number / others - monotonic())
            town.says("sms", f"+4477009{number:05}", f"number {number}: benches")
        statuses = {one.result() for one in posted}
    done = "select count(*) from inbox where state = 'done'"
    town.waits(lambda: town.values(done) == [texts + others], seconds=120)
    town.waits(partial(is_idle, town), seconds=30)

    replies = len(town.carriers.ledger.handset("sms", FLOODER))
    row.sizes = f"{texts:,} texts of one in {seconds} s: {replies} replies; {others} others beside"
    row.lost, row.counted_twice = 0, count_twice(town)
    row.p95_s = find_p95(list_waits(town, town.said))
    assert statuses == {204}
    assert replies <= 25
    assert row.counted_twice == 0
    assert row.p95_s < row.size(10, 2)  # short runs share their machine


def is_idle(town: LiveTown) -> bool:
    """Say whether no message is on its way, to its carrier or from there to a handset."""
    busy = "select count(*) from message where state in ('queued', 'leased', 'calling')"
    return town.values(busy) == [0] and not list_missing(town)


def test_row_32_another_bot_answers(towns: Towns, row: Row) -> None:
    seconds = row.size(6, 600)
    town = towns.open()
    handset = partial(town.carriers.ledger.handset, "sms", BOT)
    town.says("sms", BOT, "hello, what is this")
    ends_at, heard_at = monotonic() + seconds, monotonic()
    while monotonic() < ends_at and monotonic() < heard_at + QUIET_S:
        wait(0.2)
        heard_at = monotonic() if len(handset()) >= len(town.said) else heard_at
        for one in handset()[len(town.said) - 1 :]:
            town.says("sms", BOT, one.text)

    row.sizes = f"a bot that echoes as long as it is written to: {len(handset())} messages to it"
    assert len(handset()) <= 10
