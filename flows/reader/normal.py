"""One plain form of what people write, to look words up. Never what is stored or shown."""

import re
import unicodedata
from collections.abc import Callable

import msgspec
import regex

MAX_REMEMBERED = 20_000
WORDS_REMEMBERED = 4_096  # by each reader of single words; a text is never remembered

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛`´ʼ′＇"))
_MARKS = dict.fromkeys(
    sign
    for first, last in (
        (0x300, 0x36F),
        (0x20D0, 0x20FF),
        (0xFE00, 0xFE0F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xAD, 0xAD),
        (0xFEFF, 0xFEFF),
        (0x610, 0x61A),
        (0x640, 0x640),
        (0x64B, 0x65F),
        (0x670, 0x670),
    )
    for sign in range(first, last + 1)
)
_LETTERS = str.maketrans("ıłđøىیکہھةۃ", "ildoييكهههه")
_DIGITS = {
    zero + digit: str(digit)
    for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6)
    for digit in range(10)
} | str.maketrans("٫٬،؛", ".,,;")
_FRACTIONS = str.maketrans({"½": ".5", "¼": ".25", "¾": ".75"})
_FIRST = _APOSTROPHES | _FRACTIONS
_LAST = _LETTERS | _DIGITS
_DIGIT = regex.compile(r"\d")
_NO_TOKEN = regex.compile(r"[^\p{L}\p{M}\p{N}]")
_ASCII_WORDS = bytes(
    ord(sign.lower()) if sign.isascii() and sign.isalnum() else ord(" ")
    for sign in map(chr, range(256))
)
_ENDS = ".!?;,\n।؟"
_SENTENCE_END = re.compile(f"[{_ENDS}]+")


class Said(msgspec.Struct, frozen=True, gc=False):
    """A text in its plain form.

    Attributes:
        raw: as it came, but for halves of signs, which nothing can store.
        key: its words in small letters without accents, apostrophes and signs, one space between.
        tokens: those words.
        blank: nothing that can be seen.
    """

    raw: str
    key: str
    tokens: tuple[str, ...]
    blank: bool


class _Folds(dict[int, str]):
    """What each sign becomes: worked out when it is first seen, and remembered up to a bound."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, sign: int) -> str:
        folded = self._fold(chr(sign))
        if len(self) < MAX_REMEMBERED:
            self[sign] = folded
        return folded


def _fold(sign: str) -> str:
    if _DIGIT.match(sign) and not sign.isdecimal():
        return " "  # of a newer Unicode than Python's: `regex` finds it, and `int` refuses it
    first = unicodedata.normalize("NFKD", sign.translate(_FIRST))
    return first.translate(_MARKS).casefold().translate(_LAST)


def _fold_to_token(sign: str) -> str:
    return _NO_TOKEN.sub(" ", _fold(sign))


_FOLDED = _Folds(_fold)
_FOLDED_TO_TOKENS = _Folds(_fold_to_token)


def normalise(text: str) -> Said:
    """Put a text into its plain form. Marks that make up Bengali or Thai words stay."""
    if text.isascii():
        spaced = text.encode().translate(_ASCII_WORDS, b"'`").decode()
    else:
        text = _mend(text)
        spaced = unicodedata.normalize("NFD", text.translate(_FOLDED_TO_TOKENS))
    tokens = tuple(spaced.split())
    return Said(text, " ".join(tokens), tokens, not tokens and not plain(text).strip())


def _mend(text: str) -> str:
    """Join halves of a sign that came apart, and replace those without their other half."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words(line: str) -> tuple[str, ...]:
    """Cut a line of words, for tables that are easier to read as one line."""
    return tuple(line.split())


def plain(text: str) -> str:
    """Fold case, accents of Latin and vowel signs of Arabic letters, apostrophes, digits.

    Letters that Urdu and Arabic keyboards write differently become one. Other signs stay.
    """
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    return unicodedata.normalize("NFD", text.translate(_FOLDED))


def split_sentences(text: str) -> list[str]:
    """Cut a text at full stops, question marks, commas and line ends; empty parts are left out."""
    has_ends = any(map(text.__contains__, _ENDS))
    return [part for part in (_SENTENCE_END.split(text) if has_ends else (text,)) if part.strip()]
