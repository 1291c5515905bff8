"""Takes what leads to a person out of their words: numbers, addresses, names. Pure, and honest.

It finds what looks like such a thing and what is announced as one. A name in the middle of a
sentence, a story that only one person can tell, it does not find: a person reads what is published.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import product

from insight.mask_folds import fold
from insight.mask_rules import Rule
from insight.mask_signs import has_capital_inside, is_worth_a_look
from insight.name_masks import NAME_RULES
from insight.number_masks import NUMBER_RULES
from insight.place_masks import PLACE_RULES

_SIGNS = re.compile(r"[\d@＠]")
_DOTTED = re.compile(r"\w\.\w")
_DIGITS = re.compile(r"(?:\d\D*){5}")
_UNTOLD_PLACES = tuple(one for one in PLACE_RULES if not one.words)
_UNTOLD_NUMBERS = tuple(one for one in NUMBER_RULES if not one.words)
_WORDED: tuple[Rule, ...] = tuple(
    one for one in (*PLACE_RULES, *NUMBER_RULES, *NAME_RULES) if one.words
)
_GLUED = ".,:;!?()\"'-="


def _find_places() -> dict[str, list[int]]:
    """Map each word that announces something to the places in `_WORDED` of the rules for it."""
    places = defaultdict(list)
    for place, one in enumerate(_WORDED):
        for word in one.words:
            places[word].append(place)
    return dict(places)


_PLACES = _find_places()
_ANNOUNCING = frozenset(
    f"{before}{word}{after}"
    for word, before, after in product(_PLACES, ("", "(", '"'), ("", *_GLUED))
)
_IN_SMALL = frozenset(
    word for word, places in _PLACES.items() if not all(_WORDED[at].capital for at in places)
)
"""Those that announce something also where no capital letter stands inside."""


def mask(words: str) -> str:
    """Put a word in brackets in the place of all that leads to a person: "[phone number]".

    Args:
        words: as somebody wrote them, in any language; nothing else about them is changed.

    Returns:
        The same words where there is nothing to hide. Masking twice changes nothing more, and no
        sign is cut in two.
    """
    small = words.lower()
    said = small.split()
    announced = not _ANNOUNCING.isdisjoint(said)
    if words.isascii():
        plain, signs = words, is_worth_a_look(small)
        announced = announced and _is_announced(words, said)
    else:
        plain = fold(words)
        signs = _has_signs(plain)
    if not announced and not signs:
        return words  # as most are
    hidden = words
    for one in _choose(words, plain, said if announced else (), signs=signs):
        hidden = one.apply(hidden)
    return words if hidden == words else mask(hidden)


def _is_announced(words: str, said: Collection[str]) -> bool:
    """Tell whether one of the rules that something announces could find a thing."""
    bare = [word.strip(_GLUED) for word in said]
    return not _IN_SMALL.isdisjoint(bare) or has_capital_inside(words)


def _has_signs(plain: str) -> bool:
    """Tell whether rules that wait for no word are worth a look."""
    if plain.isascii():
        return is_worth_a_look(plain.lower())
    return bool(_SIGNS.search(plain) or ("." in plain and _DOTTED.search(plain)))


def _choose(words: str, plain: str, said: Collection[str], *, signs: bool) -> list[Rule]:
    """Choose the rules that could find something, in their order."""
    rules: list[Rule] = []
    if signs:
        rules += _UNTOLD_PLACES
        if _DIGITS.search(words):
            rules += _UNTOLD_NUMBERS
    if said:
        rules += _choose_announced(plain, said)
    return rules


def _choose_announced(plain: str, said: Collection[str]) -> Iterator[Rule]:
    """Choose the rules that one of the words announces."""
    named = not plain.isascii() or has_capital_inside(plain)
    bare = {word.strip(_GLUED) for word in said} & _PLACES.keys()
    for place in sorted({place for word in bare for place in _PLACES[word]}):
        if named or not _WORDED[place].capital:
            yield _WORDED[place]
