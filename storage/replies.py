"""Replies as staff read them: words without names. Worrying and private ones are not among them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody said, without who it was."""

    id: UUID
    words: str
    language: str
    channel: str
    received_at: datetime


_UNREAD = """
    from contribution c
    where c.community_id = :community and c.held = ''
      and not exists (select from view v where v.community_id = c.community_id
                         and v.what = 'reply' and v.subject_id = c.id and v.who = :who)
"""
_FIELDS = "select c.id, c.words, c.language, c.channel, c.received_at"
_LIST_UNREAD = text(f"{_FIELDS} {_UNREAD} order by c.id desc limit :limit")
_COUNT_UNREAD = text(f"select count(*) {_UNREAD}")
_NEWEST = text(f"""
    {_FIELDS} from contribution c where c.community_id = :community and c.held = ''
    order by c.id desc limit :limit
""")


def list_unread(db: Db, community: UUID, who: str, *, limit: int) -> list[Reply]:
    """List the newest replies that one of staff has not seen."""
    given = {"community": community, "who": who, "limit": limit}
    return [Reply(**row._mapping) for row in db.execute(_LIST_UNREAD, given)]


def count_unread(db: Db, community: UUID, who: str) -> int:
    """Count the replies that one of staff has not seen."""
    given = {"community": community, "who": who}
    return int(db.execute(_COUNT_UNREAD, given).scalar_one())


def list_newest(db: Db, community: UUID, *, limit: int) -> list[Reply]:
    """List the newest replies."""
    given = {"community": community, "limit": limit}
    return [Reply(**row._mapping) for row in db.execute(_NEWEST, given)]


_COUNT_WORRYING = text("""
    select count(*) from contribution where community_id = :community and held = 'safeguarding'
""")


def count_worrying(db: Db, community: UUID) -> int:
    """Count worrying replies nobody has looked at."""
    return int(db.execute(_COUNT_WORRYING, {"community": community}).scalar_one())


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Whoever said something, as far as it takes to answer them.

    Attributes:
        address_id: where it came from, or else another of theirs that is open; None for nowhere.
    """

    reply: Reply
    resident_id: UUID
    address_id: UUID | None
    address_channel: str | None


_AUTHOR = text(f"""
    {_FIELDS}, c.resident_id, a.id as address_id, a.channel as address_channel
    from contribution c
    left join inbox i on i.community_id = c.community_id and i.id = c.inbox_id
    left join lateral (
        select a.id, a.channel from address a
        where a.community_id = c.community_id and a.resident_id = c.resident_id
          and a.stopped_at is null and a.closed_at is null and a.channel = any(:channels)
        order by (a.hash is not distinct from i.address_hash) desc, a.id limit 1) a on true
    where c.community_id = :community and c.id = :id and c.held = ''
""")  # noqa: S608


def find_author(db: Db, community: UUID, id: UUID, *, channels: tuple[str, ...]) -> Author | None:
    """Find whom to answer for a reply; None where it is held, taken back or not there.

    Args:
        id: of the contribution.
        channels: those that can send.
    """
    given = {"community": community, "id": id, "channels": list(channels)}
    row = db.execute(_AUTHOR, given).one_or_none()
    if row is None:
        return None
    reply = Reply(**{name: row._mapping[name] for name in Reply.__slots__})
    return Author(
        reply=reply,
        resident_id=row.resident_id,
        address_id=row.address_id,
        address_channel=row.address_channel,
    )
