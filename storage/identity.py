"""One resident, one voice: who is behind an address, and one worker per resident at a time."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_array, ask

_LOCK = text("""
    select id from unnest(cast(:ids as uuid[])) as id
    where pg_try_advisory_xact_lock(hashtextextended(cast(id as text), 33))
""")


def lock_residents(db: Db, community: UUID, ids: Collection[UUID]) -> set[UUID]:
    """Keep everybody else from answering or merging these residents while the transaction lasts.

    Nobody waits: whoever is held elsewhere is left out. What was read of a resident before their
    lock was got may be old; read it again.

    Returns:
        Those that are ours now.
    """
    if not ids:
        return set()
    return set(db.execute(_LOCK, {"ids": as_array(ids)}).scalars())


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Whose addresses these are, as far as we may answer them.

    Attributes:
        held: address hash -> resident whose lock we have.
        busy: addresses of residents whom somebody else is answering or merging now.
    """

    held: Mapping[bytes, UUID]
    busy: frozenset[bytes]

    def allow(self, address: bytes, resident: UUID | None) -> bool:
        """Say whether an address that was read now may be answered as this resident's.

        One that was merged into another between the lock and the reading may not.
        """
        return address not in self.busy and self.held.get(address, resident) == resident


LOCKED = "pg_try_advisory_xact_lock(hashtextextended(cast(resident_id as text), 33))"
"""Whether nobody else answers or merges the resident of a row, which is ours then."""

_LOCK_OWNERS = text(f"""
    with owner as materialized (
        select hash, resident_id from address
        where community_id = :community and hash = any(cast(:hashes as bytea[]))
          and resident_id is not null)
    select hash, resident_id, {LOCKED} as ours from owner
""")  # noqa: S608  (a constant)


def lock_owners(db: Db, community: UUID, hashes: Collection[bytes]) -> Owners:
    """Lock the residents behind these addresses, as `lock_residents`; strangers have none."""
    return ask_owners(db, community, hashes)()


def ask_owners(db: Db, community: UUID, hashes: Collection[bytes]) -> Callable[[], Owners]:
    """Lock as `lock_owners` does, to wait for the answer later."""
    asked = ask(db, _LOCK_OWNERS, {"community": community, "hashes": as_array(hashes)})

    def read() -> Owners:
        rows = asked().all()
        return Owners(
            held={bytes(row.hash): row.resident_id for row in rows if row.ours},
            busy=frozenset(bytes(row.hash) for row in rows if not row.ours),
        )

    return read


_OWNER = text("select resident_id from address where community_id = :community and hash = :hash")


def find_owner(db: Db, community: UUID, hash: bytes) -> UUID | None:
    """Find the resident behind one address; None for nobody, staff and Telegram groups."""
    owner: UUID | None = db.execute(
        _OWNER, {"community": community, "hash": hash}
    ).scalar_one_or_none()
    return owner


_HEAR = text("""
    update address set heard_at = :now
    where community_id = :community and id = any(cast(:ids as uuid[]))
      and (heard_at is null or heard_at < :now - interval '1 day')
""")


def hear(db: Db, community: UUID, addresses: Collection[UUID], *, now: datetime) -> None:
    """Write down, to the day, that texts came from these addresses."""
    db.execute(_HEAR, {"community": community, "ids": as_array(addresses), "now": now})


_SHARE = text("""
    update address set shared = :people
    where community_id = :community and hash = :hash and resident_id is not null
""")


def share(db: Db, community: UUID, hash: bytes, *, people: int) -> bool:
    """Write down how many people use a resident's address; False where we do not know it."""
    given = {"community": community, "hash": hash, "people": people if people > 1 else 0}
    return db.execute(_SHARE, given).rowcount > 0
