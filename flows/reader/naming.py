"""Finds the options that words name: their own words, in any form, numbers and places."""

from functools import lru_cache
from itertools import pairwise

from flows.reader.choice_words import FILLERS, LAST, ORDINALS, stem
from flows.reader.normal import WORDS_REMEMBERED
from flows.reader.number_words import DOUBTFUL, NUMBERS
from flows.reader.options import Index, Options
from flows.reader.spelt_by_ear import sound_out

_EDGES = ORDINALS[0] | LAST


def names_several(tokens: tuple[str, ...], language: str) -> bool:
    """Tell "the first two" and "last 3", which name more than one option."""
    return not _EDGES.isdisjoint(tokens) and any(
        one in _EDGES and 1 < name_number(other, language) < len(ORDINALS)
        for one, other in pairwise(tokens)
    )


def name_all(tokens: tuple[str, ...], index: Index, language: str) -> set[str]:
    """Give the codes of the options whose label is said whole, or else of those a word names."""
    line = f" {' '.join(tokens)} "
    whole = {code for key, code in index.labels if f" {key} " in line}
    return whole or set(name_words(tokens, index, language).values())


def name_words(tokens: tuple[str, ...], index: Index, language: str) -> dict[str, str]:
    """Give the words that name one option, also in another form, with its code."""
    named = {}
    for token in tokens:
        code = index.words.get(token)
        if code is None and token not in FILLERS and len(token) > 2:
            code = index.stems.get(stem(token, language))
            if code is None and index.heard and token.isascii():
                code = index.heard.get(sound_out(token))
        if code:
            named[token] = code
    return named


def name_word(token: str, index: Index, language: str) -> str | None:
    """Give the code of the one option that has a word, also in another form of it."""
    return name_words((token,), index, language).get(token)


def name_positions(tokens: tuple[str, ...], options: Options) -> tuple[str, ...]:
    """Give the options that words such as "first" and "last" name, in the order said."""
    places = {name: at for at, names in enumerate(ORDINALS) for name in names}
    places |= dict.fromkeys(LAST, len(options) - 1)
    found = [places[token] for token in tokens if token in places]
    return tuple(dict.fromkeys(options[at][0] for at in found if at < len(options)))


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
