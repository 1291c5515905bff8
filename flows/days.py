"""Reads a day: UK dates, words, "next Tuesday", "a week on Friday". Asks no clock."""

# ruff: noqa: E501, S105  (patterns; words are called tokens)

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import regex

from flows.day_words import (
    FEASTS,
    FILLERS,
    LANGUAGES,
    LAST,
    NEXT,
    ORDINALS,
    THIS,
    UNSURE_WORDS,
    list_months,
    list_relative,
    list_weekdays,
)
from flows.hedges import approximates, doubts, negates
from flows.normal import normalise, plain, words
from flows.number_words import NUMBERS
from flows.written_days import Found, make_day, next_on, read_written

_CLOCK = regex.compile(
    r"(?:\b(?:at|from|by|before|after|around|about|saat|o)\s)?"
    r"\b\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm|oclock|o clock|baje)\b|\b\d{1,2}:\d{2}\b|\bat \d{1,2}(?:[.:]\d{2})?\b(?!\s?(?:st|nd|rd|th))"
    r"|\bat (?:noon|midday|midnight)\b"
)  # fmt: skip
_ORDINAL = regex.compile(
    r"(\d{1,2})\s?(?:st|nd|rd|th|inci|inci|ncu|uncu|eg|fed|ydd|ain|af|ta|tarikh|e)\b"
)
_SPANS = (
    dict.fromkeys(words("day days gun gunden din dni dzien diwrnod maalmood maalin dine"), 1)
    | dict.fromkeys(words("week weeks wk wks hafta wythnos tydzien tygodnie tygodni toddobaad hafte shoptah soptaho shoptaho"), 7)
    | dict.fromkeys(words("fortnight fortnights"), 14)
)  # fmt: skip
_COUNTS = {"a": 1, "an": 1, "the": 1} | {
    word: value for word, value in NUMBERS["en"].items() if 0 < value < 100
}
_STUCK = regex.compile(r"(?<=\d)(?=\p{L}{3})(?!mor|mrw)")
_AGO = frozenset(words("ago once temu onceki ol age pehle"))
_WITHIN = frozenset(words("in within mewn za after"))
_LATER = frozenset(words("time from sonra later por pore baad icinde kadib"))
_MAX_SPARE = 4


def find_day(text: str, language: str, *, today: date) -> Found | None:
    """Find the one day a text names.

    Args:
        text: as it was written.
        language: its names count first, then those of the others.
        today: where the community is. A day without a year is the next such day.

    Returns:
        The day and whether we are sure; None where there is none, or more than one.
    """
    folded = _CLOCK.sub(" ", plain(text))
    said = normalise(_STUCK.sub(" ", _ORDINAL.sub(r"\1 ", folded)))
    numeric = list(read_written(folded, today))
    if numeric:
        days = {day for day, _ in numeric}
        sure = all(one for _, one in numeric) and not approximates(said.tokens)
        return (days.pop(), sure) if len(days) == 1 and not negates(said.tokens) else None
    if not said.tokens or len(said.tokens) > 24:
        return None
    for names in _list_languages(language):
        found = _Reader(said.tokens, names, today).read()
        if found is not None:
            is_plain = not (approximates(said.tokens) or doubts(said))
            return None if negates(said.tokens) else (found[0], found[1] and is_plain)
    return None


def _list_languages(language: str) -> tuple[str, ...]:
    first = (language, "en") if language in LANGUAGES else ("en",)
    return tuple(dict.fromkeys((*first, *LANGUAGES)))


@lru_cache(maxsize=16)
def _list_names(language: str) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    return list_weekdays(language), list_months(language), list_relative(language)


