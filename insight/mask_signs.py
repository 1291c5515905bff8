"""Tells cheaply of most texts that no number and no place in them leads to a person. Pure.

It never says so where a rule of `number_masks` or `place_masks` that waits for no word would find
something; where it cannot tell, the rules look. A rule that is added or widened there needs a
look at this one: `tests/unit/insight/test_mask_signs.py` compares them.
"""

import re

from insight.place_masks import NAMED_STREETS

_GAP = r"(?:[\s.()/,*_-]{0,3}|\W{1,2}(?:and|then|and\ then)\s)"
_STREET = rf"(?:{'|'.join(NAMED_STREETS.split())})\b"

_AT_DIGIT = re.compile(
    rf"""[0-9](?<![0-9][0-9])(?:                                 # the first of some
    (?:{_GAP}[0-9o]){{6}}                                        # phones, cards, NHS, bank
    |[0-9]-[0-9]{{2}}-[0-9]{{2}}                                 # sort codes
    |[0-9][\s.-]?[0-9]{{2}}[\s.-]?[0-9]{{2}}[\s.-]?[a-d](?!\w)   # National Insurance
    |[0-9](?:\ ?[a-z0-9]{{4}}){{3}}                              # IBAN
    |[a-z0-9]?[\s.-]{{0,3}}[0-9o][a-z]{{2}}(?![a-z0-9])          # postcodes
    |[0-9]*[a-k]?,?\s?(?:[a-z][a-z'.-]*\s){{1,3}}{_STREET})      # house and street""",
    re.VERBOSE | re.ASCII,
)
_AT_LETTER_O = re.compile(rf"o(?:{_GAP}[0-9o]){{8}}", re.VERBOSE | re.ASCII)
_FLAT = re.compile(r"(?:flat|apartment|apt|maisonette)\s?(?:no\.?\s?|number\s)?[0-9]", re.ASCII)
_BEHIND_DOT = re.compile(r"\.[a-z0-9]")
_WORDS = (
    *("@", "://", "www", "dot", "sort", "acc", "a/c"),
    *("insta", "snap", "tiktok", "twitter", "telegram", "facebook", "fb"),
)
_PATTERNS = (_AT_DIGIT, _AT_LETTER_O, _FLAT, _BEHIND_DOT)


def may_lead(words: str) -> bool:
    """Tell whether a rule for numbers or places that waits for no word could find something.

    Args:
        words: small letters, ASCII alone: elsewhere digits, dots and dashes have more forms.
    """
    for word in _WORDS:  # a plain loop: this is asked of every text
        if word in words:
            return True
    return any(one.search(words) for one in _PATTERNS)
