"""Writes in digits what is said as a number in other ways. Reads no number."""

# ruff: noqa: E501  (word lists and patterns)

import regex

from flows.reader.fractions import spell_fractions
from flows.reader.hedges import approximates
from flows.reader.number_words import NUMBERS, SOUNDS, sound

DIGIT = regex.compile(r"\d")
_NOT_ONE = regex.compile(
    r"\bno ?(?:one|body)\b|\bnone\b|\bnot (?:(?:a )?single )?(?:one|any|a one)\b|\bnot 1\b"
)
_SPELT = (  # one of the signs stands where the pattern finds anything
    (("ish",), regex.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty)ish\b"), r"\1 ish"),
    (("say",), regex.compile(r"\b(?:id|i (?:would|wud|wld|d|should|wd)) say\b"), " "),
    (("dozen",), regex.compile(r"\b(?:a )?couple (?:of )?dozens?\b"), " about 24 "),
    (("عشر",), regex.compile(r"\b(?:احد|احدي|حداش) عشره?\b"), " 11 "),
    (("عشر",), regex.compile(r"\bاثن(?:ا|ي|تا|تي) عشره?\b"), " 12 "),
    (("x",), regex.compile(r"\bx(?=\d)|(?<=\d)x\b"), " "),
    (("minus", "eksi"), regex.compile(r"\b(?:minus|eksi)\s+(?=\d)"), "-"),
    (("-",), regex.compile(r"(?<=\p{L})-(?=\p{L})"), " "),
)  # fmt: skip
_POINT = regex.compile(r"\b(\p{L}+|\d+) point ((?:\p{L}+ ?)+|\d+)")
_LINK = regex.compile(r"https?:\S+|\bwww\.\S+|\S+@\S+")
_WELSH = regex.compile(
    r"\b(\p{L}+) ar (ddeg|bymtheg|hugain|ddeugain)\b|\bhanner (?:cant|gant)\b|\b(\p{L}+) ugain\b"
)
ARABIZI = regex.compile(
    r"(?<![\p{L}\p{N}])(?:[23579]\p{L}{3,}|\p{L}+[23579]\p{L}+[\p{L}\d]*|\p{L}{2,}[23579])(?![\p{L}\p{N}])"
)
_NO_THING = regex.compile(
    r"\bthis one\b|\bthat one\b|\bwhich one\b|\bthe (?:right|wrong|other|same) one\b|\bone (?:of|thing|day|more|another)\b|\b(?:any|some|every) ?one\b|\bat once\b|\bonce (?:you|they|we|i|it|the)\b|\blast time\b|\bone way or\b|\bone and only\b|\bwon\b|\bnone of (?:your|ur|yer|ya) (?:\w+ )?(?:business|beeswax|concern)\b|\bnobodys business\b"
)


def spell_out(folded: str) -> str:
    """Write in digits and words what is said in other ways, and leave out what is no number."""
    folded = ARABIZI.sub(_spell_arabizi, _NO_THING.sub(" ", _LINK.sub(" ", folded)))
    folded = _NOT_ONE.sub(" zero ", folded)
    folded = spell_fractions(folded)
    for signs, pattern, spelt in _SPELT:
        if any(map(folded.__contains__, signs)):
            folded = pattern.sub(spelt, folded)
    return _WELSH.sub(_spell_welsh, _POINT.sub(_spell_point, folded))


def drop_digits(match: "regex.Match[str]") -> str:
    """Take the digits that are letters out of a word that is no number: 7awali, 3andi."""
    spelt = sound(match[0].replace("5", "kh").replace("7", "h"))
    if spelt in SOUNDS["ar"]:
        return spelt
    return "hawali" if approximates((match[0],)) else DIGIT.sub("", match[0])


def _spell_arabizi(match: "regex.Match[str]") -> str:
    """Write "3ishreen" in its sound, where it is an Arabic number word, so that 3 is no digit."""
    spelt = sound(match[0])
    return spelt if spelt in SOUNDS["ar"] else match[0]


def _spell_point(match: "regex.Match[str]") -> str:
    """Write "two point five" in digits."""
    table = NUMBERS["en"] | {"oh": 0, "o": 0}
    whole, rest = match[1], match[2].split()
    parts = [part if part.isdecimal() else table.get(part, 99) for part in rest]
    first = whole if whole.isdecimal() else table.get(whole, 99)
    if first == 99 or any(part != str(part) and int(part) > 9 for part in parts):
        return match[0]
    return f"{first}.{''.join(map(str, parts))}"


def _spell_welsh(match: "regex.Match[str]") -> str:
    """Write "un ar ddeg" (one on ten), "pedwar ugain" (four score) and half a hundred in digits."""
    table = NUMBERS["cy"]
    if match[1]:
        least = table.get(match[1], 0)
        return str(least + table[match[2]]) if 0 < least < 20 else match[0]
    if match[3]:
        scores = table.get(match[3], 0)
        return str(20 * scores) if 2 < scores < 5 else match[0]
    return "50"
