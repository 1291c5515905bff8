"""Takes what leads to a person out of their words: numbers, addresses, names. Pure, and honest.

It finds what looks like such a thing and what is announced as one. A name in the middle of a
sentence, a story that only one person can tell, it does not find: a person reads what is published.
"""

import re
from itertools import product

from insight.mask_rules import Rule
from insight.mask_signs import may_lead
from insight.name_masks import NAME_RULES
from insight.number_masks import NUMBER_RULES
from insight.place_masks import PLACE_RULES

_SIGNS, _PLAIN_SIGNS = re.compile(r"[\d@＠]"), re.compile("[0-9@]")
_DOTTED = re.compile(r"\w\.\w")
_DIGITS = re.compile(r"(?:\d\D*){5}")
_WORDED: tuple[Rule, ...] = tuple(
    one for one in (*PLACE_RULES, *NUMBER_RULES, *NAME_RULES) if one.words
)
_GLUED = ".,:;!?()\"'-="
_ANNOUNCING = frozenset(
    f"{before}{word}{after}"
    for one in _WORDED
    for word, before, after in product(one.words, ("", "(", '"'), ("", *_GLUED))
)


def mask(words: str) -> str:
    """Put a word in brackets in the place of all that leads to a person: "[phone number]".

    Args:
        words: as somebody wrote them, in any language; nothing else about them is changed.

    Returns:
        The same words where there is nothing to hide. Masking twice changes nothing more, and no
        sign is cut in two.
    """
    low = words.lower()
    said = low.split()
    announced = not _ANNOUNCING.isdisjoint(said)
    signs = _has_signs(words, low)
    if not announced and not signs:
        return words  # as most are
    hidden = words
    for one in _choose(words, said, announced=announced, signs=signs):
        hidden = one.apply(hidden)
    return words if hidden == words else mask(hidden)


def _has_signs(words: str, low: str) -> bool:
    """Tell whether rules that wait for no word are worth a look."""
    plain = words.isascii()
    found = (_PLAIN_SIGNS if plain else _SIGNS).search(words)
    if not found and not ("." in words and _DOTTED.search(words)):
        return False
    return not plain or may_lead(low)


def _choose(words: str, said: list[str], *, announced: bool, signs: bool) -> list[Rule]:
    """Choose the rules that could find something, in their order."""
    rules = [one for one in PLACE_RULES if signs and not one.words]
    if signs and _DIGITS.search(words):
        rules += [one for one in NUMBER_RULES if not one.words]
    if announced:
        bare = {word.strip(_GLUED) for word in said}
        rules += [one for one in _WORDED if not one.words.isdisjoint(bare)]
    return rules
