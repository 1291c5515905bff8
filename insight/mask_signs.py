"""Tells cheaply of most texts that no number and no place in them leads to a person. Pure.

It never says so where a rule of `number_masks` or `place_masks` that waits for no word would find
something; where it cannot tell, the rules look. A rule that is added or widened there needs a
look at this one: `tests/unit/insight/test_mask_signs.py` compares them.
"""

import re

from insight.mask_folds import fold
from insight.place_masks import NAMED_STREETS

_MARKS = "@./_'"
_KINDS = bytes(
    ord("0" if one.isdecimal() else one if one == "o" else "x" if one.isalnum() else " ")
    if one not in _MARKS
    else ord(".")
    for one in map(chr, range(128))
).ljust(256, b"x")
"""What a sign is in a number, or in a name: a mark of those, else what only stands between."""
_O_IS_NOUGHT = bytes.maketrans(b"o", b"0")
_BETWEEN = b" ."
_LEAST_TOLD = b"0" * 7
"""Phones, cards, NHS and bank numbers are this long at least, whatever stands between the signs."""
_LEAST_DIGITS = 5
"""Fewer make no such number, however many letters O are among them."""

_STREET = rf"(?:{'|'.join(fold(NAMED_STREETS).split())})\b"
_AT_DIGIT = re.compile(
    rf"""[0-9](?<![0-9][0-9])(?:                                 # the first of some
    [0-9]-[0-9]{{2}}-[0-9]{{2}}                                  # sort codes
    |[0-9][\s.-]?[0-9]{{2}}[\s.-]?[0-9]{{2}}[\s.-]?[a-d](?!\w)   # National Insurance
    |[0-9](?:\ ?[a-z0-9]{{4}}){{3}}                              # IBAN
    |[a-z0-9]?[\s.-]{{0,3}}[0-9o][a-z]{{2}}(?![a-z0-9])          # postcodes
    |[0-9]*+[a-k]?,?\s?(?:[a-z][a-z'.-]*\s){{1,3}}{_STREET})      # house and street""",
    re.VERBOSE | re.ASCII,
)
_FLAT = re.compile(r"(?:flat|apartment|apt|maisonette)\s?(?:no\.?\s?|number\s)?[0-9]", re.ASCII)
_DOTTED, _BEHIND_DOT = re.compile(r"\w\.\w"), re.compile(r"\.[a-z0-9]")
_SERVICES = ("insta", "snap", "tiktok", "twitter", "telegram", "facebook", "fb")
_CAPITAL_INSIDE = re.compile(r"[A-Z](?<=[^A-Za-z0-9][A-Z])")


def has_capital_inside(words: str) -> bool:
    """Tell whether a capital letter stands behind a sign that is no letter, as names do.

    Args:
        words: folded, as they were written, ASCII alone.
    """
    return _CAPITAL_INSIDE.search(words) is not None


def is_worth_a_look(words: str) -> bool:
    """Tell whether there is a digit, an at sign, or a dot inside a word, and that may lead.

    Args:
        words: as for `may_lead`.
    """
    kinds = words.encode().translate(_KINDS)
    if b"0" in kinds or "@" in words or (b"." in kinds and _DOTTED.search(words) is not None):
        return _may_lead(words, kinds)
    return False


def may_lead(words: str) -> bool:
    """Tell whether a rule for numbers or places that waits for no word could find something.

    Args:
        words: small letters, folded (`mask_folds`) and ASCII alone.
    """
    return _may_lead(words, words.encode().translate(_KINDS))


def _may_lead(words: str, kinds: bytes) -> bool:
    if _may_name_place(words, kinds):
        return True
    first = kinds.find(b"0")
    if first < 0:
        return False
    if kinds.count(b"0") >= _LEAST_DIGITS and _may_tell_number(words, kinds):
        return True
    if words[first:].isdigit():  # whatever else they are part of goes on behind them
        return False
    return _AT_DIGIT.search(words, first) is not None


def _may_name_place(words: str, kinds: bytes) -> bool:
    """Tell whether there may be an address of the web or of e-mail, a user name or a flat."""
    marked = b"." in kinds
    if "dot" in words or (marked and _is_address(words)):
        return True
    if marked or b"x0" in kinds or b"o0" in kinds:  # as user names have
        for service in _SERVICES:
            if service in words:
                return True
    return ("flat" in words or "ap" in words or "mais" in words) and _FLAT.search(words) is not None


def _is_address(words: str) -> bool:
    """Tell whether marks stand as in addresses of the web and of e-mail."""
    if "@" in words or "://" in words:
        return True
    return "." in words and ("www" in words or _BEHIND_DOT.search(words) is not None)


def _may_tell_number(words: str, kinds: bytes) -> bool:
    """Tell whether enough digits stand together, whatever stands between two of them."""
    if "sort" in words or "acc" in words or "a/c" in words:
        return True
    if "and" in words or "then" in words:
        kinds = words.replace("and", "").replace("then", "").encode().translate(_KINDS)
    return _LEAST_TOLD in kinds.translate(_O_IS_NOUGHT, _BETWEEN)
