"""Reads the one number of a reply: digits, number words, "1.5k". Phone numbers are not numbers."""

# ruff: noqa: E501  (patterns)

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from flows.reader.fractions import FRACTION_WORDS, HALVES, take_rest
from flows.reader.hedges import approximates, doubts, negates
from flows.reader.normal import WORDS_REMEMBERED, Said, normalise, plain, words
from flows.reader.noughts import ALONE_LINES, NONE_LINES, PAIR_LINES, is_aside, says_none
from flows.reader.number_runs import Number, find_words, read_words
from flows.reader.number_spelling import ARABIZI, DIGIT, drop_digits, spell_out
from flows.reader.number_words import DOUBTFUL, JOINERS, NUMBERS, PEOPLE

MAX_CHARS = 600
MAX_TOKENS = 60
MIN_SCORE = 83
_MAX_PLAIN = 4
Found = tuple[Number, bool]

_PHONE = regex.compile(r"(?<!\d)(?:\+|00|0)\d(?:[\s().-]?\d){7,}(?!\d)|(?<!\d)7\d{3}\s?\d{6}(?!\d)")
_POSTCODE = regex.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b")
_DIGITS = regex.compile(
    r"(?<![\p{L}\p{N}/:])(?<!\d[.,])(?P<sign>-?)"
    r"(?P<body>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.,])|\d+(?:[.,]\d+)?|\.\d+)"
    r"(?:\s?(?P<power>k|thousand|thousands|grand|hundred|million|mln|mil|bin|hazar|hajar|lakh|tys|yuz|dozen|dozens|milyon|boqol|kun|alf|হাজার|শ|লাখ|ہزار|سو|الف|هزار)\b)?"
    r"(?!\s?(?:am|pm|st|nd|rd|baje|ish pm)\b|\s?th\b)(?! ?o ?clock)(?!\d|[/:]\d|\.\d)"
)
_POWERS = dict.fromkeys(words("k thousand thousands grand bin hazar hajar tys kun alf mil হাজার ہزار هزار الف"), 1000) | {
    "million": 1_000_000, "mln": 1_000_000, "milyon": 1_000_000, "hundred": 100, "yuz": 100, "boqol": 100, "শ": 100, "سو": 100,
    "lakh": 100_000, "লাখ": 100_000, "dozen": 12, "dozens": 12,
}  # fmt: skip
_ABOUT = regex.compile(
    r"[~≈<>≤≥±?]|\d ?(?:\+|ish\b)|\bish\b|\bor (?:so|more|less|fewer)\b|\b(?:than|up to|give or take)\b|\b(?:quarters?|thirds|halves|half past)\b|\d0s\b|\d ?- ?ish\b|\b\d+ (?:boys?|girls?|kids|children|adults|grown ups|women|men|lads|sons|daughters|big ones) and an? (?:boy|girl|child|kid|baby|adult|woman|man|lad|son|daughter|teenager|toddler|little one)\b"
)
# Signs and words without which none of these patterns finds anything in a text in plain letters.
_SPELT_WITH = frozenset("-:@~<>?")
_SPELT_BY = frozenset(
    words(
        "dozen dozens one noone anyone someone everyone once body nobody none not won time www point say bucuk pol nos nisf aadha iyo ar hanner ugain or than up give"
    )
).union(FRACTION_WORDS)
_MINUS = frozenset(words("minus eksi ujemne"))
_LEADING = regex.compile(r"\s*(\d{1,6})\s*(?:\s[-–—]|[:;,!)]|\.(?!\d))\s*([^\d]*\p{L}{2}[^\d]*)$")
_NONE_NOW = regex.compile(
    r"\b(?:now(?: its| we have| ive got| i have)?|i (?:got|have|had)|ive got) (?:none|zero)\b(?!\s*of\b)|\bnone (?:now|left|any ?more)\b(?! of)"
)
_STREETS = frozenset(
    words("lane street road avenue close court drive crescent terrace gardens way rd st ave")
)
_PLACES = frozenset(
    words(
        "flat apartment apt room house door block unit number no num bus route platform plot floor level daire kapi mieszkanie nr fflat rhif"
    )
)
_MANY = frozenset(words("dozens hundreds thousands millions tens scores tonne tons"))
_AROUND = frozenset(
    words(
        "about around roughly maybe people kids children persons adults of us we are have there i my year years old pounds quid days weeks months please"
    )
) - {"no"}
_BESIDE_RARER = PEOPLE | JOINERS["en"] | {"and", "just", "only", "a", "an", "the"}
_DECIMAL_COMMA = ("pl", "tr")
_NOT_NEGATIONS = frozenset(words("no none dim hic but"))


