"""Published flow versions. A version never changes: the database refuses it too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.database import Db, ask
from storage.ids import new_id
from storage.tables.conversations import flow_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One version that was published; `version` is the sha256 of its sources."""

    flow_id: str
    version: str
    published_at: datetime
    fuzzy_by: str


def publish(
    db: Db,
    community: UUID,
    *,
    flow_id: str,
    version: str,
    sources: Mapping[str, str],
    now: datetime,
) -> UUID:
    """Publish a flow version; the same sources are the same version.

    Args:
        version: sha256 of the sources, as the loader gave it.
        sources: file name -> text.
    """
    made = upsert(flow_version).values(
        community_id=community,
        id=new_id(),
        flow_id=flow_id,
        version=version,
        sources=dict(sources),
        published_at=now,
    )
    db.execute(made.on_conflict_do_nothing())
    query = select(flow_version.c.id).where(
        flow_version.c.community_id == community,
        flow_version.c.flow_id == flow_id,
        flow_version.c.version == version,
    )
    id: UUID = db.execute(query).scalar_one()
    return id


def accept_fuzzy(db: Db, community: UUID, version: str, *, by: str, now: datetime) -> None:
    """Write down who said yes to translations that no native reader has checked."""
    change = update(flow_version).where(
        flow_version.c.community_id == community, flow_version.c.version == version
    )
    db.execute(change.values(fuzzy_by=by, fuzzy_at=now))


def read_fuzzy_by(db: Db, community: UUID, version: str) -> str:
    """Read who said yes to a version's translations that no native reader has checked."""
    query = select(flow_version.c.fuzzy_by).where(
        flow_version.c.community_id == community, flow_version.c.version == version
    )
    return str(db.execute(query.limit(1)).scalar_one())


def read_sources(db: Db, community: UUID, version: str) -> dict[str, str]:
    """Read a published version's sources: file name -> text."""
    query = select(flow_version.c.sources).where(
        flow_version.c.community_id == community, flow_version.c.version == version
    )
    return dict(db.execute(query.limit(1)).scalar_one())


_LIST = text("""
    select flow_id, version, published_at, fuzzy_by from flow_version
    where community_id = :community order by published_at, id
""")


def list_published(db: Db, community: UUID) -> list[Published]:
    """List every version, oldest first."""
    return ask_published(db, community)()


def ask_published(db: Db, community: UUID) -> Callable[[], list[Published]]:
    """Ask for what `list_published` lists, to wait for it later."""
    asked = ask(db, _LIST, {"community": community})
    return lambda: [Published(**row._mapping) for row in asked()]


def pick_latest(published: Sequence[Published], *, at: datetime | None = None) -> dict[str, str]:
    """Pick what each flow is published as: flow id -> version, in the order they came out.

    Args:
        published: oldest first.
        at: as it was then; now by default.
    """
    return {one.flow_id: one.version for one in published if at is None or one.published_at <= at}


_WAITING = text("""
    select v.version, v.published_at, c.waits_in as state, count(*) as people
    from conversation c
    join flow_version v on v.community_id = c.community_id and v.id = c.flow_version_id
    where c.community_id = :community and v.flow_id = :flow and c.status in ('open', 'paused')
    group by v.version, v.published_at, c.waits_in order by v.published_at, v.version, c.waits_in
""")


def count_waiting(db: Db, community: UUID, flow_id: str) -> dict[tuple[str, str], int]:
    """Count the people in a flow: (version, state) -> people, oldest version first."""
    rows = db.execute(_WAITING, {"community": community, "flow": flow_id})
    return {(row.version, row.state): row.people for row in rows}
