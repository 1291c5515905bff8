"""From an organiser's sentence on a topic to what is played back, checked and priced."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from flows.errors import InputError
from flows.reader.normal import normalise
from flows.sms import fold
from flows.templates import MOST_LETTERS
from insight.frame import Theme
from storage import hearings
from storage.hearings import Hearing
from workers.hearing import plan_hearing
from workers.house import House, Present

MOST_WORDS = MOST_LETTERS["topic.summary"]
COPIED_WORDS = 5
"""So many words in a row that somebody said are their own words."""


def draft_hearing(
    house: House, present: Present, topic: Theme, words: Mapping[str, str], *, who: str
) -> Hearing:
    """Make what is played back of a topic.

    Args:
        words: language -> the sentence.

    Raises:
        InputError: it is too long, or in somebody's own words.
    """
    community, first = present.community, present.community.languages[0]
    wrong = [language for language in words if language not in community.languages]
    if wrong:
        there = ", ".join(community.languages)
        raise InputError(f"Nobody is written to in {wrong[0][:20]}; there is: {there}")
    if not words.get(first, "").strip():
        raise InputError("Say what you heard, in a sentence of yours: --summary 'homes are cold'")
    said = {language: read_summary(one, language) for language, one in words.items()}
    with house.database.transaction() as db:
        engagement = present.engagement.id
        own = hearings.list_words(db, community.id, engagement, topic.code)
    for one in said.values():
        copied = find_copied(one, own)
        if copied:
            raise InputError(f"Somebody said {copied!r}: put it in words of your own")
    return hearings.make(engagement, topic.code, said, who=who, now=house.clock())


def read_summary(words: str, language: str) -> str:
    """Read a sentence that is to stand in a text.

    Raises:
        InputError: it does not fit, or holds braces.
    """
    said = " ".join(fold(words).split()).rstrip(".")
    if len(said) > MOST_WORDS:
        over = len(said) - MOST_WORDS
        raise InputError(f"That is {over} letters too long ({language}); {MOST_WORDS} fit")
    if any(mark in said for mark in "{}") or not said.isprintable():
        raise InputError("A summary may hold letters, digits and plain signs only")
    return said


def find_copied(summary: str, said: Iterable[str]) -> str:
    """Find words in a row that somebody said; "" where there are none.

    Args:
        said: what people said, each in whole.
    """
    spoken = [f" {' '.join(normalise(one).tokens)} " for one in said]
    tokens = list(normalise(summary).tokens)
    runs = (tokens[n : n + COPIED_WORDS] for n in range(max(1, len(tokens) - COPIED_WORDS + 1)))
    for run in runs:
        words = " ".join(run)
        if len(run) >= COPIED_WORDS and any(f" {words} " in one for one in spoken):
            return words
    return ""


def preview_hearing(house: House, present: Present, one: Hearing) -> dict[str, Any]:
    """Say who would be asked back, what they read, and what it costs. Nothing is sent.

    Returns:
        people; segments (SMS); pence (None where SAYSO_SEGMENT_PENCE is not set); languages:
        language -> people; texts: language -> the text, the one that only asks for a good time
        where there is no other; after: what is played back to how many only once they said that it
        is one; not_asked: why -> people.
    """
    plan = plan_hearing(house, present, one)
    sms = [row for each in plan.texts for row in each.rows if row["channel"] == "sms"]
    segments = sum(row["segments"] for row in sms)
    price = house.settings.segment_pence
    return {
        "people": len(plan.texts),
        "segments": segments,
        "pence": None if price is None else round(segments * price, 1),
        "languages": dict(Counter(each.language for each in plan.texts).most_common()),
        "texts": {
            each.language: " ".join(str(row["body"]) for row in each.rows)
            for each in sorted(plan.texts, key=lambda each: not each.veiled)
        },
        "after": sum(each.veiled for each in plan.texts),
        "not_asked": dict(Counter(plan.why_not.values()).most_common()),
    }
