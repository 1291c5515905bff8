"""What we hold on one resident: all of it to hand over, and all of it to delete."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import broadcasts, residents
from storage.database import Db
from storage.merging import list_pointers
from storage.sealing import Keyring

HELD = {
    "resident": "select * from resident where community_id = :community and id = :id",
    "addresses": "select * from address where community_id = :community and resident_id = :id",
    "consents": "select purpose, given, how, wording, changed_at from consent_change"
    " where community_id = :community and resident_id = :id order by changed_at, id",
    "words": "select received_at, channel, kind, words, held from contribution"
    " where community_id = :community and resident_id = :id order by received_at, id",
    "translations": "select t.made_at, t.language, t.words from translation t"
    " join contribution c on c.community_id = t.community_id and c.id = t.contribution_id"
    " where c.community_id = :community and c.resident_id = :id order by t.made_at, t.id",
    "answers": "select a.received_at, a.name, a.value, a.raw from answer a"
    " join conversation c on c.community_id = a.community_id and c.id = a.conversation_id"
    " where c.community_id = :community and c.resident_id = :id order by a.received_at, a.id",
    "lists": "select name, joined_at, left_at from membership"
    " where community_id = :community and resident_id = :id order by joined_at, id",
    "asked_of_us": "select kind, made_at, done_at from task"
    " where community_id = :community and resident_id = :id order by made_at, id",
    "texts_from_them": "select i.received_at, i.channel, i.kind, i.body from inbox i"
    " join address a on a.community_id = i.community_id and a.hash = i.address_hash"
    " where a.community_id = :community and a.resident_id = :id order by i.received_at, i.id",
    "texts_to_them": "select m.queued_at, m.channel, m.kind, m.state, m.body from message m"
    " join address a on a.community_id = m.community_id and a.id = m.address_id"
    " where a.community_id = :community and a.resident_id = :id order by m.queued_at, m.id",
}
"""Part of what we hold -> how it is read."""

_LEFT_OUT = frozenset(("community_id", "hash", "id", "resident_id", "staff_id"))


def read_held(db: Db, community: UUID, resident: UUID, keys: Keyring) -> dict[str, Any]:
    """Read everything we hold on a resident, with name and addresses in clear.

    Answers to private questions are not among it: they are kept with nothing that leads back.
    """
    given = {"community": community, "id": resident}
    return {
        part: [_open(row._mapping, keys) for row in db.execute(text(query), given)]
        for part, query in HELD.items()
    }


def _open(row: Any, keys: Keyring) -> dict[str, Any]:
    opened = {name: value for name, value in row.items() if name not in _LEFT_OUT}
    for name in ("name_sealed", "sealed"):
        if name in opened:
            value = opened.pop(name)
            opened["name" if name == "name_sealed" else "address"] = (
                keys.open(bytes(value)) if value else ""
            )
    return opened


_ADDRESSES = text("""
    select id, hash from address where community_id = :community and resident_id = :id
""")


def erase(db: Db, community: UUID, resident: UUID, *, keys: Keyring, now: datetime) -> None:
    """Delete a resident and all that leads to them, but for the hash that keeps us silent.

    Call it with the resident locked.
    """
    broadcasts.hold_all(db)
    residents.stop(db, community, [resident], how="erased", keys=keys, now=now)
    given = {"community": community, "id": resident}
    addresses = db.execute(_ADDRESSES, given).all()
    texts = db.execute(
        text(
            "select id from inbox where community_id = :community and address_hash = any(:hashes)"
        ),
        {"community": community, "hashes": [row.hash for row in addresses]},
    )
    _delete(db, community, "inbox", list(texts.scalars()))
    _delete(db, community, "address", [row.id for row in addresses])
    db.execute(
        text(
            "delete from merge where community_id = :community and (kept_id = :id or gone_id = :id)"
        ),
        given,
    )
    _delete(db, community, "resident", [resident])


def _delete(db: Db, community: UUID, table: str, ids: Sequence[UUID]) -> None:
    """Delete rows, and first whatever points at them."""
    if not ids:
        return
    given = {"community": community, "ids": list(ids)}
    for pointer in list_pointers(table):
        name, column = pointer.table.name, pointer.column
        here = f"from {name} where community_id = :community and {column} = any(:ids)"
        if "id" in pointer.table.columns:
            found = db.execute(text(f"select id {here}"), given)
            _delete(db, community, name, list(found.scalars()))
        else:
            db.execute(text(f"delete {here}"), given)
    statement = f"delete from {table} where community_id = :community and id = any(:ids)"  # noqa: S608
    db.execute(text(statement), given)
