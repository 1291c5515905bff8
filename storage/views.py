"""Views: who of the staff opened what a resident sent, when, and why."""

from dataclasses import dataclass
from datetime import datetime
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
