import random  # noqa: TID251  (seeded: the same moments each time)
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from sayso.carriers.faults import Faults
from sayso.carriers.server import FakeCarriers
from sayso.launching import wait_until
from sayso.wiring import make_house
from storage import inbox
from storage.settings import inherited_environment, load_settings
from tests.faults.killing import Processes, find_port, is_open, running
from tests.integration.town import ROOMY, found_community, make_carriers, make_environment
from workers.house import House

TEXTS, RESIDENTS, KILLS = 500, 100, 10
# who is killed, and what the moment is counted in: texts stored, or messages their carrier took
VICTIMS = [
    ("telegram", "worker-deliver-telegram"),
    ("sms", "worker-deliver-sms"),
    ("stored", "worker-converse"),
    ("stored", "worker-background"),
    ("stored", "web"),
    ("telegram", "worker-deliver-telegram"),
    ("sms", "worker-deliver-sms"),
    ("stored", "web", "worker-converse"),
    ("telegram", "worker-deliver-telegram"),
    ("sms", "web", "worker-deliver-sms"),
]
IN_FLIGHT = 16
# as `#rc=3&rp=all` behind the webhook's URL has it
LIMITS = replace(ROOMY, telegram_backoff_s=0.2, webhook_retries=3, webhook_policy="all")


@pytest.fixture
def carriers() -> Iterator[FakeCarriers]:
    with make_carriers(limits=LIMITS, faults=Faults(latency_s=0.1)) as opened:
        yield opened


def resident(number: int) -> tuple[str, str]:
    channel = "sms" if number % 2 else "telegram"
    return channel, f"+4477009{number:05}" if channel == "sms" else str(5_000_000 + number)


def count_stored(house: House) -> int:
    with house.database.transaction() as db:
        return int(db.execute(text("select count(*) from inbox where kind = 'text'")).scalar_one())


def is_settled(house: House) -> bool:
    with house.database.transaction() as db:
        left = db.execute(
            text("""
                select (select count(*) from inbox where state <> 'done')
                     + (select count(*) from message where state in ('queued', 'leased', 'calling')
                            or (state = 'unknown' and channel = 'sms'))
            """)
        ).scalar_one()
    return count_stored(house) == TEXTS and not left


def find_trouble(house: House) -> object:
    with house.database.transaction() as db:
        inboxes = db.execute(text("select state, count(*) from inbox group by 1")).all()
        messages = db.execute(
            text("select channel, state, error, count(*) from message group by 1, 2, 3")
        ).all()
    return inboxes, messages


def list_replies(house: House) -> Counter[tuple[str, str, str]]:
    """Count the replies we owe each handset: (channel, address, words)."""
    with house.database.transaction() as db:
        rows = db.execute(
            text("""
                select m.channel, a.sealed, m.body from message m
                join address a on a.community_id = m.community_id and a.id = m.address_id
                where m.dedupe_key like 'reply:%'
            """)
        ).all()
    return Counter((row.channel, house.keys.open(bytes(row.sealed)), row.body) for row in rows)


def list_shown(carriers: FakeCarriers, channel: str) -> Counter[tuple[str, str, str]]:
    return Counter(
        (channel, address, one.text)
        for address, shown in carriers.ledger.handsets(channel).items()
        for one in shown
    )


def feed_and_kill(house: House, carriers: FakeCarriers, processes: Processes) -> None:
    """Let 500 texts arrive, and kill when a random number more of them got somewhere."""
    chance = random.Random(20261122)
    texts = iter(range(TEXTS))
    for what, *victims in VICTIMS:
        before = count(what, house, carriers)
        for number in [next(texts) for _ in range(TEXTS // (KILLS + 1))]:
            send(carriers, number)
        wanted = before + chance.randint(2, 20)
        moved = partial(has_reached, wanted, what, house, carriers)
        assert wait_until(moved, seconds=30), (what, find_trouble(house))
        processes.kill(*victims)
    for number in texts:
        send(carriers, number)


def count(what: str, house: House, carriers: FakeCarriers) -> int:
    return count_stored(house) if what == "stored" else carriers.ledger.count_accepted(what)


def has_reached(wanted: int, what: str, house: House, carriers: FakeCarriers) -> bool:
    return count(what, house, carriers) >= wanted


def send(carriers: FakeCarriers, number: int) -> None:
    channel, address = resident(number % RESIDENTS)
    carriers.sends(channel, address, f"number {number}: benches by the pond")


def test_texts_count_once_and_are_answered_when_web_and_workers_are_killed_ten_times(
    database_url: str,
    redis_url: str,
    tmp_path: Path,
    carriers: FakeCarriers,
    capsys: pytest.CaptureFixture[str],
) -> None:
    port = find_port()
    environment = make_environment(database_url, redis_url, carriers, tmp_path) | {
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SAYSO_LEASE_S": "3",
        "SAYSO_RECONCILE_S": "1",
    }
    house = make_house(load_settings(**environment))
    found_community(house)
    texts = {name: str(value) for name, value in environment.items()}
    with running(inherited_environment(texts), tmp_path / "run") as processes:
        assert wait_until(partial(is_open, port), seconds=30), processes.log()
        carriers.app_url = f"http://127.0.0.1:{port}"
        feed_and_kill(house, carriers, processes)
        carriers.fail(Faults())
        settled = wait_until(partial(is_settled, house), seconds=40)
        assert settled, (find_trouble(house), processes.log())
        present = found_community(house)
        with house.database.transaction() as db:
            counts = inbox.count(db, present.community.id)
        owed = list_replies(house)
        shown = {channel: list_shown(carriers, channel) for channel in ("sms", "telegram")}
    house.redis.close()
    house.database.close()

    owed_by = {
        channel: Counter({key: n for key, n in owed.items() if key[0] == channel})
        for channel in shown
    }
    extra = {channel: (shown[channel] - owed_by[channel]).total() for channel in shown}
    missing = [key for channel in shown for key in owed_by[channel] - shown[channel]]
    most = max(-(-n // owed[key]) for key, n in shown["telegram"].items())
    with capsys.disabled():
        print(  # noqa: T201  (the figures are what this test is for)
            f"\n{KILLS} kills, {TEXTS} texts: {counts['inbound']} counted,"
            f" {TEXTS - counts['inbound']} lost, {counts['repeats']} repeats, SMS extra"
            f" {extra['sms']}, Telegram extra {extra['telegram']} (most on one handset: {most})"
        )
    assert processes.log().count("killed by SIGKILL") == sum(
        len(victims) for _, *victims in VICTIMS
    )
    assert (counts["inbound"], counts["dead"], owed.total(), missing) == (TEXTS, 0, TEXTS, [])
    assert extra["sms"] == 0
    assert extra["telegram"] <= IN_FLIGHT * KILLS
    assert most <= 2
    assert "Unclosed" not in processes.log()
    assert "Traceback" not in processes.log()
