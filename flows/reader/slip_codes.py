"""Codes on paper slips, as people write them. Knows nothing of what a code is for."""

import re
from dataclasses import dataclass

LETTERS = "CDFGHJKMNPQRTVWXY"
DIGITS = "34679"
"""Without 0 O 1 I L 2 Z 5 S 8 B U, which look alike in handwriting, and A E, which make words."""
HALF = 3

_CODE = re.compile(
    rf"\W*([{LETTERS}{DIGITS}]{{{HALF}}})[ -]?([{LETTERS}{DIGITS}]{{{HALF}}})(?!\w)", re.I
)


_LEAD = re.compile(
    r"^\W*(?:(?:hi|hello|my|the|slip|code|number|is|its|it's|says|it)\b[\s:,.'-]*)+", re.I
)
_POLITE = re.compile(
    r"(?:(?:thanks|thank|you|ta|cheers|please|pls|love|hun|mate|pet|x+|dear|ok)\W*)*", re.I
)


@dataclass(frozen=True, slots=True)
class Coded:
    """A text that begins with what may be a code: six signs, in capitals; and what follows it."""

    code: str
    rest: str


def find_code(text: str) -> Coded | None:
    """Find the code a text begins with; a code has at least one digit and two letters."""
    found = _CODE.match(text)
    if found is None:
        return None
    code = (found[1] + found[2]).upper()
    digits = sum(sign in DIGITS for sign in code)
    if not 1 <= digits <= 2 * HALF - 2:
        return None
    return Coded(code, text[found.end() :].strip(" \t\r\n.,:;-)"))


def read_code(text: str) -> str:
    """Read a code that stands alone; "" where it is none."""
    found = find_code(_LEAD.sub("", text))
    return found.code if found and _POLITE.fullmatch(found.rest) else ""


def write_code(code: str) -> str:
    """Write a code as it stands on a slip: K7M-4PX."""
    return f"{code[:HALF]}-{code[HALF:]}"
