"""Staff: people who get alerts. For now the safeguarding contact, without whom nothing is sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.database import Db
from storage.ids import new_id
from storage.sealing import Keyring
from storage.tables.people import address, staff

SAFEGUARDING = "safeguarding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where a member of staff gets messages."""

    address_id: UUID
    channel: str


def find_safeguarding(db: Db, community: UUID) -> Contact | None:
    """Find the named contact for worrying texts."""
    query = (
        select(address.c.id.label("address_id"), address.c.channel)
        .join(
            staff,
            (staff.c.community_id == address.c.community_id) & (staff.c.id == address.c.staff_id),
        )
        .where(address.c.community_id == community, staff.c.role == SAFEGUARDING)
    )
    row = db.execute(query).one_or_none()
    return None if row is None else Contact(**row._mapping)


def read_safeguarding(db: Db, community: UUID, keys: Keyring) -> dict[str, str] | None:
    """Read the named contact for worrying texts: name, channel, address."""
    query = (
        select(staff.c.name_sealed, address.c.channel, address.c.sealed)
        .join(
            staff,
            (staff.c.community_id == address.c.community_id) & (staff.c.id == address.c.staff_id),
        )
        .where(address.c.community_id == community, staff.c.role == SAFEGUARDING)
    )
    row = db.execute(query).one_or_none()
    return row and {
        "name": keys.open(bytes(row.name_sealed)),
        "channel": row.channel,
        "address": keys.open(bytes(row.sealed)),
    }


_FREE = text(
    "update address set staff_id = null where community_id = :community and staff_id = :staff"
)

_TIE = text("""
    insert into address (community_id, id, channel, hash, sealed, staff_id, created_at)
    values (:community, :id, :channel, :hash, :sealed, :staff, :now)
    on conflict (community_id, hash) do update set staff_id = excluded.staff_id
""")


def name_safeguarding(
    db: Db, community: UUID, *, name: str, channel: str, to: str, keys: Keyring, now: datetime
) -> None:
    """Name the contact for worrying texts, in place of whoever it was before.

    Args:
        to: E.164 for SMS, a decimal chat id for Telegram.
    """
    made = upsert(staff).values(
        community_id=community, id=new_id(), role=SAFEGUARDING, name_sealed=keys.seal(name)
    )
    named = made.on_conflict_do_update(
        index_elements=["community_id", "role"], set_={"name_sealed": made.excluded.name_sealed}
    )
    id = db.execute(named.returning(staff.c.id)).scalar_one()
    db.execute(_FREE, {"community": community, "staff": id})
    db.execute(
        _TIE,
        {
            "community": community,
            "id": new_id(),
            "channel": channel,
            "hash": keys.lookup(channel, to),
            "sealed": keys.seal(to),
            "staff": id,
            "now": now,
        },
    )
