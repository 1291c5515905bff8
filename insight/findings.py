"""All that the first page speaks from. Holds no wording."""

from dataclasses import dataclass

from insight.breakdowns import Split
from insight.counting import Counts
from insight.disclosure import Figure
from insight.equality import Gap
from insight.evidence import Evidence
from insight.silence import Silence
from insight.totals import Totals
from insight.wording import say_figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that the first page speaks from, protected where it is a number."""

    evidence: Evidence
    counts: Counts
    totals: Totals
    topics_by_channel: Split | None
    silent_languages: tuple[Silence, ...]
    silent_areas: tuple[Silence, ...]
    unsorted_languages: tuple[str, ...]
    topics_by_language: Split | None = None
    gaps: tuple[Gap, ...] = ()

    def say(self, figure: Figure) -> str:
        """Write one of the totals within a sentence."""
        return say_figure(figure, closing=self.totals.closing)
