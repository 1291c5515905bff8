"""Reads numbers: digits, words to a hundred, "1.5k". Phone numbers are not numbers."""

import regex

from flows.normal import normalise, plain, words

_ENGLISH = words("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen
    fourteen fifteen sixteen seventeen eighteen nineteen
""")
_ENGLISH_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_TURKISH = words("sifir bir iki uc dort bes alti yedi sekiz dokuz")
_TURKISH_TENS = words("- yirmi otuz kirk elli altmis yetmis seksen doksan")
_UNITS = (
    {word: value for value, word in enumerate(_ENGLISH)}
    | {word: value for value, word in enumerate(_TURKISH)}
    | {"none": 0, "nil": 0, "nobody": 0, "hic": 0, "dozen": 12, "couple": 2, "pair": 2}
)
_TENS = (
    {word: value * 10 for value, word in enumerate(_ENGLISH_TENS, 2)}
    | {word: value * 10 for value, word in enumerate(_TURKISH_TENS, 1) if value > 1}
    | {"fourty": 40, "onluk": 10}
)
_HUNDREDS = frozenset({"hundred", "yuz"})
_GUESSES = frozenset(
    words("""
    about around roughly approx approximately maybe nearly almost over under perhaps ish
    circa some least most probably think couple few yaklasik civari civarinda asagi
    yukari belki galiba sanirim neredeyse
""")
)
_PHONE = regex.compile(r"(?<!\d)(?:\+|00|0)\d(?:[\s().-]?\d){7,}(?!\d)")
_DIGITS = regex.compile(
    r"(?<![\p{L}\p{N}.,/:])(?P<sign>-?)(?P<body>\p{Nd}{1,3}(?:,\p{Nd}{3})+(?:\.\p{Nd}+)?|\p{Nd}+(?:\.\p{Nd}+)?)"
    r"(?P<k>\s?(?:k|thousand|bin)\b)?(?!\s?(?:am|pm|st|nd|rd|th)\b)(?![\p{N}/:])(?!\.\p{N})"
)
Found = tuple[float | int, bool]


def find_number(text: str, language: str) -> Found | None:
    """Find the one number of a text.

    Args:
        text: as it was written.
        language: "on" is ten in Turkish only.

    Returns:
        The number and whether we are sure ("about forty" is 40, not sure); None where there is no
        number, more than one, or only a phone number, a time or a date.
    """
    folded = _PHONE.sub(" ", plain(text))
    tokens = normalise(folded).tokens
    if language == "tr":
        tokens = tuple("onluk" if one == "on" else one for one in tokens)
    sure = (
        _GUESSES.isdisjoint(tokens)
        and "~" not in folded
        and not any(token.endswith("ish") for token in tokens)
    )
    found = [_value(match) for match in _DIGITS.finditer(folded)]
    if not found and not any(token.isnumeric() for token in tokens):
        found = _find_words(tokens)
    values = set(found)
    if len(values) != 1:
        return None
    return values.pop(), sure


def _value(match: "regex.Match[str]") -> float | int:
    body = "".join(
        str(int(sign)) if sign.isdecimal() else sign for sign in match["body"].replace(",", "")
    )
    number = float(body[:30]) if "." in body else int(body[:18])
    number = -number if match["sign"] else number
    if match["k"]:
        number = number * 1000
    return int(number) if number == int(number) else number


def _find_words(tokens: tuple[str, ...]) -> list[float | int]:
    found: list[float | int] = []
    at = 0
    while at < len(tokens):
        value, at = _take_words(tokens, at)
        if value is not None:
            found.append(value)
    return found


def _take_words(tokens: tuple[str, ...], at: int) -> tuple[int | None, int]:
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else ""
    if token in _HUNDREDS:
        return 100, at + 1
    if (token in ("a", "one", "bir")) and (after in _HUNDREDS):
        return 100, at + 2
    if token in _TENS:
        unit = _UNITS.get(after, 0)
        if 1 <= unit <= 9:
            return _TENS[token] + unit, at + 2
        return _TENS[token], at + 1
    return _UNITS.get(token), at + 1
