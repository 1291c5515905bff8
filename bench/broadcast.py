"""A question to a hundred thousand people: planned, then sent to carriers without limits."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from time import monotonic, perf_counter

from sqlalchemy import text

from bench.carrier import CARRIER_PORT, CARRIER_URL
from bench.found import Found, Round, find_cuts
from bench.line import Line
from bench.spent import read_memory_mb
from bench.stage import Stage, staged, wait_until_served
from sayso.launching import read_pids
from sayso.supervisor import Supervisor
from storage import broadcasts
from storage.queues import LANE_OF_CHANNEL
from workers.broadcast import broadcast

ROUNDS, RECIPIENTS, SENDS = 2, 100_000, 3_000
GOAL, SENDS_GOAL, JOBS_GOAL = 0.5, 1_000, 1
WAIT_S = 120.0
LOOK_S = 0.25  # each look reads every message
TICK_S = 0.01  # what the kernel counts CPU time in
CHANNELS = ("sms", "telegram")
PLANNED = ("delivery", "message", "conversation", "timer")
"""The tables that a plan may write to; the anchor writes the same rows."""

_CLEAR = text(f"truncate broadcast, {', '.join(PLANNED)} cascade")
_SENT = text("""
    select extract(epoch from accepted_at - called_at) from message
    where channel = :channel and accepted_at is not null order by accepted_at
""")
_COUNT = text("select count(*) from message where channel = :channel and accepted_at is not null")


def measure_broadcast(
    *, rounds: int = ROUNDS, recipients: int = RECIPIENTS, sends: int = SENDS
) -> Iterator[Line]:
    """Time the plan and its rows copied by INSERT ... SELECT in turn; then sends, by channel."""
    settings = {
        "TWILIO_API_BASE_URL": CARRIER_URL,
        "TWILIO_SEGMENTS_PER_S": "100000",
        "TELEGRAM_MESSAGES_PER_S": "100000",
        "TELEGRAM_BOT_TOKEN": "1:bench",
        "TELEGRAM_WEBHOOK_SECRET": "bench",
        "TELEGRAM_API_BASE_URL": f"{CARRIER_URL}/bot",
    }
    with staged(**settings) as stage:
        half = recipients // len(CHANNELS)
        for number, channel in enumerate(CHANNELS):
            stage.add_residents(number * half, half, channel)
        found = [_plan(stage, half * len(CHANNELS)) for _ in range(rounds)]
        sent = [_send(stage, channel, min(sends, half)) for channel in CHANNELS]
        yield Found(
            what="recipients planned",
            anchor="INSERT ... SELECT of the same rows",
            goal=GOAL,
            rounds=found,
            waits_s=[one for waits, _ in sent for one in waits],
            waits_for="a send takes",
        ).as_line()
        for _, said in sent:
            yield Line(said, aside=True)


def _plan(stage: Stage, many: int) -> Round:
    house, present = stage.house, stage.present
    now = house.clock()
    with house.database.transaction() as db:
        db.execute(_CLEAR)
    began = perf_counter()
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
    ours_s = perf_counter() - began
    with house.database.transaction() as db:
        assert db.execute(text("select count(*) from message")).scalar_one() == many  # noqa: S101
        for table in PLANNED:
            db.execute(text(f"drop table if exists bare_{table}"))
            db.execute(text(f"create table bare_{table} (like {table} including all)"))
    began = perf_counter()
    with house.database.transaction() as db:
        for table in PLANNED:
            db.execute(text(f"insert into bare_{table} select * from {table}"))  # noqa: S608
    return Round(ours_per_s=many / ours_s, anchor_per_s=many / (perf_counter() - began))


def _send(stage: Stage, channel: str, many: int) -> tuple[list[float], str]:
    """Send so many of what is queued; give the seconds of each send, and what it took."""
    lane = str(LANE_OF_CHANNEL[channel])
    programs = {
        channel: ["sayso", "worker", lane],
        "carrier": [sys.executable, "-m", "bench.carrier", str(CARRIER_PORT)],
    }
    jobs = stage.count_jobs()
    with stage.running(**programs) as kept:
        wait_until_served(kept, CARRIER_PORT)
        tenth = _wait_until_sent(stage, kept, channel, many // 10)
        before, began, memory = stage.read_cpu(), perf_counter(), _read_memory(stage, channel)
        sent = max(1, _wait_until_sent(stage, kept, channel, many) - tenth)
        took, after, grown = perf_counter() - began, stage.read_cpu(), _read_memory(stage, channel)
        jobs = stage.count_jobs() - jobs + 1  # one runs
    with stage.house.database.transaction() as db:
        waits = [float(one) for one in db.execute(_SENT, {"channel": channel}).scalars()]
    used = {name: max(after[name] - before[name], TICK_S) / sent * 1e6 for name in after}
    costs = ", ".join(f"{name} {us:.0f} us" for name, us in sorted(used.items()))
    p50_s, p99_s = find_cuts(waits)
    done = tenth + sent
    return waits, (
        f"{channel}: {sent / took:,.0f} sends a second, {1e6 / used[channel]:,.0f} a core of its"
        f" worker (goal {SENDS_GOAL:,}); p50 {p50_s * 1e3:.1f} ms, p99 {p99_s * 1e3:.1f} ms;"
        f" CPU a send: {costs}; memory {memory:.0f} MB after {tenth:,} and {grown:.0f} MB after"
        f" {done:,}; {jobs / done * 100:.2f} RQ jobs for 100 sends"
        f" (goal {JOBS_GOAL})"
    )


def _wait_until_sent(stage: Stage, kept: Supervisor, channel: str, many: int) -> int:
    ends_at = monotonic() + WAIT_S
    while monotonic() < ends_at:
        with stage.house.database.transaction() as db:
            sent = int(db.execute(_COUNT, {"channel": channel}).scalar_one())
        if sent >= many:
            return sent
        kept.look(wait_s=LOOK_S)
    raise TimeoutError


def _read_memory(stage: Stage, name: str) -> float:
    return read_memory_mb(read_pids(stage.programs_dir)[name])
