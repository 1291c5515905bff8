"""Closing an engagement: nothing more is asked about it. What comes all the same is kept as late.

Answers that are owed, and talks about them, go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import broadcasts, engagement_changes
from storage.database import Db

WHY = "its question was closed"

_PLAN = text("""
    update engagement set closes_at = :at
    where community_id = :community and id = :id and closed_at is null
""")


def plan(db: Db, community: UUID, id: UUID, *, at: datetime | None) -> bool:
    """Say when an engagement is to close; None: that it is to stay open.

    Returns:
        Whether it was open.
    """
    return bool(db.execute(_PLAN, {"community": community, "id": id, "at": at}).rowcount)


_DUE = text("""
    select id from engagement
    where community_id = :community and closed_at is null and closes_at <= :now order by id
""")


def list_due(db: Db, community: UUID, *, now: datetime) -> list[UUID]:
    """List what is to close by now."""
    return list(db.execute(_DUE, {"community": community, "now": now}).scalars())


_CLOSE = text("""
    update engagement set closed_at = :now, closes_at = null
    where community_id = :community and id = :id and closed_at is null
""")

# Of its own question only: what is said about answers runs on other flows.
_OWN = """
    select c.community_id, c.id from engagement e
    join flow_version f on f.community_id = e.community_id and f.id = e.flow_version_id
    join conversation c on c.community_id = e.community_id and c.engagement_id = e.id
    join flow_version v on v.community_id = c.community_id and v.id = c.flow_version_id
    where e.community_id = :community and e.id = :id and v.flow_id = f.flow_id
"""

_SILENCE = text(f"""
    delete from timer t using ({_OWN}) own
    where t.community_id = own.community_id and t.conversation_id = own.id and t.fired_at is null
""")  # noqa: S608  (a constant)

# One that is on the line now may come back to the queue: then it has expired.
_DROP = text(f"""
    update message m set expires_at = :now,
        state = case when m.state in ('queued', 'leased') then 'expired' else m.state end,
        error = case when m.state in ('queued', 'leased') then :why else m.error end,
        settled_at = case when m.state in ('queued', 'leased') then :now else m.settled_at end
    from ({_OWN}) own
    where m.community_id = own.community_id and m.conversation_id = own.id
      and m.kind in ('prompt', 'reminder') and m.state in ('queued', 'leased', 'calling', 'unknown')
""")  # noqa: S608

_UNSENT = text("""
    select id from broadcast b where community_id = :community and engagement_id = :id
      and stopped_at is null and (done_at is null or exists (
          select from message m where m.community_id = b.community_id and m.broadcast_id = b.id
             and m.state in ('queued', 'leased')))
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """What closing ended.

    Attributes:
        broadcasts: scheduled, paused or still going out.
        waiting: reminders that people would have got.
        midway: people who were in the middle of the questions.
    """

    broadcasts: int
    waiting: int
    midway: int

    def as_counts(self) -> Mapping[str, int]:
        """Give the numbers by their names."""
        return {"broadcasts": self.broadcasts, "reminders": self.waiting, "midway": self.midway}


_COUNT = text(f"""
    select count(*) filter (where c.status = 'open' and c.updated_at > c.started_at) as midway,
        (select count(*) from timer t join ({_OWN}) o on o.community_id = t.community_id
             and o.id = t.conversation_id where t.fired_at is null) as waiting
    from ({_OWN}) own
    join conversation c on c.community_id = own.community_id and c.id = own.id
""")  # noqa: S608


def preview(db: Db, community: UUID, id: UUID) -> Closed:
    """Count what closing an engagement would end."""
    given = {"community": community, "id": id}
    row = db.execute(_COUNT, given).one()
    unsent = db.execute(_UNSENT, given).all()
    return Closed(broadcasts=len(unsent), waiting=row.waiting, midway=row.midway)


def close(db: Db, community: UUID, id: UUID, *, why: str = "", now: datetime) -> bool:
    """Close an engagement: broadcasts of it are stopped, and nobody is reminded of it any more.

    Conversations that were open end with the next text, which is kept as late.

    Returns:
        Whether it was open.
    """
    given: dict[str, Any] = {"community": community, "id": id, "now": now, "why": WHY}
    if not db.execute(_CLOSE, given).rowcount:
        return False
    engagement_changes.note(db, community, id, "closed", why=why, now=now)
    for one in db.execute(_UNSENT, given).scalars().all():
        broadcasts.stop(db, community, one, now=now)
    for statement in (_SILENCE, _DROP):
        db.execute(statement, given)
    return True


_REOPEN = text("""
    update engagement set closed_at = null, closes_at = null
    where community_id = :community and id = :id and closed_at is not null
""")


def reopen(db: Db, community: UUID, id: UUID, *, why: str, now: datetime) -> bool:
    """Open an engagement again; what was stopped stays so, and what came late counts.

    Returns:
        Whether it was closed.
    """
    if not db.execute(_REOPEN, {"community": community, "id": id}).rowcount:
        return False
    engagement_changes.note(db, community, id, "reopened", why=why, now=now)
    return True
