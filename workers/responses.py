"""Tells those who raised a topic what was answered to it, and later asks whether it was done."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flows.templates import MOST_LETTERS
from insight.frame import Theme
from storage import responses
from storage.database import Db
from storage.engagements import Engagement
from storage.responses import Response
from storage.rounds import BUSY
from storage.topics import list_topics, name_topic
from workers.house import House, Present
from workers.rounds import ANSWERED_NOW, Begun, People, Plan, begin_flow, plan_flow

RESPONSE, CHECK_BACK = "response", "check-back"
PASS_ON = timedelta(days=28)
"""By when those who decide hear what people say of an answer, where the promised day is past."""
TRIED_FOR = timedelta(days=7)
_FOR_NOW = frozenset((BUSY, ANSWERED_NOW))


def plan_response(house: House, present: Present, one: Response) -> Plan:
    """Work out who would be told of an answer that is not kept yet. Nothing is sent."""
    with house.database.transaction() as db:
        raised = _list_contributors(db, present, one, house)
        people = _fill(db, present, one, raised, today=_find_today(house, present))
    return plan_flow(
        house,
        present,
        flow_id=RESPONSE,
        people=people,
        reason=one.reason,
        veiled=tuple(people) if one.veiled else (),
    )


def tell(house: House, present: Present, one: Response, *, any_hour: bool = False) -> Begun:
    """Tell everybody who raised the topic and was not told yet; it may run twice.

    Whoever is talking with somebody of us just now is told later, by the sweeper.

    Args:
        present: with the answer's engagement as `engagement`.
        any_hour: somebody has a reason to send outside sending hours.
    """
    with house.database.transaction() as db:
        raised = _list_contributors(db, present, one, house)
        people = _fill(db, present, one, raised, today=_find_today(house, present))
    begun = begin_flow(
        house,
        present,
        flow_id=RESPONSE,
        people=people,
        reason=one.reason,
        veiled=tuple(people) if one.veiled else (),
        any_hour=any_hour,
    )
    late = house.clock() - one.made_at > TRIED_FOR
    if late or not _FOR_NOW & set(begun.why_not.values()):
        with house.database.transaction() as db:
            responses.mark_told(db, present.community.id, one.id, now=house.clock())
    return begun


def check_back(house: House, present: Present, one: Response) -> Begun:
    """Ask those who were told of a yes whether it was done; it may run twice."""
    today = _find_today(house, present)
    with house.database.transaction() as db:
        told = responses.list_told(db, present.community.id, one)
        people = _fill(db, present, one, told, today=today)
    begun = begin_flow(
        house,
        present,
        flow_id=CHECK_BACK,
        people=people,
        reason=one.check_reason,
        veiled=tuple(people) if one.veiled else (),
    )
    late = one.on_day is None or today - one.on_day > TRIED_FOR
    if late or not _FOR_NOW & set(begun.why_not.values()):
        with house.database.transaction() as db:
            responses.mark_checked(db, present.community.id, one.id, now=house.clock())
    return begun


def follow_up(house: House, present: Present) -> None:
    """Tell whoever was not told yet, and ask whether what was promised by yesterday was done."""
    community = present.community.id
    with house.database.transaction() as db:
        to_tell = responses.list_to_tell(db, community)
        to_check = responses.list_to_check(db, community, today=_find_today(house, present))
    for one in to_tell:
        tell(house, _turn_to(present, one), one)
    for one in to_check:
        check_back(house, _turn_to(present, one), one)


def _turn_to(present: Present, one: Response) -> Present:
    return present.about(present.every[one.engagement_id])


def _find_today(house: House, present: Present) -> date:
    return house.clock().astimezone(ZoneInfo(present.community.zone)).date()


def _list_contributors(db: Db, present: Present, one: Response, house: House) -> Mapping[UUID, str]:
    community = present.community.id
    return responses.list_contributors(
        db, community, one.engagement_id, one.topic, at=house.clock()
    )


def _fill(
    db: Db, present: Present, one: Response, people: Mapping[UUID, str], *, today: date
) -> People:
    """Give each what only their text says: the topic and the answer in their language."""
    engagement = present.engagement
    themes = {
        theme.code: theme for theme in list_topics(db, present.community.id, one.engagement_id)
    }
    texts = {
        language: _write(one, themes.get(one.topic), engagement, language, today)
        for language in set(people.values())
    }
    return {id: texts[language] for id, language in people.items()}


def _write(
    one: Response, theme: Theme | None, engagement: Engagement, language: str, today: date
) -> dict[str, str]:
    name = name_topic(theme, language) if theme else one.topic
    by = engagement.hear_back_by if engagement.hear_back_by > today else today + PASS_ON
    return {
        "topic.name": shorten(name, MOST_LETTERS["topic.name"]),
        "response.words": one.words.get(language, one.words["en"]),
        "promise.decider": one.decider,
        "promise.day": by.isoformat(),
    }


def shorten(words: str, most: int) -> str:
    """Leave out the last words of a name that is too long."""
    if len(words) <= most:
        return words
    return words[: most + 1].rsplit(" ", 1)[0][:most].rstrip(",;: ")