@dataclass(slots=True)
class _Reader:
    """Goes through the words of one text with the names of one language."""

    tokens: tuple[str, ...]
    language: str
    today: date

    def read(self) -> Found | None:
        """Try the ways to name a day, the most telling first."""
        ways: tuple[Callable[[], Found | None], ...] = (
            self._read_feast,
            self._read_month,
            self._read_span,
            self._read_weekday,
            self._read_relative,
            self._read_day_of_month,
        )
        return next((found for found in (way() for way in ways) if found), None)

    @property
    def weekdays(self) -> dict[str, int]:
        return _list_names(self.language)[0]

    @property
    def months(self) -> dict[str, int]:
        return _list_names(self.language)[1]

    def _read_feast(self) -> Found | None:
        text = " ".join(token for token in self.tokens if token not in FILLERS or token == "day")
        month_day = FEASTS.get(text) if self.language == "en" else None
        found = next_on(*month_day, self.today) if month_day else None
        return (found, True) if found else None

    def _read_month(self) -> Found | None:
        """Read a day beside a month, in either order, with or without a year."""
        found = [at for at, token in enumerate(self.tokens) if token in self.months]
        found = [at for at in found if self.tokens[at] not in self.weekdays or self._has_day(at)]
        if len(found) != 1:
            return None
        at = found[0]
        day, used = self._take_day(at)
        if day is None:
            return None
        years = [t for t in self.tokens if t.isdecimal() and len(t) == 4 and 1900 <= int(t) <= 2199]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else ""
        if (
            not years
            and after.isdecimal()
            and len(after) == 2
            and at + 1 not in used
            and used
            and min(used) < at
        ):
            years = [f"20{after}"]
            used |= {at + 1}
        month = self.months[self.tokens[at]]
        if years:
            made = next(make_day(int(years[0]), month, day), None)
            when = made[0] if made else None
        else:
            when = next_on(month, day, self.today)
        if when is None:
            return None
        named = {
            self.weekdays[t] for i, t in enumerate(self.tokens) if t in self.weekdays and i != at
        }
        others = {
            t
            for i, t in enumerate(self.tokens)
            if t.isdecimal() and i not in used and t not in years
        }
        if others and any(t != str(day) for t in others):
            return None
        return when, self._is_told({at} | used) and named <= {when.weekday()}

    def _has_day(self, at: int) -> bool:
        return self._take_day(at)[0] is not None

    def _take_day(self, at: int) -> tuple[int | None, set[int]]:
        """Find the day of the month beside the month: before it, or after."""
        before = list(range(at - 1, max(-1, at - 4), -1))
        for places in (before, [at + 1, at + 2]):
            for place in places:
                if not 0 <= place < len(self.tokens):
                    continue
                day, used = self._read_ordinal(place, before=places is before)
                if day and 1 <= day <= 31:
                    return day, used
                if self.tokens[place] not in ("of", "the", "o", "ar", "y"):
                    break
        return None, set()

    def _read_ordinal(self, place: int, *, before: bool) -> tuple[int | None, set[int]]:
        token = self.tokens[place]
        if token.isdecimal():
            return (int(token), {place}) if len(token) < 3 else (None, set())
        value = ORDINALS.get(token) or NUMBERS.get(self.language, {}).get(token)
        if value is None:
            value = NUMBERS["en"].get(token)
        near = place - 1 if before else place + 1
        other = self.tokens[near] if 0 <= near < len(self.tokens) else ""
        tens, units = (other, token) if before else (token, other)
        whole = NUMBERS["en"].get(tens, 0) + (ORDINALS.get(units) or NUMBERS["en"].get(units, 0))
        if NUMBERS["en"].get(tens) in (20, 30) and (
            ORDINALS.get(units, 99) < 10 or NUMBERS["en"].get(units, 99) < 10
        ):
            return whole, {place, near}
        return value, {place}

    def _read_span(self) -> Found | None:
        """Read weeks and days from a day: in 3 days, a week on Friday, a week tomorrow."""
        for at, token in enumerate(self.tokens):
            if token in _SPANS and token not in self.weekdays:
                found = self._span_from_day(at) or self._span_from_now(at)
                if found:
                    return found
        return None

    def _span_from_day(self, at: int) -> Found | None:
        """Read a week on Friday, Friday week, Friday next week."""
        count, _ = self._take_count(at)
        base = self._base_of(self.tokens[at + 1 :])
        if base is not None and (count or at == 0):
            return base + timedelta(days=(count or 1) * _SPANS[self.tokens[at]]), True
        is_next = not NEXT.isdisjoint(self.tokens[max(0, at - 1) : at + 2])
        before = self._base_of(self.tokens[:at])
        if _SPANS[self.tokens[at]] != 7 or count:
            return None
        if is_next:
            base = before or base
            return (self._in_week(base.weekday(), 1), True) if base else None
        return (before + timedelta(days=7), True) if before else None

    def _span_from_now(self, at: int) -> Found | None:
        """Read in 3 days, a fortnight ago."""
        count, start = self._take_count(at)
        rest = self.tokens[at + 1 :]
        if not count:
            return None
        days = count * _SPANS[self.tokens[at]]
        if not _AGO.isdisjoint(rest):
            return self.today - timedelta(days=days), True
        leads = self.tokens[max(0, start - 1) : max(start, 1)]
        if _WITHIN.isdisjoint(leads) and _LATER.isdisjoint(rest):
            return None
        return self.today + timedelta(days=days), "within" not in leads

    def _take_count(self, at: int) -> tuple[int, int]:
        before = self.tokens[at - 1] if at else ""
        if before in ("za", "mewn"):
            return 1, at
        if before.isdecimal() and len(before) < 4:
            return int(before), at - 1
        own = NUMBERS.get(self.language, {}).get(before, 0)
        count = _COUNTS.get(before, own)
        if before == "of" and at > 1 and self.tokens[at - 2] == "couple":
            return 2, at - 3
        if before == "couple":
            return 2, at - 2
        return (count, at - 1) if before != "the" else (0, at)

    def _base_of(self, rest: tuple[str, ...]) -> date | None:
        """Find the day a span counts from, in the words beside it."""
        relative = _list_names(self.language)[2]
        days = {self._coming(self.weekdays[t]) for t in rest if t in self.weekdays}
        days |= {self.today + timedelta(days=relative[t]) for t in rest if t in relative}
        return days.pop() if len(days) == 1 else None

    def _coming(self, weekday: int) -> date:
        """Give the next such day after today."""
        return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)

    def _in_week(self, weekday: int, weeks: int) -> date:
        monday = self.today - timedelta(days=self.today.weekday())
        return monday + timedelta(days=7 * weeks + weekday)

    def _read_weekday(self) -> Found | None:
        places = [at for at, token in enumerate(self.tokens) if token in self.weekdays]
        if self.tokens[0] == "the" and self.tokens[1:2] in (("sun",), ("sat",)):
            return None
        named = {self.weekdays[self.tokens[at]] for at in places}
        if len(named) != 1:
            return None
        weekday, around = named.pop(), set(self.tokens)
        coming = self._coming(weekday)
        told = self._is_told(set(places))
        numbers = {int(t) for t in self.tokens if t.isdecimal() and len(t) < 3}
        if numbers:
            return self._check_number(weekday, numbers)
        if len(self.tokens) > 3 and not told and self._spare(set(places)) > 2:
            return None
        if around & LAST:
            return coming - timedelta(
                days=7 if coming - timedelta(days=7) != self.today else 14
            ), told
        if around & NEXT:
            later = self._in_week(weekday, 1)
            return later, told and later == coming
        return coming, told and (weekday != self.today.weekday() or bool(around & THIS))

    def _check_number(self, weekday: int, numbers: set[int]) -> Found | None:
        """Read "Tuesday 24th": the next such date, sure where it falls on that day."""
        if len(numbers) != 1:
            return None
        number = numbers.pop()
        for days in range(366):
            day = self.today + timedelta(days=days)
            if day.day == number and day.weekday() == weekday:
                return day, days < 62
        return None

    def _read_relative(self) -> Found | None:
        relative = _list_names(self.language)[2]
        places = [at for at, token in enumerate(self.tokens) if token in relative]
        found = {relative[self.tokens[at]] for at in places}
        text = " ".join(self.tokens)
        if len(found) != 1 or self._spare(set(places)) > _MAX_SPARE:
            return None
        days = found.pop()
        if "day after" in text or "بعد" in self.tokens:
            days = days + 1 if days else 0
        elif "day before" in text:
            days = days - 1
        used = {at for at, t in enumerate(self.tokens) if t in ("day", "after", "before", "بعد")}
        words_used = {self.tokens[at] for at in places}
        sure = self._is_told(set(places) | used) and words_used.isdisjoint(UNSURE_WORDS)
        return self.today + timedelta(days=days), sure

    def _read_day_of_month(self) -> Found | None:
        """Read "the 3rd": the next one, as a guess."""
        numbers = [t for t in self.tokens if t.isdecimal() or t in ORDINALS]
        if len(numbers) != 1 or self.language != "en" or not self._is_told(set()):
            return None
        token = numbers[0]
        is_ordinal = token in ORDINALS or "the" in self.tokens
        day = ORDINALS.get(token) or int(token[:3])
        if not is_ordinal or not 1 <= day <= 31:
            return None
        for days in range(62):
            when = self.today + timedelta(days=days)
            if when.day == day:
                return when, False
        return None

    def _spare(self, used: set[int]) -> int:
        """Count words that say something else."""
        known = FILLERS | NEXT | THIS | LAST
        return sum(
            1
            for at, token in enumerate(self.tokens)
            if at not in used and token not in known and token not in self.weekdays
            and not token.isdecimal() and token not in ORDINALS and token not in _SPANS
        )  # fmt: skip

    def _is_told(self, used: set[int]) -> bool:
        return self._spare(used) <= 2
