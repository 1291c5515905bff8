"""Reads a time of day: 6.30pm, half past six, 18:30, noon. Without am or pm it is a guess."""

# ruff: noqa: E501  (word lists)

from collections.abc import Iterator
from itertools import pairwise

import regex

from flows.hedges import approximates, negates
from flows.normal import normalise, plain, words
from flows.number_words import NUMBERS

Found = tuple[str, bool]

_WRITTEN = regex.compile(
    r"(?<![\d/.,:£$€-])(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})|(?P<packed>\d{2}))?(?::\d{2})?"
    r"\s?(?P<half>a\.?\s?m|p\.?\s?m|noon)?(?:\s?(?:ta|tay|baje|টা|টায়|টার))?(?![\p{L}\p{N}\p{M}]|\.?[\d/:]|[.,]\d)"
)
_PAST = regex.compile(
    r"\b(?P<part>half|quarter|(?:a )?quarter|twenty five|twenty|ten|five|\d{1,2})(?: min(?:ute)?s?)? (?P<way>past|to|till|before|after) (?P<hour>\w+)"
)
_HALF = regex.compile(r"\bhalf (?P<hour>\w+)")
_TURKISH_HALF = regex.compile(r"\b(?P<hour>\w+) bucuk\b")
_WELSH_HALF = regex.compile(r"\b(?P<part>hanner awr|chwarter) (?P<way>wedi|i) (?P<hour>\w+)")
_PARTS = {"half": 30, "quarter": 15, "a quarter": 15, "twenty five": 25, "twenty": 20, "ten": 10, "five": 5, "hanner awr": 30, "chwarter": 15}  # fmt: skip
_NAMED = {
    normalise(one).key: time
    for time, line in {
        "12:00": "noon,midday,mid day,twelve noon,12 noon,oglen,hanner dydd,dupur,poludnie,dopahar,দুপুর,الظهر,duhur",
        "00:00": "midnight,mid night,twelve midnight,12 midnight,gece yarisi,hanner nos,polnoc,saqda dhexe,منتصف الليل",
    }.items()
    for one in line.split(",")
}
_MORNING = frozenset(
    normalise(one).key
    for one in words(
        "am yb morning mornings sabah sabahleyin bore sokal shokal সকাল সকালে rano subah صبح صباحا الصباح subax subaxnimo subaxnimada fajr sobah"
    )
)
_LATER = frozenset(
    normalise(one).key
    for one in words(
        "pm yh afternoon evening eve tonight night nite aksam aksamustu ogleden gece prynhawn nos hwyr bikal bikel bikele sondha shondha rat rate dupure বিকেল বিকেলে বিকাল সন্ধ্যা সন্ধ্যায় রাত রাতে দুপুর দুপুরে wieczorem wieczor popoludniu shaam sham raat dopahar شام رات دوپہر مساء المساء ليلا galabnimo galab habeen fiidnimo masaa"
    )
)
_NIGHT = frozenset(
    normalise(one).key for one in words("night nite gece rat rate রাত রাতে raat رات ليلا habeen nos")
)
_AROUND = frozenset(words("after before until till between from by any anytime"))
_MAX_TOKENS = 14


def find_time(text: str, language: str) -> Found | None:
    """Find the one time of day in a text.

    Args:
        text: as it was written.
        language: its number words count first.

    Returns:
        HH:MM and whether we are sure. Without am, pm or a 24-hour form, hours from 1 to 7 are taken
        for the afternoon and 8 to 12 for the day, as a guess. None where there is none, or two.
    """
    folded = plain(text).replace("o'clock", " ").replace("oclock", " ").replace("o clock", " ")
    said = normalise(folded)
    if not said.tokens or len(said.tokens) > _MAX_TOKENS or negates(said.tokens):
        return None
    is_plain = not approximates(said.tokens) and "?" not in text and said.tokens[0] not in _AROUND
    named = {_NAMED[line] for line in _lines(said.tokens) if line in _NAMED}
    has_digits = any(sign.isdecimal() for sign in folded.replace("12", ""))
    if named and not has_digits and not (_names_hour(said.tokens, language) - {12}):
        return (named.pop(), is_plain) if len(named) == 1 else None
    later = not _LATER.isdisjoint(said.tokens)
    morning = not _MORNING.isdisjoint(said.tokens)
    found = set(_read(folded, said.tokens, language))
    settled = {
        _settle(
            hour,
            minute,
            half,
            morning=morning,
            later=later,
            night=not _NIGHT.isdisjoint(said.tokens),
        )
        for hour, minute, half in found
    }
    settled.discard(None)
    if len(settled) != 1:
        return None
    answer = settled.pop()
    return (answer[0], answer[1] and is_plain) if answer else None


