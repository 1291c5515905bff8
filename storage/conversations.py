"""Conversations as they are stored: where one stands now, and where it began."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from storage.database import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One conversation; both as JSON, byte for byte as the engine wrote it.

    Attributes:
        begun: as it was before the first text; None where it was not kept yet.
    """

    id: UUID
    resident_id: UUID
    begun: str | None
    state: str


_LIST = text("""
    select id, resident_id, cast(begun as text) as begun, cast(state as text) as state
    from conversation where community_id = :community and id = any(:ids) order by id
""")


def read(db: Db, community: UUID, ids: Sequence[UUID]) -> list[Kept]:
    """Read conversations."""
    rows = db.execute(_LIST, {"community": community, "ids": list(ids)})
    return [Kept(**row._mapping) for row in rows]


_WAITING = text("""
    select c.waits_in as state, count(*) as people from conversation c
    join flow_version v on v.community_id = c.community_id and v.id = c.flow_version_id
    where c.community_id = :community and v.version = any(:versions) and c.status = 'open'
    group by c.waits_in
""")


def count_waiting(db: Db, community: UUID, versions: Sequence[str]) -> dict[str, int]:
    """Count who is in the middle of these versions of a flow: state -> people."""
    rows = db.execute(_WAITING, {"community": community, "versions": list(versions)})
    return {row.state: row.people for row in rows}
