"""Plays a topic back to those who raised it: did we hear you right? Never anybody's own words.

A phone that several people use first gets no more than that there is a question, until somebody
says that it is a good time; so does every phone where the topic is sensitive. What is both is not
asked by text (docs/decisions/0005-shared-phones.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from storage import hearings, responses, topics
from storage.database import Db
from storage.hearings import Hearing
from storage.outbox import PROMPT
from workers.house import House, Present
from workers.rounds import SENSITIVE, Begun, Plan, begin_flow, plan_flow

FLOW = "did-we-hear-you"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Who is asked back: what `begin_flow` takes, and who is left to a person, with why."""

    given: Mapping[str, Any]
    why_not: Mapping[UUID, str]


def plan_hearing(house: House, present: Present, one: Hearing) -> Plan:
    """Work out who would be asked back, what they read, and who is not asked. Sends nothing."""
    asked = _gather(house, present, one)
    plan = plan_flow(house, present, **asked.given)
    return replace(plan, why_not={**plan.why_not, **asked.why_not})


def begin_hearing(house: House, present: Present, one: Hearing) -> Begun:
    """Keep what is played back, and ask. It may run twice: nobody is asked twice."""
    community = present.community.id
    with house.database.transaction() as db:
        known = hearings.list_hearings(db, community, one.engagement_id, at=one.made_at)
        if one.id not in {each.id for each in known}:
            hearings.add(db, community, one)
    asked = _gather(house, present, one)
    begun = begin_flow(house, present, **asked.given)
    return replace(begun, why_not={**begun.why_not, **asked.why_not})


def _gather(house: House, present: Present, one: Hearing) -> _Asked:
    """Gather who raised the topic and what each is told, in their language where there is one."""
    community = present.community.id
    with house.database.transaction() as db:
        people: Mapping[UUID, str] = responses.list_contributors(
            db, community, one.engagement_id, one.topic, at=house.clock()
        )
        shared = hearings.find_shared(db, community, list(people))
        is_sensitive = is_for_few_eyes(db, present, one)
    hushed = shared if is_sensitive else frozenset[UUID]()
    told = {id: language for id, language in people.items() if id not in hushed}
    given = {
        "flow_id": FLOW,
        "people": _write(one, told.items(), first=present.community.languages[0]),
        "kind": PROMPT,
        "reason": one.reason,
        "veiled": frozenset(told) if is_sensitive else shared,
        "veil": True,
    }
    return _Asked(given=given, why_not=dict.fromkeys(hushed, SENSITIVE))


def _write(
    one: Hearing, people: Iterable[tuple[UUID, str]], *, first: str
) -> dict[UUID, dict[str, str]]:
    return {
        id: {"topic.summary": one.words.get(language, one.words[first])} for id, language in people
    }


def is_for_few_eyes(db: Db, present: Present, one: Hearing) -> bool:
    """Tell whether a topic is sensitive, by its mark or by how it was answered last."""
    community = present.community.id
    listed = topics.list_topics(db, community, one.engagement_id)
    answer = responses.list_latest(db, community, one.engagement_id).get(one.topic)
    marked = any(topic.sensitive for topic in listed if topic.code == one.topic)
    return marked or (answer is not None and answer.veiled)
