"""Whole numbers that nobody shows, and what sums and bounds say of them. Knows no digest."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from insight.disclosure import UNBOUNDED, Range

MOST_TRIES = 2_000
Key = Hashable
Wanted = TypeVar("Wanted", bound=Hashable)
Terms = Mapping[Key, int]
Ends = tuple[list[int], list[int]]  # of all ranges: the low ones, and the high ones


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
    `find` tries one.
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

    def find(self, wanted: Mapping[Wanted, Range]) -> dict[Wanted, int]:
        """Find numbers in some ranges; each goes with all sums at once, beside others of its own.

        Settle first. What is not found in `MOST_TRIES` is left out: a digest then hides more than
        it has to, and never less.
        """
        left = {self._index[key]: one for key, one in wanted.items()}
        found: dict[int, int] = {}
        while left:
            at = next(iter(left))
            way = self._fill(left) or self._fill({at: left[at]})
            if way is None:
                del left[at]
                continue
            kept = {at: way[at] for at, one in left.items() if way[at] in one}
            found |= kept
            left = {at: one for at, one in left.items() if at not in kept}
        return {key: found[self._index[key]] for key in wanted if self._index[key] in found}

    def _fill(self, wanted: Mapping[int, Range]) -> list[int] | None:
        """Find numbers for all: the first that is wanted, others as they fit, then the rest."""
        start = self._lean(wanted)
        if start is None:
            return None
        lows, highs = start
        order = sorted(range(len(lows)), key=lambda at: highs[at] - lows[at])
        waiting = [(0, start, Range(lows[order[0]], highs[order[0]]))]
        for _ in range(MOST_TRIES):
            if not waiting:
                break
            place, ends, left = waiting.pop()
            tried = self._try(ends, order[place], left)
            if tried is None:
                continue
            lows, highs = tried
            while place < len(order) and lows[order[place]] == highs[order[place]]:
                place += 1
            if place == len(order):
                return lows
            low, high = lows[order[place]], highs[order[place]]
            middle = (low + high) // 2
            ranges = (Range(middle + 1, high), Range(low, middle - 1), Range(middle, middle))
            waiting += [(place, tried, one) for one in ranges]
        return None

    def _lean(self, wanted: Mapping[int, Range]) -> Ends | None:
        """Let numbers be in their ranges: the first for sure, others as far as they fit."""
        ends = self._low, self._high
        for n, (at, left) in enumerate(wanted.items()):
            tried = self._try(ends, at, left)
            if tried:
                ends = tried
            elif not n:
                return None
        return ends

    def _try(self, ends: Ends, at: int, left: Range) -> Ends | None:
        """Narrow all ranges by one; None where nothing fits."""
        lows, highs = ends
        low, high = max(lows[at], left.low), min(highs[at], left.high)
        if low > high:
            return None
        lows, highs = lows.copy(), highs.copy()
        lows[at], highs[at] = low, high
        return (lows, highs) if self._narrow(lows, highs, self._uses[at]) else None

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
