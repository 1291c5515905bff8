"""Views: who of staff saw which raw words or numbers, when, and why. Kept, never changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.ids import new_id

_RECORD = text("""
    insert into view (community_id, id, who, what, subject_id, why, at)
    select :community, id, :who, :what, subject_id, :why, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, subject_id uuid)
""")


def record_view(
    db: Db,
    community: UUID,
    *,
    who: str,
    what: str,
    subjects: Iterable[UUID],
    why: str = "",
    now: datetime,
) -> None:
    """Write down that somebody saw raw words or numbers; do it before they see them.

    Args:
        who: the name of a member of staff.
        what: reply (a contribution), call (a task), text or media (a row of the inbox).
        subjects: the ids of what they saw.
    """
    rows = [{"id": new_id(), "subject_id": subject} for subject in subjects]
    if rows:
        given = {"community": community, "who": who, "what": what, "why": why, "now": now}
        db.execute(_RECORD, {**given, "rows": as_records(rows)})


_LIST = text("""
    select who, what, subject_id, why, at from view where community_id = :community
    order by id desc limit :limit
""")


def list_views(db: Db, community: UUID, *, limit: int) -> list[Mapping[str, Any]]:
    """List the newest views: who, what, subject_id, why, at."""
    rows = db.execute(_LIST, {"community": community, "limit": limit})
    return [dict(row._mapping) for row in rows]
