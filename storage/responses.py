"""Responses: what those who decide answer to a topic, who was told, and what they think of it.

An answer never changes: what is amended is the next version, and the earlier ones stay.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, text, update

from insight.answered import Answered
from storage.database import Db
from storage.ids import new_id
from storage.tables.answered import response

YES, YES_IF, NO = "yes", "yes_if", "no"
ANSWERS = (YES, YES_IF, NO)
MONEY, PRACTICAL, POLICY = "money", "practical", "policy"
CONSTRAINTS = (MONEY, PRACTICAL, POLICY)
"""Why something cannot change, or not as it was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One version of the answer to one topic.

    Attributes:
        answer: yes, yes_if or no.
        words: language -> as people read them, without the full stop; "en" is always there.
        because_kind: money, practical, policy or "".
        decider: the person and the body, as part of a sentence.
        on_day: of a yes, by when it happens; of a no, when it is asked again.
        veiled: it is not told on a phone before they say that it is a good time.
        entered_by: who of the staff wrote it down.
        told_at: when everybody had their line in the ledger; None while some wait.
        checked_at: the same, of the question whether it was done.
    """

    id: UUID
    engagement_id: UUID
    topic: str
    version: int
    answer: str
    words: Mapping[str, str]
    because_kind: str
    because: str
    decider: str
    on_day: date | None
    veiled: bool
    entered_by: str
    made_at: datetime
    told_at: datetime | None
    checked_at: datetime | None

    @property
    def reason(self) -> str:
        """What its round is about."""
        return f"answer:{self.id}"

    @property
    def check_reason(self) -> str:
        """What the round is about that asks whether it was done."""
        return f"done:{self.id}"


_RESPONSES = select(*(response.c[name] for name in Response.__dataclass_fields__))


def list_versions(
    db: Db, community: UUID, engagement: UUID, *, at: datetime | None = None
) -> list[Response]:
    """List every version of every answer, the oldest first; those up to an instant, or all."""
    query = _RESPONSES.where(
        response.c.community_id == community, response.c.engagement_id == engagement
    ).order_by(response.c.made_at, response.c.id)
    if at is not None:
        query = query.where(response.c.made_at <= at)
    return [Response(**row._mapping) for row in db.execute(query)]


def list_latest(
    db: Db, community: UUID, engagement: UUID, *, at: datetime | None = None
) -> dict[str, Response]:
    """List the answers that stand: topic -> its last version."""
    return {one.topic: one for one in list_versions(db, community, engagement, at=at)}


def list_answered(
    db: Db, community: UUID, engagement: UUID, *, at: datetime | None = None
) -> frozenset[str]:
    """List the topics to which somebody has answered, by their codes."""
    return frozenset(list_latest(db, community, engagement, at=at))


def add(db: Db, community: UUID, draft: Mapping[str, Any], *, now: datetime) -> Response:
    """Keep an answer, as the next version of its topic's.

    Args:
        draft: fields of `Response` but for id, version, made_at, told_at and checked_at.
    """
    before = [
        one.version
        for one in list_versions(db, community, draft["engagement_id"])
        if one.topic == draft["topic"]
    ]
    made: dict[str, Any] = {
        **draft,
        "id": new_id(),
        "version": max(before, default=0) + 1,
        "made_at": now,
    }
    db.execute(insert(response).values(community_id=community, **made))
    return Response(**made, told_at=None, checked_at=None)


def mark_told(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Write down that everybody has their line in the ledger."""
    _mark(db, community, id, {"told_at": now})


