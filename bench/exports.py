"""What people said, a million rows as CSV, against csv.writer writing the same from memory."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

from bench.digests import list_themes
from bench.line import Line
from bench.people import add_speakers
from bench.stage import staged
from storage.settings import inherited_environment

PEOPLE, TURNS = 250_000, 4
MOST_S, MOST_MB = 15.0, 200.0


def measure_csv(*, people: int = PEOPLE, turns: int = TURNS) -> Iterator[Line]:
    """Time `sayso export contributions` as its own process, and then the floor on its rows."""
    with staged() as stage:
        present = stage.present
        add_speakers(
            stage.house.database, present, list_themes(present), people=people, turns=turns
        )
        path = stage.folder / "export.csv"
        began = perf_counter()
        with path.open("wb") as out:
            subprocess.run(
                [sys.executable, "-m", "sayso", "export", "contributions"],
                stdout=out,
                env=inherited_environment(stage.given),
                check=True,
            )
        whole_s = perf_counter() - began
        peak_mb = getrusage(RUSAGE_CHILDREN).ru_maxrss / 1_000
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    began = perf_counter()
    csv.writer(io.StringIO()).writerows(rows)
    floor_s = perf_counter() - began
    ratio = whole_s / floor_s
    yield Line(
        f"{len(rows) - 1:,} rows as CSV: {whole_s:.1f} s (at most {MOST_S:.0f}), {peak_mb:.0f} MB"
        f" (at most {MOST_MB:.0f}); {ratio:.1f} times csv.writer on the same rows in memory"
        f" ({floor_s:.2f} s)",
        {
            "seconds": round(whole_s, 2),
            "peak_mb": round(peak_mb),
            "floor_s": round(floor_s, 3),
            "ratio": round(ratio, 2),
            "rows": len(rows) - 1,
        },
        whole=True,
    )
