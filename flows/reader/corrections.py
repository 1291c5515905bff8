"""Finds where somebody corrects a reply: "3 no sorry 4", "tuesday, I mean wednesday". Reads nothing."""

# ruff: noqa: E501  (patterns)

import regex

from flows.reader.normal import Said, normalise, words

CORRECTING = frozenset(
    normalise(one).key
    for one in words(
        "no nope sorry mean meant wait actually rather scratch oops correction pardon yok hayir yani duzeltme sori nie znaczy przepraszam raali maya nahi nahin maaf matlab mane na না সরি মানে نہیں معاف مطلب سوری لا قصدي اقصد يعني عفوا asdi a2sid la"
    )
)
_LEAD = r"[\s,.;:!?-]*(?:(?:\b(?:{lead}oops|ah|oh|hang on|hold on)\b[\s,.!-]*)*"
_WORDS = (
    r"(?:(?<!\b(?:u|you|i|we|they|to|and|cant|can|will|have|must|people|always|the|long|a|or) )\bwait\b(?! (?:for|at|in|until|till|on|times?|list)\b)[\s,.!-]*(?:\bno\b[\s,.!-]+(?=\w))?|\bsorry\b[\s,.!-]*|\bi mean(?:t)?\b[\s,.!-]*|\bmeant\b[\s,.!-]*|\bmake (?:it|that)\b[\s,.!-]*|\bscratch that\b[\s,.!-]*|\bor rather\b[\s,.!-]*|\bcorrection\b[\s,.!-]*|\bactually\b[\s,.!-]*|\bnot that\b[\s,.!-]*)+"
    r"|\b(?:pardon|duzeltme|yani|sori|nie przepraszam|przepraszam|to znaczy|znaczy sie|raali ahow|maaf karna|maaf karein|matlab|mane)\b[\s,.!-]*|(?:قصدي|اقصد|عفوا|معاف|مطلب|سوری|সরি|মানে)[\s,.!-]*)+"
)
_STRONG = regex.compile(_LEAD.replace("{lead}", "no|nope|yok|hayir|") + _WORDS)
_STRONG_IN_ANSWER = regex.compile(_LEAD.replace("{lead}", "") + _WORDS)
_WEAK = regex.compile(
    r"[\s,.;]+(?:no|nope|nie|yok|hayir|maya|nahi|nahin|نہیں|لا)[\s,.!]+"
    r"|[\s,.;]*[,.;][\s,.;]*(?:na|না)[\s,.!]+|[\s,.;]+(?:na|না)\s*[,.!][\s,.!]*"  # "3 না 4" is 3 or 4
)
_JOINERS = frozenset(words("and or nor ve veya a ac neu ar ba i albo ani iyo ama aur ya wa"))
MAX_CHARS = 160


def may_correct(said: Said) -> bool:
    """Tell whether a text has any word by which people correct themselves, and words around it."""
    return len(said.tokens) > 2 and not CORRECTING.isdisjoint(said.tokens)


def find_correction(said: Said, *, is_answer: bool) -> tuple[Said, Said] | None:
    """Cut a text where it corrects itself.

    Args:
        said: the text in its plain form.
        is_answer: whether "no" is itself an answer to the question, so that it corrects nothing.

    Returns:
        What stood before and what was said instead; None where nothing was corrected.
    """
    if len(said.raw) > MAX_CHARS or not may_correct(said):
        return None
    folded = said.raw.replace("’", "'").lower()
    found = list((_STRONG_IN_ANSWER if is_answer else _STRONG).finditer(folded))
    if not found and not is_answer:
        found = list(_WEAK.finditer(folded))
    if not found or len(folded) != len(said.raw):
        return None
    before, after = normalise(said.raw[: found[-1].start()]), normalise(said.raw[found[-1].end() :])
    joins = not _JOINERS.isdisjoint(before.tokens[-1:])  # "no heating and no lift" corrects nothing
    return (before, after) if before.tokens and after.tokens and not joins else None
