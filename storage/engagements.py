"""Engagements: one piece of work with its flow, its code frame, and who answers by when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import insert, select, text, update

from storage import engagement_changes
from storage.database import Db, ask
from storage.ids import new_id
from storage.tables.conversations import engagement


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """One piece of work.

    Attributes:
        hear_back_by: the day by which people were promised an answer.
        next_by: the day that is promised once that one has passed; None: some weeks later.
        closes_at: when it is to close; None: nobody has said, or it has closed.
    """

    id: UUID
    title: str
    flow_id: str
    flow_version_id: UUID
    version: str  # the flow version's own name: the sha256 of its sources
    decider: str
    hear_back_by: date
    next_by: date | None
    frame: Mapping[str, str]
    opened_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None


_ALL = text("""
    select e.id, e.title, f.flow_id, e.flow_version_id, f.version, e.decider, e.hear_back_by,
           e.next_by, e.frame, e.opened_at, e.closes_at, e.closed_at
    from engagement e
    join flow_version f on f.community_id = e.community_id and f.id = e.flow_version_id
    where e.community_id = :community
    order by e.closed_at is null desc, e.opened_at desc
""")


def list_all(db: Db, community: UUID) -> list[Engagement]:
    """List what is being asked, the newest first, and then what was closed."""
    return ask_all(db, community)()


def ask_all(db: Db, community: UUID) -> Callable[[], list[Engagement]]:
    """Ask for what `list_all` lists, to wait for it later."""
    asked = ask(db, _ALL, {"community": community})
    return lambda: [Engagement(**row._mapping) for row in asked()]


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
    engagement_changes.note(db, community, made, "opened", now=now)
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
    now: datetime,
) -> None:
    """Change who answers and by when, and what new conversations run on."""
    change = update(engagement).where(engagement.c.community_id == community, engagement.c.id == id)
    db.execute(change.values(decider=decider, flow_version_id=version, frame=dict(frame)))
    promise(db, community, id, by=hear_back_by, now=now, what="amended")


# A day that people were told is not moved on behind their backs: they are told on that day.
_PROMISE = text("""
    update engagement e set
        next_by = case when told.any and :by > e.hear_back_by then cast(:by as date)
                       when :what = 'amended' and :by = e.hear_back_by then e.next_by end,
        hear_back_by = case when told.any and :by > e.hear_back_by then e.hear_back_by else :by end
    from (select exists (select from conversation c where c.community_id = :community
                            and c.engagement_id = :id) as any) told
    where e.community_id = :community and e.id = :id returning e.next_by is not null
""")


def promise(
    db: Db, community: UUID, id: UUID, *, by: date, now: datetime, what: str = "promised"
) -> bool:
    """Set the day by which people hear back.

    A later day than people were told is kept for the day itself: then they are told of it.

    Returns:
        Whether it waits for that day.
    """
    given = {"community": community, "id": id, "by": by, "what": what}
    waits = bool(db.execute(_PROMISE, given).scalar_one())
    engagement_changes.note(db, community, id, what, now=now)
    return waits
