"""Breaks text into lines that fit, by how wide letters are in common sans-serif faces."""

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'!|()[]{} -")
_WIDE = frozenset("mwMWABCDGHKNOQRUVXYZ@%&")
BOLD = 1.1


def measure(text: str, *, size: float) -> float:
    """Estimate how wide a text is, in pixels; rather too wide than too narrow."""
    return size * sum(map(_measure_sign, text))


def _measure_sign(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.1
    return 0.34 if sign in _NARROW else 0.86 if sign in _WIDE else 0.58


def wrap(text: str, width: float, *, size: float) -> list[str]:
    """Break a text between words; a word that is too long by itself is broken inside."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for part in _cut(word, width, size=size):
            longer = f"{line} {part}" if line else part
            if line and measure(longer, size=size) > width:
                lines.append(line)
                line = part
            else:
                line = longer
    return [*lines, line] if line else lines


def _cut(word: str, width: float, *, size: float) -> list[str]:
    parts = [""]
    for sign in word:
        if parts[-1] and measure(parts[-1] + sign, size=size) > width:
            parts.append("")
        parts[-1] += sign
    return parts
