"""Halves, quarters and thirds as people say them, written in digits. Reads no whole number."""

# ruff: noqa: E501  (patterns and word lists)

import regex

from flows.reader.normal import normalise, words
from flows.reader.number_words import NUMBERS

_HALF = regex.compile(
    r"\b(?:and (?:a )?half|(?<!cant )(?<!gant )a hanner|bucuk|i pol|wa nos|wa nisf|aur aadha|iyo bar)\b|\bplus half\b|ونصف\b|و نصف\b|ونص\b"
)
_REST = (  # what is said behind a whole number
    (regex.compile(r"\band (?:a|one|1) quarter\b"), 0.25),
    (regex.compile(r"\band (?:three|3) quarters\b"), 0.75),
    (_HALF, 0.5),
)
_ODD = {  # what is put to the number after it: saarhe teen is three and a half
    normalise(word).key: value
    for value, line in (
        (
            0.5,
            "saarhe sarhay saarhay sadhay saadhay sarrhe sadhey sarhey saarhey sarhe saadhe sadhe saade sade saare sare shaare ساڑھے ساڑهے ساڑے সাড়ে সাড়ে",
        ),
        (0.25, "sawa sava sowa سوا সোয়া সোয়া"),
        (-0.25, "paune pauney poune pone پونے পৌনে"),
    )
    for word in words(line)
}
HALVES = {
    "half": 0.5,
    "yarim": 0.5,
    "polowa": 0.5,
    "pol": 0.5,
    "poltora": 1.5,
    "poltorej": 1.5,
    "hanner": 0.5,
    "nisf": 0.5,
    "derh": 1.5,
    "dedh": 1.5,
    "dhai": 2.5,
    "dhaai": 2.5,
    "arhai": 2.5,
    "dheyr": 1.5,
    "derho": 1.5,
    "arai": 2.5,
} | {
    normalise(word).key: value
    for word, value in (
        ("ڈیڑھ", 1.5),
        ("ڈھائی", 2.5),
        ("দেড়", 1.5),
        ("আড়াই", 2.5),
        ("আধা", 0.5),
        ("অর্ধেক", 0.5),
        ("آدھا", 0.5),
        ("نصف", 0.5),
        ("نص", 0.5),
    )
}
_SPELT = (  # one of the signs stands where the pattern finds anything
    (("1/2", "half"), regex.compile(r"(?<=\d) 1/2\b|(?<=\d) (?:and )?(?:a )?half\b"), ".5"),
    (("1/2",), regex.compile(r"(?<=\d) and a 1/2\b"), ".5"),
    (("1/4",), regex.compile(r"(?<=\d)(?: and)? ?(?:a )?1/4\b"), ".25"),
    (("3/4",), regex.compile(r"(?<=\d)(?: and)? ?3/4\b"), ".75"),
    (("half",), regex.compile(r"\bhalf (?:a )?dozen\b"), " six "),
    (("half",), regex.compile(r"\bhalf (?:a )?million\b"), " 500000 "),
    (("half",), regex.compile(r"\bhalf (?:a )?(?:thousand|grand)\b"), " 500 "),
    (("half",), regex.compile(r"\ban? (?!hundred|thousand|million|dozen)\p{L}+ and a half\b"), " 1.5 "),
    (("half",), regex.compile(r"(?<!\band a )\bhalf an? (?=\p{L})"), " 0.5 "),
    (("/3",), regex.compile(r"(?<=\d)(?: and)? 1/3\b"), ".333333"),
    (("/3",), regex.compile(r"(?<=\d)(?: and)? 2/3\b"), ".666667"),
    (("quarter",), regex.compile(r"\b(?:a )?quarter of a million\b"), " 250000 "),
    (("quarters",), regex.compile(r"(?<!\band )\b(?:three|3) quarters\b"), " 0.75 "),
    (("quarter",), regex.compile(r"(?<!\band )\b(?:a|one|1) quarter\b(?! (?:to|past))"), " 0.25 "),
    (("thirds",), regex.compile(r"(?<!\band )\b(?:two|2) thirds\b"), " 0.666667 "),
    (("third",), regex.compile(r"(?<!\band )\b(?:a|one|1) third\b(?= of\b|$)"), " 0.333333 "),
)  # fmt: skip
_SOUTHERN = frozenset(_ODD) | (frozenset(HALVES) - {"half", "hanner", "pol", "yarim"})
FRACTION_WORDS = frozenset(
    word
    for word in (*words("half quarter quarters third thirds halves"), *_ODD, *HALVES)
    if word.isascii()
)
"""Without one of these, a text in plain letters says no fraction."""


def spell_fractions(folded: str) -> str:
    """Write in digits what is said in parts: "three quarters", "1 and 3/4", "saarhe teen"."""
    folded = _spell_odd(folded)
    for signs, pattern, spelt in _SPELT:
        if any(map(folded.__contains__, signs)):
            folded = pattern.sub(spelt, folded)
    return folded


def take_rest(folded: str) -> tuple[float, str]:
    """Take "and a half" or "and three quarters" out of a text: its value, 0 for none, and the text."""
    for pattern, value in _REST:
        if pattern.search(folded):
            return value, pattern.sub(" ", folded)
    return 0, folded


def _spell_odd(folded: str) -> str:
    """Write in digits what Urdu and Bengali halve: "saarhe teen" is 3.5, "dhai sau" is 250."""
    tokens = folded.split()
    if _SOUTHERN.isdisjoint(tokens):
        return folded
    for at, key in enumerate(tokens[:-1]):
        number, power = _find_number(tokens[at + 1]), _find_number("".join(tokens[at + 2 : at + 3]))
        if key in _ODD and 0 < number < 100:
            whole = (number + _ODD[key]) * (power if power >= 100 else 1)
            tokens[at : at + 2] = [f"{whole:g}", ""]
            tokens[at + 2 : at + 3] = [""] * (power >= 100) or tokens[at + 2 : at + 3]
        elif key in HALVES and number >= 100:
            tokens[at : at + 2] = [f"{HALVES[key] * number:g}", ""]
    return " ".join(tokens)


def _find_number(key: str) -> int:
    """Give the number a word is in Urdu or Bengali, or digits; 0 for none."""
    if key.isdecimal():
        return int(key[:6])
    return NUMBERS["ur"].get(key, 0) or NUMBERS["bn"].get(key, 0)
