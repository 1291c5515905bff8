"""Picks the words without which a slow search finds nothing. Holds no search.

A text with none of the gate's words holds none of its phrases, so that one look at a set spares most
texts the search.
"""

# ruff: noqa: E501  (word lists)

from collections.abc import Iterable

from flows.reader.normal import words

# What other texts hold, the commonest first; any other word is rarer, and the longer the rarer.
EVERYDAY = words("""
    the a to and in of is for more on at are my our we i it need be with have there park street road bus home house flat
    block landlord people children kids area better they this not no that so but or from because too all always as an one about when if
    get like new dont never been has had can cant only around after again than then some up out into over by old young
    their them where would should could local place long every day week year years time today night next school family
    live living make keep go going good nice bad change plan services care food money end start left right round late
    less much many lots lot him her he she his how why which were was am any anyone even ever everyone few feel
    now want look help things thing someone something nothing together enough work will well your you us think know its
    council really sure off away just do does did done give take got back find let getting come leave me person phone
    see said tell talk say send stay still stuff these those what who name list number wrong please thanks system
""")
_RANKS = {word: rank for rank, word in enumerate(EVERYDAY)}


def pick_gate(phrases: Iterable[str]) -> frozenset[str]:
    """Pick of each phrase the word that the fewest other texts hold.

    Args:
        phrases: in plain form, each of one word or more.
    """
    gate: set[str] = set()
    for phrase in sorted(phrases, key=lambda phrase: phrase.count(" ")):
        if gate.isdisjoint(phrase.split()):
            gate.add(min(phrase.split(), key=_rate_commonness))
    return frozenset(gate)


def _rate_commonness(word: str) -> tuple[int, int, str]:
    rank = _RANKS.get(word, len(_RANKS))
    return -rank, -len(word), word
