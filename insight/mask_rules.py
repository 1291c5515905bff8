"""What a rule of masking is: a pattern, what is put in its place, and when it is worth a look."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

Put = str | Callable[[regex.Match[str]], str]

_INSIDE = r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]"
_JOINED = r"(?:[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]+(?:(?<=\p{ccc=9}\p{Cf}?)\p{L})?)*"
"""Signs that belong to the one before them, and letters that a virama ties to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of thing that leads to a person.

    Attributes:
        pattern: its group `kept` stays before what is masked; where `left` took part, all stays.
            Compiled when it is first tried: most never are, and all take half a second.
        put: in brackets, or what makes it of the match (the match itself: it stays).
        words: small letters; the rule is tried only where one of them stands as a word. Empty:
            only where there are digits or signs of an address.
        capital: it finds nothing where no capital letter stands behind a sign that is no letter.
    """

    pattern: str
    flags: int
    put: Put
    words: frozenset[str] = frozenset()
    capital: bool = False

    def apply(self, text: str) -> str:
        """Put the word in the place of all that is found."""
        return _compile(self.pattern, self.flags).sub(self._replace, text)

    def _replace(self, match: regex.Match[str]) -> str:
        parts = match.groupdict()
        if parts.get("left"):
            return match[0]
        word = self.put if isinstance(self.put, str) else self.put(match)
        if word == match[0]:
            return word
        return f"{parts.get('kept') or ''}{word}"


def rule(
    pattern: str, put: Put, *, words: str = "", exact_case: bool = False, capital: bool = False
) -> Rule:
    """Make a rule whose match neither begins nor ends inside a grapheme.

    Args:
        pattern: of the `regex` library, verbose.
        words: as in Rule, with spaces between.
        capital: as in Rule.
    """
    flags = regex.VERBOSE if exact_case else regex.VERBOSE | regex.IGNORECASE
    whole = rf"(?!{_INSIDE})(?:{pattern}){_JOINED}"
    said = frozenset(words.split())
    return Rule(pattern=whole, flags=flags, put=put, words=said, capital=capital)


@cache
def _compile(pattern: str, flags: int) -> regex.Pattern[str]:
    return regex.compile(pattern, flags)
