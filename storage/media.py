"""Media: which files a text came with, by the carrier's own ids."""

from dataclasses import dataclass
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
