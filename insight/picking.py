"""Which of the words a person cleared stand in documents, and all of them as rows. No counting."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from insight.model import Heard, Shown

PICKED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words that a person cleared, with those of their topics whose number is shown.

    Attributes:
        topics: (code, name), in the order of the document; none: on topics of few people.
    """

    words: str
    topics: tuple[tuple[str, str], ...]


def pick_words(heard: Heard) -> tuple[str, ...]:
    """Pick as many words on one topic as a page holds, from all over their alphabet."""
    if len(heard.words) <= PICKED:
        return heard.words
    return tuple(heard.words[n * len(heard.words) // PICKED] for n in range(PICKED))


def say_rest(heard: Heard) -> str:
    """Say where the words are that were not picked; "" where all were."""
    if len(heard.words) <= PICKED:
        return ""
    return f"{PICKED} of {len(heard.words)}: all of them are in the rows, as CSV, JSON and XLSX."


def list_rows(shown: Shown) -> Iterator[Said]:
    """List all words that a person cleared, in the order of the words: it tells nothing more.

    docs/decisions/0007-rows-of-words.md says why a row holds no more than this.
    """
    topics: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in shown.lines:
        for quote in line.quotes:
            topics[quote] = []
    for heard in shown.heard:
        for words in heard.words:
            topics[words].append((heard.code, heard.topic))
    for words in sorted(topics):
        yield Said(words=words, topics=tuple(topics[words]))
