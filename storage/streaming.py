"""Rows as text, streamed: what exports print. PostgreSQL makes the next while one is printed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from storage.database import Db

Cells = list[str]
AT_ONCE = 2_000

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SIGNS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def stream(db: Db, query: str, given: Mapping[str, Any]) -> Iterator[Sequence[Cells]]:
    """Read rows as text, some at a time; first come the names of the columns, as one row alone.

    By COPY, which goes on while we work: a cursor waits until it is asked.

    Args:
        db: an open transaction; nothing else may be asked in it until the last row was read, and
            nothing at all where somebody stops reading before.
        query: its parameters as psycopg has them: `%(community)s`.

    Returns:
        Nothing is read before it is wanted. What PostgreSQL has as null is "".
    """
    driver = db.connection.driver_connection
    assert driver is not None  # noqa: S101  (an open transaction has one)
    with (
        driver.cursor() as cursor,
        cursor.copy(f"copy ({query}) to stdout (header, null '')", given) as rows,
    ):
        lines = iter(rows)
        yield _read(bytes(next(lines)).decode())
        while some := b"".join(islice(lines, AT_ONCE)):
            yield _read(some.decode())


def _read(copied: str) -> list[Cells]:
    """Read lines as COPY writes them: tabs between cells, all signs escaped that could mislead.

    Source: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format"
    """
    rows = [line.split("\t") for line in copied[:-1].split("\n")]
    return [[_read_cell(one) for one in row] for row in rows] if "\\" in copied else rows


def _read_cell(cell: str) -> str:
    if "\\" not in cell:
        return cell
    return _ESCAPED.sub(lambda found: _SIGNS.get(found[1], found[1]), cell)
