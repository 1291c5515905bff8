"""What a text costs as SMS: its encoding and segments (3GPP TS 23.038). Sends nothing."""

from dataclasses import dataclass

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
