"""Whole numbers that nobody shows, and what sums and bounds say of them. Knows no digest."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from insight.disclosure import UNBOUNDED, Range

Key = Hashable
Terms = Mapping[Key, int]


@dataclass(slots=True)
class _Sum:
    """The sum of some numbers, each times 1 or -1, lies between two bounds."""

    terms: tuple[tuple[int, int], ...]  # (index, factor)
    low: int
    high: int


@dataclass(slots=True)
class Bounds:
    """What a reader knows: a range for each number, and sums that tie them together.

    It is filled once, `settle` makes the ranges as narrow as single sums make them, and
    `reaches` tries a number.
    """

    _index: dict[Key, int] = field(default_factory=dict)
    _low: list[int] = field(default_factory=list)
    _high: list[int] = field(default_factory=list)
    _sums: list[_Sum] = field(default_factory=list)
    _uses: list[list[int]] = field(default_factory=list)

    def add(self, key: Key, range: Range) -> None:
        """Add a number, or narrow what is known of it."""
        if key not in self._index:
            self._index[key] = len(self._low)
            self._low.append(0)
            self._high.append(UNBOUNDED)
            self._uses.append([])
        at = self._index[key]
        self._low[at] = max(self._low[at], range.low)
        self._high[at] = min(self._high[at], range.high)

    def tie(self, terms: Terms, *, low: int = -UNBOUNDED, high: int = UNBOUNDED) -> None:
        """Say that a sum lies between two bounds; its numbers have been added before."""
        for key in terms:
            self._uses[self._index[key]].append(len(self._sums))
        pairs = tuple((self._index[key], factor) for key, factor in terms.items())
        self._sums.append(_Sum(pairs, low, high))

    def at_most(self, part: Iterable[Key], whole: Key, *, more: int = 0) -> None:
        """Say that some numbers together are at most another one and a bit more."""
        self.tie({**dict.fromkeys(part, 1), whole: -1}, high=more)

    def equal(self, parts: Iterable[Key], whole: Key) -> None:
        """Say that some numbers together are another one."""
        self.tie({**dict.fromkeys(parts, 1), whole: -1}, low=0, high=0)

    def __contains__(self, key: Key) -> bool:
        """Tell whether a number was added."""
        return key in self._index

    def settle(self) -> bool:
        """Narrow all ranges; False where nothing fits, which what is true never does."""
        return self._narrow(self._low, self._high, range(len(self._sums)))

    def read(self, key: Key) -> Range:
        """Say how narrow a number's range is."""
        at = self._index[key]
        return Range(self._low[at], self._high[at])

    def reaches(self, key: Key, low: int, high: int = UNBOUNDED) -> bool:
        """Tell whether a number in this range goes with all sums, as far as each one tells.

        Settle first.
        """
        at = self._index[key]
        lows, highs = self._low.copy(), self._high.copy()
        lows[at], highs[at] = max(low, lows[at]), min(high, highs[at])
        return lows[at] <= highs[at] and self._narrow(lows, highs, self._uses[at])

    def _narrow(self, lows: list[int], highs: list[int], sums: Iterable[int]) -> bool:
        waiting = list(sums)
        queued = set(waiting)
        while waiting:
            at = waiting.pop()
            queued.discard(at)
            changed = self._narrow_one(self._sums[at], lows, highs)
            if changed is None:
                return False
            for one in changed:
                fresh = [use for use in self._uses[one] if use not in queued]
                waiting += fresh
                queued.update(fresh)
        return True

    def _narrow_one(self, one: _Sum, lows: list[int], highs: list[int]) -> list[int] | None:
        least = most = 0
        for at, factor in one.terms:
            least += lows[at] if factor > 0 else -highs[at]
            most += highs[at] if factor > 0 else -lows[at]
        if least > one.high or most < one.low:
            return None
        changed = []
        over, under = one.high - least, most - one.low
        for at, factor in one.terms:
            low, high = lows[at], highs[at]
            if high - low <= over and high - low <= under:
                continue
            up, down = (over, under) if factor > 0 else (under, over)
            lows[at], highs[at] = max(low, high - down), min(high, low + up)
            if lows[at] > highs[at]:
                return None
            if (lows[at], highs[at]) != (low, high):
                changed.append(at)
        return changed
