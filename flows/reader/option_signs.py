"""Finds the option an emoji stands for."""

import unicodedata

import regex

from flows.reader.choice_words import SIGN_WORDS
from flows.reader.naming import name_word
from flows.reader.normal import normalise, words
from flows.reader.options import Choice, Index, Options
from flows.reader.yes_no import decide

_SIGNS = regex.compile(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}]")
_SKINS = frozenset("🏻🏼🏽🏾🏿")
_SQUARED = str.maketrans("🅰🅱🅾", "abo")


def find_sign(raw: str, options: Options, index: Index) -> Choice | None:
    """Find the option whose label holds the emoji, or the word the emoji is called by."""
    letter = raw.translate(_SQUARED).replace("\ufe0f", "").strip()
    if letter in ("a", "b", "o"):
        return index.exact.get(letter)
    signs = set(_SIGNS.findall(raw)) - _SKINS
    named = {code for code, *lines in options if not signs.isdisjoint("".join(lines))}
    medals = {at for at, sign in enumerate("🥇🥈🥉") if sign in signs and at < len(options)}
    if not named and len(medals) == 1:
        return Choice(options[medals.pop()][0], True)
    if named:
        return Choice(named.pop(), True) if len(named) == 1 else None
    if index.answers:
        answered = decide(normalise(raw), "en")
        return Choice(index.answers[answered[0]], answered[1]) if answered else None
    tokens = [token for sign in signs for token in _name_sign(sign)]
    called = {code for code in (name_word(token, index, "en") for token in tokens) if code}
    return Choice(called.pop(), len(signs) == 1) if len(called) == 1 else None


def _name_sign(sign: str) -> tuple[str, ...]:
    """Give what an emoji is called in English: Unicode's words for it, and those people say."""
    return words(unicodedata.name(sign, "").lower()) + SIGN_WORDS.get(sign, ())
