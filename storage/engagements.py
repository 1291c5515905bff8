"""Engagements: one piece of work with its flow, its code frame, and who answers by when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select, update

from storage.database import Db
from storage.ids import new_id
from storage.tables.conversations import engagement, flow_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One piece of work."""

    id: UUID
    title: str
    flow_id: str
    flow_version_id: UUID
    version: str  # the flow version's own name: the sha256 of its sources
    decider: str
    hear_back_by: date
    frame: Mapping[str, str]
    opened_at: datetime
    closed_at: datetime | None


_ENGAGEMENT = select(
    engagement.c.id,
    engagement.c.title,
    flow_version.c.flow_id,
    engagement.c.flow_version_id,
    flow_version.c.version,
    engagement.c.decider,
    engagement.c.hear_back_by,
    engagement.c.frame,
    engagement.c.opened_at,
    engagement.c.closed_at,
).join(
    flow_version,
    (flow_version.c.community_id == engagement.c.community_id)
    & (flow_version.c.id == engagement.c.flow_version_id),
)


def list_all(db: Db, community: UUID) -> list[Engagement]:
    """List what is being asked, the newest first, and then what was closed."""
    query = _ENGAGEMENT.where(engagement.c.community_id == community)
    query = query.order_by(engagement.c.closed_at.is_(None).desc(), engagement.c.opened_at.desc())
    return [Engagement(**row._mapping) for row in db.execute(query)]


def pick_open(every: Sequence[Engagement]) -> list[Engagement]:
    """Pick what is being asked, as `list_all` gave it; once all are closed, the last one alone."""
    return [one for one in every if one.closed_at is None] or list(every[:1])


def list_open(db: Db, community: UUID) -> list[Engagement]:
    """List what is being asked, the newest first; once all are closed, the last one alone."""
    return pick_open(list_all(db, community))


def find_current(db: Db, community: UUID) -> Engagement | None:
    """Find the engagement that strangers' texts belong to: the newest that is open."""
    return next(iter(list_open(db, community)), None)


def read_title(db: Db, community: UUID, id: UUID) -> str:
    """Read what an engagement is called."""
    query = select(engagement.c.title).where(
        engagement.c.community_id == community, engagement.c.id == id
    )
    return str(db.execute(query).scalar_one())


def open_engagement(
    db: Db,
    community: UUID,
    *,
    title: str,
    version: UUID,
    decider: str,
    hear_back_by: date,
    frame: Mapping[str, str],
    now: datetime,
) -> UUID:
    """Open an engagement."""
    made = new_id()
    db.execute(
        insert(engagement).values(
            community_id=community,
            id=made,
            title=title,
            flow_version_id=version,
            decider=decider,
            hear_back_by=hear_back_by,
            frame=dict(frame),
            opened_at=now,
        )
    )
    return made


def amend(
    db: Db,
    community: UUID,
    id: UUID,
    *,
    decider: str,
    hear_back_by: date,
    version: UUID,
    frame: Mapping[str, str],
) -> None:
    """Change who answers and by when, and what new conversations run on."""
    change = update(engagement).where(engagement.c.community_id == community, engagement.c.id == id)
    db.execute(
        change.values(
            decider=decider, hear_back_by=hear_back_by, flow_version_id=version, frame=dict(frame)
        )
    )
