"""Finds the sum people give with its parts: "four of us altogether, me and him and two lads"."""

# ruff: noqa: E501  (patterns)

import regex

from flows.reader.hedges import approximates
from flows.reader.normal import Said, normalise, plain

_MAX_CHARS = 200
_WHO = "(?: of us| people| persons| ppl| heads| bodies)?"
_WHERE = "(?: here| at home| in the (?:house|flat|household|home)| in (?:this|our) (?:house|flat|household|home)| living here)?"
_TOTALS = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"(?P<total>[^\s,;.]+){_WHO}{_WHERE}(?: all)? (?:altogether|all ?together|in total|total|all told|in all|all in)\b",
        r"\b(?:that|which|it) ?(?:s|is|makes?|makes it|comes to|adds up to) (?P<total>[^\s,;.]+)(?: of us)?(?: altogether| in total)?$",
        rf"\b(?:so|making|makes|total of|total is|in total|altogether|all together)[\s,:]+(?:thats |that is |were |we are |its |theres |there are |there is |makes |just )?(?P<total>[^\s,;.]+){_WHO}{_WHERE}(?: then| now| altogether| in total| all told)?$",
    )
)
_SUMMING = frozenset(
    ("altogether", "together", "total", "all", "so", "makes", "making", "thats", "comes", "adds")
)
_OPEN = frozenset(
    ("or", "not", "if", "to", "between", "but", "dont", "except", "minus", "most", "half")
)


def find_total(said: Said) -> Said | None:
    """Cut the sum out of a text that counts its parts.

    Returns:
        The words of the sum; None where there is none, or two, or a guess.
    """
    if len(said.raw) > _MAX_CHARS or _SUMMING.isdisjoint(said.tokens):
        return None
    if approximates(said.tokens) or not _OPEN.isdisjoint(said.tokens):
        return None
    folded = plain(said.raw).strip(" .!,;\n")
    found = {match["total"] for pattern in _TOTALS for match in pattern.finditer(folded)}
    return normalise(found.pop()) if len(found) == 1 else None
