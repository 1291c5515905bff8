"""What is owed to those who spoke, question by question, for `sayso status`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.amounts import amount, people
from storage import owed
from storage.database import Db
from storage.engagements import Engagement
from storage.owed import Owed
from workers.house import House, Present


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """What is owed on one question."""

    question: Engagement
    owed: Owed


def read_owing(db: Db, house: House, present: Present) -> list[Owing]:
    """Read what is owed on each question where anything is, the day that comes first first."""
    now, community = house.clock(), present.community.id
    by_day = sorted(present.every.values(), key=lambda one: one.hear_back_by)
    found = [
        Owing(question=one, owed=owed.count_owed(db, community, one.id, at=now)) for one in by_day
    ]
    return [one for one in found if one.owed.people]


def describe_owing(owing: Sequence[Owing]) -> list[Mapping[str, Any]]:
    """Lay it out as plain data."""
    return [
        {
            "question": one.question.flow_id,
            "closed": one.question.closed_at is not None,
            "by": one.question.hear_back_by.isoformat(),
            "then": one.question.next_by.isoformat() if one.question.next_by else None,
            "people": one.owed.people,
            "unreachable": one.owed.unreachable,
            "topics": one.owed.topics,
            "topics_unanswered": len(one.owed.waiting),
            "waiting": dict(one.owed.waiting),
        }
        for one in owing
    ]


def say_owing(owing: Sequence[Owing]) -> list[str]:
    """Say it in words, a line each."""
    return [_say(one) for one in owing]


def _say(one: Owing) -> str:
    asked, standing = one.question, one.owed
    lost = f" ({standing.unreachable} of them no text can reach)" if standing.unreachable else ""
    has = "has" if len(standing.waiting) == 1 else "have"
    return (
        f"Owed by {asked.hear_back_by} from {asked.decider}: {asked.title}:"
        f" {people(standing.people, 'waits', 'wait')}{lost}; {len(standing.waiting)} of"
        f" {amount(standing.topics, 'topic')} {has} no answer."
        " `sayso respond` sends one."
    )
