"""Finds what somebody puts against what: "not friday, saturday", "1pm not 3pm". Reads no answer."""

# ruff: noqa: E501  (patterns)

from typing import NamedTuple

import regex

from flows.reader.hedges import guesses
from flows.reader.normal import Said, normalise, plain, words

_MAX_CHARS = 120
_MAX_DENIED = 5  # words
_LINK = r"(?:its|it is|im|on|at|the|a|an|is|for|around|about)"
_PATTERNS = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"^(?:(?:no|nope|sorry|well|{_LINK})[\s,]+)*(?:not|nae|no the) (?:{_LINK} )*(?P<before>[^,;]+?)(?:\s*[,;.]+\s+(?:but |rather )?|\s+(?:but|rather)\s+|\s+(?=its ))(?P<after>.+)$",
        rf"^(?P<after>.+?)[\s,;.]+(?:and |but |so |definitely )?not (?:{_LINK} )*(?P<before>[^,;]+)$",
        r"^(?P<after>.+?)[\s,]+(?:rather than|instead of) (?P<before>.+)$",
        r"^(?P<before>.+?)\s+(?:degil|noy|nahi|nahin|نهيں)[\s,]+(?P<after>.+)$",
        r"^(?:nie|nid|mish|mesh|مش|مو|ليس) (?:(?:w|we|na|o|ar|ym) )?(?P<before>.+?)[\s,]+(?:tylko|ale|lecz|ond|bel|بل|لكن|انما) (?P<after>.+)$",
        r"^(?:.*? )?(?:was|were|used to(?: be| get| take| go)?) (?P<before>.+?)[\s,;.]+(?:but |and )?(?:is )?now(?:adays)? (?P<after>.+)$",
    )
)
_THEN_NOW = tuple(
    regex.compile(pattern)
    for pattern in (
        r"^(?P<before>.*\b(?:was|were|used to|had|started|started with|before)\b.*)(?:[\s,;.]+(?:but|so|and|its|it is|is|just|only|weve|ive|theres|were|down to|up to|more like))*[\s,;.]+(?P<after>\S+(?: of us| people)?) now(?:adays)?$",
        r"^(?P<before>.*\b(?:was|were|used to|had|before)\b.*)[\s,;.]+now(?:adays)?(?: (?:its|it is|we are|were|weve|only|just|theres|there are|got))* (?P<after>\S+)(?: of us| people)?$",
        r"^(?P<before>.*\b(?:eskiden|onceden|bylo|bylismy|bylam|wczesniej|dawniej|kiedys|pehle|pahle|phle|age|aage|roedd|arfer|hore|horay|waxay ahayd|আগে|پهلے|كنا|كان|كنت|كانت|قبل)(?!\p{M}).*?)[\s,;.]+(?:ama |ale |lekin |kintu |ond |laakiin |আর |و)?(?:simdi|artik|teraz|obecnie|ab|abhi|ekhon|akhon|nawr|rwan|bellach|hadda|এখন|اب|الان|هلا|هلق|دلوقتي|حاليا)(?: to|se|jest|nas|jest nas|mae|waa|waxaan nahay)? (?P<after>[^,;]+)$",
        r"^.*\b(?:was|were|used to be) (?:a |an |about )?(?P<before>\S+?),? but (?:its|it is|now its|now|were|we are|im) (?:only |just |a |up to |down to )*(?P<after>\S+)(?: (?:since|now|after|these days|today)\b.*)?$",
        r"^.*?\bold\b(?: (?:one|number|phone|mobile|address|postcode|place|flat|house))?(?: was| is|:)? (?P<before>.+?)[\s,;.]+(?:and |but )?(?:(?:my|the|our|its|is) )*new\b(?: (?:one|number|phone|mobile|address|postcode|place|flat|house))?(?: is| its|s|:)? (?P<after>.+)$",
        r"^.*?\bnew\b(?: (?:one|number|phone|mobile|address|postcode|place|flat|house))?(?: is| its|s|:)? (?P<after>.+?)[\s,;.]+(?:and |but |not )?(?:(?:my|the|our) )*old\b(?: (?:one|number|phone|mobile|address|postcode|place|flat|house))?(?: was| is|:)? (?P<before>.+)$",
    )
)
CONTRASTING = frozenset(
    words(
        "but simdi artik teraz obecnie ab abhi ekhon akhon nawr rwan bellach hadda এখন اب الان هلا هلق دلوقتي حاليا old nae not now nowadays rather instead degil noy nahi nahin نهيں nie nid mish mesh مش مو ليس"
    )
)
_LIMITS = frozenset(words("sure after before until till later earlier more less including counting only just too very yet"))  # fmt: skip


class Contrast(NamedTuple):
    """What is denied, or was, and what is said; `is_over` where the first was and is no more."""

    before: Said
    after: Said
    is_over: bool = False


def may_contrast(said: Said) -> bool:
    """Tell whether a text has a word by which one thing is put against another."""
    return len(said.tokens) > 2 and not CONTRASTING.isdisjoint(said.tokens)


def find_contrast(said: Said) -> Contrast | None:
    """Cut a text into what it denies, or what was before, and what it says."""
    if len(said.raw) > _MAX_CHARS:
        return None
    folded = plain(said.raw)
    for pattern in _PATTERNS:
        match = pattern.match(folded)
        if match is None:
            continue
        before, after = normalise(match["before"]), normalise(match["after"])
        is_short = 0 < len(before.tokens) <= _MAX_DENIED
        is_clear = _LIMITS.isdisjoint(before.tokens[:1]) and "if" not in after.tokens[-1:]
        if is_short and after.tokens and is_clear:
            return Contrast(before, after)
    return _find_change(folded)


def _find_change(folded: str) -> Contrast | None:
    """Cut "used to be 5 but 3 now" and "old one was X, new one is Y"."""
    for pattern in _THEN_NOW:
        match = pattern.match(folded)
        if match and not guesses(normalise(folded).tokens):
            return Contrast(normalise(match["before"]), normalise(match["after"]), True)
    return None
