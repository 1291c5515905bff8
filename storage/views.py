"""Views: who of the staff opened what a resident sent, when, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from storage.database import Db
from storage.ids import new_id
from storage.tables.texts import view


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What a carrier keeps for us: its own ids of the files."""

    inbox_id: UUID
    channel: str
    references: tuple[str, ...]


_FIND = text("""
    select channel, reference from inbox
    where community_id = :community and id = :id and kind = 'media' and reference <> ''
""")


_LIST = text("""
    select id, received_at, channel, detail as medium,
           (select count(*) from view v where v.community_id = :community and v.inbox_id = i.id)
               as views
    from inbox i
    where community_id = :community and kind = 'media' and reference <> ''
    order by id desc limit :limit
""")


def list_media(db: Db, community: UUID, *, limit: int) -> list[dict[str, Any]]:
    """List texts with files, newest first: id, received_at, channel, medium, views."""
    rows = db.execute(_LIST, {"community": community, "limit": limit})
    return [dict(row._mapping) for row in rows]


def find_media(db: Db, community: UUID, inbox_id: UUID) -> Media | None:
    """Find the files of one text; None where it had none, or they are not kept."""
    row = db.execute(_FIND, {"community": community, "id": inbox_id}).one_or_none()
    if row is None:
        return None
    return Media(inbox_id=inbox_id, channel=row.channel, references=tuple(row.reference.split()))


def note_view(
    db: Db, community: UUID, inbox_id: UUID, *, who: str, why: str, now: datetime
) -> None:
    """Write down that somebody opened what was sent."""
    row = {"id": new_id(), "inbox_id": inbox_id, "who": who, "why": why, "seen_at": now}
    db.execute(insert(view).values(community_id=community, **row))
