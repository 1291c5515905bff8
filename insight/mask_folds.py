"""Words in signs of ASCII, so that a cheap look can be taken at any language. Pure.

What is told of them holds for the words as they were: a letter stays a letter, a digit a digit, and
what stands between them something that stands between. Nothing is masked in these.
"""

import unicodedata

_SAME = {"’": "'", "‘": "'", "＠": "@", "ı": "i", "ſ": "s", "İ": "I", "\u0085": " "}


class _Folds(dict[int, int]):
    """Each sign -> the one for it; what is not known is left as it is."""

    def __missing__(self, code: int) -> int:
        self[code] = code if code < 128 else ord(_fold(chr(code)))
        return self[code]


def _fold(sign: str) -> str:
    """Choose a sign of ASCII that rules treat alike; itself where none is."""
    if sign in _SAME:
        return _SAME[sign]
    kind = unicodedata.category(sign)
    if kind.startswith("L"):
        return _fold_letter(sign, capital=kind in {"Lu", "Lt"})
    if kind == "Nd":
        return str(int(sign))
    return _KINDS.get(kind) or _KINDS.get(kind[0], sign)


_KINDS = {"Pd": "-", "P": " ", "S": " ", "Z": " ", "M": "'"}
"""A mark belongs to the word before it, as an apostrophe does."""


def _fold_letter(sign: str, *, capital: bool) -> str:
    base = unicodedata.normalize("NFD", sign)[0]
    if base.isascii():
        return base
    return "X" if capital else "x"


_FOLDS = _Folds()


def fold(words: str) -> str:
    """Put a sign of ASCII in the place of each other one.

    Returns:
        As many signs; with some that are not ASCII where nothing can be told (fractions, signs
        that cannot be seen).
    """
    return words if words.isascii() else words.translate(_FOLDS)
