"""Reads which of a few options somebody means: digit, letter, words, "the first one", a typo."""

# ruff: noqa: E501  (word lists)

import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache

import regex
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from flows.choice_words import (
    DENIALS,
    FILLERS,
    HEDGES,
    LAST,
    MIDDLE,
    OPINIONS,
    ORDINALS,
    stem,
)
from flows.hedges import doubts
from flows.normal import WORDS_REMEMBERED, Said, normalise, plain, words
from flows.number_words import DOUBTFUL, NUMBERS
from flows.options import LETTERS, Choice, Index, Options, make_index
from flows.yes_no import decide

MIN_SCORE = 75
MIN_GAP = 8
MAX_TOKENS = 14
_MIN_CHARS = 3
_MIN_SURE_CHARS = 5  # of a word with one letter wrong that we take for sure
_BETWEEN = frozenset(words("and or ve veya neu albo iyo aur"))
_SIGNS = regex.compile(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}]")
_SQUARED = str.maketrans("🅰🅱🅾", "abo")
_CLAUSES = regex.compile(r"[,;.!]|\bbut\b|\bits\b|\binstead\b|\bama\b|\bale\b|\blekin\b|\bkintu\b|\bond\b|\blaakiin\b")  # fmt: skip
_LEAD_DIGIT = regex.compile(r"\s*(\d{1,2})\s*(?:[-–—:;,!)]+|\.(?!\d))\s*(?=[^\d\s])[^\d]*$")
_CHOOSERS = frozenset(
    words("with for say option choose pick its is answer letter go number choice")
)


def choose(said: Said, options: Options, language: str = "en") -> Choice | None:
    """Find the option a text means.

    Args:
        said: the text in its plain form.
        options: (code, label, other words ...) in the order of their digits.
        language: its number words count first.

    Returns:
        The choice; None where it is unclear, or names two.
    """
    index = make_index(options)
    found = index.exact.get(said.key)
    if found is not None:
        return found
    if not said.tokens:
        return _find_sign(said.raw, options, index)
    if doubts(said) or len(said.tokens) > MAX_TOKENS:
        return None
    tokens = said.tokens
    if tokens[0] in _OPINIONS_BY_WORD:
        tokens = _without_opinion(tokens)
    found = _search(said, tokens, options, language, index)
    if found is None or HEDGES.isdisjoint(tokens):
        return found
    is_guess = any(token in HEDGES and token not in index.words for token in tokens)
    return Choice(found.code, False, found.spare) if is_guess else found


