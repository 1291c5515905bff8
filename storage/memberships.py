"""Memberships: the lists that flows put residents on and take them off."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records

_RECORD = """jsonb_to_recordset(cast(:rows as jsonb)) as r(
    id uuid, resident_id uuid, name text, at timestamptz)"""

_JOIN = text(f"""
    insert into membership (community_id, id, resident_id, name, joined_at)
    select :community, id, resident_id, name, at from {_RECORD}
    on conflict do nothing
""")  # noqa: S608  (a constant)

_LEAVE = text(f"""
    update membership m set left_at = r.at from {_RECORD}
    where m.community_id = :community and m.resident_id = r.resident_id and m.name = r.name
      and m.left_at is null
""")  # noqa: S608


def change(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put residents on lists and take them off, in the order given.

    Args:
        rows: keys id, resident_id, name, joins (or leaves), at.
    """
    for joins, alike in groupby(rows, key=lambda row: row["joins"]):
        given = {"community": community, "rows": as_records(list(alike))}
        db.execute(_JOIN if joins else _LEAVE, given)
