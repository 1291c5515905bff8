"""Row 14: numbers that are dead, blocked or unsubscribed."""

from dataclasses import dataclass
from functools import partial

from sayso.carriers.faults import Faults
from storage import outbox
from storage.clock import utc_now
from storage.ids import new_id
from tests.faults.counting import measure_pace
from tests.faults.feeding import wait
from tests.faults.rows import Row
from tests.faults.town import LiveTown, Towns

HOUR_S = 3_600


@dataclass(frozen=True, slots=True)
class Fate:
    """What a carrier says of a message, and what must come of it."""

    channel: str
    fate: str  # as `Faults.recipients`
    state: str
    closed: bool


FATES = [
    Fate("sms", "21610", "refused", True),
    Fate("sms", "21211", "refused", True),
    Fate("sms", "21614", "refused", True),
    Fate("sms", "30004", "undelivered", True),
    Fate("sms", "30005", "undelivered", True),
    Fate("sms", "30006", "undelivered", True),
    Fate("sms", "30007", "undelivered", False),
    Fate("telegram", "blocked", "refused", True),
    Fate("telegram", "deactivated", "refused", True),
]
LATER = ("30003", "30008")  # these are tried once more, an hour later


def address_of(place: int, channel: str, number: int) -> str:
    return f"+447700{place:02}{number:04}" if channel == "sms" else f"64{place:02}{number:03}"


def test_row_14_numbers_that_cannot_be_sent_to(towns: Towns, row: Row) -> None:
    each = row.size(2, 10)
    fates = [*FATES, *(Fate("sms", one, "undelivered", False) for one in LATER)]
    people = {
        address_of(place, fate.channel, number): fate
        for place, fate in enumerate(fates)
        for number in range(each)
    }
    row.sizes = f"{each} each of {', '.join(fate.fate for fate in fates)}"
    recipients = {address: fate.fate for address, fate in people.items()}
    town = towns.open(faults=Faults(recipients=recipients))
    for channel in ("sms", "telegram"):
        mine = [address for address, fate in people.items() if fate.channel == channel]
        town.imports(channel, mine)
    remind(town)
    town.waits(partial(all_tried, town, people, 1), seconds=60)
    town.waits(partial(is_quiet, town), seconds=60)
    check_states(town, people)

    town.run("update message set not_before = not_before - interval '3000 seconds'")
    wait(3)
    assert all_tried(town, people, 1)  # not before the hour is over
    town.run("update message set not_before = not_before - interval '700 seconds'")
    again = {address: fate for address, fate in people.items() if fate.fate in LATER}
    town.waits(partial(all_tried, town, again, 2), seconds=60)
    town.waits(partial(is_quiet, town), seconds=60)
    town.run("update message set not_before = not_before - interval '2 hours'")
    wait(3)
    measure_pace(town, row)
    assert {list_tries(town, again)} == {(2,) * len(again)}

    remind(town)
    filtered = {address: fate for address, fate in people.items() if fate.fate == "30007"}
    town.waits(partial(all_tried, town, filtered, 2), seconds=60)
    closed = {address: fate for address, fate in people.items() if fate.closed}
    assert list_tries(town, closed) == (1,) * len(closed)
    alerts = town.values("select count(*) from message where kind = 'staff'")
    assert alerts != [0], "nobody was told of 30007"


def remind(town: LiveTown) -> None:
    """Put a message for everybody into the outbox."""
    community = town.present.community.id
    residents = town.rows("select id, channel from address where staff_id is null")
    rows = [
        {
            "id": new_id(),
            "address_id": one["id"],
            "channel": one["channel"],
            "kind": outbox.REPLY,
            "body": "There is news.",
            "segments": 1,
            "dedupe_key": f"test:{new_id()}",
        }
        for one in residents
    ]
    with town.house.database.transaction() as db:
        outbox.put(db, community, rows, now=utc_now())


def list_tries(town: LiveTown, people: dict[str, Fate]) -> tuple[int, ...]:
    ledger = town.carriers.ledger
    return tuple(ledger.count_tries(fate.channel, address) for address, fate in people.items())


def all_tried(town: LiveTown, people: dict[str, Fate], times: int) -> bool:
    tries = list_tries(town, people)
    assert max(tries) <= times, "sent too often"
    return set(tries) == {times}


def is_quiet(town: LiveTown) -> bool:
    """Say whether every message is settled or waits for a later try."""
    busy = """
        select count(*) from message
        where state in ('leased', 'calling') or (channel = 'sms' and state in ('accepted', 'sent'))
           or (state = 'queued' and coalesce(not_before, clock_timestamp()) <= clock_timestamp())
    """
    return town.values(busy) == [0]


def check_states(town: LiveTown, people: dict[str, Fate]) -> None:
    """Compare what is known of each message and address with what its carrier said."""
    query = """select m.state, a.closed_at is not null as closed from message m
               join address a on a.id = m.address_id where a.hash = :hash
               order by m.id limit 1"""
    for address, fate in people.items():
        hash = town.house.keys.lookup(fate.channel, address)
        [found] = town.rows(query, hash=hash)
        state = found["state"] if fate.fate not in LATER else fate.state
        assert (fate, state, found["closed"]) == (fate, fate.state, fate.closed)
