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
_MIXED = regex.compile(r"(?<![\d/.-])(\d{1,2})([-/. ])(\d{1,2})[-/. ](\d{4})(?![\d/-])")
_SHORT = regex.compile(r"(?<![\d/.:-])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/.:-])")
_DOTTED = regex.compile(r"(?<![\d/.:-])(\d{1,2})[.-](\d{1,2})\.?(?![\d/.:-])")
_PACKED = regex.compile(r"\s*(\d{2})(\d{2})(20\d{2}|\d{2})\s*")
_PACKED_ISO = regex.compile(r"\s*(20\d{2})(\d{2})(\d{2})\s*")
_DOTTING = ("pl", "tr")  # where 5.1 is the fifth of January
_YEARS_AHEAD = 30


def read_written(folded: str, today: date, language: str = "en") -> Iterator[Found]:
    """Give each day that is written in digits: 05/01/27, 5/1, 2027-01-05."""
    packed = _PACKED_ISO.fullmatch(folded)
    iso = _ISO.findall(folded) if not packed else [(packed[1], "", packed[2], packed[3])]
    for year, _, month, day in iso:
        yield from make_day(int(year), int(month), int(day))
    if iso:
        return
    full = _find_full(folded)
    for day, month, year in full:
        yield from _make_uk(_widen(year, today), int(month), int(day))
    if full or _PACKED.fullmatch(folded):
        return
    short = _SHORT.findall(folded)
    for day, month in short:
        yield from _make_next(int(month), int(day), today)
    for day, month in [] if short else _DOTTED.findall(folded):
        found = next_on(int(month), int(day), today)
        if found:
            yield found, language in _DOTTING


def _find_full(folded: str) -> list[tuple[str, str, str]]:
    """Find days with their years: day, month, year."""
    spaced = _SPACED.fullmatch(folded)
    if spaced:
        return [(spaced[1], spaced[3], spaced[4])]
    found = _NUMERIC.findall(folded) or _MIXED.findall(folded)
    packed = _PACKED.fullmatch(folded)
    if packed and int(packed[2]) in range(1, 13) and int(packed[1]) in range(1, 32):
        return [(packed[1], packed[2], packed[3])]
    return [(day, month, year) for day, _, month, year in found]


def _widen(year: str, today: date) -> int:
    """Read 27 as 2027, and 85 as 1985: nobody means a day so far ahead."""
    if len(year) == 4:
        return int(year)
    full = 2000 + int(year)
    return full - 100 if full > today.year + _YEARS_AHEAD else full


def _make_uk(year: int, month: int, day: int) -> Iterator[Found]:
    """Day first; month first, as a guess, where nothing else is a date."""
    if month > 12 >= day:
        for found, _ in make_day(year, day, month):
            yield found, False
        return
    yield from make_day(year, month, day)


def _make_next(month: int, day: int, today: date) -> Iterator[Found]:
    is_turned = month > 12 >= day
    found = next_on(day, month, today) if is_turned else next_on(month, day, today)
    if found:
        yield found, not is_turned


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
