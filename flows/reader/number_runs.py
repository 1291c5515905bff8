"""Reads runs of number words, in the language asked in and in others. Reads no digits."""

from collections.abc import Iterator
from functools import lru_cache

from flows.reader.adding_up import add_up, take_apart
from flows.reader.hedges import approximates
from flows.reader.normal import WORDS_REMEMBERED
from flows.reader.number_words import DOUBTFUL, JOINERS, NUMBERS, PEOPLE, SOUNDS, sound

Number = float | int


def find_words(tokens: tuple[str, ...], language: str) -> set[Number]:
    """Read number words of the language, then of English, then of one that explains every word."""
    if not any(map(_is_number_word, tokens)):
        return set()
    own = set(read_words(tokens, language)) if language in NUMBERS else set()
    if own:
        return own
    english = set(read_words(tokens, "en"))
    if english and language != "en":
        return english
    found: set[Number] = set()
    for other in NUMBERS:
        if (DOUBTFUL.isdisjoint(tokens) or other == "en") and _explains(tokens, other):
            found |= set(read_words(tokens, other))
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


def read_words(tokens: tuple[str, ...], language: str) -> Iterator[Number]:
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