def _without_opinion(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Take "I think" off the beginning: an opinion is an answer."""
    for opinion in _OPINIONS_BY_WORD[tokens[0]]:
        if tokens[: len(opinion)] == opinion and len(tokens) > len(opinion):
            return tokens[len(opinion) :]
    return tokens


_OPINIONS_BY_WORD = {
    first: tuple(opinion for opinion in OPINIONS if opinion[0] == first)
    for first in {opinion[0] for opinion in OPINIONS}
}


def _search(
    said: Said, tokens: tuple[str, ...], options: Options, language: str, index: Index
) -> Choice | None:
    named = _name_words(tokens, index, language)
    if said.tokens[0][0].isdecimal():
        led = _read_lead(said.raw, tokens, set(named.values()), options)
        if led:
            return led
    if denies(tokens, language):
        return _find_affirmed(said, language, index)
    if len(named) > 1 and len(set(named.values())) > 1:
        return None
    if index.answers:
        answered = decide(said, language)
        if answered is not None:
            return Choice(index.answers[answered[0]], answered[1])
    kept = [token for token in tokens if token not in FILLERS]
    word = _find_word(kept, named, index) if named else None
    if word and not word.spare:
        return word
    return (
        _find_trimmed(tokens, index)
        or _find_ordinal(tokens, options)
        or _find_number(tokens, kept, options, language)
        or _find_typo(tokens, kept, index)
        or word
    )


def _read_lead(
    raw: str, tokens: tuple[str, ...], named: set[str], options: Options
) -> Choice | None:
    """Read "2. the road": a digit in front, and no other option named behind it."""
    led = _LEAD_DIGIT.match(plain(raw))
    place = int(led[1]) if led else 0
    if not 1 <= place <= len(options) or named - {options[place - 1][0]}:
        return None
    return Choice(options[place - 1][0], True, not FILLERS.issuperset(tokens[1:]))


def denies(tokens: tuple[str, ...], language: str) -> bool:
    """Tell whether a text leaves something out; "na" is "for" in Polish."""
    return not (_POLISH_DENIALS if language == "pl" else DENIALS).isdisjoint(tokens)


_POLISH_DENIALS = DENIALS - {"na"}


def _find_affirmed(said: Said, language: str, index: Index) -> Choice | None:
    """Read "the lane, not the stop" and "it isn't the park, it's the road"."""
    affirmed: set[str] = set()
    denied: set[str] = set()
    for part in _CLAUSES.split(plain(said.raw)):
        tokens = normalise(part).tokens
        cut = next((at for at, token in enumerate(tokens) if token in DENIALS), len(tokens))
        before, after = _name_all(tokens[:cut], index, language), _name_all(tokens[cut:], index, language)  # fmt: skip
        is_subject = cut < len(tokens) and not after  # "the park isn't the problem"
        denied |= before if is_subject else after
        affirmed |= set() if is_subject else before
    affirmed -= denied
    return Choice(affirmed.pop(), bool(denied), True) if len(affirmed) == 1 and denied else None


def _name_all(tokens: tuple[str, ...], index: Index, language: str) -> set[str]:
    line = f" {' '.join(tokens)} "
    whole = {code for key, code in index.labels if f" {key} " in line}
    return whole or set(_name_words(tokens, index, language).values())


def _name_words(tokens: tuple[str, ...], index: Index, language: str) -> dict[str, str]:
    """Give the words that name one option, also in another form, with its code."""
    named = {}
    for token in tokens:
        code = index.words.get(token)
        if code is None and token not in FILLERS and len(token) > 2:
            code = index.stems.get(stem(token, language))
        if code:
            named[token] = code
    return named


def name_word(token: str, index: Index, language: str) -> str | None:
    """Give the code of the one option that has a word, also in another form of it."""
    code = index.words.get(token)
    if code is None and token not in FILLERS and len(token) > 2:
        code = index.stems.get(stem(token, language))
    return code


def name_positions(tokens: tuple[str, ...], options: Options) -> tuple[str, ...]:
    """Give the options that words such as "first" and "last" name, in the order said."""
    places = {name: at for at, names in enumerate(ORDINALS) for name in names}
    places |= dict.fromkeys(LAST, len(options) - 1)
    found = [places[token] for token in tokens if token in places]
    return tuple(dict.fromkeys(options[at][0] for at in found if at < len(options)))


_ORDINAL_NAMES = frozenset(name for names in ORDINALS for name in names) | LAST | MIDDLE | FILLERS


def _find_ordinal(tokens: tuple[str, ...], options: Options) -> Choice | None:
    if not _ORDINAL_NAMES.issuperset(tokens):
        return None
    found = {position for position, names in enumerate(ORDINALS, 1) if not names.isdisjoint(tokens)}
    if not LAST.isdisjoint(tokens):
        is_second_last = {2} == found and "second" in tokens
        found = {len(options) - 1} if is_second_last else {*found, len(options)}
    if not MIDDLE.isdisjoint(tokens) and len(options) % 2:
        found.add(len(options) // 2 + 1)
    if len(found) != 1:
        return None
    at = found.pop()
    return Choice(options[at - 1][0], True) if 1 <= at <= len(options) else None


def _find_number(
    tokens: tuple[str, ...], said: list[str], options: Options, language: str
) -> Choice | None:
    """Read "number two please" and "dui number": digits and number words, of any language."""
    if not said and tokens[-1] in LETTERS[: len(options)] and tokens[-2:-1] and tokens[-2] in _CHOOSERS:  # fmt: skip
        return Choice(options[LETTERS.index(tokens[-1])][0], True)
    if len(said) != 1 or not _BETWEEN.isdisjoint(tokens):
        return None
    if len(said[0]) == 1 and said[0] in LETTERS[: len(options)]:
        return Choice(options[LETTERS.index(said[0])][0], True)
    value = name_number(said[0], language)
    return Choice(options[value - 1][0], True) if 1 <= value <= len(options) else None


@lru_cache(maxsize=WORDS_REMEMBERED)
def name_number(token: str, language: str) -> int:
    """Give the number a word stands for in the language, in English or in another; 0 for none."""
    if token.isdecimal():
        return int(token) if len(token) < 3 else 0
    own = NUMBERS.get(language, {}).get(token)
    if own is not None:
        return own
    if token in ("once", "twice", "thrice", "pair", "couple"):
        return 0
    english = NUMBERS["en"].get(token)
    if english is not None or token in _DOUBTFUL_ALONE:
        return english or 0
    return next((NUMBERS[one][token] for one in NUMBERS if token in NUMBERS[one]), 0)


_DOUBTFUL_ALONE = DOUBTFUL - {"do", "un", "tri", "char", "sat"}


def _find_sign(raw: str, options: Options, index: Index) -> Choice | None:
    """Find the option whose label holds the emoji, or the word the emoji is called by."""
    letter = raw.translate(_SQUARED).replace("\ufe0f", "").strip()
    if letter != raw.strip() and len(letter) == 1:
        return index.exact.get(letter)
    signs = set(_SIGNS.findall(raw))
    named = {code for code, *lines in options if not signs.isdisjoint("".join(lines))}
    medals = {at for at, sign in enumerate("🥇🥈🥉") if sign in signs and at < len(options)}
    if not named and len(medals) == 1:
        return Choice(options[medals.pop()][0], True)
    if named:
        return Choice(named.pop(), True) if len(named) == 1 else None
    if index.answers:
        answered = decide(normalise(raw), "en")
        return Choice(index.answers[answered[0]], answered[1]) if answered else None
    tokens = [token for sign in signs for token in unicodedata.name(sign, "").lower().split()]
    called = {code for code in (name_word(token, index, "en") for token in tokens) if code}
    return Choice(called.pop(), False) if len(called) == 1 else None


def _find_word(kept: list[str], named: dict[str, str], index: Index) -> Choice | None:
    """Choose the option that all naming words name, if hardly another word stands beside them."""
    code = next(iter(named.values()))
    own = index.own[code]
    spare = 0
    for token in kept:
        if token not in named and token not in own:
            also = index.exact.get(token)
            spare += also is None or also.code != code
    return Choice(code, not spare, bool(spare)) if spare <= 2 else None


def _find_trimmed(tokens: tuple[str, ...], index: Index) -> Choice | None:
    """Look up what is left when small words go from both ends: "only me"."""
    if index.known.isdisjoint(tokens) or not _BETWEEN.isdisjoint(tokens):
        return None
    for start in range(len(tokens)):
        if start and tokens[start - 1] not in FILLERS:
            return None
        end = len(tokens)
        while end > start:
            found = index.exact.get(" ".join(tokens[start:end]))
            if found is not None and (len(tokens[start]) > 1 or end - start > 1):
                return found
            end -= 1
            if tokens[end] not in FILLERS:
                break
    return None


def _find_typo(tokens: tuple[str, ...], kept: list[str], index: Index) -> Choice | None:
    found = mend(" ".join(tokens), index) if len(tokens) <= index.max_words else None
    if found is None and 0 < len(kept) < len(tokens) and len(kept) <= index.max_words:
        return mend(" ".join(kept), index)
    return found


def mend(line: str, index: Index) -> Choice | None:
    """Find the one label or word that a text nearly is; sure where one letter of many is wrong."""
    if len(line) < _MIN_CHARS:
        return None
    first = bisect_left(index.lengths, len(line) // 2)  # others are less than half alike
    candidates = index.near[first : bisect_right(index.lengths, 2 * len(line))]
    near = process.extract(
        line, candidates, scorer=fuzz.ratio, score_cutoff=MIN_SCORE - MIN_GAP, limit=None
    )
    if not near:
        return None
    label, score, at = near[0]
    if score < MIN_SCORE:
        return None
    code = index.near_codes[first + at]
    for other, its_score, its_at in near[1:]:
        if index.near_codes[first + its_at] != code:
            if score - its_score < MIN_GAP:
                return None
            break
        if its_score == score:
            label = max(label, other)
    is_long = min(len(line), len(label)) >= _MIN_SURE_CHARS and line[0] == label[0]
    return Choice(code, is_long and OSA.distance(line, label, score_cutoff=1) == 1)
