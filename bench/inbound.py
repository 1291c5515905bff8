"""Signed texts through the web process and the worker, to the reply rows and to the carrier."""

import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from time import perf_counter, time
from uuid import UUID

from sqlalchemy import text

from bench import spent
from bench.carrier import CARRIER_PORT, CARRIER_URL, list_arrivals
from bench.found import Found, Round, find_cuts
from bench.line import Line
from bench.pgbench import make_tables, run_five
from bench.posting import post
from bench.stage import PORT, URL, Stage, name_address, staged, wait_until_served
from bench.talk import NEED
from bench.twilio import Text, make_requests
from sayso.supervisor import Supervisor
from storage import inbox

ROUNDS, TEXTS, LINES, FIVE_S = 3, 6_000, 64, 4
HALF_S, ALONE, BETWEEN_S = 6, 40, 0.15
GOAL = 0.8
LOOK_S = 0.004
LOOK_ALONE_S = 0.001  # who looks without a pause takes one core from what is measured
WEB, CONVERSE = ["sayso", "web"], ["sayso", "worker", "converse"]
_SEEN = text("""
    select id, dedupe_key from message
    where community_id = :community and kind = 'reply' and id > :since order by id
""")
_SIDS = text("select cast(id as text) as id, provider_id from inbox where kind = 'text'")
_SENT = text("update message set state = 'delivered' where state = 'queued'")
_FIRST = UUID(int=0)


def measure_inbound(
    *,
    rounds: int = ROUNDS,
    texts: int = TEXTS,
    five_s: int = FIVE_S,
    half_s: float = HALF_S,
    alone: int = ALONE,
) -> Iterator[Line]:
    """Time ours and pgbench in turn on the same cores; then ours at half its speed; then alone."""
    with staged(TWILIO_API_BASE_URL=CARRIER_URL, TWILIO_SEGMENTS_PER_S="100000") as stage:
        make_tables(stage.house.database)
        crowd = _Crowd(stage)
        with stage.running(web=WEB, converse=CONVERSE) as kept:
            wait_until_served(kept, PORT)
            crowd.answer(kept, texts)  # warms up
            found, said = _race(stage, kept, crowd, rounds, texts, five_s)
            half = find_half(found)
            waits = crowd.watch(kept, max(100, int(half * half_s)), half)
        yield Found(
            what="texts from webhook to reply row",
            anchor="pgbench's five statements",
            goal=GOAL,
            rounds=found,
            waits_s=waits,
            waits_for=f"at {half:,.0f}/s answered in",
        ).as_line()
        yield Line(said, aside=True)
        if alone:
            yield _measure_alone(stage, crowd, alone)


def find_half(found: Sequence[Round]) -> float:
    """Give half the speed that the slowest round reached."""
    return min(one.ours_per_s for one in found) / 2


def _race(
    stage: Stage, kept: Supervisor, crowd: "_Crowd", rounds: int, texts: int, five_s: int
) -> tuple[list[Round], str]:
    found: list[Round] = []
    jobs = stage.count_jobs()
    used: dict[str, float] = {}
    for _ in range(rounds):
        earlier = stage.read_cpu()
        ours = crowd.answer(kept, texts)
        for name, seconds in stage.read_cpu().items():
            used[name] = used.get(name, 0.0) + seconds - earlier[name]
        anchor = run_five(stage.embedded.database_url, stage.folder, seconds=five_s)
        found.append(Round(ours_per_s=ours, anchor_per_s=anchor))
    many = rounds * texts
    jobs = stage.count_jobs() - jobs
    return found, (
        f"CPU a text: {spent.describe({}, used, among=many)};"
        f" {jobs} RQ jobs, {jobs / many * 100:.2f} for 100 texts"
    )


