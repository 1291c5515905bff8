"""What a measurement beside an anchor found, and how rounds of both become one ratio."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One turn of ours and one of the anchor, right after each other: how much a second."""

    ours_per_s: float
    anchor_per_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What programs get from a measurement; `goal` is the ratio it is to reach."""

    what: str
    anchor: str
    goal: float
    rounds: Sequence[Round]
    waits_s: Sequence[float]
    waits_for: str

    def as_line(self) -> Line:
        """Say it for people and for programs."""
        figures = self.figures()
        ratios = ", ".join(f"{one.ours_per_s / one.anchor_per_s:.2f}" for one in self.rounds)
        text = (
            f"{figures['ours_per_s']:,.0f} {self.what} a second,"
            f" {figures['ratio']:.2f} of {self.anchor} ({figures['anchor_per_s']:,.0f}/s;"
            f" rounds {ratios}; goal {self.goal}); {self.waits_for}"
            f" p50 {figures['p50_ms']:.1f} ms, p99 {figures['p99_ms']:.1f} ms"
        )
        return Line(text, figures, whole=True)

    def figures(self) -> Mapping[str, float]:
        """Give the ratio as the median of the rounds' ratios, and medians of both speeds."""
        p50_s, p99_s = find_cuts(self.waits_s)
        return {
            "ratio": round(median(one.ours_per_s / one.anchor_per_s for one in self.rounds), 3),
            "ours_per_s": round(median(one.ours_per_s for one in self.rounds), 1),
            "anchor_per_s": round(median(one.anchor_per_s for one in self.rounds), 1),
            "p50_ms": round(p50_s * 1e3, 3),
            "p99_ms": round(p99_s * 1e3, 3),
        }


def find_cuts(waits_s: Sequence[float]) -> tuple[float, float]:
    """Find the median and the 99th of a hundred, in the unit given."""
    cuts = quantiles([*waits_s, *waits_s], n=100, method="inclusive")
    return cuts[49], cuts[98]
