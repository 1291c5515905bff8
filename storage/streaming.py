"""Rows as lines, streamed: what exports print. PostgreSQL makes the next while one is printed."""

import re
from collections.abc import Generator, Mapping, Sequence
from itertools import islice
from typing import Any

from storage.database import Db

Cells = list[str]
Lines = Sequence[str]
AT_ONCE = 1_000

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SIGNS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def stream(db: Db, query: str, given: Mapping[str, Any]) -> Generator[Lines, None, None]:
    """Read rows as lines, some at a time; first come the names of the columns, as one line alone.

    By COPY, which goes on while we work: a cursor waits until it is asked.

    Args:
        db: an open transaction; nothing else may be asked in it until the last row was read.
            Close the iterator (`contextlib.closing`) where somebody may stop reading before: the
            transaction is of no more use then, but ends at once.
        query: its parameters as psycopg has them: `%(community)s`.

    Returns:
        Lines for `read_cells`. Nothing is read before it is wanted. What PostgreSQL has as null
        is "".
    """
    driver = db.connection.driver_connection
    assert driver is not None  # noqa: S101  (an open transaction has one)
    with (
        driver.cursor() as cursor,
        cursor.copy(f"copy ({query}) to stdout (header, null '')", given) as rows,
    ):
        lines = iter(rows)
        yield [bytes(next(lines)).decode()[:-1]]
        while some := b"".join(islice(lines, AT_ONCE)):
            yield some.decode()[:-1].split("\n")


def read_cells(line: str) -> Cells:
    """Read a line as COPY writes it: tabs between cells, all signs escaped that could mislead.

    Source: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format"
    """
    return [read_cell(one) for one in line.split("\t")]


def read_cell(cell: str) -> str:
    """Read one cell of a line."""
    if "\\" not in cell:
        return cell
    return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), cell)
