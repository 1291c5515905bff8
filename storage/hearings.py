"""Hearings: a topic's summary played back to those who raised it, and what they said to that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text

from insight.evidence import HeardBack
from storage import topics
from storage.contributions import IN_TOPICS
from storage.database import Db
from storage.ids import new_id
from storage.tables.promises import hearing


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A topic as it was played back.

    Attributes:
        words: language -> what we heard; the community's first is always there.
    """

    id: UUID
    engagement_id: UUID
    topic: str
    words: Mapping[str, str]
    entered_by: str
    made_at: datetime

    @property
    def reason(self) -> str:
        """What its round is about."""
        return f"heard:{self.id}"


def add(db: Db, community: UUID, one: Hearing) -> None:
    """Keep what is played back, before it is."""
    names = Hearing.__dataclass_fields__
    db.execute(
        insert(hearing).values(community_id=community, **{n: getattr(one, n) for n in names})
    )


def make(
    engagement: UUID, topic: str, words: Mapping[str, str], *, who: str, now: datetime
) -> Hearing:
    """Make a hearing; nothing is kept yet."""
    return Hearing(
        id=new_id(),
        engagement_id=engagement,
        topic=topic,
        words=words,
        entered_by=who,
        made_at=now,
    )


def list_hearings(db: Db, community: UUID, engagement: UUID, *, at: datetime) -> list[Hearing]:
    """List what was played back up to an instant, in that order."""
    query = select(*(hearing.c[name] for name in Hearing.__dataclass_fields__)).where(
        hearing.c.community_id == community,
        hearing.c.engagement_id == engagement,
        hearing.c.made_at <= at,
    )
    rows = db.execute(query.order_by(hearing.c.made_at, hearing.c.id))
    return [Hearing(**row._mapping) for row in rows]


_SHARED = text("""
    select distinct resident_id from address
    where community_id = :community and resident_id = any(:residents) and shared > 0
""")


def find_shared(db: Db, community: UUID, residents: Sequence[UUID]) -> frozenset[UUID]:
    """Say which residents use a phone that others use too."""
    given = {"community": community, "residents": list(residents)}
    return frozenset(db.execute(_SHARED, given).scalars())


_WORDS = text(f"""
    select distinct c.words from contribution c
    join coding k on k.community_id = c.community_id and k.contribution_id = c.id
    where c.community_id = :community and c.engagement_id = :engagement and k.theme = :topic
      and c.{IN_TOPICS}
""")  # noqa: S608  (a constant)


def list_words(db: Db, community: UUID, engagement: UUID, topic: str) -> list[str]:
    """List what was said on a topic, so that nobody's own words are played back."""
    given = {"community": community, "engagement": engagement, "topic": topic}
    return list(db.execute(_WORDS, given).scalars())


VEIL = "good-time-to-ask"
"""The flow in front of it on a shared phone: nothing is played back there before a yes."""

# Words in place of a digit are an answer too. What they say is tied to the hearing that was last.
_COUNT = text(f"""
    with lines as (
        select l.resident_id, coalesce(v.flow_id, '') <> '{VEIL}' or exists (
            select from answer w where w.community_id = c.community_id and w.conversation_id = c.id
               and w.name = '{VEIL}.now' and w.value = cast('true' as jsonb)
               and w.received_at <= :cut) as heard
        from round_line l
        join message m on m.community_id = l.community_id and m.id = l.message_id
        left join conversation c on c.community_id = l.community_id and c.id = l.conversation_id
        left join flow_version v on v.community_id = c.community_id
            and v.version = c.begun ->> 'version'
        where l.community_id = :community and l.reason = any(:reasons) and m.accepted_at <= :cut),
    said as (
        select c.resident_id, bool_or(w.value = '"right"') as agreed from conversation c
        join answer w on w.community_id = c.community_id and w.conversation_id = c.id
        where c.community_id = :community and c.subject = any(:reasons)
          and w.name = 'did-we-hear-you.heard' and w.received_at <= :cut
        group by c.resident_id),
    added as (
        select distinct k.resident_id from contribution k
        where k.community_id = :community and k.engagement_id = :engagement
          and starts_with(k.state, 'did-we-hear-you.') and k.held = '' and k.received_at <= :cut
          and (select c.subject from conversation c
               where c.community_id = k.community_id and c.resident_id = k.resident_id
                 and starts_with(c.subject, 'heard:') and c.started_at <= k.received_at
               order by c.started_at desc, c.id desc limit 1) = any(:reasons))
    select (select count(distinct resident_id) from lines where heard) as asked,
        (select count(distinct resident_id) from lines l where not heard and not exists (
            select from lines o where o.resident_id = l.resident_id and o.heard)) as waiting,
        (select count(*) from (select resident_id from said union
                               select resident_id from added) r) as replied,
        (select count(*) from said where agreed) as agreed,
        (select count(*) from added) as added
""")  # noqa: S608  (a constant)


def count_heard_back(db: Db, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Count what was played back by the cut: first over all, one resident once, then each time.

    Args:
        given: {community, engagement, cut}.

    Returns:
        Fields of `HeardBack`, as plain values; none where nothing was.
    """
    known = list_hearings(db, given["community"], given["engagement"], at=given["cut"])
    if not known:
        return []
    listed = topics.list_topics(db, given["community"], given["engagement"], at=given["cut"])
    veiled = {topic.code for topic in listed if topic.sensitive}
    counted = [("", known), *((one.topic, [one]) for one in known)]
    return [
        _count(db, given, topic, ones)
        | ({"veiled": True} if any(one.topic in veiled for one in ones) else {})
        for topic, ones in counted
    ]


def read_heard_back(counted: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Read back what `count_heard_back` gave, for a digest."""
    everybody, *each = (HeardBack(**one) for one in counted) if counted else (None,)
    return {"heard_back_all": everybody, "heard_back": tuple(each)}


def _count(
    db: Db, given: Mapping[str, Any], topic: str, hearings: Sequence[Hearing]
) -> dict[str, Any]:
    reasons = [one.reason for one in hearings]
    row = db.execute(_COUNT, {**given, "reasons": reasons}).one()
    words = next(iter(hearings[0].words.values())) if topic else ""
    return {"topic": topic, "words": words, **row._mapping}
