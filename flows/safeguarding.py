"""Finds words that a person must look at: self-harm, abuse, danger now, a child at risk.

A phrase list misses much and stops some harmless texts; it decides nothing but to pause and to
ask a person. Holds no reply.
"""

from typing import Any

import regex

from flows.danger_phrases import PATTERNS
from flows.normal import Said, plain

_STEM_LENGTH = 4


def _compile(pattern: str) -> Any:
    return regex.compile(pattern if pattern.isascii() else plain(pattern))


def _index() -> dict[str, tuple[tuple[str, Any], ...]]:
    """Sort the patterns by the first letters of a word that must be there."""
    found: dict[str, tuple[tuple[str, Any], ...]] = {}
    for (name, stems), pattern in PATTERNS.items():
        entry = (name, _compile(pattern))
        for stem in plain(stems).split():
            found[stem[:_STEM_LENGTH]] = (*found.get(stem[:_STEM_LENGTH], ()), entry)
    return found


_BY_STEM = _index()


def find_danger(said: Said) -> str:
    """Find the entry of our list that a text matches.

    Returns:
        The entry's name, for the person who is alerted; "" for none.
    """
    stems = dict.fromkeys(token[:_STEM_LENGTH] for token in said.tokens)
    for stem in stems:
        for name, pattern in _BY_STEM.get(stem, ()):
            if pattern.search(said.key):
                return name
    return ""
