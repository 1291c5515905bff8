"""Reads the one number of a reply: digits, number words, "1.5k". Phone numbers are not numbers."""

# ruff: noqa: E501  (patterns)

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from flows.reader.adding_up import add_up, take_apart
from flows.reader.fractions import FRACTION_WORDS, HALVES, spell_fractions, take_rest
from flows.reader.hedges import approximates, doubts, negates
from flows.reader.normal import WORDS_REMEMBERED, Said, normalise, plain, words
from flows.reader.noughts import ALONE_LINES, NONE_LINES, PAIR_LINES, is_aside, says_none
from flows.reader.number_words import DOUBTFUL, JOINERS, NUMBERS, PEOPLE, SOUNDS, sound

MAX_CHARS = 600
MAX_TOKENS = 60
MIN_SCORE = 83
_MAX_PLAIN = 4
Number = float | int
Found = tuple[Number, bool]

_DIGIT = regex.compile(r"\d")
_PHONE = regex.compile(r"(?<!\d)(?:\+|00|0)\d(?:[\s().-]?\d){7,}(?!\d)|(?<!\d)7\d{3}\s?\d{6}(?!\d)")
_POSTCODE = regex.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b")
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
_POINT = regex.compile(r"\b(\p{L}+|\d+) point ((?:\p{L}+ ?)+|\d+)")
_LINK = regex.compile(r"https?:\S+|\bwww\.\S+|\S+@\S+")
_WELSH = regex.compile(
    r"\b(\p{L}+) ar (ddeg|bymtheg|hugain|ddeugain)\b|\bhanner (?:cant|gant)\b|\b(\p{L}+) ugain\b"
)
# Signs and words without which none of these patterns finds anything in a text in plain letters.
_SPELT_WITH = frozenset("-:@~<>?")
_SPELT_BY = frozenset(
    words(
        "dozen dozens one noone anyone someone everyone once body nobody none not won time www point say bucuk pol nos nisf aadha iyo ar hanner ugain or than up give"
    )
).union(FRACTION_WORDS)
_MINUS = frozenset(words("minus eksi ujemne"))
_ARABIZI = regex.compile(
    r"(?<![\p{L}\p{N}])(?:[23579]\p{L}{3,}|\p{L}+[23579]\p{L}+[\p{L}\d]*|\p{L}{2,}[23579])(?![\p{L}\p{N}])"
)
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
_NO_THING = regex.compile(
    r"\bthis one\b|\bthat one\b|\bwhich one\b|\bthe (?:right|wrong|other|same) one\b|\bone (?:of|thing|day|more|another)\b|\b(?:any|some|every) ?one\b|\bat once\b|\bonce (?:you|they|we|i|it|the)\b|\blast time\b|\bone way or\b|\bone and only\b|\bwon\b|\bnone of (?:your|ur|yer|ya) (?:\w+ )?(?:business|beeswax|concern)\b|\bnobodys business\b"
)
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
    has_digits = not _is_letters(folded) and _DIGIT.search(folded) is not None
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
    folded = _spell_out(_ARABIZI.sub(_drop_digits, folded) if language == "ar" else folded)
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
    return _judge(_find_words(tokens, language), tokens, language, is_guess=is_guess)


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


def _spell_out(folded: str) -> str:
    """Write in digits and words what is said in other ways, and leave out what is no number."""
    folded = _ARABIZI.sub(_spell_arabizi, _NO_THING.sub(" ", _LINK.sub(" ", folded)))
    folded = _NOT_ONE.sub(" zero ", folded)
    folded = spell_fractions(folded)
    for signs, pattern, spelt in _SPELT:
        if any(map(folded.__contains__, signs)):
            folded = pattern.sub(spelt, folded)
    return _WELSH.sub(_spell_welsh, _POINT.sub(_spell_point, folded))


