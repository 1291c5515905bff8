"""What it costs to sort by topic: a file from scratch, and new contributions among many."""

import os
import resource
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import text

from bench.line import Line
from bench.stage import Stage, staged
from insight.frame import parse_frame
from insight.sayings import read_things
from insight.sorting import BATCH_TEXTS
from insight.traits import Embed
from sayso.theming import sort_texts
from storage import contributions
from storage.ids import new_id
from storage.library import read_frame_source, read_sayings
from workers.frame_shelf import FrameShelf
from workers.meaning import find_embed
from workers.themes import sort_themes

TEXTS = 100_000
FEWER, MANY, NEW = 100_000, 1_000_000, 1_000
ROUNDS = 3
_TAILS = ("", " again", " every week", " and nobody comes", " please", " since last year")


def measure_themes() -> Iterator[Line]:
    """Sort 100,000 texts on one core, beside embedding them alone; then new ones among others."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    yield _measure_file()
    os.sched_setaffinity(0, cores)
    with staged() as stage:
        fewer_s = _measure_new(stage, 0, FEWER)
        many_s = _measure_new(stage, FEWER, MANY)
    figures = {
        "new": NEW,
        "seconds": round(many_s, 2),
        "ratio_to_fewer": round(many_s / fewer_s, 2),
    }
    yield Line(
        f"{NEW:,} new ones among {MANY:,} in {many_s:.2f} s (goal 3), among {FEWER:,} in"
        f" {fewer_s:.2f} s",
        figures,
    )


def _measure_file() -> Line:
    shipped = read_frame_source("needs")
    frame = parse_frame(shipped["source"], shipped["name"])
    texts = make_texts(TEXTS)
    rows = [(str(n), text) for n, text in enumerate(texts)]
    embed = find_embed()
    embed(texts[:1])

    floor_s, spent = _time(lambda: _embed_all(embed, texts))
    ours_s, ours_spent = _time(lambda: list(sort_texts(frame, rows)))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    figures = {
        "texts": TEXTS,
        "seconds": round(ours_s, 2),
        "cpu_seconds": round(ours_spent, 2),
        "peak_rss_mb": round(peak_mb),
        "ratio": round(ours_spent / spent, 2),
    }
    return Line(
        f"{TEXTS:,} texts in {ours_s:.1f} s ({ours_spent:.1f} s of CPU, goal 20), at most"
        f" {peak_mb:.0f} MB (goal 1,000), {ours_spent / spent:.1f} x embedding them alone"
        f" ({floor_s:.1f} s, {spent:.1f} s of CPU)",
        figures,
    )


def _embed_all(embed: Embed, texts: Sequence[str]) -> None:
    for start in range(0, len(texts), BATCH_TEXTS):
        embed(texts[start : start + BATCH_TEXTS])


def make_texts(many: int) -> list[str]:
    """Make texts that are all different: sayings, two by two, with an ending and a number."""
    said = [saying for thing in read_things(read_sayings("en")) for saying in thing.sayings]
    return [
        f"{said[n % len(said)]}, {said[n * 7 % len(said)]}{_TAILS[n % len(_TAILS)]} {n}"
        for n in range(many)
    ]


_STORE = text("""
    insert into contribution (community_id, id, engagement_id, inbox_id, n, kind, words, state,
                              language, channel, held, received_at, sorted_at)
    select :community, gen_random_uuid(), :engagement, gen_random_uuid(), 0, 'need',
           'damp walls ' || at, 'need', 'en', 'sms', '', :now, :now
    from generate_series(cast(:first as bigint), cast(:last as bigint)) as at
""")


def _measure_new(stage: Stage, first: int, last: int) -> float:
    """Store sorted ones up to so many; then time the job with new ones, learning from nothing."""
    present, house = stage.present, stage.house
    community, engagement = present.community.id, present.engagement.id
    given = {"community": community, "engagement": engagement, "now": house.clock()}
    with house.database.transaction() as db:
        db.execute(_STORE, {**given, "first": first + 1, "last": last})
    waits_s = []
    for turn in range(ROUNDS):
        rows = [
            {
                "id": new_id(),
                "engagement_id": engagement,
                "inbox_id": new_id(),
                "n": 0,
                "kind": "need",
                "words": words,
                "state": "need",
                "language": "en",
                "channel": "sms",
                "held": "",
                "received_at": house.clock().isoformat(),
            }
            for words in make_texts(NEW * (turn + 1))[-NEW:]
        ]
        with house.database.transaction() as db:
            contributions.add(db, community, rows)
        house.frames = FrameShelf()
        waited_s, _ = _time(lambda: sort_themes(house))
        waits_s.append(waited_s)
    return median(waits_s)


def _time(work: Callable[[], object]) -> tuple[float, float]:
    began_s, spent_s = perf_counter(), process_time()
    work()
    return perf_counter() - began_s, process_time() - spent_s
