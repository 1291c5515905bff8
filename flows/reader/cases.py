"""Replies with what they should be read as: a table that anybody can bring. Reads no file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flows.conversation import JsonScalar
from flows.errors import InputError
from flows.reader.normal import normalise
from flows.reader.opting_out import find_stop
from flows.reader.options import Options
from flows.reader.reading import KINDS, Reading, read

COLUMNS = ("kind", "text", "options", "language", "now", "expected")
STOP = "stop"
_WITH_OPTIONS = ("choice", "choices", "rank", "ballot", "scale")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One reply; `row` counts from 1, without the heading."""

    row: int
    kind: str
    text: str
    options: str
    language: str
    now: datetime
    expected: str


def parse_cases(table: str, *, now: datetime) -> list[Case]:
    """Read a CSV with the columns `COLUMNS`, in any order; only kind, text and expected must be.

    Args:
        table: the whole file.
        now: for rows that name no time.

    Raises:
        InputError: columns are missing, or a time cannot be read.
    """
    reader = csv.DictReader(table.removeprefix("\ufeff").splitlines(keepends=True), strict=False)
    missing = {"kind", "text", "expected"} - set(reader.fieldnames or ())
    if missing:
        raise InputError(f"the cases lack the column {sorted(missing)[0]}: {','.join(COLUMNS)}")
    return list(_take_rows(reader, now))


def _take_rows(reader: "csv.DictReader[str]", now: datetime) -> Iterator[Case]:
    for number, row in enumerate(reader, 1):
        filled = {name: (row.get(name) or "") for name in COLUMNS}
        yield Case(
            row=number,
            kind=filled["kind"].strip(),
            text=filled["text"],
            options=filled["options"],
            language=filled["language"].strip() or "en",
            now=parse_now(filled["now"], row=number) if filled["now"].strip() else now,
            expected=filled["expected"].strip(),
        )


def parse_now(text: str, *, row: int = 0) -> datetime:
    """Read an ISO 8601 time; it must say its offset.

    Raises:
        InputError: it does not.
    """
    where = f"row {row}: " if row else ""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError(f"{where}'{text[:40]}' is no time such as 2026-11-22T09:00Z") from error
    if found.tzinfo is None:
        raise InputError(f"{where}'{text[:40]}' lacks its offset: add Z or +01:00")
    return found


def parse_options(kind: str, text: str) -> Options:
    """Read options that stand with commas between them.

    Raises:
        InputError: the kind needs options, or a scale its two ends as digits.
    """
    labels = [part.strip() for part in text.split(",") if part.strip()]
    if kind not in _WITH_OPTIONS:
        return ()
    if len(labels) < 2:
        raise InputError(f'{kind} needs options, such as --options "the park,the school"')
    is_scale = all(label.isascii() and label.isdigit() and len(label) < 4 for label in labels)
    if kind == "scale" and not (is_scale and len(labels) == 2 and int(labels[0]) < int(labels[1])):
        raise InputError('a scale needs its two ends, such as --options "1,5"')
    return tuple((label, label) for label in labels)


def read_one(
    kind: str, text: str, *, options: str = "", language: str = "en", now: datetime
) -> Reading:
    """Read a reply of any kind, "stop" among them: stop, ask or nothing.

    Raises:
        InputError: no such kind, or options that do not fit it.
    """
    if kind == STOP:
        value = find_stop(normalise(text)) or None
        return Reading(
            value=value, category=value or "none", raw=text, sure=value == "stop", kind=kind
        )
    if kind not in KINDS:
        raise InputError(f"'{kind[:20]}' is no kind; the kinds are {', '.join((*KINDS, STOP))}")
    listed = parse_options(kind, options)
    return read(kind, text, language=language, options=listed, now=now)


def describe(reading: Reading) -> str:
    """Write a reading as the column `expected` does: its canonical value, "?" behind a guess."""
    if reading.value is None:
        return ""
    if reading.kind == STOP:
        return str(reading.value)
    return _write(reading.value) + ("" if reading.sure else "?")


def _write(value: JsonScalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def agrees(reading: Reading, expected: str) -> bool:
    """Tell whether a reading is as expected; a lone "?" asks only that it is not sure."""
    if expected == "?":
        return reading.value is None or not reading.sure
    return describe(reading).casefold() == expected.casefold()


def check_cases(cases: list[Case]) -> list[dict[str, object]]:
    """Read every case and give those that were read differently, as plain data."""
    failed = []
    for case in cases:
        found = _read_case(case)
        if not isinstance(found, Reading) or not agrees(found, case.expected):
            told = describe(found) if isinstance(found, Reading) else found
            failed.append(
                {
                    "row": case.row,
                    "kind": case.kind,
                    "text": case.text,
                    "language": case.language,
                    "expected": case.expected,
                    "read": told,
                }
            )
    return failed


def _read_case(case: Case) -> Reading | str:
    try:
        return read_one(
            case.kind, case.text, options=case.options, language=case.language, now=case.now
        )
    except InputError as error:
        return str(error)
