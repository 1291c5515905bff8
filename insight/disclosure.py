"""Protects small numbers before anybody sees them. Holds the rules of the house, and no wording.

Totals over everyone: 0 is shown, 1 to 4 is "fewer than 5"; from 5 exact in a closing edition, to
the nearest 5 in a running one. Breakdowns: only of 10 people or more, into columns of 10 people or
more; 0 is shown, 1 to 4 is hidden, the rest to the nearest 5 in every edition; further cells are
hidden until nobody can work a hidden one out.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

THRESHOLD = 5
ROUND_TO = 5
MIN_BREAKDOWN = 10
MIN_DENOMINATOR = 20
FEW = "fewer than 5"
HIDDEN = "hidden"
UNSAID = "not shown"
ABOUT = "about "  # before a total of a closing edition that is to the nearest 5
UNBOUNDED = 10**9


Cell = tuple[int, int]  # row, column
Room = dict[object, dict[object, int]]  # from a node to a node: how much more could flow


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it may be shown.

    Attributes:
        text: what people read.
        value: the number in it, None where it is not shown.
    """

    text: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Range:
    """The whole numbers a reader must reckon with, both ends included."""

    low: int
    high: int

    def __len__(self) -> int:
        """Count the numbers in it."""
        return max(0, self.high - self.low + 1)

    def __contains__(self, number: int) -> bool:
        """Tell whether a number is in it."""
        return self.low <= number <= self.high


SMALL = Range(1, THRESHOLD - 1)
EITHER = Range(1, UNBOUNDED)


