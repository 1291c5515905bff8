"""Private links to digests: unguessable, live until a day, renewable; each use is written down.

Only a token's hash is stored. Of a use we keep when and which format, and nothing of who it was.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, insert, select, text, update

from storage.database import Db
from storage.digests import Frozen, read
from storage.ids import new_id
from storage.tables.digests import digest, digest_link, digest_use

LONGEST = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One private link to an edition; `uses` counts how often it was opened."""

    n: int
    edition: int
    made_at: datetime
    live_until: datetime
    withdrawn_at: datetime | None
    uses: int
    last_used_at: datetime | None


_NEXT = text("""
    select coalesce(max(l.n), 0) + 1 from digest_link l
    where l.community_id = :community and l.digest_id = :digest
""")


def make(db: Db, community: UUID, digest_id: UUID, *, until: datetime, now: datetime) -> str:
    """Make a link.

    Returns:
        Its token, which is nowhere else.
    """
    token = secrets.token_urlsafe(24)
    given = {"community": community, "digest": digest_id}
    db.execute(text("select id from digest where id = :digest for update"), given)
    db.execute(
        insert(digest_link).values(
            community_id=community,
            id=new_id(),
            digest_id=digest_id,
            n=db.execute(_NEXT, given).scalar_one(),
            token_hash=_hash(token),
            made_at=now,
            live_until=until,
        )
    )
    return token


def use(db: Db, token: str, *, format: str, now: datetime) -> Frozen | None:
    """Find the edition behind a link that still lives, and write down that it was opened."""
    query = (
        select(digest_link.c.community_id, digest_link.c.id, digest_link.c.digest_id)
        .join(digest, digest.c.id == digest_link.c.digest_id)
        .where(
            digest_link.c.token_hash == _hash(token),
            digest_link.c.live_until > now,
            digest_link.c.withdrawn_at.is_(None),
            digest.c.withdrawn_at.is_(None),
        )
    )
    row = db.execute(query).one_or_none()
    if row is None:
        return None
    db.execute(
        insert(digest_use).values(
            community_id=row.community_id, id=new_id(), link_id=row.id, format=format, at=now
        )
    )
    return read(db, row.community_id, row.digest_id)


def list_links(db: Db, community: UUID, number: int) -> list[Link]:
    """List the links to all editions of a digest."""
    uses = select(
        digest_use.c.link_id, func.count().label("uses"), func.max(digest_use.c.at).label("last")
    )
    used = uses.where(digest_use.c.community_id == community).group_by(digest_use.c.link_id)
    counted = used.subquery()
    query = (
        select(
            digest_link.c.n,
            digest.c.edition,
            digest_link.c.made_at,
            digest_link.c.live_until,
            digest_link.c.withdrawn_at,
            func.coalesce(counted.c.uses, 0).label("uses"),
            counted.c.last.label("last_used_at"),
        )
        .join(digest, digest.c.id == digest_link.c.digest_id)
        .outerjoin(counted, counted.c.link_id == digest_link.c.id)
        .where(digest.c.community_id == community, digest.c.number == number)
        .order_by(digest.c.edition, digest_link.c.n)
    )
    return [Link(**row._mapping) for row in db.execute(query)]


def renew(db: Db, community: UUID, digest_id: UUID, n: int, *, until: datetime) -> bool:
    """Let a link live until another time; False where there is none that was not withdrawn."""
    return _change(db, community, digest_id, n, live_until=until)


def withdraw(db: Db, community: UUID, digest_id: UUID, n: int, *, now: datetime) -> bool:
    """End a link for good; False where there is none, or it was withdrawn before."""
    return _change(db, community, digest_id, n, withdrawn_at=now)


def _change(db: Db, community: UUID, digest_id: UUID, n: int, **values: datetime) -> bool:
    change = update(digest_link).where(
        digest_link.c.community_id == community,
        digest_link.c.digest_id == digest_id,
        digest_link.c.n == n,
        digest_link.c.withdrawn_at.is_(None),
    )
    return bool(db.execute(change.values(**values)).rowcount)


def withdraw_all(db: Db, community: UUID, digest_id: UUID, *, now: datetime) -> int:
    """End every link to an edition.

    Returns:
        How many were live until now.
    """
    change = update(digest_link).where(
        digest_link.c.community_id == community,
        digest_link.c.digest_id == digest_id,
        digest_link.c.withdrawn_at.is_(None),
    )
    return int(db.execute(change.values(withdrawn_at=now)).rowcount)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
