"""Nothing that people write, and no number or key, is in a log, in Redis or in the process list."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from sqlalchemy import text

from sayso.carriers.server import FakeCarriers
from sayso.launching import read_pids, wait_until
from sayso.wiring import make_house
from storage.sealing import new_keys
from storage.settings import inherited_environment, load_settings
from tests.faults.killing import Processes, find_port, is_open, running
from tests.integration.town import (
    ACCOUNT,
    AUTH,
    KEYS,
    SECRET,
    TOKEN,
    found_community,
    make_carriers,
    make_environment,
)
from workers.house import House

TEXTS, RESIDENTS = 200, 20
CANARY = "canarywren"
SECRETS = (CANARY, "77009", "50000000", TOKEN, AUTH, SECRET, ACCOUNT, *KEYS.split(","))
BROKEN = """
    update conversation set state = to_json(cast('canarywren' as text))
    where id in (select id from conversation order by id limit 3)
"""
SEALED_BY_ANOTHER = """
    update address set sealed = cast(:sealed as bytea)
    where id in (select id from address where resident_id is not null order by id desc limit 3)
"""


@pytest.fixture
def carriers() -> Iterator[FakeCarriers]:
    with make_carriers() as opened:
        yield opened


def resident(number: int) -> tuple[str, str]:
    number %= RESIDENTS
    return ("sms", f"+44770091{number:04}") if number % 2 else ("telegram", f"50000000{number:02}")


def send(carriers: FakeCarriers, numbers: range) -> None:
    for number in numbers:
        channel, address = resident(number)
        carriers.sends(channel, address, f"{CANARY} {number}\r\n\x1b[31m benches by the pond")


def break_some(house: House) -> None:
    """Break conversations, and seal addresses with a key that is not ours: jobs will fail."""
    other = load_settings(SAYSO_KEYS=new_keys("2")).keyring
    with house.database.transaction() as db:
        db.execute(text(BROKEN))
        db.execute(text(SEALED_BY_ANOTHER), {"sealed": other.seal("+447700910000")})


def is_stored(house: House, n: int) -> bool:
    """Say whether so many texts came, and none waits but those that cannot be answered."""
    with house.database.transaction() as db:
        stored, waiting = db.execute(
            text("select count(*), count(*) filter (where state = 'pending') from inbox")
        ).one()
    return bool(stored >= n and waiting == 0)


def read_redis(redis: Redis) -> str:
    readers: dict[Any, Any] = {
        b"string": redis.get,
        b"hash": redis.hgetall,
        b"list": lambda key: redis.lrange(key, 0, -1),
        b"set": redis.smembers,
        b"zset": lambda key: redis.zrange(key, 0, -1),
        b"stream": redis.xrange,
    }
    found = [(key, readers.get(redis.type(key))) for key in redis.scan_iter()]
    return repr([(key, read(key) if read else "gone") for key, read in found])


def read_processes(processes: Processes) -> str:
    pids = read_pids(processes.run_dir).values()
    return "".join(Path(f"/proc/{pid}/cmdline").read_text() for pid in pids)


def find_secrets(told: str) -> list[str]:
    return [secret for secret in SECRETS if secret in told]


def test_nothing_personal_is_told_when_200_texts_arrive_and_jobs_fail(
    database_url: str, redis_url: str, tmp_path: Path, carriers: FakeCarriers
) -> None:
    port = find_port()
    environment = make_environment(database_url, redis_url, carriers, tmp_path) | {
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    house = make_house(load_settings(**environment))
    found_community(house)
    texts = {name: str(value) for name, value in environment.items()}
    with running(inherited_environment(texts), tmp_path / "run") as processes:
        assert wait_until(partial(is_open, port), seconds=180), processes.log()
        carriers.app_url = f"http://127.0.0.1:{port}"
        send(carriers, range(TEXTS // 2))
        assert wait_until(partial(is_stored, house, TEXTS // 2), seconds=180), processes.log()
        break_some(house)
        send(carriers, range(TEXTS // 2, TEXTS))
        assert wait_until(partial(is_stored, house, TEXTS), seconds=270), processes.log()
        in_redis, in_list = read_redis(house.redis), read_processes(processes)
    log = processes.log()
    house.redis.close()
    house.database.close()

    assert "failed" in log
    assert find_secrets(log) == []
    assert find_secrets(in_redis) == []
    assert find_secrets(in_list) == []
    assert "\x1b" not in log
