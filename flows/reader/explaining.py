"""Cuts an answer from what explains it: "2 because the walls are black", "DAMP. My baby coughs".

Reads no answer.
"""

# ruff: noqa: E501  (patterns)

from typing import NamedTuple

import regex

from flows.reader.hedges import doubts, guesses
from flows.reader.normal import Said, normalise, plain, words
from flows.reader.yes_no_words import CONDITIONS

MAX_CHARS = 300
_REASONS = "because|becos|becoz|becuz|becaus|becase|bcos|bcoz|bcuz|bcs|cos|coz|cuz|cus|cunku|achos|oherwydd|karon|karan|কারণ|কেননা|bo|poniewaz|gdyz|bowiem|sababtoo|sababta|waayo|kyunke|kyunki|kyunk|kyu ke|kyon ke|كيونكه|کیونکہ|لان|لاني|لانه|لانها|لاننا|لانهم|علشان|عشان|li2anno|la2an|la2anno|liano|3ashan|ashan"
_SINCE = "cause|as|since|so that|due to|on account of|thats when|thats where|then im|then i"
_WHO = "i|we|my|our|the|its|it|there|theres|theyre|they|he|she|im|ive|weve|were|u|you|that|thats|this|mum|me"
_REASON = regex.compile(
    rf"[\s,.;:!-]+(?:just |only |mainly )?\b(?:(?:{_REASONS})\b|(?:{_SINCE}) (?={_WHO})\b)"
)
_POLITE = regex.compile(
    r"[\s,.;!-]+(?:if (?:thats|that is|its|it is) (?:ok|okay|alright|all right|fine|good|cool|possible)(?: with (?:you|u|everyone))?|if (?:poss|possible|convenient|i may|you dont mind|u dont mind))\b"
)
_STOP = regex.compile(r"[.!\n]+\s+|\n+|!+(?=\p{L})|\s[-–—]+\s|,\s+")
_ASIDE = regex.compile(r"\([^()]*\p{L}[^()]*\)")
EXPLAINING = frozenset(
    normalise(word).key for word in words(f"{_REASONS} cause as since so due account thats then if".replace("|", " "))
)  # fmt: skip
_TURNS = frozenset(words("no not nope nah or and also plus actually but wait sorry unless except though maybe hmm well then is are does do can either neither both"))  # fmt: skip
_MIN_REST = 2
_MIN_REST_AFTER_COMMA = 3


class Explained(NamedTuple):
    """What may be the answer, and what stands behind it.

    Attributes:
        answer: the words in front.
        rest: those behind, without the word that gives a reason.
        gives_reason: a word such as "because" parts them, and not only a sign.
    """

    answer: Said
    rest: Said
    gives_reason: bool


def may_explain(said: Said) -> bool:
    """Tell whether a text may hold more than its answer."""
    return len(said.raw) <= MAX_CHARS and (
        not EXPLAINING.isdisjoint(said.tokens)
        or any(map(said.raw.__contains__, (". ", "! ", "\n", " - ", ", ", "!")))
    )


def find_explained(said: Said) -> Explained | None:
    """Cut a text at its first reason, or else behind its first sentence or clause.

    Returns:
        None where nothing is explained, and where what stands behind doubts the answer, sets a
        condition or turns against it.
    """
    folded = plain(said.raw)
    polite = _POLITE.search(folded)
    if polite:
        folded = folded[: polite.start()] + folded[polite.end() :]
    match = _REASON.search(folded)
    is_reason = match is not None
    if match is None and not polite:
        match = _STOP.search(folded)
    if match is None:
        return Explained(normalise(folded), normalise(""), True) if polite else None
    answer, rest = normalise(folded[: match.start()]), normalise(folded[match.end() :])
    if not answer.tokens or doubts(rest):
        return None
    if is_reason or _stands_apart(rest, _count_least(match[0])):
        return Explained(answer, rest, is_reason)
    return None


def _count_least(sign: str) -> int:
    return _MIN_REST_AFTER_COMMA if "," in sign else _MIN_REST


def _stands_apart(rest: Said, least: int) -> bool:
    """Tell whether words behind a sign only say more, and take nothing back."""
    return (
        len(rest.tokens) >= least
        and rest.tokens[0] not in _TURNS
        and CONDITIONS.isdisjoint(rest.tokens)
        and not guesses(rest.tokens)
        and "?" not in rest.raw
    )


def without_asides(said: Said) -> Said | None:
    """Take away what stands in brackets; None where nothing does, or nothing is left."""
    if "(" not in said.raw:
        return None
    if any(not _TURNS.isdisjoint(normalise(one).tokens) for one in _ASIDE.findall(said.raw)):
        return None
    left = normalise(_ASIDE.sub(" ", said.raw))
    return left if left.tokens and left.tokens != said.tokens else None


def turns(said: Said) -> bool:
    """Tell whether words begin as those that take back or add to what stands before them."""
    return not _TURNS.isdisjoint(said.tokens[:1])
