"""Weighs what a text is for and what against: "park değil okul". Reads no option itself."""

# ruff: noqa: E501  (a pattern)

from collections.abc import Callable

import regex

from flows.reader.choice_words import DENIALS, EITHER_WAY, LATE_DENIALS
from flows.reader.normal import Said, normalise, plain

Name = Callable[[tuple[str, ...]], set[str]]

_POLISH_DENIALS = DENIALS - {"na"}
_CLAUSES = regex.compile(
    r"[,;.!]|\bany ?more\b|\bnowadays\b|\bbut\b|\bits\b|\binstead\b|\bama\b|\bale\b|\blekin\b|\bkintu\b|\bond\b|\blaakiin\b"
)


def denies(tokens: tuple[str, ...], language: str) -> bool:
    """Tell whether a text leaves something out; "na" is "for" in Polish."""
    return not (_POLISH_DENIALS if language == "pl" else DENIALS).isdisjoint(tokens)


def denies_late(tokens: tuple[str, ...], language: str) -> bool:
    """Tell whether a text has a word that denies what stands before it."""
    return not LATE_DENIALS.isdisjoint(tokens) or (
        language == "bn" and not EITHER_WAY.isdisjoint(tokens)
    )


def weigh_clauses(said: Said, name: Name, language: str) -> tuple[set[str], set[str]]:
    """Give what a text is for, and what it is against.

    Args:
        said: the text in its plain form.
        name: gives the codes of what some words name.
        language: in Bengali "na" between two asks which of them.
    """
    affirmed: set[str] = set()
    denied: set[str] = set()
    for part in _CLAUSES.split(plain(said.raw)):
        for_it, against = _weigh_clause(normalise(part).tokens, name, language)
        affirmed |= for_it
        denied |= against
    return affirmed - denied, denied


def _weigh_clause(tokens: tuple[str, ...], name: Name, language: str) -> tuple[set[str], set[str]]:
    cut = next((at for at, token in enumerate(tokens) if token in DENIALS), len(tokens))
    before, after = name(tokens[:cut]), name(tokens[cut:])
    if cut == len(tokens):
        return before, set()
    if not after:  # "the park isn't the problem"
        return set(), before
    if before and language == "bn" and tokens[cut] in EITHER_WAY:
        return before | after, set()
    return (after, before) if before and tokens[cut] in LATE_DENIALS else (before, after)
