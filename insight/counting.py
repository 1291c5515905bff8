"""Exact counts of what residents said. Protects nothing: that is for disclosure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from insight.evidence import Contribution, Evidence, Participant

SAYS_NOTHING = "other"  # kept texts that answer nothing: they count only once somebody sorts them

Breakdown = Callable[[Participant], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Who was asked and who spoke, as sets of resident ids, so that every breakdown agrees.

    Attributes:
        own: who wrote without being asked; written: whose words came on paper or through a helper.
        topics: topic code -> residents who raised it, in the frame's order.
        unsorted: residents who said something of which nothing is sorted under a topic yet.
        held: residents with words held back; those words are in no topic.
    """

    people: Mapping[str, Participant]
    asked: frozenset[str]
    reached: frozenset[str]
    answered: frozenset[str]
    stopped: frozenset[str]
    own: frozenset[str]
    written: frozenset[str]
    topics: Mapping[str, frozenset[str]]
    unsorted: frozenset[str]
    held: frozenset[str]

    @property
    def heard(self) -> frozenset[str]:
        """Everybody who said something: answered, came on their own, or had it written down."""
        return self.answered | self.own | self.written

    def split(self, ids: Iterable[str], by: Breakdown) -> Counter[str]:
        """Count residents by something each of them has one of, such as a language."""
        return Counter(map(by, map(self.people.__getitem__, ids)))


def count_evidence(evidence: Evidence, *, without_helpers: bool = False) -> Counts:
    """Count residents, one resident one voice.

    Args:
        evidence: rows of one engagement up to one cut.
        without_helpers: leave out what helpers wrote down, to see whether the order survives.

    Raises:
        ValueError: a contribution names a resident or a topic that the evidence does not hold.
    """
    people = {person.id: person for person in evidence.participants}
    _check(evidence, people)
    used = [c for c in evidence.contributions if not (without_helpers and c.helper)]
    sorted_words, waiting = _voices(used)
    answered = {
        id for id, p in people.items() if p.answered and not (without_helpers and p.written_by)
    }
    spoke = answered | set(sorted_words) | waiting
    written = frozenset(id for id in spoke if people[id].written_by)
    own = frozenset(id for id in spoke if people[id].came_on_own) - written
    asked = frozenset(id for id, p in people.items() if p.asked and not p.came_on_own)
    return Counts(
        people=people,
        asked=asked,
        reached=frozenset(id for id in asked if people[id].reached),
        answered=frozenset(spoke) - own - written,
        stopped=frozenset(id for id, person in people.items() if person.stopped),
        own=own,
        written=written,
        topics={
            topic.code: frozenset(id for id, codes in sorted_words.items() if topic.code in codes)
            for topic in evidence.topics
        },
        unsorted=frozenset(waiting - set(sorted_words)),
        held=frozenset(c.resident_id for c in used if c.held),
    )


def exact_counts(evidence: Evidence, counts: Counts) -> dict[str, object]:
    """Lay the counts out before protection, for the recount from the database; never shown."""
    answers = {
        one.code: {choice.code: choice.people for choice in one.choices}
        for one in evidence.closed_questions
    }
    by: dict[str, Breakdown] = {"channel": lambda p: p.channel, "language": lambda p: p.language}
    whole = {
        "asked": counts.asked,
        "reached": counts.reached,
        "answered": counts.answered,
        "stopped": counts.stopped,
        "came_on_own": counts.own,
        "heard": counts.heard,
        "unsorted": counts.unsorted,
        "held": counts.held,
    }
    if counts.written:
        whole["written"] = counts.written
    exact: dict[str, object] = {name: len(ids) for name, ids in whole.items()}
    exact["contributions"] = len(evidence.contributions)
    if answers:
        exact["answers"] = answers
    exact["topics"] = {code: len(ids) for code, ids in counts.topics.items()}
    for name, breakdown in by.items():
        rows = {**whole, **counts.topics}
        exact[f"by_{name}"] = {
            row: dict(sorted(counts.split(ids, breakdown).items())) for row, ids in rows.items()
        }
    return exact


def _voices(contributions: Iterable[Contribution]) -> tuple[dict[str, set[str]], set[str]]:
    """Resident -> topics of all they said, and the residents with words that have no topic."""
    sorted_words: dict[str, set[str]] = defaultdict(set)
    waiting: set[str] = set()
    for contribution in contributions:
        if contribution.held:
            continue
        if contribution.themes:
            sorted_words[contribution.resident_id].update(code for code, _ in contribution.themes)
        elif contribution.kind != SAYS_NOTHING and not contribution.decided:
            waiting.add(contribution.resident_id)
    return sorted_words, waiting


def _check(evidence: Evidence, people: Mapping[str, Participant]) -> None:
    if len(people) != len(evidence.participants):
        raise ValueError("a resident is there twice: one resident, one row")
    codes = {topic.code for topic in evidence.topics}
    for contribution in evidence.contributions:
        if contribution.resident_id not in people:
            raise ValueError(f"contribution {contribution.id}: its resident is not a participant")
        if unknown := {code for code, _ in contribution.themes} - codes:
            raise ValueError(f"contribution {contribution.id}: no topic {min(unknown)}")
