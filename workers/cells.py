"""The one place where cells become CSV: none can be taken for a formula by a spreadsheet.

XLSX, ODS and Word write every text as text, whatever it begins with.
"""

import csv
import string
import unicodedata
from collections.abc import Iterable
from typing import Protocol

STARTS_FORMULA = frozenset("=+-@")
BREAKS_CELL = frozenset("\t\r\n\0")
SAFE = frozenset(string.ascii_letters + string.digits)  # most cells begin so


class Page(Protocol):
    """What can be written to."""

    def write(self, text: str, /) -> object:
        """Write some text."""


def write_rows(page: Page, rows: Iterable[Iterable[object]]) -> None:
    """Write rows as RFC 4180 has them, each cell disarmed; nothing (None) is an empty cell."""
    csv.writer(page, lineterminator="\r\n").writerows(
        [disarm("" if cell is None else str(cell)) for cell in row] for row in rows
    )


def disarm(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet could take for a formula.

    White space, control and zero-width characters before the sign are looked through, and
    full-width and small forms of the signs count as the signs.
    Source: https://owasp.org/www-community/attacks/CSV_Injection
    """
    if cell[:1] in SAFE:
        return cell
    if cell[:1] in BREAKS_CELL and cell:
        return f"'{cell}"
    for character in cell:
        if character.isspace() or unicodedata.category(character) in {"Cc", "Cf"}:
            continue
        sign = unicodedata.normalize("NFKC", character)[:1]
        return f"'{cell}" if sign in STARTS_FORMULA else cell
    return cell


def print_cell(cell: str) -> str:
    """Make one cell of CSV: disarmed, and in quotes where it needs them."""
    safe = cell if cell[:1] in SAFE else disarm(cell)
    if '"' in safe:
        return '"' + safe.replace('"', '""') + '"'
    return f'"{safe}"' if "," in safe or "\n" in safe or "\r" in safe else safe
