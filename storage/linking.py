"""One-time codes by which somebody shows that two addresses are theirs. Kept as keyed hashes."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from storage.database import Db
from storage.ids import new_id
from storage.sealing import Keyring

CODE_LIVES = timedelta(minutes=30)
MOST_TRIES = 3
"""Wrong codes from one address, before no code is taken from it for as long as a code lives."""
MOST_CODES = 3
CODES_PER = timedelta(hours=1)

_COUNT_MADE = text("""
    select count(*) from link_code
    where community_id = :community and address_id = :address and made_at > :since
""")

_USED = text("""
    update link_code set used_at = :now
    where community_id = :community and address_id = :address and used_at is null
""")

_MAKE = text("""
    insert into link_code (community_id, id, address_id, code_hash, made_at)
    values (:community, :id, :address, :hash, :now)
""")


def make_code(
    db: Db, community: UUID, address: UUID, *, keys: Keyring, now: datetime
) -> str | None:
    """Make a code of six digits for whoever asks at this address; an older one ends.

    Returns:
        The code; None where too many were asked for within the hour.
    """
    given = {"community": community, "address": address, "now": now}
    made = db.execute(_COUNT_MADE, {**given, "since": now - CODES_PER}).scalar_one()
    if made >= MOST_CODES:
        return None
    db.execute(_USED, given)
    code = f"{secrets.randbelow(1_000_000):06}"
    while find_open(db, community, [code], keys=keys, now=now):
        code = f"{secrets.randbelow(1_000_000):06}"
    db.execute(_MAKE, {**given, "id": new_id(), "hash": _hash(keys, code)})
    return code


_OPEN = text("""
    select code_hash from link_code
    where community_id = :community and code_hash = any(:hashes)
      and used_at is null and made_at > :since
""")


def find_open(
    db: Db, community: UUID, codes: Collection[str], *, keys: Keyring, now: datetime
) -> set[str]:
    """Say which of these codes somebody may use now."""
    hashes = {_hash(keys, code): code for code in codes}
    given = {"community": community, "hashes": list(hashes), "since": now - CODE_LIVES}
    return {hashes[bytes(hash)] for hash in db.execute(_OPEN, given).scalars()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where a code was asked for, and by whom as things are now."""

    address_id: UUID
    resident_id: UUID
    stopped: bool


_FIND = text("""
    select c.address_id, a.resident_id, a.stopped_at is not null as stopped
    from link_code c join address a on a.community_id = c.community_id and a.id = c.address_id
    where c.community_id = :community and c.code_hash = :hash and c.address_id <> :address
      and c.used_at is null and c.made_at > :since and a.resident_id is not null
      and not exists (select from link_try t where t.community_id = :community
                         and t.address_id = :address and t.n >= :most and t.since > :since)
""")


def find_asked(
    db: Db, community: UUID, address: UUID, code: str, *, keys: Keyring, now: datetime
) -> Asked | None:
    """Find who asked for a code, for somebody who texts it from another address.

    Returns:
        None where the code is wrong, old or used, is this address's own, or where too many wrong
        ones came from it: whoever guesses learns nothing of which it is.
    """
    given = {"community": community, "address": address, "hash": _hash(keys, code)}
    found = db.execute(_FIND, {**given, "since": now - CODE_LIVES, "most": MOST_TRIES})
    row = found.one_or_none()
    return None if row is None else Asked(**row._mapping)


def use_code(db: Db, community: UUID, asked: Asked, *, now: datetime) -> None:
    """End a code that was used."""
    db.execute(_USED, {"community": community, "address": asked.address_id, "now": now})


_TRY = text("""
    insert into link_try (community_id, address_id, n, since)
    values (:community, :address, 1, :now)
    on conflict (community_id, address_id) do update
    set n = case when link_try.since > :before then link_try.n + 1 else 1 end,
        since = case when link_try.since > :before then link_try.since else :now end
""")


def count_try(db: Db, community: UUID, address: UUID, *, now: datetime) -> None:
    """Count a wrong code from an address."""
    given = {"community": community, "address": address, "now": now}
    db.execute(_TRY, {**given, "before": now - CODE_LIVES})


def _hash(keys: Keyring, code: str) -> bytes:
    return keys.lookup("link", code)
