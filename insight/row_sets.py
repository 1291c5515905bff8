"""One row of several digests: of which people each figure is, and what they say of each other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from insight.disclosure import Range
from insight.places import Place

UNTIED = ("unsorted",)  # what waits in a part may be sorted in the whole, and later
NEVER_COVERED = ("base", "asked", "reached", "stopped")  # a part of few people is in no base
MOST_ROUNDS = 4

Key = tuple[int, Place]
"""Which digest, and which of its figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whom a figure is of: those in all of some groups who spoke between two moments.

    Attributes:
        groups: what they are broken down by, and which of it.
    """

    groups: frozenset[tuple[str, str]]
    since: datetime
    until: datetime

    def is_within(self, other: "People") -> bool:
        """Tell whether all of them are among others."""
        return (
            self.since >= other.since and self.until <= other.until and self.groups >= other.groups
        )


Figures = dict[People, list[Key]]
Known = dict[People, Range]


def narrow_row(row: str, figures: Figures, ranges: Mapping[Key, Range]) -> dict[Key, Range]:
    """Narrow what a row's figures can be by each other.

    Args:
        ranges: what is known of each.

    Returns:
        Those that are narrower now; none where they contradict each other.
    """
    if row in UNTIED:
        return {}
    known = {who: _meet(ranges[key] for key in keys) for who, keys in figures.items()}
    pairs = list(_find_pairs(known))
    columns = list(_find_columns(known, pairs))
    for _ in range(MOST_ROUNDS):
        before = dict(known)
        _keep_within(known, pairs)
        _add_columns(known, columns)
        if row not in NEVER_COVERED:
            _cover(known)
        if any(left.low > left.high for left in known.values()):
            return {}
        if known == before:
            break
    narrow = ((key, left) for who, left in known.items() for key in figures[who])
    return {key: left for key, left in narrow if left != ranges[key]}


def _meet(ranges: Iterable[Range]) -> Range:
    every = list(ranges)
    return Range(max(one.low for one in every), min(one.high for one in every))


def _narrow(known: Known, who: People, *, low: int = 0, high: int | None = None) -> None:
    left = known[who]
    known[who] = Range(max(left.low, low), left.high if high is None else min(left.high, high))


def _find_pairs(known: Known) -> Iterator[tuple[People, People]]:
    """Find who is among whom."""
    for part in known:
        for whole in known:
            if part is not whole and part.is_within(whole):
                yield part, whole


def _keep_within(known: Known, pairs: Iterable[tuple[People, People]]) -> None:
    for part, whole in pairs:
        if known[part].high > known[whole].high or known[part].low > known[whole].low:
            _narrow(known, part, high=known[whole].high)
            _narrow(known, whole, low=known[part].low)


def _find_columns(
    known: Known, pairs: Iterable[tuple[People, People]]
) -> Iterator[tuple[People, dict[str, list[People]]]]:
    """Find whose columns stand anywhere: nobody is in two of them."""
    found: dict[tuple[People, str], dict[str, list[People]]] = {}
    for part, whole in pairs:
        more = part.groups - whole.groups
        if len(more) == 1:
            ((by, value),) = more
            found.setdefault((whole, by), {}).setdefault(value, []).append(part)
    for (whole, _), columns in found.items():
        if len(columns) > 1:
            yield whole, columns


def _add_columns(known: Known, columns: Iterable[tuple[People, dict[str, list[People]]]]) -> None:
    for whole, values in columns:
        least = {value: max(known[one].low for one in ones) for value, ones in values.items()}
        together = sum(least.values())
        _narrow(known, whole, low=together)
        for value, ones in values.items():
            for one in ones:
                _narrow(known, one, high=known[whole].high - together + least[value])


def _cover(known: Known) -> None:
    """Who spoke in some time spoke in one of the periods that cover it."""
    for whole in known:
        chain = _find_cover(whole, known)
        together = sum(known[one].high for one in chain)
        if not chain:
            continue
        _narrow(known, whole, high=together)
        for one in chain:
            _narrow(known, one, low=known[whole].low - together + known[one].high)


def _find_cover(whole: People, known: Known) -> list[People]:
    """Find the periods side by side that cover a time with the fewest people; none: there are none.

    Periods that hold all of that time are left out: `_keep_within` sees to these.
    """
    pieces = [
        one
        for one in known
        if one.groups == whole.groups and one.until > whole.since and not whole.is_within(one)
    ]
    best: dict[datetime, tuple[int, list[People]]] = {}
    for one in sorted(pieces, key=lambda each: each.until):
        before = [kept for until, kept in best.items() if until >= one.since]
        if one.since <= whole.since:
            before.append((0, []))
        if before:
            people, chain = min(before, key=lambda kept: kept[0])
            made = (people + known[one].high, [*chain, one])
            best[one.until] = min(best.get(one.until, made), made, key=lambda kept: kept[0])
    ends = [kept for until, kept in best.items() if until >= whole.until]
    return min(ends, key=lambda kept: kept[0])[1] if ends else []
