"""Reads a day: UK dates, words, "next Tuesday", "the first Monday in March". Asks no clock."""

# ruff: noqa: E501  (patterns)

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import regex
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from flows.reader.day_spans import read_span
from flows.reader.day_text import DayText
from flows.reader.day_words import (
    LANGUAGES,
    LAST,
    NEXT,
    ORDINALS,
    THIS,
    UNSURE_WORDS,
    list_months,
    list_weekdays,
)
from flows.reader.feasts import find_feast, find_nth
from flows.reader.hedges import approximates, doubts, negates
from flows.reader.months import read_month
from flows.reader.normal import normalise, plain, words
from flows.reader.written_days import Found, read_written

_CLOCK = regex.compile(
    r"(?:\b(?:at|from|by|before|after|around|about|saat|o|godz)\s)?"
    r"(?:\b\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|oclock|o clock|baje)(?!\p{L})|\b\d{1,2}:\d{2}\b|(?<![\d./-])\d{1,2}\.(?:00|15|30|45)\b(?![./-]?\d))"
    r"|\bat \d{1,2}(?:[.:]\d{2})?\b(?!\s?(?:st|nd|rd|th))|\bat (?:noon|midday|midnight|half past \w+|quarter (?:past|to) \w+)\b|\bhalf past \w+\b|\b(?:saat|godz\.?|الساعه|ساعه) \d{1,2}\b(?![./]?\d)"
)  # fmt: skip
_TIME_OF_DAY = regex.compile(
    r"\bbut (?:only|not|just) (?:in |on |at )?(?:the |that )?(?:mornings?|afternoons?|evenings?|nights?|daytime|(?:early|late)(?: on)?)\b|\bbut (?:only|not|just)\s*$"
)
_ORDINAL = regex.compile(
    r"(\d{1,2})(?:\s?(?:st|nd|rd|th)|inci|ncu|uncu|unci|ncı|eg|fed|ydd|ain|il|ed|af|ta|te|da|de|tarikh|la|ra|tha|she|go|ego|e|i|u|unde|inde|sinde|রা|লা|ঠা|শে|ই)(?![\p{L}\p{M}])"
)
_ALWAYS = regex.compile(r"\b24 ?/ ?7\b|\b7 ?/ ?7\b")
_MAYBE_DAYS = frozenset(words("sun sat wed"))
_POLISH_HOUR = regex.compile(r"\b(?:o|godz) \d{1,2}\b(?! ?\p{L}{3,}nia| ?[./]\d)")
_BARE_ORDINAL = regex.compile(
    r"^\s*(?:on |the |on the )?(?=\d{1,2}(?:st|nd|rd|th)(?:\W*$| (?:works|is|suits|would|please|pls|if|at|for|morning|afternoon|evening|good|fine|ok|best|thanks|ta|x)\b))"
)
_FIRST_THING = regex.compile(r"\bfirst thing\b|\b(?:at|in) the (?:latest|earliest)\b")
_LATE_HOUR = regex.compile(
    r"(?<=\p{L} )(?:after|before|from|till?|until|by|around|about|past) \d{1,2}(?:[.:]\d\d)?(?:ish)?\W*(?:(?:please|pls|x|ta|thanks|ideally)\W*)*$"
)
_MAY_BE = regex.compile(r"\bmay be\b")
_APART = regex.compile(  # names of days that are also written in two words
    r"(?<=\bsaa) (?=d[ae][mn]be\b)|(?<=\b[ae]l) (?=n?na?harda\b|yo[ou]?m\b(?! [ae]l\b))"
)
_LEVANT = tuple(  # months of two words
    (plain(name), month)
    for name, month in (
        ("تشرين الأول", "oct"),
        ("تشرين الثاني", "nov"),
        ("كانون الأول", "dec"),
        ("كانون الثاني", "jan"),
        ("kanun al awal", "dec"),
        ("kanun al thani", "jan"),
        ("tishrin al awal", "oct"),
        ("tishrin al thani", "nov"),
    )
)
_EVERY = frozenset(
    normalise(one).key
    for one in words(
        "every each any weekly her kazdy kazda kazde bob pob proti প্রতি har ہر كل kul kasta mondays tuesdays wednesdays thursdays fridays saturdays sundays"
    )
)
_STUCK = regex.compile(r"(?<=\d)(?=\p{L}{3})(?!mor|mrw|day)")
_MAX_SPARE = 4
_MIN_SCORE = 82
_MAX_TOKENS = 24
_AFTER_TOMORROW = frozenset(normalise(one).key for one in words("بعد ba3d baad bad"))
_ENDS = frozenset(
    normalise(one).key
    for one in words("end sonu sonunda sonuna diwedd shesh sheshe শেষে শেষ koniec koncu konca dhammaadka akhir aakhir آخر اخر نهاية نهايه")
)  # fmt: skip
_BEGINNINGS = frozenset(words("start beginning basi basinda dechrau poczatek poczatku"))


