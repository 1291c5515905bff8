"""Protected totals over everyone, and topics in the order that may be shown. Holds no wording."""

from dataclasses import dataclass
from itertools import pairwise

from insight.counting import Counts
from insight.disclosure import (
    ROUND_TO,
    THRESHOLD,
    Figure,
    Range,
    percentage,
    read_total,
    show_total,
)
from insight.evidence import Evidence
from insight.wording import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedTopic:
    """A topic with the residents who raised it, as shown, and their share of those heard."""

    code: str
    name: str
    people: Figure
    share: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Everyone, protected.

    Attributes:
        base: the people whom topics are set against.
        base_ids: who they are; base_name: what they are called.
        topics: most raised first by the figures shown, equals by name, so that the order tells
            nothing that the figures do not.
    """

    closing: bool
    asked: Figure
    reached: Figure
    answered: Figure
    stopped: Figure
    own: Figure
    written: Figure
    unsorted: Figure
    held: Figure
    base: Figure
    base_ids: frozenset[str]
    base_name: str
    topics: tuple[RankedTopic, ...]

    @property
    def raised(self) -> tuple[RankedTopic, ...]:
        """Topics that somebody raised."""
        return tuple(topic for topic in self.topics if topic.people.value != 0)

    @property
    def leading(self) -> tuple[RankedTopic, ...]:
        """Topics whose number is shown, most raised first."""
        return tuple(topic for topic in self.raised if topic.people.value)


def show_totals(evidence: Evidence, counts: Counts) -> Totals:
    """Protect the totals of one edition."""
    closing = evidence.closing
    base_ids, base_name = choose_base(counts)
    base = show_total(len(base_ids), closing=closing)
    topics = []
    for topic in evidence.topics:
        people = show_total(len(counts.topics[topic.code]), closing=closing)
        topics.append(
            RankedTopic(
                code=topic.code,
                name=clean(topic.name),
                people=people,
                share=percentage(people, base),
            )
        )
    topics.sort(key=lambda topic: (-_rank(topic.people), topic.name))
    return Totals(
        closing=closing,
        asked=show_total(len(counts.asked), closing=closing),
        reached=show_total(len(counts.reached), closing=closing),
        answered=show_total(len(counts.answered), closing=closing),
        stopped=show_total(len(counts.stopped), closing=closing),
        own=show_total(len(counts.own), closing=closing),
        written=show_total(len(counts.written), closing=closing),
        unsorted=show_total(len(counts.unsorted), closing=closing),
        held=show_total(len(counts.held), closing=closing),
        base=base,
        base_ids=base_ids,
        base_name=base_name,
        topics=tuple(topics),
    )


def choose_base(counts: Counts) -> tuple[frozenset[str], str]:
    """Choose whom topics are set against, so that no small part can be had by taking away.

    A part of fewer than 5 people is left out: else the total less the large parts would give it.
    """
    parts = (
        (counts.answered, "people who answered"),
        (counts.own, "people who came on their own"),
        (counts.written, "people whose words were written down"),
    )
    large = [part for part in parts if len(part[0]) >= THRESHOLD]
    if len(large) > 1:
        return frozenset[str]().union(*(ids for ids, _ in large)), "people heard"
    return next((part for part in (*large, *parts) if part[0]), parts[0])


def known_range(count: int, totals: Totals) -> Range:
    """Say what readers know of a total."""
    return read_total(count, closing=totals.closing)


def loose_pairs(totals: Totals, reversed_pairs: frozenset[tuple[str, str]]) -> frozenset[str]:
    """Find the topics whose order against the next one does not hold.

    Args:
        totals: the topics as ranked.
        reversed_pairs: pairs of codes whose order is the other way round on some channel.

    Returns:
        Codes of the upper topic of each such pair: 5 people or fewer apart, or reversed.
    """
    return frozenset(
        upper.code
        for upper, lower in pairwise(totals.leading)
        if _rank(upper.people) - _rank(lower.people) <= ROUND_TO
        or (upper.code, lower.code) in reversed_pairs
    )


def _rank(figure: Figure) -> int:
    return THRESHOLD - 1 if figure.value is None else figure.value
