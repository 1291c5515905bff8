"""What waits for a person to say what it is about, and how far each language is sorted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from insight.lag import Progress
from insight.proposing import Leftover
from storage.contributions import IN_TOPICS
from storage.database import Db

_OF_ONE = f"""
    from contribution c
    where c.community_id = :community and c.held = '' and c.channel <> 'view' and c.{IN_TOPICS}
"""
_OF_IT = f"{_OF_ONE} and c.engagement_id = :engagement"
_TIED = """exists (select from coding k
                   where k.community_id = c.community_id and k.contribution_id = c.id)"""
_DECIDED = """exists (select from decision d where d.community_id = c.community_id
                        and d.contribution_id = c.id and d.ended_at is null)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Something said that no person has decided on.

    Attributes:
        suggested: codes that a machine suggests, the surest first.
        translation: a person's, "" where there is none.
    """

    id: UUID
    words: str
    language: str
    suggested: tuple[str, ...]
    translation: str


_FIELDS = f"""
    select c.id, c.words, c.language,
        array(select k.theme from coding k
              where k.community_id = c.community_id and k.contribution_id = c.id
              order by k.score desc, k.theme) as suggested,
        coalesce((select t.words from translation t
                  where t.community_id = c.community_id and t.contribution_id = c.id
                  order by t.made_at desc, t.id desc limit 1), '') as translation
    {_OF_IT}
"""  # noqa: S608  (constants)

_LIST = text(f"""
    {_FIELDS} and not {_DECIDED}
    order by {_TIED}, c.kind = 'other',
        coalesce(array_position(cast(:languages as text[]), c.language), 1000000), c.id
    limit :limit
""")

_FIND = text(f"{_FIELDS} and c.id = :id")


def list_waiting(
    db: Db, community: UUID, engagement: UUID, *, languages: Sequence[str], limit: int
) -> list[Waiting]:
    """List what no person has decided on: first what is under no topic, then what a machine sorted.

    Args:
        languages: which come first, in their order.
    """
    given = {"community": community, "engagement": engagement, "limit": limit}
    rows = db.execute(_LIST, {**given, "languages": list(languages)})
    return [_as_waiting(row) for row in rows]


def find_said(db: Db, community: UUID, engagement: UUID, id: UUID) -> Waiting | None:
    """Find one contribution, decided on or not; None where it is held, taken back or not there."""
    given = {"community": community, "engagement": engagement, "id": id}
    row = db.execute(_FIND, given).one_or_none()
    return None if row is None else _as_waiting(row)


_STILL_WAITS = text(f"select exists (select {_OF_ONE} and c.id = :id and not {_DECIDED})")


def still_waits(db: Db, community: UUID, id: UUID) -> bool:
    """Tell whether nobody has decided on a contribution, or taken it back."""
    return bool(db.execute(_STILL_WAITS, {"community": community, "id": id}).scalar_one())


def _as_waiting(row: Any) -> Waiting:
    return Waiting(**{**row._mapping, "suggested": tuple(row.suggested)})


_PROGRESS = text(f"""
    select c.language, count(*) as heard,
        count(*) filter (where not {_TIED} and not {_DECIDED}) as waiting
    {_OF_IT} and c.kind <> 'other' group by c.language order by c.language
""")

_UNCONFIRMED = text(f"select count(*) {_OF_IT} and {_TIED} and not {_DECIDED}")


def count_progress(db: Db, community: UUID, engagement: UUID) -> dict[str, Progress]:
    """Count how far each language is sorted. Unprotected: for staff."""
    rows = db.execute(_PROGRESS, {"community": community, "engagement": engagement})
    return {row.language: Progress(waiting=row.waiting, heard=row.heard) for row in rows}


def count_unconfirmed(db: Db, community: UUID, engagement: UUID) -> int:
    """Count what a machine sorted and no person has confirmed."""
    given = {"community": community, "engagement": engagement}
    return int(db.execute(_UNCONFIRMED, given).scalar_one())


_LEFT_OVER = text(f"""
    select cast(c.id as text) as id, coalesce(cast(c.resident_id as text), '') as person,
        c.words, c.language
    {_OF_IT} and c.kind <> 'other' and not {_TIED} and not {_DECIDED}
    order by c.id desc limit :limit
""")


def list_left_over(db: Db, community: UUID, engagement: UUID, *, limit: int) -> list[Leftover]:
    """List the newest of what is under no topic and nobody decided on."""
    given = {"community": community, "engagement": engagement, "limit": limit}
    return [Leftover(**row._mapping) for row in db.execute(_LEFT_OVER, given)]


_COUNT_TOPICS = text(f"""
    select k.theme, count(*) filter (where k.tied_by = 'person') as by_people,
        count(*) filter (where k.tied_by <> 'person') as suggested
    from coding k where k.community_id = :community and exists (
        select {_OF_IT} and c.id = k.contribution_id)
    group by k.theme
""")  # noqa: S608  (constants)


def count_topics(db: Db, community: UUID, engagement: UUID) -> dict[str, tuple[int, int]]:
    """Count contributions by topic: decided by people, suggested only. Unprotected: for staff."""
    rows = db.execute(_COUNT_TOPICS, {"community": community, "engagement": engagement})
    return {row.theme: (row.by_people, row.suggested) for row in rows}