def find_day(text: str, language: str, *, today: date) -> Found | None:
    """Find the one day a text names.

    Args:
        text: as it was written.
        language: its names count first, then those of the others.
        today: where the community is. A day without a year is the next such day.

    Returns:
        The day and whether we are sure; None where there is none, or more than one.
    """
    folded = _FIRST_THING.sub(" ", _LATE_HOUR.sub(" ", _CLOCK.sub(" ", plain(text))))
    if " but " in folded:
        folded = _TIME_OF_DAY.sub(" ", folded)
    folded = _BARE_ORDINAL.sub("the ", _APART.sub("", _MAY_BE.sub("maybe", folded)))
    if language == "pl":
        folded = _POLISH_HOUR.sub(" ", folded)
    elif language == "ar":
        for name, month in _LEVANT:
            folded = folded.replace(name, month)
    said = normalise(_STUCK.sub(" ", _ORDINAL.sub(r"\1 ", folded)))
    is_plain = (
        _EVERY.isdisjoint(said.tokens)
        and "in the new year" not in said.key
        and not (approximates(said.tokens) or doubts(said))
    )
    folded = _ALWAYS.sub(" ", folded)
    numeric = list(read_written(folded, today, language))
    if numeric:
        return _settle_written(numeric, said.tokens, language, today, is_plain=is_plain)
    if not said.tokens or len(said.tokens) > _MAX_TOKENS or negates(said.tokens):
        return None
    found = _read_words(said.tokens, language, today)
    if found is None:
        mended = _mend(said.tokens, language)
        found = _read_words(mended, language, today) if mended != said.tokens else None
        is_near = all(OSA.distance(*pair) < 2 for pair in zip(said.tokens, mended, strict=True))
        found = (found[0], found[1] and is_near) if found else None
    is_edge = said.tokens[0] in (
        "before",
        "after",
        "until",
        "till",
        "by",
        "from",
        "since",
        "between",
    )
    return (found[0], found[1] and is_plain and not is_edge) if found else None


def _settle_written(
    numeric: list[Found],
    tokens: tuple[str, ...],
    language: str,
    today: date,
    *,
    is_plain: bool,
) -> Found | None:
    """Take the one day in digits; as a guess where a weekday beside it is another."""
    days = {day for day, _ in numeric}
    if len(days) != 1 or negates(tokens):
        return None
    day = days.pop()
    named = set(DayText(tokens=tokens or ("",), language=language, today=today).weekdays.values())
    return day, is_plain and all(sure for _, sure in numeric) and named <= {day.weekday()}


def _read_words(tokens: tuple[str, ...], language: str, today: date) -> Found | None:
    for names in _list_languages(language):
        text = DayText(tokens=tokens, language=names, today=today)
        found = next((found for found in (way(text) for way in _WAYS) if found), None)
        if found is not None:
            return found
    return None


def _list_languages(language: str) -> tuple[str, ...]:
    first = (language, "en") if language in LANGUAGES else ("en",)
    return tuple(dict.fromkeys((*first, *LANGUAGES)))


