"""Cuts a text into clauses. Reads no answer."""

# ruff: noqa: E501  (patterns)

import regex

from flows.reader.explaining import turns
from flows.reader.hedges import doubts, guesses
from flows.reader.normal import Said, normalise, plain
from flows.reader.yes_no_words import CONDITIONS

_MAX_CHARS = 300
_MAX_CLAUSES = 5
_CUTS = regex.compile(
    r"[.!;\n]+(?:\s+|$)|,\s+|\s[-–—]+\s|\s+(?=(?:because|becos|becoz|bcos|bcoz|bcuz|cos|coz|cuz|cus|as (?:i|we|my|the|its|it)|since (?:i|we|my|the|its|it)|so)\b)"
)
_REFUSALS = regex.compile(r"[?]|\bor\b")


def split_clauses(said: Said) -> list[Said]:
    """Cut a text at its sentence ends, commas, and words that give a reason.

    Returns:
        Two clauses or more; none where there is but one, or where any of them doubts, guesses, sets a
        condition, asks, or turns against another.
    """
    if len(said.raw) > _MAX_CHARS:
        return []
    folded = plain(said.raw)
    if _REFUSALS.search(folded) or doubts(said) or guesses(said.tokens):
        return []
    if not CONDITIONS.isdisjoint(said.tokens):
        return []
    parts = [part for part in map(normalise, _CUTS.split(folded)) if part.tokens]
    if not 2 <= len(parts) <= _MAX_CLAUSES or any(turns(part) for part in parts):
        return []
    return parts
