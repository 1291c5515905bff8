"""Finds whether one writer stands behind much of what came from a group. Holds no wording."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from insight.counting import Breakdown
from insight.disclosure import MIN_BREAKDOWN
from insight.evidence import Participant

ONE_IN = 3
"""More than one in so many of a group's people, written down by one person, is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeavyHelper:
    """Somebody who wrote down what over a third of a group said.

    Attributes:
        writer: as `Participant.written_by`.
        by: language or area; code: which.
        brought: for how many people they wrote; people: how many were heard from the group.
    """

    writer: str
    by: str
    code: str
    brought: int
    people: int


def find_heavy_helpers(participants: Iterable[Participant]) -> tuple[HeavyHelper, ...]:
    """Look at every language and area of 10 people or more who were heard."""
    heard = [person for person in participants if person.answered]
    groups: dict[str, Breakdown] = {"area": lambda p: p.area, "language": lambda p: p.language}
    found = []
    for by, group in groups.items():
        people = Counter(map(group, heard))
        brought = Counter((group(p), p.written_by) for p in heard if p.written_by)
        found += [
            HeavyHelper(writer=writer, by=by, code=code, brought=n, people=people[code])
            for (code, writer), n in sorted(brought.items())
            if code and people[code] >= MIN_BREAKDOWN and n * ONE_IN > people[code]
        ]
    return tuple(found)
