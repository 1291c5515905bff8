"""The first page's line of what few people said, in words, without count or group."""

from collections.abc import Iterable, Mapping
from itertools import chain, zip_longest

from insight.disclosure import FEW
from insight.evidence import Contribution
from insight.findings import Findings
from insight.model import Line
from insight.quoting import find_shown
from insight.totals import RankedTopic, Totals

LISTED = 5  # topics that page one gives with their numbers
MOST_QUOTES = 12
ONE_IN = 20  # of those heard: a topic that page one does not list and that so few raised


def write_said_by_few(findings: Findings) -> Line | None:
    """Write it; None where everything said is under topics that page one lists or many raised."""
    small = _find_small(findings.totals)
    used = [c for c in findings.evidence.contributions if not c.held]
    few = [c for c in used if all(code in small for code, _ in c.themes)]
    if not few:
        return None
    quotes = _take_turns(few, find_shown(findings.evidence))
    waits = "comes here in their words, without count or place, once a person has cleared it."
    return Line(
        key="said_by_few",
        label="Said by a few, not to be lost",
        text="" if quotes else waits,
        quotes=tuple(sorted(quotes)),
    )


def _find_small(totals: Totals) -> set[str]:
    unlisted = [topic for topic in totals.raised if topic not in totals.leading[:LISTED]]
    return {topic.code for topic in unlisted if _is_small(topic, totals)}


def _is_small(topic: RankedTopic, totals: Totals) -> bool:
    if topic.people.text == FEW:
        return True
    people, everybody = topic.people.value, totals.base.value
    return people is not None and everybody is not None and people * ONE_IN <= everybody


def _take_turns(few: Iterable[Contribution], shown: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Take one from each topic before a second from any: none is crowded out by another."""
    by_topic: dict[str, set[str]] = {}
    for one in few:
        words = shown.get(one.id, ())
        by_topic.setdefault(min((code for code, _ in one.themes), default=""), set()).update(words)
    rounds = zip_longest(*(sorted(words) for _, words in sorted(by_topic.items())))
    taken = [words for words in chain.from_iterable(rounds) if words is not None]
    return list(dict.fromkeys(taken))[:MOST_QUOTES]
