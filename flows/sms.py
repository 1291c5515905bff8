"""What a text costs as SMS: its encoding and segments (3GPP TS 23.038). Sends nothing."""

import unicodedata
from dataclasses import dataclass

import regex

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_FOLDED = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "•": "-", "\t": " ", "\u00a0": " ", "\u2007": " ", "\u2009": " ",
        "\u202f": " ", "\u200b": "", "\ufeff": "", "\u00ad": "",
    }
)  # fmt: skip
_LETTERS = str.maketrans("ıłŁđĐħçÁÀÂÍÌÎÓÒÔÚÙÛÈÊËÝ", "ilLdDhcAAAIIIOOOUUUEEEY")
_SIGN = regex.compile(r"\X")
_PICTURE = regex.compile(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}]")
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
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        sizes = [2 if sign in _EXTENDED else 1 for sign in text]
        return _pack("GSM-7", sizes, single=160, part=153)
    sizes = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
    return _pack("UCS-2", sizes, single=70, part=67)


def _pack(encoding: str, sizes: list[int], *, single: int, part: int) -> Segments:
    units = sum(sizes)
    if units <= single:
        return Segments(encoding=encoding, segments=1, units=units)
    segments, used = 1, 0
    for size in sizes:
        if used + size > part:
            segments, used = segments + 1, 0
        used += size
    return Segments(encoding=encoding, segments=segments, units=units)


def fold(text: str) -> str:
    """Replace smart quotes, dashes and odd spaces, each of which would make a whole text UCS-2."""
    return text.translate(_FOLDED)


def find_costly(text: str) -> list[str]:
    """List the signs that make a text dearer, each once, as people see them.

    Returns:
        Where the text is UCS-2: the signs GSM-7 does not have. Else those that count double.
    """
    signs = dict.fromkeys(_SIGN.findall(text))
    costly = [sign for sign in signs if not _BASIC.union(_EXTENDED).issuperset(sign)]
    return costly or [sign for sign in signs if not _EXTENDED.isdisjoint(sign)]


def make_cheaper(text: str) -> str:
    """Word a text so that it costs less.

    Smart quotes and dashes always go. Accents, then emoji, go only where that saves a segment; a
    text in another script stays as it is.
    """
    folded = fold(text)
    plainer = _drop_accents(folded)
    barer = _drop_pictures(plainer)
    return min((folded, plainer, barer), key=lambda one: count_segments(one).segments)


def _drop_accents(text: str) -> str:
    return "".join(sign if sign in _BASIC else _to_basic(sign) for sign in _SIGN.findall(text))


def _to_basic(sign: str) -> str:
    letters = unicodedata.normalize("NFD", sign.translate(_LETTERS))
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    return bare if bare and _BASIC.issuperset(bare) else sign


def _drop_pictures(text: str) -> str:
    """Take out emoji and the blanks they leave."""
    signs = [sign for sign in _SIGN.findall(text) if not _PICTURE.match(sign)]
    return _BLANKS.sub(" ", "".join(signs)).strip() or text