def _mend(tokens: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Put the names of days and months in place of words that are nearly one."""
    names = [
        name
        for one in dict.fromkeys((language, "en"))
        for name in (*list_weekdays(one), *list_months(one))
        if len(name) > 4
    ]
    mended = []
    for token in tokens:
        best = process.extractOne(token, names, scorer=fuzz.ratio, score_cutoff=_MIN_SCORE) if len(token) > 4 else None  # fmt: skip
        mended.append(best[0] if best else token)
    return tuple(mended)


def _read_feast(text: DayText) -> Found | None:
    """Read Christmas, Easter Monday, the August bank holiday, with or without a year."""
    year = int(text.years[0]) if text.years else 0
    if not year and "year" in text.tokens:
        year = text.today.year + (1 if text.has(NEXT) else 0) if text.has(NEXT | THIS) else 0
    found = find_feast(text.tokens, text.today, year)
    if found is None:
        return None
    day, sure, places = found
    beside = {text.tokens[at] for at in range(len(text.tokens)) if at not in places}
    if beside & {"after", "before", "week", "weekend", "holidays", "holiday", "break", "or"}:
        return None
    others = {at for at in text.weekdays if at not in places} | {at for at in text.months if at not in places}  # fmt: skip
    return (day, sure and text.is_told(set(places))) if not others else None


def _read_nth(text: DayText) -> Found | None:
    """Read the first Monday in March, the last Friday of next month, the last day of the month."""
    month = _find_month(text)
    if month is None:
        return None
    (year, number), month_at = month
    for at, token in enumerate(text.tokens[:-1]):
        nth = -1 if token in LAST else ORDINALS.get(token, 0)
        if token.isdecimal() and at + 1 in text.weekdays and at + 2 < len(text.tokens) and text.tokens[at + 2] in ("in", "of"):  # fmt: skip
            nth = int(token[:2])
        if at + 1 in text.weekdays and nth and nth < 6 and at + 1 not in text.months:
            return _next_nth(text, year, number, text.weekdays[at + 1], nth)
        if nth == -1 and text.spans.get(at + 1) == 1 and month_at > at:
            return date(year, number, monthrange(year, number)[1]), True
    return _read_edge(text, year, number, month_at)


def _next_nth(text: DayText, year: int, month: int, weekday: int, nth: int) -> Found | None:
    found = find_nth(year, month, weekday, nth)
    if found and found < text.today and text.month_spans and not text.has(THIS | LAST):
        found = find_nth(*text.month_from_now(1), weekday, nth)
        return (found, False) if found else None
    if found and found < text.today and not text.years and text.months:
        found = find_nth(year + 1, month, weekday, nth)
    return (found, True) if found else None


def _read_edge(text: DayText, year: int, month: int, month_at: int) -> Found | None:
    """Read the end of the month, the beginning of March: as a guess."""
    if text.has(_ENDS):
        return date(year, month, monthrange(year, month)[1]), False
    is_beginning = text.has(_BEGINNINGS) and not any(t.isdecimal() for t in text.tokens)
    return (date(year, month, 1), False) if is_beginning else None


def _find_month(text: DayText) -> tuple[tuple[int, int], int] | None:
    """Find the month a text is about: a named one, this one, the next."""
    named = [at for at in text.months if at not in text.weekdays]
    if len(named) == 1:
        month = text.months[named[0]]
        year = int(text.years[0]) if text.years else text.today.year + (month < text.today.month)
        return (year, month), named[0]
    if len(text.month_spans) != 1 or named:
        return None
    at = text.month_spans[0]
    is_next = not NEXT.isdisjoint(text.tokens[max(0, at - 1) : at + 3])
    return text.month_from_now(int(is_next)), at


def _read_weekday(text: DayText) -> Found | None:
    places = set(text.weekdays)
    named = set(text.weekdays.values())
    if len(named) != 1 or _is_another_word(text, places):
        return None
    weekday = named.pop()
    coming, told = text.coming(weekday), text.is_told(places)
    numbers = {int(t) for t in text.tokens if t.isdecimal() and len(t) < 3}
    numbers |= {ORDINALS[t] for t in text.tokens if t in ORDINALS and text.language == "en"}
    if numbers:
        return _check_number(text, weekday, numbers)
    beside = {text.today + timedelta(days=days) for days in text.relative.values()}
    if beside and beside != {coming}:
        return None
    return _choose_week(text, weekday, told=told)


def _is_another_word(text: DayText, places: set[int]) -> bool:
    """Tell "the sun is nice" and "we sat there" from days."""
    if text.tokens[0] == "the" and text.tokens[1:2] in (("sun",), ("sat",)):
        return True
    spare = text.spare(places)
    return spare > 2 or (spare > 0 and all(text.tokens[at] in _MAYBE_DAYS for at in places))


def _choose_week(text: DayText, weekday: int, *, told: bool) -> Found | None:
    """Find out which such day is meant: this one, the next, the last."""
    coming, week = text.coming(weekday), timedelta(days=7)
    if text.has(NEXT):
        if "after" in text.tokens:
            return coming + week, False
        later = text.in_week(weekday, 1)
        return later, told and later == coming
    if text.has(LAST):
        return coming - (week if coming - week != text.today else 2 * week), told
    return coming, told and (weekday != text.today.weekday() or text.has(THIS))


def _check_number(text: DayText, weekday: int, numbers: set[int]) -> Found | None:
    """Read "Tuesday 24th": the next such date, sure where it falls on that day."""
    if len(numbers) != 1:
        return None
    number = numbers.pop()
    for days in range(366):
        day = text.today + timedelta(days=days)
        if day.day == number and day.weekday() == weekday:
            return day, days < 62
    return None


def _read_relative(text: DayText) -> Found | None:
    places = set(text.relative)
    found = set(text.relative.values())
    line = " ".join(text.tokens)
    if len(found) != 1 or text.spare(places) > _MAX_SPARE:
        return None
    days = found.pop()
    is_after = "day after" in line or not _AFTER_TOMORROW.isdisjoint(text.tokens)
    if "yarindan sonra" in line or (is_after and days != 0):
        days += 1 if days >= 0 else 0
    elif "day before" in line:
        days -= 1
    used = {at for at, t in enumerate(text.tokens) if t in ("day", "after", "before") or t in _AFTER_TOMORROW}  # fmt: skip
    words_used = {text.tokens[at] for at in places}
    sure = text.is_told(places | used) and words_used.isdisjoint(UNSURE_WORDS)
    named = set(text.weekdays.values())
    day = text.today + timedelta(days=days)
    return (day, sure and named <= {day.weekday()}) if not text.months else None


def _read_day_of_month(text: DayText) -> Found | None:
    """Read "the 3rd", as a guess; "the 3rd of next month"."""
    numbers = [t for t in text.tokens if t.isdecimal() or t in ORDINALS]
    if text.months or text.spans or text.relative:
        return None
    if len(numbers) != 1 or text.language != "en" or not text.is_told(set(text.month_spans)):
        return None
    token = numbers[0]
    is_ordinal = token in ORDINALS or "the" in text.tokens or bool(text.month_spans)
    day = ORDINALS.get(token) or int(token[:3])
    if day < 10 and token in ORDINALS:
        day += text.tens_at(text.tokens.index(token) - 1)  # "the twenty ninth"
    if not is_ordinal or not 1 <= day <= 31:
        return None
    if text.month_spans and text.has(NEXT | THIS):
        year, month = text.month_from_now(int(text.has(NEXT)))
        return (date(year, month, day), True) if day <= monthrange(year, month)[1] else None
    for days in range(62):
        when = text.today + timedelta(days=days)
        if when.day == day:
            return when, not text.month_spans
    return None


_WAYS: tuple[Callable[[DayText], Found | None], ...] = (
    _read_feast,
    _read_nth,
    read_month,
    read_span,
    _read_weekday,
    _read_relative,
    _read_day_of_month,
)
