"""One plain form of what people write, to look words up. Never what is stored or shown."""

import unicodedata
from dataclasses import dataclass

import regex

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
_FOLDED = _LETTERS | _DIGITS
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_SENTENCE_END = regex.compile(r"[.!?;,\n।؟]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A text in its plain form.

    Attributes:
        raw: as it came.
        key: its words in small letters without accents, apostrophes and signs, one space between.
        tokens: those words.
        blank: nothing that can be seen.
    """

    raw: str
    key: str
    tokens: tuple[str, ...]
    blank: bool


def normalise(text: str) -> Said:
    """Put a text into its plain form. Marks that make up Bengali or Thai words stay."""
    folded = plain(text)
    tokens = tuple(_TOKEN.findall(folded))
    return Said(text, " ".join(tokens), tokens, not tokens and not folded.strip())


def words(line: str) -> tuple[str, ...]:
    """Cut a line of words, for tables that are easier to read as one line."""
    return tuple(line.split())


def plain(text: str) -> str:
    """Fold case, accents of Latin and vowel signs of Arabic letters, apostrophes, digits.

    Letters that Urdu and Arabic keyboards write differently become one. Other signs stay.
    """
    folded = text.translate(_APOSTROPHES)
    if folded.isascii():
        return folded.lower()
    folded = unicodedata.normalize("NFKD", folded.translate(_FRACTIONS)).translate(_MARKS)
    return folded.casefold().translate(_FOLDED)


def split_sentences(text: str) -> list[str]:
    """Cut a text at full stops, question marks, commas and line ends; empty parts are left out."""
    return [part for part in _SENTENCE_END.split(text) if part.strip()]
