"""Reads a mark on a scale: 4, four out of five, 4/5, stars, "2 - the lift never works"."""

# ruff: noqa: E501  (patterns and word lists)

import regex

from flows.reader.normal import Said, normalise, plain, words
from flows.reader.numbers import find_number

_MAX_CHARS = 200
_MAX_TOKENS = 24
_MIN_WORDS_BESIDE = 2
_STAR = regex.compile("[⭐🌟★*]")
_OUT_OF = regex.compile(r"^(.*?\d+)\s*(?:/|out ?of|outt?a|na|z|من|allan o|ka mid ah)\s*(\d+)\b")
_OF_FIRST = regex.compile(
    r"(\d+)\s*(?:uzerinden|mein se|me se|me say|er moddhe|er modhye|এর মধ্যে|র মধ্যে|ميں سے|ka)\s*(\d+)\b"
)
_SPOKEN_OF = regex.compile(r"^(.*?)\b(?:out of|outt?a|allan o|mein se)\b(.*)$")
_LEADING = regex.compile(r"^\s*(\d{1,3})\s*(?:[-–—:;,!)]+|\.(?!\d)|\s)\s*([^\d]*)$")
_LEAD = regex.compile(r"\s*\d{1,2}[\s,.;:!)-]+(?!to\b|or\b|and\b)\p{L}{2,} (?=\D{4,})")
_MEASURE = regex.compile(
    r"\b\d{1,3}\s?(?:hours?|hrs?|mins?|minutes?|days?|weeks?|wks?|months?|years?|yrs?|miles?|times|kids|floors?|people|pounds|quid|am|pm)\b"
)
_UNITS = frozenset(
    words("week weeks day days month months year years yr yrs hour hours minute minutes time times kid kids people person children am pm st nd rd th bed beds bedroom bedrooms or and to is was too isnt not of in on")
)  # fmt: skip
_FILLERS = frozenset(
    normalise(one).key
    for one in words(
        "id i would give it a an im me my its is the out of star stars mark marks score rating rate rated points point for this that please pls thanks thank you say definitely solid strong just think overall really very honestly at number"
        " puan veririm yildiz buna ben bence punkt punkty punktow daje gwiazdki gwiazdek ocena dibo dichi number stars deta deti hoon dunga dungi numbar نمبر দিব দেব দিলাম تاره نجوم نجمة درجة أعطي اعطي sgor rhoi seren"
    )
)


def find_mark(said: Said, low: int, high: int, language: str) -> tuple[int, bool, bool] | None:
    """Find the mark somebody gives.

    Returns:
        The mark, whether we are sure, and whether the text says more; None where there is none
        between the ends of the scale, or it is out of another number.
    """
    folded = plain(said.raw[:_MAX_CHARS])
    stars = len(_STAR.findall(folded))
    if not said.tokens and stars:
        return (stars, True, False) if low <= stars <= high else None
    split = _split_ends(folded, language)
    if split is None:
        return _read_whole(said, folded, low, high, language)
    mark, end = split
    found = find_number(mark, language)
    if end != high or found is None or found[0] not in range(low, high + 1):
        return None
    return int(found[0]), found[1], len(said.tokens) > 4


def _split_ends(folded: str, language: str) -> tuple[str, int] | None:
    """Split "4 out of 5" into its mark and its end; None where no end is named."""
    first = _OF_FIRST.search(folded)
    if first:
        return first[2], int(first[1][:9])
    match = _OUT_OF.match(folded)
    if match:
        return match[1], int(match[2][:9])
    spoken = _SPOKEN_OF.match(folded)
    end = find_number(spoken[2], language) if spoken else None
    if spoken and end and float(end[0]).is_integer():
        return spoken[1], int(end[0])
    return None


def _without_measures(folded: str) -> str:
    """Take "2 hours" out of what stands behind a mark: "4 the girls are lovely but u wait 2 hours"."""
    lead = _LEAD.match(folded)
    return folded[: lead.end()] + _MEASURE.sub(" ", folded[lead.end() :]) if lead else folded


def _read_whole(
    said: Said, folded: str, low: int, high: int, language: str
) -> tuple[int, bool, bool] | None:
    folded = _without_measures(folded)
    leading = _LEADING.match(folded)
    if leading and low <= int(leading[1]) <= high:
        rest = normalise(leading[2]).tokens
        if rest and _UNITS.isdisjoint(rest[:1]) and find_number(folded, language) is None:
            return int(leading[1]), True, True
    found = find_number(folded, language)
    if found is None or found[0] not in range(low, high + 1):
        return None
    beside = [token for token in said.tokens[:_MAX_TOKENS] if token not in _FILLERS and find_number(token, language) is None]  # fmt: skip
    leads = leading is not None and not (beside and beside[0] in _UNITS)
    is_plain = leads or len(beside) < _MIN_WORDS_BESIDE
    return int(found[0]), found[1] and is_plain and "too" not in said.tokens, len(said.tokens) > 4
