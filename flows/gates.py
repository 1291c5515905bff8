"""Picks the words without which a slow search finds nothing. Holds no search.

A text with none of the gate's words holds none of its phrases, so that one look at a set spares most
texts the search.
"""

from collections.abc import Iterable

from flows.normal import words

# What every other text holds; a phrase of nothing else is known by the longest of its words.
EVERYDAY = frozenset(
    words("""
    a about after again all also always am an and any anyone are area around as at away be because been being better
    block bus but by call can cannot cant care change children come could council day days did do does dont down each end
    enough even ever every everyone family feel few flat food for from get gets getting give go going good got had has
    have he help her here him his home house how i id if im in info information into is isnt it its ive just keep kids
    know last late leave less life like list live living local long look lot lots make man many me money more much must my
    name near need needs never new next nice night no not nothing now of off often old on once one only or other our out
    over park people person phone place plan please rent really right road round said say see send services she should so
    some someone something start stay still street stuff sure system take talk tell than that the their them then there
    these they thing things think this those time to today together told too up us use want was way we week well were what
    when where which who why will with work would wrong year years yes you young your
    """)
)


def pick_gate(phrases: Iterable[str]) -> frozenset[str]:
    """Pick of each phrase the word that the fewest other texts hold.

    Args:
        phrases: in plain form, each of one word or more.
    """
    return frozenset(min(phrase.split(), key=_rate_commonness) for phrase in phrases)


def _rate_commonness(word: str) -> tuple[bool, int]:
    """Long words are rare."""
    return word in EVERYDAY, -len(word)