class _Crowd:
    """Residents who write twice each, and what is found of their replies."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._community = stage.present.community.id
        self._people = 0
        self._texts = 0

    def answer(self, kept: Supervisor, many: int) -> float:
        """Have so many texts posted as fast as they are taken; give how many a second got replies.

        The time runs from the first post until no text waits.
        """
        requests = make_requests(self.write(many), URL)
        began = perf_counter()
        post(requests, self._stage.folder, port=PORT, lines=LINES)
        while self._waits():
            kept.look(wait_s=LOOK_S)
        took = perf_counter() - began
        replies = len(self._list_replies(_FIRST))
        assert replies == self._texts, f"{replies} replies to {self._texts}"  # noqa: S101
        return many / took

    def watch(self, kept: Supervisor, many: int, per_s: float) -> list[float]:
        """Have texts posted at a steady speed; give the seconds from each to its reply row."""
        texts = self.write(many)
        requests = make_requests(texts, URL)
        seen: dict[str, float] = {}
        since = began = max(self._list_replies(_FIRST), default=_FIRST)
        with ThreadPoolExecutor(1) as pool:
            posting: Future[Mapping[str, list[float]]] = pool.submit(
                post, requests, self._stage.folder, port=PORT, lines=LINES, per_s=per_s
            )
            while len(seen) < many:
                if posting.done():
                    posting.result()  # say it, if it failed
                    since = began  # two batches at a time: one may come behind a newer one
                rows = self._list_replies(since)
                now = time()
                seen = {key.split(":")[1]: now for key in rows.values()} | seen
                since = max(rows, default=since)
                kept.look(wait_s=LOOK_S)
        sent_at = dict(zip((one.sid for one in texts), posting.result()["sent_at"], strict=True))
        with self._stage.house.database.transaction() as db:
            sids = {row.id: row.provider_id for row in db.execute(_SIDS)}
        return [at - sent_at[sids[id]] for id, at in seen.items()]

    def write(self, many: int) -> list[Text]:
        """Write texts of people who have not written before: one from each, then another."""
        half = -(-many // 2)
        self._stage.add_residents(self._people, half)
        people = range(self._people, self._people + half)
        said = [(n, NEED[n % len(NEED)]) for n in people] + [(n, "2") for n in people]
        texts = [
            Text(number, name_address(n), words)
            for number, (n, words) in enumerate(said[:many], start=self._texts)
        ]
        self._people += half
        self._texts += many
        return texts

    def send_one(self, kept: Supervisor) -> tuple[float, float]:
        """Have one text posted; give the seconds until its reply row was seen, and was sent."""
        request = make_requests(self.write(1), URL)[0].encode()
        since = max(self._list_replies(_FIRST), default=_FIRST)
        with socket.create_connection(("127.0.0.1", PORT)) as line:  # one that rests is hung up
            sent_at = time()
            line.sendall(request)
            assert line.recv(1_024), "the web process hung up"  # noqa: S101
        while not self._list_replies(since):
            kept.look(wait_s=LOOK_ALONE_S)
        replied_at = time()
        while not (arrivals := list_arrivals()):
            kept.look(wait_s=LOOK_ALONE_S)
        kept.look(wait_s=BETWEEN_S)
        return replied_at - sent_at, arrivals[0] - sent_at

    def _waits(self) -> bool:
        with self._stage.house.database.transaction() as db:
            return inbox.waits(db, self._stage.present.community.id)

    def _list_replies(self, since: UUID) -> dict[UUID, str]:
        given = {"community": self._community, "since": since}
        with self._stage.house.database.transaction() as db:
            return {row.id: row.dedupe_key for row in db.execute(_SEEN, given)}


def _measure_alone(stage: Stage, crowd: _Crowd, many: int) -> Line:
    """Send one text after another, each when the one before was answered and sent."""
    with stage.house.database.transaction() as db:
        db.execute(_SENT)
    programs = {
        "web": WEB,
        "converse": CONVERSE,
        "sms": ["sayso", "worker", "deliver-sms"],
        "carrier": [sys.executable, "-m", "bench.carrier", str(CARRIER_PORT)],
    }
    with stage.running(**programs) as kept:
        for port in (PORT, CARRIER_PORT):
            wait_until_served(kept, port)
        both = [crowd.send_one(kept) for _ in range(many + 2)][2:]  # two warm up
    rows, sent = ([one[which] for one in both] for which in (0, 1))
    (row_s, row_worst_s), (sent_s, sent_worst_s) = find_cuts(rows), find_cuts(sent)
    return Line(
        f"one text alone: to its reply row p50 {row_s * 1e3:.1f} ms (goal 15),"
        f" p99 {row_worst_s * 1e3:.1f} ms; to the carrier p50 {sent_s * 1e3:.1f} ms (goal 30),"
        f" p99 {sent_worst_s * 1e3:.1f} ms",
        aside=True,
    )
