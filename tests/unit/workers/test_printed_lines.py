import csv
import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from insight.masking import mask
from workers.cells import print_cell, write_rows
from workers.printed_lines import Printer

HOSTILE = (
    *(
        "=1+1",
        "+44 7700 900123",
        "-1",
        "@here",
        " =1",
        "\t=1",
        "\n=1",
        "\r",
        "\u200b=1",
        "＝1",
        "﹢1",
    ),
    *('"', '""', ",", "a,b", "a\nb", "a\r\nb", "\\", "\\N", "\\.", "\\t", "\x08\x0b\x0c", "\x1c="),
    *(
        "",
        " ",
        " -",
        "- ",
        "0",
        "needs.need",
        "2026-11-22 10:00:00+00:00",
        "ab12-34",
        "_x",
        ":",
        ".",
    ),
    *("مرحبا", "নমস্কার", "日本", "é👍🏽", "my name is Zofia", "ring 07700 900123", "٠٧٧٠٠٩٠٠١٢٣"),
)
cells = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
)
ESCAPES = {"\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v", "\\": "\\"}


def copy(row: Sequence[str]) -> str:
    """As PostgreSQL copies it; `tests/integration/test_exporting.py` asks PostgreSQL itself."""
    return "\t".join(
        re.sub(r"[\b\f\n\r\t\v\\]", lambda found: f"\\{ESCAPES[found[0]]}", cell) for cell in row
    )


def print_slowly(rows: Sequence[Sequence[str]], words: int) -> str:
    """Each cell alone, by csv.writer."""
    page = io.StringIO()
    write_rows(page, [[*row[:words], mask(row[words]), *row[words + 1 :]] for row in rows])
    return page.getvalue()


@given(
    st.integers(1, 3).flatmap(
        lambda words: st.tuples(
            st.just(words), st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=5)
        )
    )
)
@example((2, [("1", "a b", "-", "x"), ("2", "c", "7 Mill Road, N17 0XX", "y")]))
@example((3, [("", "", "", "")]))
def test_lines_are_printed_as_cells_are_one_by_one(
    given_rows: tuple[int, list[tuple[str, ...]]],
) -> None:
    words, rows = given_rows
    printer = Printer(change=mask, behind=3 - words)

    assert printer.print([copy(row) for row in rows]) == print_slowly(rows, words)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("column", range(4))
def test_hostile_cell_among_plain_ones_is_printed_as_alone(hostile: str, column: int) -> None:
    plain = ["01a20446-3774", "sms", "the lift is broken", "repairs lifts"]
    rows = [plain, [*plain[:column], hostile, *plain[column + 1 :]], plain]

    printed = Printer(change=mask, behind=1).print([copy(row) for row in rows])

    assert printed == print_slowly(rows, words=2)
    assert len(list(csv.reader(io.StringIO(printed, newline="")))) == 3


@given(cells)
def test_printed_cell_is_read_back_as_the_disarmed_one(cell: str) -> None:
    page = io.StringIO()
    write_rows(page, [["0", cell]])

    assert page.getvalue() == f"0,{print_cell(cell)}\r\n"
