"""Plays a topic back to those who raised it: did we hear you right? Never anybody's own words.

A phone that several people use first gets no more than that there is a question, until somebody
says that it is a good time (docs/decisions/0005-shared-phones.md).
"""

from collections.abc import Mapping
from typing import Any

from storage import hearings, responses
from storage.hearings import Hearing
from storage.outbox import PROMPT
from workers.house import House, Present
from workers.rounds import Begun, Plan, begin_flow, plan_flow

FLOW = "did-we-hear-you"


def plan_hearing(house: House, present: Present, one: Hearing) -> Plan:
    """Work out who would be asked back, what they read, and who is not asked. Sends nothing."""
    return plan_flow(house, present, **_gather(house, present, one))


def begin_hearing(house: House, present: Present, one: Hearing) -> Begun:
    """Keep what is played back, and ask. It may run twice: nobody is asked twice."""
    community = present.community.id
    with house.database.transaction() as db:
        known = hearings.list_hearings(db, community, one.engagement_id, at=one.made_at)
        if one.id not in {each.id for each in known}:
            hearings.add(db, community, one)
    return begin_flow(house, present, **_gather(house, present, one))


def _gather(house: House, present: Present, one: Hearing) -> dict[str, Any]:
    """Gather who raised the topic and what each is told, in their language where there is one."""
    community = present.community.id
    first = present.community.languages[0]
    with house.database.transaction() as db:
        people: Mapping[Any, str] = responses.list_contributors(
            db, community, one.engagement_id, one.topic, at=house.clock()
        )
        shared = hearings.find_shared(db, community, list(people))
    return {
        "flow_id": FLOW,
        "people": {
            resident: {"topic.summary": one.words.get(language, one.words[first])}
            for resident, language in people.items()
        },
        "kind": PROMPT,
        "reason": one.reason,
        "veiled": shared,
        "veil": True,
    }
