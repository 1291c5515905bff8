"""Media: which files a text came with, by the carrier's own ids."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db


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


def find_media(db: Db, community: UUID, inbox_id: UUID) -> Media | None:
    """Find the files of one text; None where it had none, or they are not kept."""
    row = db.execute(_FIND, {"community": community, "id": inbox_id}).one_or_none()
    if row is None:
        return None
    return Media(inbox_id=inbox_id, channel=row.channel, references=tuple(row.reference.split()))


_LIST = text("""
    select id, received_at, channel, detail as medium,
        (select count(*) from view v where v.community_id = :community and v.what = 'media'
            and v.subject_id = i.id) as views
    from inbox i
    where community_id = :community and kind = 'media' and reference <> ''
    order by id desc limit :limit
""")


def list_media(db: Db, community: UUID, *, limit: int) -> list[dict[str, Any]]:
    """List texts with files, newest first: id, received_at, channel, medium, views."""
    rows = db.execute(_LIST, {"community": community, "limit": limit})
    return [dict(row._mapping) for row in rows]