_Parts = tuple[int, int, str]


def _lines(tokens: tuple[str, ...]) -> Iterator[str]:
    yield from tokens
    yield from (" ".join(pair) for pair in pairwise(tokens))


def _read(folded: str, tokens: tuple[str, ...], language: str) -> Iterator[_Parts]:
    """Give each time as hour, minute and am, pm, 24 (sure as it stands) or nothing."""
    flat = " ".join(tokens)
    half = "am" if "am" in tokens else "pm" if "pm" in tokens else ""
    for pattern in (_PAST, _WELSH_HALF, _TURKISH_HALF, _HALF):
        match = pattern.search(flat)
        hour = _hour(match["hour"], language) if match else None
        if match and hour is not None:
            yield _shift(hour, match.groupdict(), half or _half_beside(match["hour"]))
            return
    written = list(_WRITTEN.finditer(folded))
    if written:
        for match in written:
            yield from _read_written(match)
        return
    hours = _names_hour(tokens, language)
    if len(hours) == 1:
        yield hours.pop(), _names_minute(tokens, language), half


def _half_beside(token: str) -> str:
    return token[-2:] if token[:1].isdecimal() and token.endswith(("am", "pm")) else ""


def _shift(hour: int, parts: dict[str, str | None], half: str) -> _Parts:
    part = parts.get("part")
    minute = 30 if part is None else _PARTS.get(part, int(part) if part.isdecimal() else 0)
    if parts.get("way") in ("to", "till", "before", "i"):
        return (hour - 1) % 12 or 12, (60 - minute) % 60, half
    return hour, minute, half


def _read_written(match: "regex.Match[str]") -> Iterator[_Parts]:
    digits, minute = match["hour"], match["minute"] or match["packed"]
    hour, minutes = int(digits), int(minute or 0)
    if match["packed"] and len(digits) == 1 and not match["half"]:
        return  # three digits alone are no time
    if hour > 24 or minutes > 59 or (hour == 24 and minutes):
        return
    half = (match["half"] or "").replace(".", "").replace(" ", "")
    is_24 = minute is not None and len(digits) == 2 and (hour > 12 or hour < 10 or hour == 0)
    is_day = minute is not None and len(digits) == 2
    yield hour % 24 if hour == 24 else hour, minutes, half or ("24" if is_24 or is_day else "")


def _hour(token: str, language: str) -> int | None:
    bare = regex.sub(r"(?:am|pm)$", "", token) if token[:1].isdecimal() else token
    if bare.isdecimal():
        return int(bare) if 1 <= int(bare) <= 12 else None
    value = NUMBERS.get(language, {}).get(bare, NUMBERS["en"].get(bare))
    return value if value is not None and 1 <= value <= 12 else None


def _names_hour(tokens: tuple[str, ...], language: str) -> set[int]:
    """Find the first number word that may be an hour."""
    found = [
        hour
        for hour in (_hour(token, language) for token in tokens if not token.isdecimal())
        if hour is not None
    ]
    return set(found[:1])


def _names_minute(tokens: tuple[str, ...], language: str) -> int:
    """Find the minutes of "six thirty" and "nine forty five"."""
    table = NUMBERS["en"]
    hours = [
        at for at, token in enumerate(tokens) if _hour(token, language) and not token.isdecimal()
    ]
    rest = tokens[hours[0] + 1 : hours[0] + 3] if hours else ()
    tens = table.get(rest[0], 0) if rest else 0
    units = table.get(rest[1], 0) if len(rest) > 1 else 0
    return tens + (units if tens >= 20 and units < 10 else 0) if 10 <= tens < 60 else 0


def _settle(hour: int, minute: int, half: str, *, morning: bool, later: bool, night: bool) -> Found | None:  # fmt: skip
    """Find out which half of the day is meant."""
    if half in ("am", "pm") or (half != "24" and morning != later):
        is_later = half == "pm" or (half not in ("am", "pm") and later)
        if hour > 12:
            return _write(hour, minute), True
        if night and half == "" and (hour == 12 or hour < 4):
            return _write(hour % 12, minute), hour == 12
        return _write(hour % 12 + (12 if is_later else 0), minute), True
    if half == "24" or hour > 12 or hour == 0:
        if later and 0 < hour < 12:
            return _write(hour + 12, minute), True
        return _write(hour, minute), True
    if half == "noon":
        return _write(12, minute), True
    return _write(hour + 12 if hour <= 7 else hour, minute), False


def _write(hour: int, minute: int) -> str:
    return f"{hour:02}:{minute:02}"