def read_plainly(said: Said, language: str) -> Found | None:
    """Read a reply that is nothing but digits, or one word of the language, by looking it up."""
    key = said.key
    if key.isdecimal():
        return (int(key), True) if key == said.raw and len(key) < 7 else None
    table, known = _by_word(language)
    value = table.get(key)
    if value is not None:
        return (value, True) if said.raw.isalpha() else None
    tokens = said.tokens
    if len(tokens) > _MAX_PLAIN or not known.issuperset(tokens) or not _is_letters(said.raw):
        return None
    values = [table[token] for token in tokens if token in table]
    return (values[0], not approximates(tokens)) if len(values) == 1 else None


@lru_cache(maxsize=16)
def _by_word(language: str) -> tuple[dict[str, int], frozenset[str]]:
    """Give the number words of a language, and these with what may stand around them."""
    doubtful = DOUBTFUL | {"couple", "hundred", "yuz"}
    own = NUMBERS.get(language, {})
    table = {word: value for word, value in NUMBERS["en"].items() if word not in doubtful} | {
        word: value for word, value in own.items() if word not in doubtful and value < 1000
    }
    return table, _AROUND.union(table)


def list_number_words(language: str) -> Iterable[str]:
    """List the words that are a number by themselves, in plain form."""
    return _by_word(language)[0]


def read_number(said: Said, language: str) -> Found | None:
    """Read a reply that should be a number; see `find_number`."""
    found = read_plainly(said, language)
    if found is not None:
        return found
    raw = said.raw
    is_short = len(raw) <= MAX_CHARS and raw.isascii() and _is_letters(raw)
    if is_short and _is_plain_words(said.key, said.tokens):
        return _WHOLE.get(said.key) or _read_plain_words(said, language)
    return find_number(raw, language)


def find_number(text: str, language: str) -> Found | None:
    """Find the one number of a text.

    Args:
        text: as it was written.
        language: its number words count first ("on" is ten in Turkish only), then any other's.

    Returns:
        The number and whether we are sure ("about forty" is 40, not sure); None where there is no
        number, more than one, or only a phone number, a postcode, a time or a date.
    """
    folded = plain(text[:MAX_CHARS])
    has_digits = not _is_letters(folded) and DIGIT.search(folded) is not None
    has_phone = has_digits and _PHONE.search(folded) is not None
    if has_digits:
        folded = _POSTCODE.sub(" ", _PHONE.sub(" ", folded))
    said = normalise(folded)
    whole = _WHOLE.get(said.key)
    if whole is not None:
        return whole
    if ("none" in folded or "zero" in folded) and _NONE_NOW.search(folded):
        return 0, True
    leading = _LEADING.match(folded) if has_digits else None
    if (
        leading
        and find_number(leading[2], language) is None
        and not approximates(normalise(leading[2]).tokens)
    ):
        return int(leading[1]), True
    if not has_digits and _is_plain_words(folded, said.tokens):
        return _read_plain_words(said, language)
    folded = spell_out(ARABIZI.sub(drop_digits, folded) if language == "ar" else folded)
    said = normalise(folded)
    half, whole_part = take_rest(folded)
    tokens = (normalise(whole_part) if half else said).tokens[:MAX_TOKENS]
    values, is_twice = _find_values(whole_part, tokens, language)
    is_guess = (
        has_phone or _says_guess(tokens, said, language) or _ABOUT.search(whole_part) is not None
    )
    return _judge(values, tokens, language, half=half, is_guess=is_guess, is_twice=is_twice)


