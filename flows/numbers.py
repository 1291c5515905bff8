"""Reads the one number of a reply: digits, number words, "1.5k". Phone numbers are not numbers."""

# ruff: noqa: E501  (a pattern)

from collections.abc import Iterator

import regex

from flows.hedges import doubts, guesses, negates
from flows.normal import normalise, plain, words
from flows.number_words import DOUBTFUL, JOINERS, NUMBERS, PEOPLE

MAX_CHARS = 1_000
Number = float | int
Found = tuple[Number, bool]

_PHONE = regex.compile(r"(?<!\d)(?:\+|00|0)\d(?:[\s().-]?\d){7,}(?!\d)")
_POSTCODE = regex.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b")
_NO_ONE = regex.compile(r"\bno ?(?:one|body)\b|\bnone\b|\bnot (?:one|any)\b")
_ISH = regex.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty)ish\b"
)
_AND_HALF = regex.compile(r"(?<=\d) 1/2\b")
_TIMES = regex.compile(r"\bx(?=\d)")
_DIGITS = regex.compile(
    r"(?<![\p{L}\p{N}/:])(?<!\d[.,])(?P<sign>-?)"
    r"(?P<body>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)?|\.\d+)"
    r"(?:\s?(?P<power>k|thousand|thousands|grand|hundred|million|mln|bin|hazar|hajar|lakh|tys|yuz|dozen)\b)?"
    r"(?!\s?(?:am|pm|st|nd|rd|th|baje|ish pm)\b)(?! ?o ?clock)(?!\d|[/:]\d|\.\d)"
)
_POWERS = dict.fromkeys(words("k thousand thousands grand bin hazar hajar tys"), 1000) | {
    "million": 1_000_000, "mln": 1_000_000, "hundred": 100, "yuz": 100, "lakh": 100_000, "dozen": 12,
}  # fmt: skip
_HALF = regex.compile(r"\b(?:and a half|bucuk|i pol)\b|\bplus half\b")
_HALF_DOZEN = regex.compile(r"\bhalf (?:a )?dozen\b")
_ABOUT = regex.compile(
    r"[~≈<>≤≥±?]|\d ?(?:\+|ish\b)|\bish\b|\bor (?:so|more|less)\b|\b(?:than|up to)\b|\w(?<=ty|en|ed)ish\b"
)
_JOINED = regex.compile(r"(?<=\p{L})-(?=\p{L})")
_DECIMAL_COMMA = ("pl", "tr")
_NOT_NEGATIONS = frozenset(words("no none dim hic but"))
_SUFFIXES = ("টা", "টি", "জন", "টে", "taa", "ta", "jon", "ti")
_ZERO_BEFORE = frozenset(words("no dim zero hic"))


def find_number(text: str, language: str) -> Found | None:
    """Find the one number of a text.

    Args:
        text: as it was written.
        language: its number words count first ("on" is ten in Turkish only), then any other's.

    Returns:
        The number and whether we are sure ("about forty" is 40, not sure); None where there is no
        number, more than one, or only a phone number, a postcode, a time or a date.
    """
    folded = _POSTCODE.sub(" ", _PHONE.sub(" ", plain(text[:MAX_CHARS])))
    folded = _ISH.sub(r"\1 ish", _AND_HALF.sub(".5", folded))
    folded = _TIMES.sub(" ", _JOINED.sub(" ", _NO_ONE.sub(" zero ", folded)))
    folded = _HALF_DOZEN.sub(" six ", folded)
    half = 0.5 if _HALF.search(folded) else 0
    tokens = normalise(_HALF.sub(" ", folded)).tokens
    values = set(_read_digits(folded, language))
    if values:
        values |= set(_read_words(tokens, "en")) - {0, 1, *(_POWERS.values())}
    elif not any(token.isdecimal() for token in tokens):
        values = _find_words(tokens, language)
    is_guess = guesses(tokens) or bool(_ABOUT.search(folded)) or doubts(normalise(folded))
    if not values and tokens[:1] and tokens[0] in _ZERO_BEFORE and PEOPLE.issuperset(tokens[1:]):
        return (0, True) if len(tokens) > 1 else None
    if len(values) != 1 or (not is_guess and negates(tuple(set(tokens) - _NOT_NEGATIONS))):
        return None
    return values.pop() + half, not is_guess


