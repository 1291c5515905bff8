"""Which languages are sorted less far than the first one. Holds no wording, protects nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

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
