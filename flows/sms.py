"""What a text costs as SMS: its encoding and segments (3GPP TS 23.038). Sends nothing."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import regex

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_PLAIN = _BASIC | _EXTENDED
_UNSEEN = [sign for sign in map(chr, (*range(32), *range(127, 160))) if sign not in "\t\n\r\f"]
_FOLDED = str.maketrans(
    dict.fromkeys(_UNSEEN, "")
    | {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "•": "-", "\t": " ", "\u00a0": " ", "\u2007": " ", "\u2009": " ",
        "\u202f": " ", "\u200b": "", "\ufeff": "", "\u00ad": "", "\u2060": "",
        "\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    }
)  # fmt: skip
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "œ": "oe", "Œ": "OE"}
)  # those that are no plain letter with a mark
_SIGN = regex.compile(r"\X")
_PICTURE = regex.compile(r"(?!\p{L})[\p{Emoji_Presentation}\p{Extended_Pictographic}]")
_BLANKS = regex.compile(r"  +")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """What an SMS costs.

    Attributes:
        encoding: GSM-7 or UCS-2.
        segments: how many the carrier bills; an empty text is one.
        units: septets (GSM-7) or UTF-16 units (UCS-2), without headers.
    """

    encoding: str
    segments: int
    units: int


def count_segments(text: str) -> Segments:
    """Count what a text costs. A pair (escaped sign, emoji) never straddles two segments."""
    if _PLAIN.issuperset(text):
        units = len(text) + sum(map(text.count, _EXTENDED))
        segments = 1 if units <= 160 else _pack(text, units, _EXTENDED.__contains__, part=153)
        return Segments(encoding="GSM-7", segments=segments, units=units)
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    segments = 1 if units <= 70 else _pack(text, units, "\uffff".__lt__, part=67)
    return Segments(encoding="UCS-2", segments=segments, units=units)


def _pack(text: str, units: int, is_pair: Callable[[str], bool], *, part: int) -> int:
    if units == len(text):
        return -(-units // part)
    segments, used = 1, 0
    for sign in text:
        size = 1 + is_pair(sign)
        if used + size > part:
            segments, used = segments + 1, 0
        used += size
    return segments


def fold(text: str) -> str:
    """Replace smart quotes, dashes, odd spaces and what cannot be seen: each makes a text UCS-2."""
    return text.translate(_FOLDED)


def find_costly(text: str) -> list[str]:
    """List the signs that make a text dearer, each once, as people see them.

    Returns:
        Where the text is UCS-2: the signs GSM-7 does not have. Else those that count double.
    """
    signs = dict.fromkeys(_SIGN.findall(text))
    costly = [sign for sign in signs if not _PLAIN.issuperset(sign)]
    return costly or [sign for sign in signs if not _EXTENDED.isdisjoint(sign)]


def make_cheaper(text: str) -> str:
    """Word a text so that it costs less: an offer, never made by itself.

    Smart quotes and dashes always go. Accents, then emoji, go only where that saves a segment:
    without its accents a name is spelt wrongly. A text in another script stays as it is.
    """
    folded = "".join(_compose(sign) for sign in _SIGN.findall(fold(text)))
    plainer = "".join(_drop_accents(sign) for sign in _SIGN.findall(folded))
    barer = _drop_pictures(plainer)
    return min((folded, plainer, barer), key=lambda one: count_segments(one).segments)


def _compose(sign: str) -> str:
    """Write a letter that came with its accent apart as the one letter GSM-7 has for it."""
    composed = unicodedata.normalize("NFC", sign)
    return composed if composed in _PLAIN else sign


def _drop_accents(sign: str) -> str:
    if _PLAIN.issuperset(sign):
        return sign
    parts = unicodedata.normalize("NFD", sign.translate(_LETTERS))
    bare = "".join(one for one in parts if not unicodedata.category(one).startswith("M"))
    return bare if bare and _PLAIN.issuperset(bare) else sign


def _drop_pictures(text: str) -> str:
    """Take out emoji and the blanks they leave."""
    signs = [sign for sign in _SIGN.findall(text) if not _PICTURE.match(sign)]
    return _BLANKS.sub(" ", "".join(signs)).strip() or text
