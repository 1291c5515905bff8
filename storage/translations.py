"""Translations: what people wrote beside somebody's words. The words themselves never change."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db
from storage.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """One translation of a contribution, and who wrote it."""

    language: str
    words: str
    who: str
    made_at: datetime


_ADD = text("""
    insert into translation (community_id, id, contribution_id, language, words, who, made_at)
    select :community, :id, c.id, :language, :words, :who, :now from contribution c
    where c.community_id = :community and c.id = :contribution
      and c.held not in ('undone', 'sensitive')
""")

_READ = text("""
    select language, words, who, made_at from translation
    where community_id = :community and contribution_id = :contribution order by made_at, id
""")


def add_translation(
    db: Db,
    community: UUID,
    contribution: UUID,
    *,
    language: str,
    words: str,
    who: str,
    now: datetime,
) -> None:
    """Write a translation down; earlier ones stay, the newest is shown."""
    given = {"community": community, "contribution": contribution, "id": new_id(), "now": now}
    db.execute(_ADD, {**given, "language": language, "words": words, "who": who})


def read_translations(db: Db, community: UUID, contribution: UUID) -> list[Translation]:
    """Read every translation of a contribution, oldest first."""
    rows = db.execute(_READ, {"community": community, "contribution": contribution})
    return [Translation(**row._mapping) for row in rows]
