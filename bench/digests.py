"""A digest over many contributions in every format, against reading the same rows once."""

from collections.abc import Iterator
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

import psycopg
from sqlalchemy import text

from bench.line import Line
from bench.people import add_speakers
from bench.stage import Stage, staged
from insight.frame import parse_frame
from workers.digest import build_digest
from workers.digests.formats import FORMATS
from workers.house import Present

PEOPLE, TURNS = 50_000, 2
MOST_S, MOST_MB = 20.0, 1_000.0
_READ = (
    "select id, language, area from resident",
    "select id, resident_id, kind, words, language, channel, received_at, held, cleared_at,"
    " cleared_words from contribution order by id",
    "select contribution_id, theme, tied_by from coding",
)


def measure_digests(*, people: int = PEOPLE, turns: int = TURNS) -> Iterator[Line]:
    """Time a digest from the rows to its files, and the reading of the rows alone."""
    with staged() as stage:
        present = stage.present
        add_speakers(
            stage.house.database, present, list_themes(present), people=people, turns=turns
        )
        read_s = _read_rows(stage)
        began = perf_counter()
        built = build_digest(stage.house)
        whole_s = perf_counter() - began
        assert built is not None  # noqa: S101  (there is a community)
        with stage.house.database.transaction() as db:
            exact = db.execute(
                text("select cast(model as jsonb) -> 'exact' ->> 'contributions' from digest")
            ).scalar_one()
    peak_mb = getrusage(RUSAGE_SELF).ru_maxrss / 1_000
    ratio = whole_s / read_s
    yield Line(
        f"{int(exact):,} contributions of {people:,} people in {len(FORMATS)} formats:"
        f" {whole_s:.1f} s (at most {MOST_S:.0f}), {peak_mb:.0f} MB (at most {MOST_MB:.0f});"
        f" {ratio:.1f} times reading the same rows once ({read_s:.2f} s)",
        {
            "seconds": round(whole_s, 2),
            "peak_mb": round(peak_mb),
            "floor_s": round(read_s, 3),
            "ratio": round(ratio, 2),
            "contributions": int(exact),
            "formats": len(FORMATS),
        },
        whole=True,
    )


def list_themes(present: Present) -> list[str]:
    """List the codes of what is being asked."""
    frame = present.engagement.frame
    return [theme.code for theme in parse_frame(frame["source"], frame["name"]).themes]


def _read_rows(stage: Stage) -> float:
    """Read the rows once with psycopg alone; the second time counts, from warm memory."""
    took = 0.0
    with psycopg.connect(stage.embedded.database_url) as connection:
        for _ in range(2):
            began = perf_counter()
            for query in _READ:
                connection.execute(query).fetchall()
            took = perf_counter() - began
    return took