def round_to_five(count: int) -> int:
    """Round to the nearest 5."""
    return (count + ROUND_TO // 2) // ROUND_TO * ROUND_TO


def show_total(count: int, *, closing: bool, vague: bool = False) -> Figure:
    """Show a total over everyone.

    Args:
        vague: to the nearest 5 though the edition is a closing one, and marked so.
    """
    if 0 < count < THRESHOLD:
        return Figure(FEW, None)
    value = count if closing and not vague else round_to_five(count)
    return Figure(f"{ABOUT if closing and vague and value else ''}{value:,}", value)


def show_cell(count: int) -> Figure:
    """Show one cell of a breakdown, by itself; `protect_table` says which more to hide."""
    if 0 < count < THRESHOLD:
        return Figure(HIDDEN, None)
    return Figure(f"{round_to_five(count):,}", round_to_five(count))


def percentage(part: Figure, whole: Figure) -> int | None:
    """Work out a percentage from figures as shown, so that it tells nothing more than they do.

    Returns:
        None when either is not shown or the whole is under 20.
    """
    if part.value is None or whole.value is None or whole.value < MIN_DENOMINATOR:
        return None
    return min(100, (200 * part.value + whole.value) // (2 * whole.value))


def read_total(count: int, *, closing: bool) -> Range:
    """Say what a reader learns about a count from `show_total`."""
    if 0 < count < THRESHOLD:
        return SMALL
    return Range(count, count) if closing else read_cell(count)


def read_cell(count: int) -> Range:
    """Say what a reader learns about a count from its rounded cell."""
    value = round_to_five(count)
    return Range(max(THRESHOLD, value - 2), value + 2) if value else Range(0, 0)


def protect_table(
    counts: Sequence[Sequence[int]],
    *,
    row_totals: Sequence[Range],
    column_totals: Sequence[Range] | None = None,
    hidden_columns: Iterable[int] = (),
    known: Mapping[tuple[int, int], Range] | None = None,
) -> tuple[tuple[Figure, ...], ...] | None:
    """Hide what must not be worked out from a table whose rows add up across their columns.

    Args:
        counts: true counts, rows of equal length.
        row_totals: what readers know of each row's sum from elsewhere.
        column_totals: the same for columns where they add up down; None where they do not.
        hidden_columns: columns that are not shown at all.
        known: (row, column) -> what else readers know about that cell should it be hidden.

    Returns:
        A figure for each cell; None when no choice of cells keeps every hidden one open.
    """
    table = _Table(counts, row_totals, column_totals, known or {})
    hidden = table.first_hidden(set(hidden_columns))
    while exposed := table.exposed(hidden):
        more = table.next_to_hide(exposed, hidden)
        if more is None:
            return None
        hidden.add(more)
    return tuple(
        tuple(
            Figure(HIDDEN, None) if (row, column) in hidden else show_cell(count)
            for column, count in enumerate(line)
        )
        for row, line in enumerate(counts)
    )


class _Table:
    """A table, what readers know of its margins, and the attack on its hidden cells."""

    def __init__(
        self,
        counts: Sequence[Sequence[int]],
        row_totals: Sequence[Range],
        column_totals: Sequence[Range] | None,
        known: Mapping[Cell, Range],
    ) -> None:
        self._counts = counts
        self._rows = row_totals
        width = len(counts[0]) if counts else 0
        self._columns = column_totals or [Range(0, UNBOUNDED)] * width
        self._columns_add_up = column_totals is not None
        self._known = known

    def first_hidden(self, columns: set[int]) -> set[Cell]:
        return {
            (row, column)
            for row, line in enumerate(self._counts)
            for column, count in enumerate(line)
            if column in columns or 0 < count < THRESHOLD
        }

    def exposed(self, hidden: set[Cell]) -> Cell | None:
        """Find a hidden cell that a reader can work out, or can tell to be small."""
        for cell in sorted(hidden):
            left = self.attack(cell, hidden)
            told = self._known.get(cell)
            wanted = THRESHOLD + 1 if told is None else min(THRESHOLD + 1, told.high)
            if len(left) < 2 or left.high < wanted:
                return cell
        return None

    def next_to_hide(self, exposed: Cell, hidden: set[Cell]) -> Cell | None:
        """Pick the smallest shown cell that helps: in the row, in the column, or anywhere."""
        shown = [
            (count, row, column)
            for row, line in enumerate(self._counts)
            for column, count in enumerate(line)
            if count and (row, column) not in hidden
        ]
        in_row = [entry for entry in shown if entry[1] == exposed[0]]
        in_column = [entry for entry in shown if entry[2] == exposed[1]]
        anywhere = shown if self._columns_add_up else []
        nearest = in_row or (in_column if self._columns_add_up else []) or anywhere
        return min(nearest)[1:] if nearest else None

    def attack(self, cell: Cell, hidden: set[Cell]) -> Range:
        """Work out the range of one hidden cell exactly, from all that is shown.

        The true table is one way to fill in the hidden cells; pushing flow around it through the
        cell, up and down, finds the ends of its range (a circulation with bounds).
        """
        true = self._counts[cell[0]][cell[1]]
        return Range(
            true - self._push(cell, hidden, up=False), true + self._push(cell, hidden, up=True)
        )

    def _push(self, cell: Cell, hidden: set[Cell], *, up: bool) -> int:
        room = self._room(hidden)
        row, column = ("row", cell[0]), ("column", cell[1])
        start, end = (column, row) if up else (row, column)
        limit = room[row][column] if up else room[column][row]
        room[row][column] = room[column][row] = 0
        pushed = 0
        while pushed < limit and (path := _find_path(room, start, end)):
            step = min(limit - pushed, *(room[a][b] for a, b in path))
            for a, b in path:
                room[a][b] -= step
                room[b][a] += step
            pushed += step
        return pushed

    def _room(self, hidden: set[Cell]) -> Room:
        """For each pair of nodes, how much more could flow from one to the other."""
        room: Room = {"all": {}}
        sums = [0] * len(self._columns)
        for row, line in enumerate(self._counts):
            _open(room, "all", ("row", row), sum(line), self._rows[row])
            for column, count in enumerate(line):
                sums[column] += count
                bounds = read_cell(count)
                if (row, column) in hidden:
                    bounds = self._known.get(
                        (row, column), EITHER if count else Range(0, UNBOUNDED)
                    )
                _open(room, ("row", row), ("column", column), count, bounds)
        for column, total in enumerate(sums):
            _open(room, ("column", column), "all", total, self._columns[column])
        return room


def _open(room: Room, a: object, b: object, count: int, bounds: Range) -> None:
    room.setdefault(a, {})[b] = max(0, bounds.high - count)
    room.setdefault(b, {})[a] = max(0, count - bounds.low)


def _find_path(
    room: Mapping[object, Mapping[object, int]], start: object, end: object
) -> list[tuple[object, object]]:
    came_from: dict[object, object] = {start: start}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        if node == end:
            break
        for neighbour, free in room[node].items():
            if free > 0 and neighbour not in came_from:
                came_from[neighbour] = node
                waiting.append(neighbour)
    if end not in came_from:
        return []
    path = []
    node = end
    while node != start:
        path.append((came_from[node], node))
        node = came_from[node]
    return path[::-1]