def mark_checked(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Write down that everybody was asked whether it was done."""
    _mark(db, community, id, {"checked_at": now})


def _mark(db: Db, community: UUID, id: UUID, changes: Mapping[str, datetime]) -> None:
    db.execute(
        update(response)
        .where(response.c.community_id == community, response.c.id == id)
        .values(**changes)
    )


_LAST = """
    not exists (select from response later where later.community_id = response.community_id
        and later.engagement_id = response.engagement_id and later.topic = response.topic
        and later.version > response.version)
"""

_DUE = _RESPONSES.where(text(f"community_id = :community and {_LAST}"))
_TO_TELL = _DUE.where(text("told_at is null")).order_by(response.c.made_at)
_TO_CHECK = _DUE.where(
    text("told_at is not null and checked_at is null and answer <> 'no' and on_day < :today")
).order_by(response.c.on_day)


def list_to_tell(db: Db, community: UUID) -> list[Response]:
    """List the answers that some have not been told yet, or may not have been."""
    rows = db.execute(_TO_TELL, {"community": community})
    return [Response(**row._mapping) for row in rows]


def list_to_check(db: Db, community: UUID, *, today: date) -> list[Response]:
    """List what was to be done before today, and nobody was asked whether it was."""
    rows = db.execute(_TO_CHECK, {"community": community, "today": today})
    return [Response(**row._mapping) for row in rows]


_CONTRIBUTORS = text("""
    select distinct r.id, r.language from contribution c
    join coding k on k.community_id = c.community_id and k.contribution_id = c.id
    join resident r on r.community_id = c.community_id and r.id = c.resident_id
    where c.community_id = :community and c.engagement_id = :engagement and k.theme = :topic
      and c.held = '' and c.received_at <= :at
    order by 1
""")


def list_contributors(
    db: Db, community: UUID, engagement: UUID, topic: str, *, at: datetime
) -> dict[UUID, str]:
    """List who raised a topic, by text or written down for them: resident -> language."""
    given = {"community": community, "engagement": engagement, "topic": topic, "at": at}
    return {row.id: row.language for row in db.execute(_CONTRIBUTORS, given)}


_TOLD = text("""
    select r.id, r.language from round_line l
    join resident r on r.community_id = l.community_id and r.id = l.resident_id
    where l.community_id = :community and l.reason = :reason and l.message_id is not null
    order by 1
""")


def list_told(db: Db, community: UUID, one: Response) -> dict[UUID, str]:
    """List who was told of an answer: resident -> language."""
    rows = db.execute(_TOLD, {"community": community, "reason": one.reason})
    return {row.id: row.language for row in rows}


def count_answered(db: Db, given: Mapping[str, Any], *, zone: str) -> list[dict[str, Any]]:
    """Count what people thought by an instant of the answers that stood then.

    Args:
        given: {community, engagement, cut}.
        zone: the community's, for days.

    Returns:
        Fields of `Answered`, as plain values.
    """
    community, at = given["community"], given["cut"]
    latest = list_latest(db, community, given["engagement"], at=at)
    counted = (asdict(_read(db, community, one, at, zone)) for one in latest.values())
    return [{**one, **{day: one[day] and one[day].isoformat() for day in _DAYS}} for one in counted]


def read_answered(counted: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Read back what `count_answered` gave, for a digest."""
    return {"answered": tuple(_read_back(one) for one in counted)}


def _read_back(one: Mapping[str, Any]) -> Answered:
    days = {day: one[day] and date.fromisoformat(one[day]) for day in _DAYS}
    return Answered(**{**one, **days})


_DAYS = ("made_on", "on_day")


def _read(db: Db, community: UUID, one: Response, at: datetime, zone: str) -> Answered:
    found = count_reception(db, community, one, at=at)
    return Answered(
        topic=one.topic,
        answer=one.answer,
        words=one.words["en"],
        because_kind=one.because_kind,
        because=one.because,
        decider=one.decider,
        made_on=one.made_at.astimezone(ZoneInfo(zone)).date(),
        on_day=one.on_day,
        version=one.version,
        told=found.sent,
        fair=found.fair,
        unfair=found.unfair,
        reasons=found.reasons,
        done=found.done,
        undone=found.undone,
    )


_IN_PERSON = text("""
    select e.kind, count(*) as n from entry e
    join round_line l on l.community_id = e.community_id and l.resident_id = e.resident_id
        and l.reason = :reason and l.message_id is null
    where e.community_id = :community and e.engagement_id = :engagement
      and e.withdrawn_at is null and l.why_not = 'no channel that is on'
    group by e.kind order by e.kind
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """What became of one answer. Unprotected: it goes through `insight.disclosure` first.

    Attributes:
        sent: texts that left us; delivered: that arrived (Telegram: that were taken).
        fair: residents who called it fair; unfair: who did not; reasons: who said why.
        done: residents who say that it was done; undone: that it was not.
        not_told: why -> residents who got no text.
    """

    people: int
    sent: int
    delivered: int
    fair: int
    unfair: int
    reasons: int
    done: int
    undone: int
    not_told: Mapping[str, int]


_COUNT = text("""
    with lines as (
        select l.resident_id, l.why_not, m.accepted_at <= :at as sent,
            m.accepted_at <= :at and case m.channel
                when 'sms' then m.state = 'delivered' and m.settled_at <= :at
                else true end as delivered
        from round_line l
        left join message m on m.community_id = l.community_id and m.id = l.message_id
        where l.community_id = :community and l.reason = :reason and l.at <= :at),
    said as (
        select c.resident_id, w.name, w.value from conversation c
        join answer w on w.community_id = c.community_id and w.conversation_id = c.id
        where c.community_id = :community and c.subject in (:reason, :check_reason)
          and w.received_at <= :at),
    why as (
        select distinct k.resident_id from contribution k
        where k.community_id = :community and k.engagement_id = :engagement
          and k.state in ('response.why', 'response.answer') and k.held = ''
          and k.received_at <= :at and :reason = (
              select c.subject from conversation c
              where c.community_id = k.community_id and c.resident_id = k.resident_id
                and c.subject like 'answer:%' and c.started_at <= k.received_at
              order by c.started_at desc, c.id desc limit 1))
    select (select count(*) from lines) as people,
        (select count(*) from lines where sent) as sent,
        (select count(*) from lines where delivered) as delivered,
        (select count(*) from said where name = 'response.fair' and value = 'true') as fair,
        (select count(*) from said where name = 'response.fair' and value = 'false') as unfair,
        (select count(*) from why) as reasons,
        (select count(*) from said where name = 'check-back.done' and value = 'true') as done,
        (select count(*) from said where name = 'check-back.done' and value = 'false') as undone,
        coalesce((select jsonb_object_agg(why_not, n) from (
            select why_not, count(*) as n from lines where why_not <> '' group by 1) t),
            '{}') as not_told
""")


def count_reception(db: Db, community: UUID, one: Response, *, at: datetime) -> Reception:
    """Count who was told of an answer up to an instant, and what they said of it."""
    given = {
        "community": community,
        "engagement": one.engagement_id,
        "reason": one.reason,
        "check_reason": one.check_reason,
        "at": at,
    }
    return Reception(**db.execute(_COUNT, given).one()._mapping)


def count_in_person(db: Db, community: UUID, one: Response) -> dict[str, int]:
    """Count whom only the organiser can tell: how their words were written down -> entries."""
    given = {"community": community, "engagement": one.engagement_id, "reason": one.reason}
    return {row.kind: row.n for row in db.execute(_IN_PERSON, given)}
