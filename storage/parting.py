"""Takes a merge of two residents back, by the trace it left; what was said since is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from flows.errors import InputError
from storage.database import Db
from storage.merging import Merge, Step, list_pointers
from storage.sealing import Keyring

_OPEN = text("""
    select id, kept_id, gone_id, how, merged_by, merged_at from merge
    where community_id = :community and undone_at is null
      and (cast(:resident as uuid) is null or kept_id = :resident)
    order by merged_at desc, id desc
""")


def list_merges(db: Db, community: UUID, resident: UUID | None = None) -> list[Merge]:
    """List merges that were not undone, the newest first.

    Args:
        resident: only those that made this one of two.
    """
    rows = db.execute(_OPEN, {"community": community, "resident": resident})
    return [Merge(**row._mapping) for row in rows]


_TRACE = text("select cast(trace as text) from merge where community_id = :community and id = :id")

_UNDONE = text("""
    update merge set undone_at = :now, undone_by = :by, trace = cast('[]' as json)
    where community_id = :community and id = :id
""")


def undo(db: Db, community: UUID, made: Merge, *, by: str, keys: Keyring, now: datetime) -> None:
    """Make two residents of one again: every row back where it was.

    Call it with the resident locked. What came since goes to whoever has the address it came from.
    Whoever has said STOP or withdrawn a consent since, has done so as both.

    Raises:
        InputError: a later merge of the same resident stands on this one.
    """
    newest = next(iter(list_merges(db, community, made.kept_id)), None)
    if newest is None or newest.id != made.id:
        raise InputError("undo the newer link of this resident first")
    given = {"community": community, "id": made.id}
    steps: list[Step] = orjson.loads(db.execute(_TRACE, given).scalar_one())
    for step in reversed(steps):
        _walk_back(db, community, step)
    _share_out(db, community, made)
    _keep_withdrawals(db, community, made)
    _keep_stops(db, community, steps, keys, now)
    db.execute(_UNDONE, {**given, "now": now, "by": by})


def _walk_back(db: Db, community: UUID, step: Step) -> None:
    if "move" in step:
        table, column = step["move"], step["column"]
        names = ", ".join(f"'{name}', {name}" for name in step["keys"][0])
        statement = (
            f"update {table} set {column} = :gone"  # noqa: S608  (names of our own tables)
            f" where community_id = :community and {column} = :kept and jsonb_build_object({names})"
            " in (select jsonb_array_elements(cast(:keys as jsonb)))"
        )
        keys = orjson.dumps(step["keys"]).decode()
        given = {"gone": step["gone"], "kept": step["kept"], "keys": keys}
    elif "aside" in step:
        table = step["aside"]
        statement = (
            f"insert into {table} select * from"  # noqa: S608
            f" json_populate_record(null::{table}, cast(:row as json)) on conflict do nothing"
        )
        given = {"row": step["row"]}
    else:
        _change_back(db, community, step)
        return
    db.execute(text(statement), {"community": community, **given})


def _change_back(db: Db, community: UUID, step: Step) -> None:
    """Put back what the merge changed, where nobody has changed it since."""
    before, after = orjson.loads(step["before"]), orjson.loads(step["after"])
    table = step["change"]
    for name in (one for one in before if before[one] != after[one]):
        statement = (
            f"update {table} t set {name} = b.{name}"  # noqa: S608
            f" from json_populate_record(null::{table}, cast(:before as json)) b,"
            f" json_populate_record(null::{table}, cast(:after as json)) a"
            " where t.community_id = :community and t.id = :id"
            f" and t.{name} is not distinct from a.{name}"
        )
        rows = {"before": step["before"], "after": step["after"]}
        db.execute(text(statement), {"community": community, "id": step["id"], **rows})


def _share_out(db: Db, community: UUID, made: Merge) -> None:
    """Give what was said since to whoever has the address it came from."""
    for pointer in list_pointers("resident"):
        if "inbox_id" not in pointer.table.columns:
            continue
        table, column = pointer.table.name, pointer.column
        statement = (
            f"update {table} t set {column} = :gone from inbox i, address a"  # noqa: S608
            f" where t.community_id = :community and t.{column} = :kept"
            " and i.community_id = t.community_id and i.id = t.inbox_id"
            " and a.community_id = t.community_id and a.hash = i.address_hash"
            " and a.resident_id = :gone"
        )
        given = {"community": community, "gone": made.gone_id, "kept": made.kept_id}
        db.execute(text(statement), given)


_WITHDRAW_BOTH = text("""
    update consent c set withdrawn_at = w.withdrawn_at from consent w
    where w.community_id = :community and w.resident_id in (:kept, :gone)
      and w.withdrawn_at >= :since
      and c.community_id = w.community_id and c.resident_id in (:kept, :gone)
      and c.purpose = w.purpose and c.withdrawn_at is null
""")


def _keep_withdrawals(db: Db, community: UUID, made: Merge) -> None:
    given = {"community": community, "kept": made.kept_id, "gone": made.gone_id}
    db.execute(_WITHDRAW_BOTH, {**given, "since": made.merged_at})


_OPENED = text("""
    select id, channel, sealed from address
    where community_id = :community and id = any(:ids) and stopped_at is null
""")

_STAY_STOPPED = text("""
    update address set stopped_at = :now where community_id = :community and id = :id
      and exists (select from suppression s where s.community_id = :community and s.hash = :hash)
""")


def _keep_stops(db: Db, community: UUID, steps: list[Step], keys: Keyring, now: datetime) -> None:
    """Keep those closed that the merge had closed, and that STOP has closed since."""
    ids = [UUID(step["id"]) for step in steps if step.get("change") == "address"]
    given: Mapping[str, Any] = {"community": community, "now": now}
    for row in db.execute(_OPENED, {"community": community, "ids": ids}).all():
        hash = keys.suppression(row.channel, keys.open(bytes(row.sealed)))
        db.execute(_STAY_STOPPED, {**given, "id": row.id, "hash": hash})
