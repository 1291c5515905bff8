"""Telegram groups that staff have brought us into. We only announce there: nothing is read.

A group's chat id lies in an address that is nobody's, so that messages find their way as to people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, text

from storage.database import Db
from storage.ids import new_id
from storage.tables.identity import announcement

CHANNEL = "telegram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One Telegram group.

    Attributes:
        closed: Telegram does not let us write there.
    """

    id: UUID
    address_id: UUID
    sealed: bytes
    added_at: datetime
    left_at: datetime | None
    closed: bool


_STAFF = text("""
    select exists (select from address
                   where community_id = :community and hash = :hash and staff_id is not null)
""")


def is_staff(db: Db, community: UUID, hash: bytes) -> bool:
    """Say whether an address is of somebody on the staff."""
    return bool(db.execute(_STAFF, {"community": community, "hash": hash}).scalar_one())


_ADD_ADDRESS = text("""
    insert into address (community_id, id, channel, hash, sealed, created_at)
    values (:community, :id, 'telegram', :hash, :sealed, :now)
    on conflict (community_id, hash) do update set closed_at = null, closed_why = ''
    returning id
""")

_ADD = text("""
    insert into telegram_group (community_id, id, address_id, added_at)
    values (:community, :id, :address, :now)
    on conflict (community_id, address_id) do update set left_at = null
""")


def add(db: Db, community: UUID, *, hash: bytes, sealed: bytes, now: datetime) -> None:
    """Write down a group that we were brought into, or came back to."""
    given = {"community": community, "now": now}
    row = {"id": new_id(), "hash": hash, "sealed": sealed}
    address = db.execute(_ADD_ADDRESS, {**given, **row}).scalar_one()
    db.execute(_ADD, {**given, "id": new_id(), "address": address})


_LEAVE = text("""
    update telegram_group g set left_at = :now from address a
    where g.community_id = :community and a.community_id = g.community_id and a.id = g.address_id
      and a.hash = :hash and g.left_at is null
""")


def leave(db: Db, community: UUID, *, hash: bytes, now: datetime) -> bool:
    """Write down that we are no longer in a group; False where we knew of none."""
    done = db.execute(_LEAVE, {"community": community, "hash": hash, "now": now})
    return done.rowcount > 0


_FIND_ADDRESS = text("""
    select a.id from telegram_group g
    join address a on a.community_id = g.community_id and a.id = g.address_id
    where g.community_id = :community and a.hash = :hash
""")


def find_address(db: Db, community: UUID, hash: bytes) -> UUID | None:
    """Find the address of a group we know."""
    given = {"community": community, "hash": hash}
    found: UUID | None = db.execute(_FIND_ADDRESS, given).scalar_one_or_none()
    return found


_LIST = text("""
    select g.id, g.address_id, a.sealed, g.added_at, g.left_at, a.closed_at is not null as closed
    from telegram_group g
    join address a on a.community_id = g.community_id and a.id = g.address_id
    where g.community_id = :community order by g.added_at, g.id
""")


def list_groups(db: Db, community: UUID) -> list[Group]:
    """List the groups we know, also those that we have left."""
    return [Group(**row._mapping) for row in db.execute(_LIST, {"community": community})]


def announce(
    db: Db, community: UUID, groups: Sequence[Group], words: str, *, by: str, now: datetime
) -> list[dict[str, object]]:
    """Write down who announces what; gives the messages to be queued, one for each group."""
    made = new_id()
    row = {"community_id": community, "id": made, "said_by": by, "words": words, "made_at": now}
    db.execute(insert(announcement).values(**row))
    return [
        {
            "id": new_id(),
            "address_id": group.address_id,
            "channel": CHANNEL,
            "kind": "prompt",
            "body": words,
            "segments": 1,
            "dedupe_key": f"group:{made}:{group.id}",
        }
        for group in groups
    ]
