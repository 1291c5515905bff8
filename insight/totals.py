"""Protected totals over everyone, and topics in the order that may be shown. Holds no wording."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from insight.caution import Caution
from insight.counting import Counts
from insight.disclosure import (
    ROUND_TO,
    THRESHOLD,
    UNSAID,
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


def show_totals(evidence: Evidence, counts: Counts, caution: Caution | None = None) -> Totals:
    """Protect the totals of one edition."""
    show = _Show(closing=evidence.closing, caution=caution or Caution(), cells=evidence.cells)
    base_ids, base_name = choose_base(counts)
    base = show("base", base_ids)
    topics = []
    for topic in evidence.topics:
        people = show(topic.code, counts.topics[topic.code])
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
        closing=evidence.closing,
        asked=show("asked", counts.asked),
        reached=show("reached", counts.reached),
        answered=show("answered", counts.answered),
        stopped=show("stopped", counts.stopped),
        own=show("own", counts.own),
        written=show("written", counts.written),
        unsorted=show("unsorted", counts.unsorted),
        held=show("held", counts.held),
        base=base,
        base_ids=base_ids,
        base_name=base_name,
        topics=tuple(topics),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Show:
    closing: bool
    caution: Caution
    cells: Mapping[str, Figure] | None

    def __call__(self, code: str, ids: frozenset[str]) -> Figure:
        if code in self.caution.unsaid:
            return Figure(UNSAID, None)
        if self.cells is not None:
            return self.cells.get(code, Figure(UNSAID, None))
        return show_total(len(ids), closing=self.closing, vague=code in self.caution.vague)


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
