"""The fonts a PDF is set in, and what stands for signs that none of them has."""

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont
from typst import Fonts

PACKAGES = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic", "fontpkg_hind_siliguri")
FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Hind Siliguri")
_SILENT = frozenset(
    "\u202d\u202e\ufe0e\ufe0f\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
)
"""They only turn text round, join emoji, or colour them."""
_UNSEEN = " \n\u00a0\u200b\u200c\u200e\u200f\u2066\u2067\u2068\u2069"  # these take no font
_NEVER_SHOWN = frozenset({"Cc", "Cs", "Co", "Cn"})


@cache
def open_fonts() -> Fonts:
    """Open the fonts: these alone, so that every machine sets the same page."""
    folders: list[Path] = _find_folders()
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def write_out(text: str) -> str:
    """Put the name of each sign that no font has in its place: [party popper]."""
    known = _read_signs()
    if known.issuperset(map(ord, text)):
        return text
    return "".join(sign if ord(sign) in known else _name(sign) for sign in text)


@cache
def _read_signs() -> frozenset[int]:
    """Read which signs the fonts have; white space needs none."""
    signs = set(map(ord, _UNSEEN))
    for folder in _find_folders():
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as font:
                signs |= set(font.getBestCmap())
    return frozenset(sign for sign in signs if chr(sign) == "\n" or not _is_unseen(chr(sign)))


def _find_folders() -> list[Path]:
    found = [find_spec(name) for name in PACKAGES]
    return [Path(one.origin).parent / "files" for one in found if one and one.origin]


def _name(sign: str) -> str:
    if sign in _SILENT:
        return ""
    if _is_unseen(sign):
        return " "
    name = unicodedata.name(sign, f"sign {ord(sign):X}").lower()
    return f"[{name}]"


def _is_unseen(sign: str) -> bool:
    return sign in _SILENT or unicodedata.category(sign) in _NEVER_SHOWN
