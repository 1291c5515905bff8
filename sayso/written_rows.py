"""The spreadsheet of what was written down: every row checked before any is kept."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from flows.errors import InputError
from flows.reader.slip_codes import read_code
from sayso.people import Trouble, read_address, read_language
from sayso.spreadsheets import check_cells, read_rows
from storage.entries import HELPER, MEETING
from workers.written import KINDS, Written

COLUMNS = (
    "kind",
    "writer",
    "consent",
    "words",
    "language",
    "area",
    "day",
    "relation",
    "why",
    "view",
    "slip",
    "headcount",
    "place",
    "ring",
    "ring_when",
    "key",
)
NEEDED = ("kind", "writer", "consent", "words")
RELATIONS = ("family", "friend", "carer", "worker", "other")
REASONS = ("phone", "language", "reading", "body", "wish")
"""As the flow `write-down-for-someone` has them."""
MOST_LETTERS = 4_000
MOST_PEOPLE = 10_000
_AGREED = frozenset(("yes", "y", "evet", "ie", "ydyn", "ydw"))
_UK_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def read_written(data: bytes, *, today: date) -> tuple[list[tuple[int, Written]], list[Trouble]]:
    """Read a CSV file of what was written down.

    Args:
        data: as `sayso.spreadsheets.read_rows` takes it.

    Returns:
        (row, what it says) of those that can be taken, and those that cannot. A row without slip
        and key goes by all that stands in it, so that a file read twice counts once; two alike in
        one file are two people.

    Raises:
        InputError: it is not such a file at all.
    """
    taken: list[tuple[int, Written]] = []
    trouble: list[Trouble] = []
    alike: dict[str, int] = {}
    for number, row in read_rows(data, columns=COLUMNS, needed=NEEDED):
        try:
            check_cells(row, one_line=False)
            one = read_cells(row, today=today)
        except InputError as error:
            trouble.append(Trouble(row=number, problem=str(error)))
            continue
        if not (one.key or one.slip):
            cells = "\n".join(row.get(name, "") for name in COLUMNS)
            alike[cells] = alike.get(cells, 0) + 1
            one = replace(one, key=f"{alike[cells]}\n{cells}")
        taken.append((number, one))
    return taken, trouble


def read_kind(text: str) -> str:
    """Read what kind of entry it is.

    Raises:
        InputError: names the kinds there are.
    """
    kind = text.lower()
    if kind not in KINDS:
        raise InputError(f"kind: {kind[:20] or 'empty'}; write {', '.join(KINDS)}")
    return kind


def read_cells(row: Mapping[str, str], *, today: date) -> Written:
    """Read one entry from its cells, by column.

    Raises:
        InputError: names the cell, and what to do.
    """
    kind = read_kind(row.get("kind", ""))
    if row.get("consent", "").lower() not in _AGREED:
        raise InputError("consent: ask them and write yes; where they did not agree, leave it out")
    is_meeting, is_helper = kind == MEETING, kind == HELPER
    return Written(
        kind=kind,
        writer=_read_needed(row, "writer", "write who wrote it down or typed it in")[:80],
        words=_read_words(row, is_meeting=is_meeting),
        said_on=_read_day(row.get("day", ""), today),
        language=read_language(row.get("language", "")),
        relation=_read_one_of(row, "relation", RELATIONS, is_needed=is_helper),
        why=_read_one_of(row, "why", REASONS, is_needed=is_helper),
        area=row.get("area", "")[:80],
        place=row.get("place", "")[:80] if is_meeting else "",
        headcount=_read_headcount(row.get("headcount", "")) if is_meeting else None,
        slip=_read_slip(row.get("slip", ""), is_meeting=is_meeting),
        view=row.get("view", "")[:MOST_LETTERS],
        key=row.get("key", "")[:200],
        ring=_read_ring(row.get("ring", ""), is_meeting=is_meeting),
        ring_when=row.get("ring_when", "")[:200],
    )


def _read_needed(row: Mapping[str, str], name: str, fix: str) -> str:
    cell = row.get(name, "").strip()
    if not cell:
        raise InputError(f"{name}: empty; {fix}")
    return cell


def _read_words(row: Mapping[str, str], *, is_meeting: bool) -> tuple[str, ...]:
    words = _read_needed(row, "words", "write what they said, in their own words")
    if len(words) > MOST_LETTERS:
        raise InputError(f"words: over {MOST_LETTERS} letters; make it shorter, or split a meeting")
    if not is_meeting:
        return (words,)
    return tuple(line.strip() for line in words.split("\n") if line.strip())


def _read_day(text: str, today: date) -> date:
    if not text:
        return today
    local = _UK_DAY.fullmatch(text)
    try:
        day = (
            date(int(local[3]), int(local[2]), int(local[1]))
            if local
            else datetime.fromisoformat(text).date()
        )
    except ValueError as error:
        raise InputError(f"day: {text[:20]} is no day; write it like 2026-05-14") from error
    if day > today:
        raise InputError(f"day: {text[:20]} is still to come")
    return day


def _read_one_of(
    row: Mapping[str, str], name: str, known: tuple[str, ...], *, is_needed: bool
) -> str:
    value = row.get(name, "").lower()
    if value in known or not (value or is_needed):
        return value
    raise InputError(f"{name}: {value[:20] or 'empty'}; write {', '.join(known)}")


def _read_headcount(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PEOPLE:
        raise InputError(f"headcount: {text[:20] or 'empty'}; write how many people were there")
    return int(text)


def _read_slip(text: str, *, is_meeting: bool) -> str:
    if not text:
        return ""
    if is_meeting:
        raise InputError("slip: a meeting has none; give one to each person who writes for herself")
    code = read_code(text)
    if not code:
        raise InputError(f"slip: {text[:20]} is no code; it looks like K7M-4PX")
    return code


def _read_ring(text: str, *, is_meeting: bool) -> str:
    if not text:
        return ""
    if is_meeting:
        raise InputError("ring: a meeting has no number; write that person down by herself")
    try:
        return read_address("sms", text)
    except InputError as error:
        raise InputError(f"ring: {error}") from error
