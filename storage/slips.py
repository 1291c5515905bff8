"""Paper slips: their codes are kept as hashes, and each belongs to one entry at most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One slip, and the entry it was given out for.

    Attributes:
        resident_id: who texted its code.
        entry_id: None until an entry names it; kind is "" until then.
    """

    id: UUID
    resident_id: UUID | None
    entry_id: UUID | None
    kind: str
    engagement_id: UUID | None
    is_withdrawn: bool


_ADD = text("""
    insert into slip (community_id, id, code_hash, printed_at)
    select :community, id, code_hash, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, code_hash bytea)
    on conflict do nothing
""")


def add(db: Db, community: UUID, code_hashes: Sequence[bytes], *, now: datetime) -> int:
    """Keep new slips.

    Returns:
        How many of them are new.
    """
    rows = as_records([{"id": new_id(), "code_hash": hash} for hash in code_hashes])
    return db.execute(_ADD, {"community": community, "rows": rows, "now": now}).rowcount


_FIND = text("""
    select s.code_hash, s.id, s.resident_id, e.id as entry_id, coalesce(e.kind, '') as kind,
           e.engagement_id, e.withdrawn_at is not null as is_withdrawn
    from slip s
    left join entry e on e.community_id = s.community_id and e.slip_id = s.id
    where s.community_id = :community and s.code_hash = any(:hashes)
    order by s.id for update of s
""")


def find(db: Db, community: UUID, code_hashes: Collection[bytes]) -> dict[bytes, Slip]:
    """Find slips by the hashes of their codes, and hold them while the transaction lasts."""
    names = Slip.__slots__
    given = {"community": community, "hashes": list(code_hashes)}
    return {
        bytes(row.code_hash): Slip(**{name: row._mapping[name] for name in names})
        for row in db.execute(_FIND, given)
    }


_GIVE = text("update slip set resident_id = :resident where community_id = :community and id = :id")


def give(db: Db, community: UUID, id: UUID, resident: UUID) -> None:
    """Write down who texted a slip's code: what it was given out for is theirs."""
    db.execute(_GIVE, {"community": community, "id": id, "resident": resident})
