"""Turnout: how many answered, stopped, or wait for a person, as organisers are told by text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.contributions import IN_TOPICS
from storage.database import Db

_ANSWERED = text("""
    select count(distinct resident_id) from contribution
    where community_id = :community and engagement_id = any(:engagements) and held <> 'undone'
""")

_ASKED = text("""
    select count(distinct d.resident_id) from delivery d
    join broadcast b on b.community_id = d.community_id and b.id = d.broadcast_id
    join message m on m.community_id = d.community_id and m.id = d.message_id
    where d.community_id = :community and b.engagement_id = any(:engagements)
      and m.state not in ('expired', 'refused', 'opted_out')
""")

_STOPPED = text("""
    select count(distinct resident_id) from address
    where community_id = :community and resident_id is not null and stopped_at > :since
""")


def count_answered(db: Db, community: UUID, engagements: Collection[UUID]) -> int:
    """Count the residents who said something in these engagements."""
    given = {"community": community, "engagements": list(engagements)}
    return int(db.execute(_ANSWERED, given).scalar_one())


def count_asked(db: Db, community: UUID, engagements: Collection[UUID]) -> int:
    """Count the residents who were asked in these engagements, as far as it left us."""
    given = {"community": community, "engagements": list(engagements)}
    return int(db.execute(_ASKED, given).scalar_one())


def count_stopped(db: Db, community: UUID, *, since: datetime) -> int:
    """Count the residents who said stop since a time, and are stopped still."""
    return int(db.execute(_STOPPED, {"community": community, "since": since}).scalar_one())


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came in since a time.

    Attributes:
        replies: residents who said something.
        topics: theme -> residents, most first.
        unsorted: language -> replies without a theme that wait for one, most first.
        worrying: replies held for the safeguarding contact, nobody has looked at.
        calls: residents who asked to be rung.
        stopped: residents who said stop.
    """

    replies: int
    topics: Mapping[str, int]
    unsorted: Mapping[str, int]
    worrying: int
    calls: int
    stopped: int

    @property
    def is_nothing(self) -> bool:
        """Nothing came in at all."""
        return not (self.replies or self.worrying or self.calls or self.stopped)


_SINCE = """from contribution c where c.community_id = :community and c.received_at > :since
    and c.received_at <= :now"""
_COUNTED = f"{_SINCE} and c.held in ('', 'sensitive')"
_REPLIES = text(f"select count(distinct c.resident_id) {_COUNTED}")
_TOPICS = text(f"""
    select k.theme, count(distinct c.resident_id) as n
    {
    _COUNTED.replace(
        "where",
        "join coding k on k.community_id = c.community_id and k.contribution_id = c.id where",
        1,
    )
}
    group by k.theme order by n desc, k.theme
""")
_UNSORTED = text(f"""
    select c.language, count(*) as n {_COUNTED} and c.held = '' and c.{IN_TOPICS}
      and not exists (select from coding k where k.community_id = c.community_id
                         and k.contribution_id = c.id)
      and not exists (select from decision d where d.community_id = c.community_id
                         and d.contribution_id = c.id and d.ended_at is null)
    group by c.language order by n desc, c.language
""")  # noqa: S608  (constants)
_WORRYING = text(f"select count(*) {_SINCE} and c.held = 'safeguarding'")
_CALLS = text("""
    select count(distinct resident_id) from task
    where community_id = :community and kind = 'call' and done_at is null
""")


def count_arrived(db: Db, community: UUID, *, since: datetime, now: datetime) -> Arrived:
    """Count what came in between two times; calls are all that still wait."""
    given = {"community": community, "since": since, "now": now}
    return Arrived(
        replies=db.execute(_REPLIES, given).scalar_one(),
        topics={row.theme: row.n for row in db.execute(_TOPICS, given)},
        unsorted={row.language: row.n for row in db.execute(_UNSORTED, given)},
        worrying=db.execute(_WORRYING, given).scalar_one(),
        calls=db.execute(_CALLS, given).scalar_one(),
        stopped=count_stopped(db, community, since=since),
    )