def _read_digits(folded: str, language: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(folded):
        body = match["body"].replace(" ", "")
        grouped = regex.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", body)
        if language in _DECIMAL_COMMA and regex.fullmatch(r"\d{1,3}(?:\.\d{3})+", body):
            body = body.replace(".", "")
        elif grouped:
            body = body.replace(",", "")
        elif "," in body and language not in _DECIMAL_COMMA:
            yield from (int(part[:18]) for part in body.split(","))
            continue
        number = float(body[:30].replace(",", ".")) if not body.isdecimal() else int(body[:18])
        number = -number if match["sign"] else number
        number *= _POWERS.get(match["power"] or "", 1)
        yield int(number) if number == int(number) else number


def _find_words(tokens: tuple[str, ...], language: str) -> set[Number]:
    """Read number words of the language, then of English, then of one that explains every word."""
    own = set(_read_words(tokens, language)) if language in NUMBERS else set()
    if own:
        return own
    found: set[Number] = set()
    for other in NUMBERS:
        known = NUMBERS[other].keys() | JOINERS[other] | PEOPLE
        plain_words = DOUBTFUL.isdisjoint(tokens) or other == "en"
        if plain_words and all(_bare(token, other) in known for token in tokens):
            found |= set(_read_words(tokens, other))
    return found or set(_read_words(tokens, "en"))


def _bare(token: str, language: str) -> str:
    """Take a counter off a Bengali number ("tinjon" is three people)."""
    if language == "bn" and token not in NUMBERS["bn"]:
        for suffix in _SUFFIXES:
            if token.endswith(suffix) and token.removesuffix(suffix) in NUMBERS["bn"]:
                return token.removesuffix(suffix)
    if language == "ar" and token.startswith("و") and token[1:] in NUMBERS["ar"]:
        return token[1:]
    return token


def _read_words(tokens: tuple[str, ...], language: str) -> Iterator[Number]:
    """Give each number that a run of number words makes."""
    for run in _find_runs(tokens, language):
        yield from _add_up(run, language)


def _find_runs(tokens: tuple[str, ...], language: str) -> Iterator[list[int]]:
    """Give the values of number words that stand together, joined by words such as "and"."""
    table, joiners = NUMBERS[language], JOINERS[language]
    values = [table.get(_bare(token, language)) for token in (*tokens, "")]
    run: list[int] = []
    for at, value in enumerate(values):
        if value is not None:
            run.append(value)
            continue
        joins = at < len(tokens) and tokens[at] in joiners and values[at + 1] is not None
        if run and not (joins and run[-1] >= (20 if language == "en" else 1)):
            yield run
            run = []


def _add_up(run: list[int], language: str) -> Iterator[Number]:
    total, now, last = 0, 0, 0
    for value in run:
        if value >= 1000:
            total, now = total + (now or 1) * value, 0
        elif (value in (100, 12) and 0 < last < (100 if value == 100 else 10)) or (
            language == "cy" and value == 10 and 1 <= last <= 9
        ):
            now, value = now * value, 20 if value == 10 else value
        elif last and not _continues(now, last, value, language):
            yield total + now
            total, now = 0, value
        else:
            now += value
        last = value
    yield total + now


def _continues(now: int, last: int, value: int, language: str) -> bool:
    """Tell whether a number word goes on with the number before it: forty two, one hundred six."""
    if value < 10 and last >= 20:
        return now % 10 == 0
    if last >= 1000:
        return True
    if 10 <= value < 100 and last >= 100:
        return True
    reversed_tens = language in ("ar", "so") and 1 <= last <= 9 and 10 <= value < 100
    return reversed_tens or (language in ("tr", "so", "cy") and last == 10 and value < 10)
