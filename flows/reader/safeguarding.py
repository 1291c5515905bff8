"""Finds words that a person must look at: self-harm, abuse, danger now, a child at risk.

A phrase list misses much and stops some harmless texts; it decides nothing but to pause and to
ask a person. Holds no reply.
"""

from dataclasses import dataclass
from functools import cache
from operator import itemgetter

import regex

from flows.reader.danger_phrases import PATTERNS
from flows.reader.normal import Said, plain

_STEM_LENGTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Danger:
    """One entry of the list: its pattern is searched where one of its pieces stands.

    Compiled when it first is: most never are, and all take longer than most commands.
    """

    name: str
    pieces: tuple[str, ...]
    pattern: str

    def is_in(self, key: str) -> bool:
        """Search a text in its plain form."""
        for piece in self.pieces:
            if piece in key:
                return _compile(self.pattern).search(key) is not None
        return False


_compile = cache(regex.compile)


def _index() -> dict[str, tuple[_Danger, ...]]:
    """Sort the entries by the first letters of a word that must be there."""
    found: dict[str, tuple[_Danger, ...]] = {}
    for (name, stems, pieces), pattern in PATTERNS.items():
        plain_pattern = pattern if pattern.isascii() else plain(pattern)
        one = _Danger(
            name=name,
            pieces=tuple(plain(pieces).split("|")),
            pattern=plain_pattern,
        )
        for stem in plain(stems).split():
            found[stem[:_STEM_LENGTH]] = (*found.get(stem[:_STEM_LENGTH], ()), one)
    return found


_BY_STEM = _index()
_cut_stem = itemgetter(slice(_STEM_LENGTH))


def find_danger(said: Said) -> str:
    """Find the entry of our list that a text matches.

    Returns:
        The entry's name, for the person who is alerted; "" for none.
    """
    for stem in map(_cut_stem, said.tokens):
        if stem in _BY_STEM:
            for one in _BY_STEM[stem]:
                if one.is_in(said.key):
                    return one.name
    return ""
