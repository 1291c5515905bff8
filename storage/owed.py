"""Who was promised an answer and has none: counted, listed, and told once a promised day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import engagement_changes, responses
from storage.contributions import IN_TOPICS
from storage.database import Db

NOBODY = UUID(int=0)


# What somebody says about an answer asks for no other one. Whoever may be in danger is a person's
# to write to. Words in no topic are answered by the text that says so, once no topic waits.
_OWED = f"""
    said as materialized (
        select c.resident_id, c.channel, k.theme
        from contribution c
        left join coding k on k.community_id = c.community_id and k.contribution_id = c.id
        where c.community_id = :community and c.engagement_id = :engagement
          and c.resident_id is not null and c.received_at <= :at
          and c.held in ('', 'abusive') and c.{IN_TOPICS}
          and (k.theme is not null or c.received_at > coalesce((
              select max(l.done_at) from late_round l where l.community_id = :community
                 and l.engagement_id = :engagement and l.settled), '-infinity'))),
    owed as materialized (
        select resident_id, max(channel) as channel from said
        where theme is null or theme <> all(:answered)
        group by resident_id)
"""  # noqa: S608  (a constant)

_COUNT = text(f"""
    with {_OWED}
    , topics as (
        select theme, count(distinct resident_id) as n from said
        where theme is not null and theme <> all(:answered) group by theme)
    select (select count(*) from owed) as people,
        (select count(*) from owed o where not exists (
            select from address a where a.community_id = :community
               and a.resident_id = o.resident_id and a.stopped_at is null
               and a.closed_at is null)) as unreachable,
        (select count(distinct theme) from said) as topics,
        coalesce((select jsonb_object_agg(theme, n) from topics), '{{}}') as waiting
""")  # noqa: S608  (a constant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is owed to those who spoke in one engagement.

    Attributes:
        people: residents who were given no answer to something they raised.
        unreachable: those of them whom no text may or can reach.
        topics: how many topics were raised.
        waiting: code of each topic without an answer -> residents who raised it, most first.
    """

    people: int
    unreachable: int
    topics: int
    waiting: Mapping[str, int]


def count_owed(db: Db, community: UUID, engagement: UUID, *, at: datetime) -> Owed:
    """Count what is owed for what was said up to a time."""
    row = db.execute(_COUNT, _give(db, community, engagement, at)).one()
    most_first = sorted(row.waiting.items(), key=lambda one: (-one[1], one[0]))
    return Owed(
        people=row.people,
        unreachable=row.unreachable,
        topics=row.topics,
        waiting=dict(most_first),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who is owed an answer, and where they are told."""

    resident_id: UUID
    address_id: UUID
    channel: str
    language: str


# By the channel they spoke on, where that is still theirs.
_WAITING = text(f"""
    with {_OWED}
    select o.resident_id, a.id as address_id, a.channel, r.language from owed o
    join resident r on r.community_id = :community and r.id = o.resident_id
    cross join lateral (
        select a.id, a.channel from address a
        where a.community_id = :community and a.resident_id = o.resident_id
          and a.stopped_at is null and a.closed_at is null and a.doubted_at is null
          and a.channel = any(:channels)
        order by a.channel <> o.channel, a.heard_at desc nulls last, a.id limit 1) a
    where o.resident_id > :after and not exists (
        select from contribution h where h.community_id = :community
           and h.resident_id = o.resident_id and h.held = 'safeguarding')
    order by o.resident_id limit :limit
""")  # noqa: S608


def list_waiting(
    db: Db,
    community: UUID,
    engagement: UUID,
    *,
    at: datetime,
    channels: Collection[str],
    after: UUID,
    limit: int,
) -> Sequence[Waiting]:
    """List the next who can be told, by resident id: not who stopped, nor who may be in danger."""
    given = _give(db, community, engagement, at)
    given |= {"channels": list(channels), "after": after, "limit": limit}
    return [Waiting(**row._mapping) for row in db.execute(_WAITING, given)]


def _give(db: Db, community: UUID, engagement: UUID, at: datetime) -> dict[str, Any]:
    answered = responses.list_answered(db, community, engagement, at=at)
    return {
        "community": community,
        "engagement": engagement,
        "at": at,
        "answered": sorted(answered),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Telling everybody who waits that a promised day has come.

    Attributes:
        next_day: the day that is promised instead.
        settled: every topic has its answer; whose words are in none is told so.
    """

    promised_day: date
    next_day: date
    settled: bool
    done_at: datetime | None


_BEGIN = text("""
    insert into late_round (community_id, engagement_id, promised_day, next_day, settled, begun_at)
    values (:community, :engagement, :promised, :next, :settled, :now) on conflict do nothing
""")
_FIND = text("""
    select promised_day, next_day, settled, done_at from late_round
    where community_id = :community and engagement_id = :engagement and promised_day = :promised
""")


def find_round(db: Db, community: UUID, engagement: UUID, promised: date) -> Round | None:
    """Find the round of a promised day."""
    given = {"community": community, "engagement": engagement, "promised": promised}
    row = db.execute(_FIND, given).one_or_none()
    return None if row is None else Round(**row._mapping)


def begin_round(
    db: Db,
    community: UUID,
    engagement: UUID,
    promised: date,
    *,
    next_day: date,
    settled: bool,
    now: datetime,
) -> None:
    """Begin the round of a promised day, unless it has begun: then it keeps to what it says."""
    given = {"community": community, "engagement": engagement, "promised": promised, "now": now}
    db.execute(_BEGIN, {**given, "next": next_day, "settled": settled})


_FINISH = text("""
    update late_round set done_at = :now
    where community_id = :community and engagement_id = :engagement and promised_day = :promised
      and done_at is null
""")
_PROMISE = text("""
    update engagement set hear_back_by = :next, next_by = null
    where community_id = :community and id = :engagement and hear_back_by = :promised
""")


def finish_round(
    db: Db, community: UUID, engagement: UUID, one: Round, *, promises: bool, now: datetime
) -> bool:
    """End a round.

    Args:
        promises: what was owed that day is promised for the next.

    Returns:
        Whether it was still going on.
    """
    given = {"community": community, "engagement": engagement, "now": now}
    given |= {"promised": one.promised_day, "next": one.next_day}
    if not db.execute(_FINISH, given).rowcount:
        return False
    if promises and db.execute(_PROMISE, given).rowcount:
        engagement_changes.note(db, community, engagement, "late", now=now)
    return True


_TOLD = text("""
    select count(*) from message
    where community_id = :community and starts_with(dedupe_key, :key) and dedupe_key !~ '/[0-9]+$'
""")


def name_round(engagement: UUID, promised: date) -> str:
    """Name a round's texts: with a resident's id behind it, each has its own key."""
    return f"late:{engagement}:{promised}:"


def count_told(db: Db, community: UUID, engagement: UUID, promised: date) -> int:
    """Count who was told in a round."""
    given = {"community": community, "key": name_round(engagement, promised)}
    return int(db.execute(_TOLD, given).scalar_one())
