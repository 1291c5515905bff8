"""Signed Twilio texts through the real web process and a converse worker, to the reply rows."""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter

import aiohttp

from bot.channels.forms import signature
from flows.loading import load_flow
from sayso.embedded import servers
from sayso.launching import read_pids
from sayso.starting import read_answers, set_up, write_example
from sayso.supervisor import Supervisor, supervised
from sayso.wiring import make_house
from storage import inbox, migrating, outbox
from storage.library import read_flow_sources
from storage.sealing import new_keys
from storage.settings import inherited_environment, load_settings
from workers.house import House

TEXTS, RESIDENTS, LINES = 4_000, 1_000, 32
TOKEN = "bench"  # noqa: S105  (of no account)
PORT = 8371
URL = f"http://127.0.0.1:{PORT}"
PROGRAMS = {"web": ["sayso", "web"], "converse": ["sayso", "worker", "converse"]}


def measure_texts() -> Iterator[str]:
    """Time from the first post to the last reply row, and each post's answer."""
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as embedded:
        given = {
            "DATABASE_URL": embedded.database_url,
            "REDIS_URL": embedded.redis_url,
            "PUBLIC_URL": URL,
            "PORT": str(PORT),
            "TWILIO_ACCOUNT_SID": "AC0",
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": "+447700900000",
            "SAYSO_KEYS": new_keys(),
            "SAYSO_DATA_DIR": folder,
        }
        house = _set_up(given)
        environment = inherited_environment(given)
        run_dir = Path(folder) / "programs"
        with (
            open(os.devnull, "wb") as output,
            supervised(
                PROGRAMS, run_dir=run_dir, output=output, environment=environment
            ) as programs,
        ):
            yield from _post_all(house, programs, run_dir)


def _set_up(given: dict[str, str]) -> House:
    migrating.upgrade(given["DATABASE_URL"])
    house = make_house(load_settings(**given))
    today = date.today()  # noqa: DTZ011
    answers = read_answers(write_example(today=today), "example", today=today)
    set_up(house, answers, load_flow(read_flow_sources("needs")).version)
    return house


def _post_all(house: House, programs: Supervisor, run_dir: Path) -> Iterator[str]:
    _wait_until_served(programs)
    before = _cpu_s(run_dir)
    began = perf_counter()
    waits = asyncio.run(_post())
    posted = perf_counter() - began
    while _unanswered(house):
        programs.look(wait_s=0.01)
    answered = perf_counter() - began
    used = {name: spent - before[name] for name, spent in _cpu_s(run_dir).items()}
    yield "CPU a text: " + ", ".join(
        f"{name} {spent / TEXTS * 1e6:.0f} us" for name, spent in used.items()
    )
    cuts = quantiles(waits, n=100)
    yield (
        f"{TEXTS:,} texts of {RESIDENTS:,} people on {LINES} lines:"
        f" {TEXTS / posted:,.0f}/s stored and acknowledged"
        f" (p50 {cuts[49] * 1e3:.1f} ms, p99 {cuts[98] * 1e3:.1f} ms),"
        f" {TEXTS / answered:,.0f}/s to their reply rows, {answered - posted:.2f} s behind"
    )


def _cpu_s(run_dir: Path) -> dict[str, float]:
    """Give the CPU seconds each program has used."""
    ticks = os.sysconf("SC_CLK_TCK")
    used = {}
    for name, pid in read_pids(run_dir).items():
        words = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        used[name] = (int(words[11]) + int(words[12])) / ticks
    return used


def _wait_until_served(programs: Supervisor) -> None:
    ends_at = monotonic() + 60
    while monotonic() < ends_at:
        programs.look()
        try:
            asyncio.run(_get(f"{URL}/health"))
        except aiohttp.ClientError:
            continue
        return


async def _get(url: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        await answer.read()


async def _post() -> list[float]:
    """Post every text; give the seconds each answer took."""
    waits: list[float] = []
    numbers = iter(range(TEXTS))
    async with aiohttp.ClientSession() as session:

        async def line() -> None:
            for n in numbers:
                form = {
                    "MessageSid": f"SM{n:032x}",
                    "From": f"+4477{n % RESIDENTS:08d}",
                    "To": "+447700900000",
                    "Body": f"the street lights are out again {n}",
                }
                signed = [(name.encode(), value.encode()) for name, value in form.items()]
                url = f"{URL}/hooks/twilio/sms"
                headers = {"X-Twilio-Signature": signature(url, signed, TOKEN)}
                began = perf_counter()
                async with session.post(url, data=form, headers=headers) as answer:
                    await answer.read()
                    assert answer.status == 204, answer.status  # noqa: S101
                waits.append(perf_counter() - began)

        await asyncio.gather(*(line() for _ in range(LINES)))
    return waits


def _unanswered(house: House) -> int:
    with house.database.transaction() as db:
        present = house.find_present(db)
        assert present is not None  # noqa: S101
        replies = sum(outbox.count_by_state(db, present.community.id).values())
        return inbox.count(db, present.community.id)["waiting"] + max(0, TEXTS - replies)