_WHOLE = dict.fromkeys(ALONE_LINES, (1, True)) | dict.fromkeys(NONE_LINES, (0, True))
_WHOLE |= {"both of us": (2, True)} | dict.fromkeys(PAIR_LINES, (2, False))


def _read_plain_words(said: Said, language: str) -> Found | None:
    """Read a text in which there are neither digits nor signs that stand for numbers."""
    tokens = said.tokens[:MAX_TOKENS]
    is_guess = _says_guess(tokens, said, language)
    return _judge(find_words(tokens, language), tokens, language, is_guess=is_guess)


_POLISH_ABOUT = (("ok",), ("ze",))  # około, and "some"; elsewhere "all right" and "that"


def _says_guess(tokens: tuple[str, ...], said: Said, language: str) -> bool:
    return (
        approximates(tokens) or (language == "pl" and tokens[:1] in _POLISH_ABOUT) or doubts(said)
    )


def _judge(
    values: set[Number],
    tokens: tuple[str, ...],
    language: str,
    *,
    half: Number = 0,
    is_guess: bool,
    is_twice: bool = False,
) -> Found | None:
    """Tell which number was meant, and how surely, by the words around what was found."""
    if not values and tokens and says_none(tokens):
        return (0, True) if len(tokens) > 1 else None
    if not values and is_guess:
        return None
    is_guess = (
        is_guess or (tokens[:1] == ("me",) and len(tokens) > 1) or not _STREETS.isdisjoint(tokens)
    )
    is_guess = is_guess or not _PLACES.isdisjoint(tokens[:-1]) or is_aside(values, tokens)
    if not values and not is_guess:
        return _find_rarer(tokens, language)
    if len(values) != 1 or (not is_guess and negates(tuple(set(tokens) - _NOT_NEGATIONS))):
        return None
    value = values.pop() + half
    return (-value if tokens[0] in _MINUS else value), not (is_guess or is_twice)


def _is_letters(folded: str) -> bool:
    return folded.replace(" ", "").isalpha()


def _is_plain_words(folded: str, tokens: tuple[str, ...]) -> bool:
    """Tell, for a text without digits, whether surely no pattern from _SPELT on finds anything."""
    return (
        folded.isascii()
        and _SPELT_BY.isdisjoint(tokens)
        and "ish" not in folded
        and (_is_letters(folded) or _SPELT_WITH.isdisjoint(folded))
    )


def _find_values(folded: str, tokens: tuple[str, ...], language: str) -> tuple[set[Number], bool]:
    """Give what the digits say, or else the words; and whether digits say the same twice."""
    written = list(_read_digits(folded, language)) if DIGIT.search(folded) else []
    if written:
        spoken = set(read_words(tokens, "en")) - {0, 1, *(_POWERS.values())}
        return set(written) | spoken, len(written) > 1
    if any(map(str.isdecimal, tokens)):
        return set(), False
    return find_words(tokens, language), False


def _find_rarer(tokens: tuple[str, ...], language: str) -> Found | None:
    """Read "half" and "poltora"; and a number word with a typo, as a guess."""
    rest = [token for token in tokens if token not in _BESIDE_RARER]
    if len(rest) != 1 or rest[0] in _MANY:
        return None
    if rest[0] in HALVES and (rest[0] == "half" or language != "en"):
        return HALVES[rest[0]], rest[0] != "half"
    return _mend(rest[0], language) if len(rest[0]) > 3 else None


@lru_cache(maxsize=WORDS_REMEMBERED)
def _mend(typed: str, language: str) -> Found | None:
    """Find the number word that a word with a typo nearly is."""
    table = _list_long_words(language)
    best = process.extractOne(typed, table.keys(), scorer=fuzz.ratio, score_cutoff=MIN_SCORE)
    is_near = (
        best is not None
        and len(typed) > 4
        and OSA.distance(typed, best[0]) == 1
        and typed[0] == best[0][0]
    )
    return (table[best[0]], is_near) if best else None


@lru_cache(maxsize=16)
def _list_long_words(language: str) -> dict[str, int]:
    both = NUMBERS["en"] | NUMBERS.get(language, {})
    return {word: value for word, value in both.items() if len(word) > 3}


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
