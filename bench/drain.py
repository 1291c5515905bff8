"""From the rows of the inbox to committed conversations and outbox, with the shipped flow."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import text

from bench import spent
from bench.found import Found, Round
from bench.line import Line
from bench.recordset import answer_bare, make_sessions
from bench.stage import Stage, staged
from bench.talk import list_earlier, list_now
from storage import broadcasts
from workers.broadcast import broadcast
from workers.converse import answer_backlog

ROUNDS, TEXTS = 4, 5_000
THOUSAND = 1_000
GOAL = 0.4


def measure_drain(*, rounds: int = ROUNDS, texts: int = TEXTS) -> Iterator[Line]:
    """Time ours and the bare statements in turn, on one server, each with its own rows."""
    with staged() as stage:
        sessions = make_sessions(stage.house.database, texts)
        found: list[Round] = []
        waits: list[float] = []
        used: list[dict[str, float]] = []
        bare: list[dict[str, float]] = []
        for number in range(rounds + 1):  # the first warms up
            first = number * texts
            _ask(stage, first, texts)
            stage.store(list_now(first, texts))
            before = _read_cpu(stage)
            began = perf_counter()
            thousands = _answer_all(stage)
            ours_s = perf_counter() - began
            after = _read_cpu(stage)
            began = perf_counter()
            answer_bare(stage.house.database, list_now(first, texts), sessions)
            bare_s = perf_counter() - began
            last = _read_cpu(stage)
            if number:
                found.append(Round(ours_per_s=texts / ours_s, anchor_per_s=texts / bare_s))
                waits += thousands
                used.append(_take(after, before))
                bare.append(_take(last, after))
    yield Found(
        what="texts answered",
        anchor="the bare statements",
        goal=GOAL,
        rounds=found,
        waits_s=waits,
        waits_for="1,000 texts take",
    ).as_line()
    yield Line(
        f"CPU a text: {_describe(used, texts)}; the bare: {_describe(bare, texts)}", aside=True
    )


def _take(after: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    return {name: after[name] - before[name] for name in after}


def _describe(used: Sequence[Mapping[str, float]], among: int) -> str:
    middle = {name: median(one[name] for one in used) for name in used[0]}
    whole = sum(middle.values()) / among * 1e6
    return f"{spent.describe({}, middle, among=among)}, in all {whole:.0f} us"


def _ask(stage: Stage, first: int, many: int) -> None:
    """Add residents who were asked; some of them have answered once or twice."""
    stage.add_residents(first, many)
    house, present = stage.house, stage.present
    now = house.clock()
    with house.database.transaction() as db:
        broadcasts.make(
            db,
            present.community.id,
            present.engagement.id,
            reason="bench",
            now=now,
            expires_at=now + timedelta(days=1),
        )
    broadcast(house)
    for texts in list_earlier(first, many):
        stage.store(texts)
        _answer_all(stage)
    with house.database.transaction() as db:
        db.execute(text("update message set state = 'delivered' where state = 'queued'"))


def _answer_all(stage: Stage) -> list[float]:
    """Answer what waits, as the job does; give the seconds a thousand took, each time."""
    took: list[float] = []
    while True:
        began = perf_counter()
        answered = answer_backlog(stage.house)
        if not answered:
            return took
        took.append((perf_counter() - began) / answered * THOUSAND)


def _read_cpu(stage: Stage) -> dict[str, float]:
    return {**stage.read_cpu(), "converse": process_time()}
