"""Reads days written in digits, the day before the month as in the UK. Asks no clock."""

from collections.abc import Iterator
from datetime import date

import regex

Found = tuple[date, bool]

_ISO = regex.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = regex.compile(
    r"(?<![\d/.-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-])"
)
_SPACED = regex.compile(r"\s*(\d{1,2})( )(\d{1,2}) (\d{4}|\d{2})\s*")
_SHORT = regex.compile(r"(?<![\d/.:-])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/.:-])")


def read_written(folded: str, today: date) -> Iterator[Found]:
    """Give each day that is written in digits: 05/01/27, 5/1, 2027-01-05."""
    iso = _ISO.findall(folded)
    for year, _, month, day in iso:
        yield from make_day(int(year), int(month), int(day))
    if iso:
        return
    spaced = _SPACED.fullmatch(folded)
    full = [spaced.groups()] if spaced else _NUMERIC.findall(folded)
    for day, _, month, year in full:
        yield from _make_uk(_widen(year), int(month), int(day))
    for day, month in [] if full else _SHORT.findall(folded):
        found = next_on(int(month), int(day), today)
        if found:
            yield found, True


def _widen(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _make_uk(year: int, month: int, day: int) -> Iterator[Found]:
    """Day first; month first, as a guess, where nothing else is a date."""
    if month > 12 >= day:
        for found, _ in make_day(year, day, month):
            yield found, False
        return
    yield from make_day(year, month, day)


def make_day(year: int, month: int, day: int) -> Iterator[Found]:
    """Give the day, surely, if there is such a day."""
    try:
        yield date(year, month, day), True
    except ValueError:
        return


def next_on(month: int, day: int, today: date) -> date | None:
    """Find the next such day, today counted; 29 February may be years away."""
    for year in range(today.year, today.year + 9):
        for found, _ in make_day(year, month, day):
            if found >= today:
                return found
    return None
