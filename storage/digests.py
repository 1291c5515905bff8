"""Digests: frozen, numbered, in editions, with a checksum of each of their files."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import func, insert, select, text, update

from storage.database import Db
from storage.ids import new_id
from storage.tables.digests import digest, digest_file

_LOCK = text("select pg_advisory_xact_lock(7329002)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """One edition as it was frozen.

    Attributes:
        model: JSON text; sha256: of all that is frozen (`checksum`).
        cut_at: nothing later is in it. seen_at: what was stored then, words_seen_at: words that
            were cleared then, by the database's clock; the latter and made_at are each edition's.
        scope: area, first and last day where it is of a part; basis: who asked what, None in
            digests from before it was kept.
        because: why there is this edition; "" for the first.
        code: the version of Sayso that wrote its files.
        withdrawn_at: since when a later edition is in its place.
    """

    id: UUID
    engagement_id: UUID
    number: int
    edition: int
    model: str
    sha256: str
    cut_at: datetime
    seen_at: datetime
    words_seen_at: datetime
    made_at: datetime
    scope: Mapping[str, str]
    basis: Mapping[str, Any] | None
    because: str
    code: str
    published_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edition that is about to be frozen; as in `Frozen`."""

    engagement_id: UUID
    cut_at: datetime
    seen_at: datetime
    words_seen_at: datetime
    made_at: datetime
    scope: Mapping[str, str]
    basis: Mapping[str, Any]
    code: str
    because: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of an edition: its bytes are not kept here, their checksum is."""

    name: str
    sha256: str
    size: int


def freeze(
    db: Db,
    community: UUID,
    draft: Draft,
    *,
    cut: Callable[[int, int], str],
    number: int | None = None,
) -> Frozen:
    """Number and keep an edition.

    Args:
        cut: makes the model (JSON text) of a number and an edition.
        number: of the digest this is a further edition of; None for a new digest.
    """
    db.execute(_LOCK)
    if number is None:
        highest = select(func.coalesce(func.max(digest.c.number), 0))
        number = db.execute(highest.where(digest.c.community_id == community)).scalar_one() + 1
    edition = _last_edition(db, community, number) + 1
    model = cut(number, edition)
    id = new_id()
    values = {name: getattr(draft, name) for name in Draft.__slots__}
    values |= {"number": number, "edition": edition, "model": model}
    db.execute(
        insert(digest).values(
            community_id=community,
            id=id,
            sha256=checksum(values),
            **{**values, "scope": dict(draft.scope), "basis": dict(draft.basis)},
        )
    )
    return read(db, community, id)


_SEALED = ("number", "edition", "scope", "basis", "because", "code")
_SEALED_MOMENTS = ("cut_at", "seen_at", "words_seen_at", "made_at")


def checksum(values: Mapping[str, Any]) -> str:
    """Work out the SHA-256 (hex) of an edition: its model, and all else that is frozen with it.

    Of digests from before there was a basis it is of the model alone.
    """
    model = str(values["model"])
    if values["basis"] is None:
        return hashlib.sha256(model.encode()).hexdigest()
    moments = {name: values[name].astimezone(UTC).isoformat() for name in _SEALED_MOMENTS}
    sealed = {name: values[name] for name in _SEALED} | moments
    canonical = orjson.dumps(sealed, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical + model.encode()).hexdigest()


def _last_edition(db: Db, community: UUID, number: int) -> int:
    query = select(func.coalesce(func.max(digest.c.edition), 0))
    query = query.where(digest.c.community_id == community, digest.c.number == number)
    return int(db.execute(query).scalar_one())


_FROZEN = select(*[digest.c[name] for name in Frozen.__slots__])


def read(db: Db, community: UUID, id: UUID) -> Frozen:
    """Read one edition."""
    query = _FROZEN.where(digest.c.community_id == community, digest.c.id == id)
    return Frozen(**db.execute(query).one()._mapping)


def list_all(db: Db, community: UUID) -> list[Frozen]:
    """List every edition of every digest, the first one first."""
    query = _FROZEN.where(digest.c.community_id == community)
    rows = db.execute(query.order_by(digest.c.number, digest.c.edition))
    return [Frozen(**row._mapping) for row in rows]


def list_editions(db: Db, community: UUID, number: int) -> list[Frozen]:
    """List the editions of a digest, the newest first."""
    query = _FROZEN.where(digest.c.community_id == community, digest.c.number == number)
    return [Frozen(**row._mapping) for row in db.execute(query.order_by(digest.c.edition.desc()))]


def find_by_number(
    db: Db, community: UUID, number: int, *, edition: int | None = None
) -> Frozen | None:
    """Find an edition of a digest: the newest where none is named."""
    editions = list_editions(db, community, number)
    return next((one for one in editions if edition in (None, one.edition)), None)


def has_closing(db: Db, community: UUID, engagement: UUID, *, since: datetime) -> bool:
    """Tell whether everything was cut since a question closed (aware)."""
    query = select(digest.c.id).where(
        digest.c.community_id == community,
        digest.c.engagement_id == engagement,
        digest.c.cut_at >= since,
        digest.c.scope == {},
    )
    return db.execute(query.limit(1)).first() is not None


def publish(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Give an edition its lasting address; doing it again changes nothing."""
    db.execute(
        update(digest)
        .where(digest.c.community_id == community, digest.c.id == id)
        .values(published_at=func.coalesce(digest.c.published_at, now))
    )


def withdraw(db: Db, community: UUID, id: UUID, *, now: datetime) -> bool:
    """Keep an edition from being read any more; its row stays.

    Returns:
        Whether it was this call that did it.
    """
    done = db.execute(
        update(digest)
        .where(digest.c.community_id == community, digest.c.id == id)
        .where(digest.c.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
    return done.rowcount > 0


def keep_files(db: Db, community: UUID, id: UUID, files: Sequence[File]) -> None:
    """Keep the checksums of an edition's files; doing it again changes nothing."""
    rows = [
        {"community_id": community, "digest_id": id}
        | {name: getattr(one, name) for name in File.__slots__}
        for one in files
    ]
    if rows and not list_files(db, community, id):
        db.execute(insert(digest_file), rows)


def list_files(db: Db, community: UUID, id: UUID) -> list[File]:
    """List the checksums of an edition's files, by name; none: they were never kept."""
    query = select(*[digest_file.c[name] for name in File.__slots__]).where(
        digest_file.c.community_id == community, digest_file.c.digest_id == id
    )
    return [File(**row._mapping) for row in db.execute(query.order_by(digest_file.c.name))]


def find_sha256(db: Db, id: UUID, name: str) -> str | None:
    """Find the checksum of one file of an edition."""
    query = select(digest_file.c.sha256)
    query = query.where(digest_file.c.digest_id == id, digest_file.c.name == name)
    return db.execute(query).scalar_one_or_none()
