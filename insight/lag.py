"""Which languages are sorted less far than the first one. Holds no wording."""

from collections.abc import Mapping
from dataclasses import dataclass

from insight.breakdowns import OTHER, Split, share_row
from insight.counting import Counts
from insight.disclosure import THRESHOLD

LAG_POINTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the words of one language are sorted.

    Attributes:
        waiting: how many are under no topic, and no person has said that they belong to none.
        heard: how many there are.
    """

    waiting: int
    heard: int

    @property
    def share(self) -> float:
        """Points of a hundred that wait."""
        return 100 * self.waiting / self.heard if self.heard else 0.0


def find_lagging(progress: Mapping[str, Progress], first: str) -> tuple[str, ...]:
    """Find languages of which over 10 points more wait than of the first one, the worst first.

    Args:
        first: the community's first language; where nobody said anything in it, the language that
            is sorted furthest stands in.
    """
    heard = {code: one for code, one in progress.items() if one.heard}
    if not heard:
        return ()
    own = heard[first].share if first in heard else min(one.share for one in heard.values())
    behind = [code for code, one in heard.items() if one.share > own + LAG_POINTS]
    return tuple(sorted(behind, key=lambda code: (-heard[code].share, code)))


def name_lagging(counts: Counts, split: Split | None, first: str) -> tuple[str, ...]:
    """Find the languages that a digest may name as lagging behind the first one.

    Those with columns of their own are judged by the figures shown. The others are judged together
    and never named, and only where 5 people or more spoke them: nobody learns of one of them.

    Args:
        split: topics by language, its first row the base.

    Returns:
        Codes, and OTHER for the small ones together.
    """
    shown = _find_shown(split, first)
    if OTHER in shown or not _small_ones_lag(counts, split, first):
        return shown
    return (*shown, OTHER)


def _find_shown(split: Split | None, first: str) -> tuple[str, ...]:
    if split is None or "unsorted" not in split.cells:
        return ()
    shares = dict(zip(split.columns, share_row(split, "unsorted", "base"), strict=True))
    own = shares.get(first)
    if own is None or own.value is None:
        return ()
    behind = {
        code
        for code, share in shares.items()
        if share.value is not None and share.value > own.value + LAG_POINTS
    }
    return (*sorted(behind - {OTHER}), *sorted(behind & {OTHER}))


def _small_ones_lag(counts: Counts, split: Split | None, first: str) -> bool:
    named = {first, *(split.columns if split else ())}
    heard, waiting = (
        counts.split(ids, lambda person: person.language) for ids in (counts.heard, counts.unsorted)
    )
    small = [code for code in heard if code not in named]
    own = Progress(waiting=waiting[first], heard=heard[first])
    together = Progress(
        waiting=sum(waiting[code] for code in small), heard=sum(heard[code] for code in small)
    )
    return together.heard >= THRESHOLD and together.share > own.share + LAG_POINTS