def _drop_digits(match: "regex.Match[str]") -> str:
    """Take the digits that are letters out of a word that is no number: 7awali, 3andi."""
    spelt = sound(match[0].replace("5", "kh").replace("7", "h"))
    if spelt in SOUNDS["ar"]:
        return spelt
    return "hawali" if approximates((match[0],)) else _DIGIT.sub("", match[0])


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


def _find_values(folded: str, tokens: tuple[str, ...], language: str) -> tuple[set[Number], bool]:
    """Give what the digits say, or else the words; and whether digits say the same twice."""
    written = list(_read_digits(folded, language)) if _DIGIT.search(folded) else []
    if written:
        spoken = set(_read_words(tokens, "en")) - {0, 1, *(_POWERS.values())}
        return set(written) | spoken, len(written) > 1
    if any(map(str.isdecimal, tokens)):
        return set(), False
    return _find_words(tokens, language), False


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


def _find_words(tokens: tuple[str, ...], language: str) -> set[Number]:
    """Read number words of the language, then of English, then of one that explains every word."""
    if not any(map(_is_number_word, tokens)):
        return set()
    own = set(_read_words(tokens, language)) if language in NUMBERS else set()
    if own:
        return own
    english = set(_read_words(tokens, "en"))
    if english and language != "en":
        return english
    found: set[Number] = set()
    for other in NUMBERS:
        if (DOUBTFUL.isdisjoint(tokens) or other == "en") and _explains(tokens, other):
            found |= set(_read_words(tokens, other))
    return found or english


def _explains(tokens: tuple[str, ...], language: str) -> bool:
    known = JOINERS[language] | PEOPLE
    return all(
        token in known or approximates((token,)) or _value_of(token, language) is not None
        for token in tokens
    )


def _value_of(token: str, language: str) -> int | None:
    """Look a word up, with a counter or "and" taken off it, or by its sound."""
    table = NUMBERS[language]
    value = table.get(token)
    if value is not None or not token:
        return value
    bare = take_apart(token, language)
    value = table.get(bare)
    if value is None and len(bare) > 2 and SOUNDS[language]:
        value = SOUNDS[language].get(sound(bare))
    return value


def _read_words(tokens: tuple[str, ...], language: str) -> Iterator[Number]:
    """Give each number that a run of number words makes."""
    for run in _find_runs(tokens, language):
        yield from add_up(run, language)


def _find_runs(tokens: tuple[str, ...], language: str) -> Iterator[list[int]]:
    """Give the values of number words that stand together, joined by words such as "and"."""
    joiners = JOINERS[language]
    values = [_split_value(token, language) for token in (*tokens, "")]
    run: list[int] = []
    for at, value in enumerate(values):
        if value:
            run.extend(value)
            continue
        joins = at < len(tokens) and tokens[at] in joiners and bool(values[at + 1])
        if run and not (joins and run[-1] >= (20 if language == "en" else 1)):
            yield run
            run = []


@lru_cache(maxsize=WORDS_REMEMBERED)
def _is_number_word(token: str) -> bool:
    """Tell whether a word is a number, or two written together, in any language."""
    return any(_split_value(token, language) for language in NUMBERS)


@lru_cache(maxsize=WORDS_REMEMBERED)
def _split_value(token: str, language: str) -> tuple[int, ...]:
    """Give the value of a word; two of one written together: yirmibes, fortytwo."""
    value = _value_of(token, language)
    if value is not None:
        return (value,)
    if language not in ("en", "tr", "cy", "pl") or len(token) < 5:
        return ()
    table = NUMBERS[language]
    for cut in range(2, len(token) - 1):
        tens, units = table.get(token[:cut], 0), table.get(token[cut:], 0)
        least = 20 if language == "en" else 10
        if (
            (tens in range(least, 100) and 0 < units < 10)
            or (tens and units in (100, 1000))
            or (language == "tr" and tens in (100, 1000) and 0 < units < 100)
        ):
            return tens, units
    return ()
