"""Digests: frozen, numbered, each with a link that cannot be guessed."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, insert, select, text

from storage.database import Db
from storage.ids import new_id
from storage.tables.evidence import digest

LINK_LIVES = timedelta(days=60)

_LOCK = text("select pg_advisory_xact_lock(7329002)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """One edition as it was frozen."""

    number: int
    edition: int
    model: str
    sha256: str
    cut_at: datetime


def freeze(
    db: Db,
    community: UUID,
    engagement: UUID,
    *,
    cut: Callable[[int, int], str],
    now: datetime,
) -> tuple[Frozen, str]:
    """Number and keep a digest.

    Args:
        cut: makes the model (JSON text) of a number and an edition.

    Returns:
        What was kept, and the token of its link: only its hash is stored.
    """
    db.execute(_LOCK)
    highest = select(func.coalesce(func.max(digest.c.number), 0)).where(
        digest.c.community_id == community
    )
    number = db.execute(highest).scalar_one() + 1
    model = cut(number, 1)
    token = secrets.token_urlsafe(24)
    frozen = Frozen(
        number=number,
        edition=1,
        model=model,
        sha256=hashlib.sha256(model.encode()).hexdigest(),
        cut_at=now,
    )
    db.execute(
        insert(digest).values(
            community_id=community,
            id=new_id(),
            engagement_id=engagement,
            number=number,
            edition=1,
            model=model,
            sha256=frozen.sha256,
            token_hash=_hash(token),
            cut_at=now,
            link_until=now + LINK_LIVES,
        )
    )
    return frozen, token


_FROZEN = (digest.c.number, digest.c.edition, digest.c.model, digest.c.sha256, digest.c.cut_at)


def find_by_token(db: Db, token: str, *, now: datetime) -> Frozen | None:
    """Find the digest behind a link that still lives."""
    query = select(*_FROZEN).where(digest.c.token_hash == _hash(token), digest.c.link_until > now)
    row = db.execute(query).one_or_none()
    return None if row is None else Frozen(**row._mapping)


def find_by_number(db: Db, community: UUID, number: int) -> Frozen | None:
    """Find the newest edition of a digest."""
    query = (
        select(*_FROZEN)
        .where(digest.c.community_id == community, digest.c.number == number)
        .order_by(digest.c.edition.desc())
        .limit(1)
    )
    row = db.execute(query).one_or_none()
    return None if row is None else Frozen(**row._mapping)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
