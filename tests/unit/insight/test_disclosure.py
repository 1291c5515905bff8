from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.disclosure import (
    FEW,
    HIDDEN,
    Figure,
    Range,
    percentage,
    protect_table,
    read_cell,
    read_total,
    show_cell,
    show_total,
)

Grid = tuple[tuple[int, ...], ...]


@pytest.mark.parametrize(
    ("count", "running", "closing"),
    [
        (0, "0", "0"),
        (1, FEW, FEW),
        (4, FEW, FEW),
        (5, "5", "5"),
        (7, "5", "7"),
        (8, "10", "8"),
        (412, "410", "412"),
        (1234, "1,235", "1,234"),
    ],
)
def test_show_total_rounds_in_running_editions_only(count: int, running: str, closing: str) -> None:
    assert show_total(count, closing=False).text == running
    assert show_total(count, closing=True).text == closing


@given(st.integers(0, 10_000), st.booleans())
def test_what_a_reader_learns_holds_the_truth(count: int, closing: bool) -> None:
    learnt = read_total(count, closing=closing)

    assert learnt.low <= count <= learnt.high
    if not 0 < count < 5:
        rounded = read_cell(count)
        assert rounded.low <= count <= rounded.high
        assert {show_cell(n) for n in range(rounded.low, rounded.high + 1)} == {show_cell(count)}


def test_percentage_is_left_out_under_twenty_and_for_hidden_parts() -> None:
    assert percentage(Figure("84", 84), Figure("377", 377)) == 22
    assert percentage(Figure("5", 5), Figure("19", 19)) is None
    assert percentage(Figure(FEW, None), Figure("100", 100)) is None
    assert percentage(Figure("25", 25), Figure("20", 20)) == 100


def test_protect_table_hides_a_second_cell_where_the_total_would_give_the_first() -> None:
    figures = protect_table([[28, 4, 8]], row_totals=[Range(40, 40)])

    assert figures is not None
    assert [figure.text for figure in figures[0]] == ["30", HIDDEN, HIDDEN]


def test_protect_table_shows_zero_and_leaves_what_is_safe() -> None:
    figures = protect_table([[30, 20, 0]], row_totals=[Range(50, 50)])

    assert figures == ((Figure("30", 30), Figure("20", 20), Figure("0", 0)),)


def test_protect_table_gives_nothing_where_no_hiding_is_safe() -> None:
    assert protect_table([[2, 1]], row_totals=[Range(3, 3)]) is None


def test_protect_table_heeds_what_was_said_of_a_cell_elsewhere() -> None:
    untold = protect_table([[80, 3]], row_totals=[Range(83, 83)])
    told = protect_table([[80, 3]], row_totals=[Range(83, 83)], known={(0, 1): Range(1, 4)})

    assert untold == ((Figure(HIDDEN, None), Figure(HIDDEN, None)),)
    assert told == ((Figure("80", 80), Figure(HIDDEN, None)),)


@settings(max_examples=80, deadline=None)
@given(st.data(), st.sampled_from([(1, 2), (1, 3), (2, 2)]), st.booleans(), st.booleans())
def test_protect_table_withstands_an_interval_attack_on_both_margins(
    data: st.DataObject, size: tuple[int, int], closing: bool, down: bool
) -> None:
    height, width = size
    counts = data.draw(
        st.lists(
            st.lists(st.integers(0, 9), min_size=width, max_size=width),
            min_size=height,
            max_size=height,
        )
    )
    rows = [read_total(sum(line), closing=closing) for line in counts]
    columns = [read_total(sum(c), closing=closing) for c in zip(*counts, strict=True)]

    figures = protect_table(counts, row_totals=rows, column_totals=columns if down else None)

    if figures is None:
        assert down or min(map(sum, counts)) < 10
        return
    left = brute_force(figures, counts, rows, columns if down else None)
    for (row, column), values in left.items():
        assert len(values) >= 2, (row, column, values)
        assert max(values) > 5


def brute_force(
    figures: tuple[tuple[Figure, ...], ...],
    counts: list[list[int]],
    rows: list[Range],
    columns: list[Range] | None,
) -> dict[tuple[int, int], set[int]]:
    """Fill in hidden cells in every way that fits all that is shown."""
    width = len(counts[0])
    lines = [
        [
            line
            for line in product(*(choices(f, c) for f, c in zip(figure, count, strict=True)))
            if total.low <= sum(line) <= total.high
        ]
        for figure, count, total in zip(figures, counts, rows, strict=True)
    ]
    hidden = [(r, c) for r in range(len(counts)) for c in range(width) if is_hidden(figures[r][c])]
    left: dict[tuple[int, int], set[int]] = {cell: set() for cell in hidden}
    for grid in product(*lines):
        sums = [sum(column) for column in zip(*grid, strict=True)]
        if columns is None or all(t.low <= s <= t.high for s, t in zip(sums, columns, strict=True)):
            for r, c in hidden:
                left[r, c].add(grid[r][c])
    return left


def choices(figure: Figure, count: int) -> range:
    if is_hidden(figure):
        return range(1, 31)
    return range(read_cell(count).low, read_cell(count).high + 1)


def is_hidden(figure: Figure) -> bool:
    return figure.text == HIDDEN
