"""Protected breakdowns by channel and by language. Holds no first page."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from insight.disclosure import (
    MIN_BREAKDOWN,
    THRESHOLD,
    UNSAID,
    Figure,
    Range,
    percentage,
    protect_table,
    read_cell,
)
from insight.model import Column, Row, Table
from insight.totals import Totals, known_range

OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A protected breakdown.

    Attributes:
        columns: codes that may be shown, most people first.
        cells: row code -> column code -> figure; the first row is the base of the columns.
    """

    columns: tuple[str, ...]
    cells: Mapping[str, Mapping[str, Figure]]


def split_people(
    everyone: Mapping[str, Mapping[str, int]],
    totals: Totals,
    *,
    few: Iterable[str] = (),
    left_out: Container[str] = (),
) -> Split | None:
    """Protect rows of residents broken down by something each of them has one of.

    Args:
        everyone: row code -> group -> residents; the first row is the base: columns need 10
            people in it.
        totals: decides what readers know of each row's total.
        few: column codes that page one says fewer than 5 answered from.
        left_out: codes of rows that are not shown; where that is the base, nothing is.

    Returns:
        None where fewer than two columns may be shown, or no way of hiding is safe.
    """
    base = next(iter(everyone))
    places, hidden = _choose_columns(everyone[base])
    kept = [
        code
        for code, groups in everyone.items()
        if sum(groups.values()) >= MIN_BREAKDOWN and code not in left_out
    ]
    if len(places) < 2 + len(hidden) or base not in kept:
        return None
    lines = [
        [
            sum(count for value, count in everyone[code].items() if value in place)
            for place in places
        ]
        for code in kept
    ]
    figures = protect_table(
        lines,
        row_totals=[known_range(sum(line), totals) for line in lines],
        hidden_columns=hidden,
        known=_known(lines, places, hidden, frozenset(few), answered_row=kept),
    )
    if figures is None:
        return None
    columns = [column for column in range(len(places)) if column not in hidden]
    names = [next(iter(place)) if len(place) == 1 else OTHER for place in places]
    return Split(
        columns=tuple(names[column] for column in columns),
        cells={
            code: {names[column]: line[column] for column in columns}
            for code, line in zip(kept, figures, strict=True)
        },
    )


def _choose_columns(base: Mapping[str, int]) -> tuple[list[frozenset[str]], set[int]]:
    """Choose columns of 10 people or more; the rest become one, hidden where still too small."""
    large = sorted((v for v, n in base.items() if n >= MIN_BREAKDOWN), key=lambda v: (-base[v], v))
    small = frozenset(value for value, count in base.items() if 0 < count < MIN_BREAKDOWN)
    places = [frozenset({value}) for value in large]
    if not small:
        return places, set()
    together = sum(base[value] for value in small)
    hidden = {len(places)} if together < MIN_BREAKDOWN else set()
    return [*places, small], hidden


def _known(
    lines: Sequence[Sequence[int]],
    places: Sequence[frozenset[str]],
    hidden: set[int],
    few: frozenset[str],
    *,
    answered_row: Sequence[str],
) -> dict[tuple[int, int], Range]:
    """Say what readers know of a cell beside the sums: nobody is in it who is not in the base."""
    known = {}
    for row, line in enumerate(lines):
        for column, count in enumerate(line):
            high = MIN_BREAKDOWN - 1 if column in hidden else read_cell(lines[0][column]).high
            if answered_row[row] == "answered" and places[column] <= few and count < THRESHOLD:
                high = THRESHOLD - 1
            if row or column in hidden:
                known[row, column] = Range(
                    min(count, 0 if column in hidden else 1), max(count, high)
                )
    return known


def lay_out(
    split: Split,
    *,
    id: str,
    title: str,
    note: str,
    heading: str,
    row_names: Mapping[str, str],
    column_name: Callable[[str], str],
) -> Table:
    """Lay a breakdown out as a table of the document."""
    return Table(
        id=id,
        title=title,
        note=note,
        heading=heading,
        columns=tuple(
            Column(code=code, name="All others" if code == OTHER else column_name(code))
            for code in split.columns
        ),
        rows=tuple(
            Row(code=code, name=row_names[code], figures=tuple(cells[c] for c in split.columns))
            for code, cells in split.cells.items()
        ),
    )


def share_row(split: Split, part: str, whole: str) -> tuple[Figure, ...]:
    """Work out a row's share of another, column by column, from the figures shown."""
    shares = (percentage(split.cells[part][c], split.cells[whole][c]) for c in split.columns)
    return tuple(Figure(UNSAID, None) if s is None else Figure(f"{s}%", s) for s in shares)


def rank_on_channels(
    split: Split | None, totals: Totals
) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[tuple[str, str]]]:
    """See on which channels the first topic is first, and which orders turn round on one.

    Returns:
        Channels where it surely is first; channels where it surely is not; reversed pairs of topic
        codes (upper, lower), neighbours in the overall order.
    """
    codes = [topic.code for topic in totals.leading]
    if split is None or not codes or codes[0] not in split.cells:
        return (), (), frozenset()
    firm, broken = [], []
    for channel in split.columns:
        top = split.cells[codes[0]][channel].value
        rest = [split.cells[code][channel].value for code in codes[1:] if code in split.cells]
        known = [value for value in rest if value is not None]
        if top is not None and None not in rest and all(top > value for value in known):
            firm.append(channel)
        elif top is not None and any(value > top for value in known):
            broken.append(channel)
    pairs = frozenset(
        (upper, lower)
        for upper, lower in pairwise(codes)
        if upper in split.cells and lower in split.cells
        for channel in split.columns
        if _reversed(split.cells[upper][channel].value, split.cells[lower][channel].value)
    )
    return tuple(firm), tuple(broken), pairs


def _reversed(upper: int | None, lower: int | None) -> bool:
    return upper is not None and lower is not None and lower > upper
