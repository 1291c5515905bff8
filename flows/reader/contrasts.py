"""Finds what somebody puts against what: "not friday, saturday", "1pm not 3pm". Reads no answer."""

# ruff: noqa: E501  (patterns)

import regex

from flows.reader.normal import Said, normalise, plain, words

_MAX_CHARS = 120
_MAX_DENIED = 5  # words
_LINK = r"(?:its|it is|im|on|at|the|a|an|is|for|around|about)"
_PATTERNS = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"^(?:(?:no|nope|sorry|well|{_LINK})[\s,]+)*not (?:{_LINK} )*(?P<before>[^,;]+?)(?:\s*[,;.]+\s+(?:but |rather )?|\s+(?:but|rather)\s+|\s+(?=its ))(?P<after>.+)$",
        rf"^(?P<after>.+?)[\s,;.]+(?:and |but |so |definitely )?not (?:{_LINK} )*(?P<before>[^,;]+)$",
        r"^(?P<after>.+?)[\s,]+(?:rather than|instead of) (?P<before>.+)$",
        r"^(?P<before>.+?)\s+(?:degil|noy|nahi|nahin|نهيں)[\s,]+(?P<after>.+)$",
        r"^(?:nie|nid|mish|mesh|مش|مو|ليس) (?:(?:w|we|na|o|ar|ym) )?(?P<before>.+?)[\s,]+(?:tylko|ale|lecz|ond|bel|بل|لكن|انما) (?P<after>.+)$",
        r"^(?:.*? )?(?:was|were|used to(?: be| get| take| go)?) (?P<before>.+?)[\s,;.]+(?:but |and )?(?:is )?now(?:adays)? (?P<after>.+)$",
    )
)
CONTRASTING = frozenset(
    words("not now nowadays rather instead degil noy nahi nahin نهيں nie nid mish mesh مش مو ليس")
)
_LIMITS = frozenset(words("sure after before until till later earlier more less including counting only just too very yet"))  # fmt: skip


def may_contrast(said: Said) -> bool:
    """Tell whether a text has a word by which one thing is put against another."""
    return len(said.tokens) > 2 and not CONTRASTING.isdisjoint(said.tokens)


def find_contrast(said: Said) -> tuple[Said, Said] | None:
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
            return before, after
    return None
