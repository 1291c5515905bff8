"""Quotes: how own words may be shortened, and how digests tell them from an organiser's words."""

import re
from collections.abc import Mapping

from insight.evidence import Evidence
from insight.masking import mask
from insight.wording import clean

LEFT_OUT = "..."
_PUT = " [organiser's words]"
_DOTS = re.compile(r"\s*(?:\.{2,}|…)\s*")
_SAME = re.compile(r"\W+")
FEWEST_WORDS = 4


def label(words: str) -> str:
    """Say that these are not the words of whoever said it."""
    return f"{words}{_PUT}"


def find_shown(evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    """Find what may be shown of what was said: own words with consent, and an organiser's.

    Returns:
        Id of a contribution -> words; nothing where neither is there, or it is held back.
    """
    quotes = dict(evidence.quotes)
    shown = {}
    for one in evidence.contributions:
        own = (clean(quotes[one.id]),) if one.id in quotes else ()
        put = (label(clean(mask(one.words))),) if one.cleared else ()
        if (own or put) and not one.held:
            shown[one.id] = own + put
    return shown


def is_quoted(said: str, put: str) -> bool:
    """Tell whether what an organiser put is what the resident said, or a piece of it.

    Args:
        put: "" counts as their own words.
    """
    own, other = (_SAME.sub(" ", one).strip().casefold() for one in (mask(said), mask(put)))
    long = other.count(" ") + 1 >= FEWEST_WORDS
    return not other or own == other or (long and f" {other} " in f" {own} ")


def shorten(said: str, wanted: str = "") -> str | None:
    """Leave words out of what somebody said, and show where.

    Args:
        said: as they wrote it.
        wanted: pieces of it in their order, as masked, with "..." between; "": all of it.

    Returns:
        The words masked, on one line, with an ellipsis wherever something is left out; None where
        anything in `wanted` was not said, or not in this order.
    """
    whole = " ".join(mask(said).split())
    pieces = [piece for piece in _DOTS.split(" ".join(wanted.split()) or whole) if piece]
    if not wanted.strip():
        return whole
    at, begins, ends = 0, False, False
    for n, piece in enumerate(pieces):
        found = re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)").search(whole, at)
        if found is None:
            return None
        begins = begins or (n == 0 and found.start() == 0)
        at = found.end()
        ends = not whole[at:].strip(" .")
    middle = f" {LEFT_OUT} ".join(pieces)
    return f"{'' if begins else LEFT_OUT}{middle}{'' if ends else LEFT_OUT}" if pieces else None
