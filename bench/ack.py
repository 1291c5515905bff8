"""Signed texts to the real web process until each is stored and acknowledged."""

import sys
from collections.abc import Iterator
from statistics import median

from bench import spent
from bench.found import Found, Round
from bench.line import Line
from bench.posting import post
from bench.stage import PORT, URL, Stage, name_address, staged, wait_until_served
from bench.twilio import Text, make_requests
from sayso.supervisor import Supervisor
from storage import inbox

ROUNDS, TEXTS, RESIDENTS, LINES = 5, 5_000, 1_000, 64
BARE_PORT = PORT + 1
GOAL = 0.7


def measure_ack(*, rounds: int = ROUNDS, texts: int = TEXTS) -> Iterator[Line]:
    """Time ours and the same application without a database in turn."""
    programs = {
        "web": ["sayso", "web"],
        "bare": [sys.executable, "-m", "bench.bare_web", str(BARE_PORT)],
    }
    with staged() as stage, stage.running(**programs) as kept:
        for port in (PORT, BARE_PORT):
            wait_until_served(kept, port)
        yield from _race(stage, kept, rounds, texts)


def _race(stage: Stage, kept: Supervisor, rounds: int, many: int) -> Iterator[Line]:
    found: list[Round] = []
    waits: list[float] = []
    used: list[dict[str, float]] = []
    for number in range(rounds + 1):  # the first warms up
        first = number * many
        requests = make_requests(
            [
                Text(n, name_address(n % RESIDENTS), f"the lights are out again, day {n}")
                for n in range(first, first + many)
            ],
            URL,
        )
        before = stage.read_cpu()
        ours = post(requests, stage.folder, port=PORT, lines=LINES)
        after = stage.read_cpu()
        anchor = post(requests, stage.folder, port=BARE_PORT, lines=LINES)
        bare = stage.read_cpu()["bare"] - after["bare"]
        if number:
            found.append(
                Round(
                    ours_per_s=many / ours["seconds"][0], anchor_per_s=many / anchor["seconds"][0]
                )
            )
            waits += ours["waits"]
            used.append({name: after[name] - before[name] for name in after} | {"bare": bare})
        kept.look(wait_s=0)
    assert _count_stored(stage) == (rounds + 1) * many  # noqa: S101  (each was committed)
    yield Found(
        what="texts stored and acknowledged",
        anchor="the same without a database",
        goal=GOAL,
        rounds=found,
        waits_s=waits,
        waits_for="answered in",
    ).as_line()
    middle = {name: median(one[name] for one in used) for name in used[0]}
    yield Line(f"CPU a text: {spent.describe({}, middle, among=many)}", aside=True)


def _count_stored(stage: Stage) -> int:
    with stage.house.database.transaction() as db:
        return inbox.count(db, stage.present.community.id)["inbound"]
