"""Reads a day beside a month, in either order, with or without a year: 3rd March, March 3 2027."""

from datetime import date

from flows.reader.day_text import DayText
from flows.reader.day_words import NEXT, THIS
from flows.reader.normal import normalise, words
from flows.reader.written_days import Found, make_day, next_on

_BETWEEN = frozenset(
    normalise(one).key for one in words("of the o ar y من in er ki ka کی কে এর day tarikh ayi")
)


def read_month(text: DayText) -> Found | None:
    """Find the day that stands beside a month."""
    found = [at for at in text.months if at not in text.weekdays or _take_day(text, at)[0]]
    if len(found) != 1:
        return None
    at = found[0]
    day, used = _take_day(text, at)
    if day is None:
        return None
    years, used = _take_year(text, at, used)
    month = text.months[at]
    when = _make(years[0], month, day) if years else next_on(month, day, text.today)
    if when is None or _has_others(text, day, used, years):
        return None
    named = {weekday for place, weekday in text.weekdays.items() if place != at}
    return when, text.is_told({at} | used) and named <= {when.weekday()}


def _make(year: str, month: int, day: int) -> date | None:
    made = next(make_day(int(year), month, day), None)
    return made[0] if made else None


def _take_year(text: DayText, at: int, used: set[int]) -> tuple[list[str], set[int]]:
    """Find the year: four digits, or two behind the month where the day stands before it."""
    after = text.tokens[at + 1] if at + 1 < len(text.tokens) else ""
    if text.years:
        return text.years, used
    is_short = after.isdecimal() and len(after) == 2 and at + 1 not in used
    if is_short and used and min(used) < at:
        return [f"20{after}"], used | {at + 1}
    if "year" in text.tokens and text.has(NEXT | THIS):
        return [str(text.today.year + int(text.has(NEXT)))], used
    return [], used


def _has_others(text: DayText, day: int, used: set[int], years: list[str]) -> bool:
    """Tell whether another number stands there that may be another day."""
    known = {str(day), *years}
    return any(
        token.isdecimal() and token not in known and at not in used
        for at, token in enumerate(text.tokens)
    )


def _take_day(text: DayText, at: int) -> tuple[int | None, set[int]]:
    """Find the day of the month beside the month: before it, or after."""
    before = list(range(at - 1, max(-1, at - 4), -1))
    for places in (before, [at + 1, at + 2, at + 3]):
        for place in places:
            if not 0 <= place < len(text.tokens):
                continue
            day, used = _read_ordinal(text, place, before=places is before)
            if 1 <= day <= 31:
                return day, used
            if text.tokens[place] not in _BETWEEN:
                break
    return None, set()


def _read_ordinal(text: DayText, place: int, *, before: bool) -> tuple[int, set[int]]:
    token = text.tokens[place]
    if token.isdecimal():
        return (int(token), {place}) if len(token) < 3 else (0, set())
    value = text.ordinal_at(place)
    near = place - 1 if before else place + 1
    tens, units = (near, place) if before else (place, near)
    if text.tens_at(tens) and 0 < text.ordinal_at(units) < 10:
        return text.tens_at(tens) + text.ordinal_at(units), {place, near}
    return value or text.tens_at(place), {place}
