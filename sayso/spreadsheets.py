"""Spreadsheets saved as CSV: their rows, cell by cell. Knows nothing of what stands in them."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from flows.errors import InputError

MAX_BYTES = 20_000_000
SEPARATORS = (",", ";", "\t")
_BEYOND = "\n"  # no column can have this name
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)


def read_rows(
    data: bytes, *, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give each row that is not empty: its number as in a spreadsheet, and its cells by column.

    Args:
        data: as spreadsheets save it: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or
            tabs; at most 20 MB.
        columns: those we know; others are left alone.
        needed: those that must be there.

    Raises:
        InputError: it is not such a file at all.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"the file has over {MAX_BYTES // 1_000_000} MB: split it")
    if data.startswith(_WORKBOOKS):
        raise InputError("that is a spreadsheet's own file: open it, and save it as CSV")
    text = _decode(data)
    lines = text.split("\n", 2)
    told = _SEPARATOR.fullmatch(lines[0].strip())
    header = lines[1] if told and len(lines) > 1 else lines[0]
    separator = told[1] if told else max(SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        if told:
            next(reader)
        names = _read_header(next(reader, []), columns, needed)
        for number, cells in enumerate(reader, start=3 if told else 2):
            if any(cell.strip() for cell in cells):
                yield number, _name_cells(names, cells)
    except csv.Error as error:
        raise InputError(f"the file breaks off after line {reader.line_num}: {error}") from error


def check_cells(row: Mapping[str, str], *, one_line: bool) -> None:
    """Refuse a row whose cells are not where they belong.

    Args:
        one_line: no cell may go on over several lines.

    Raises:
        InputError: says what to do.
    """
    if row[_BEYOND]:
        raise InputError("has more cells than the first line: put quotes around a cell with commas")
    longest = max((cell.count("\n") for cell in row.values()), default=0)
    if one_line and longest:
        raise InputError(
            f'a cell goes on over {longest + 1} lines: take out its line break, or a " too many'
        )


def _read_header(cells: Sequence[str], columns: Sequence[str], needed: Sequence[str]) -> list[str]:
    names = [cell.strip().strip("'").lower() for cell in cells]
    missing = [name for name in needed if name not in names]
    if missing:
        raise InputError(
            f"the first line must name the columns {','.join(columns)}; "
            f"missing: {', '.join(missing)}"
        )
    twice = [name for name in columns if names.count(name) > 1]
    if twice:
        raise InputError(f"the first line names {', '.join(twice)} twice: rename one")
    return names


def _name_cells(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    named = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
    beyond = any(cell.strip() for cell in cells[len(names) :])
    return {**dict.fromkeys(names, ""), **named, _BEYOND: "yes" if beyond else ""}


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")  # what older spreadsheets save
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
