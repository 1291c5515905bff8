"""Makes two residents one, and two again.

Everything that points at a resident moves, whatever table it is in. Where only one row can stay,
such as two conversations about the same question, the other is set aside. A trace of every step is
kept, and walked back by `undo`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Table, UniqueConstraint, text

from flows.errors import InputError
from storage import broadcasts
from storage.database import Db
from storage.ids import new_id
from storage.tables.every import metadata

Given = dict[str, Any]
Step = dict[str, Any]

_GONE_WINS: Mapping[str, str] = {
    "consent": "g.withdrawn_at is not null and k.withdrawn_at is null",
    "conversation": "(g.status = 'paused', g.updated_at) > (k.status = 'paused', k.updated_at)",
    "delivery": "g.message_id is not null and k.message_id is null",
    "round_line": "g.message_id is not null and k.message_id is null",
}
"""Of two rows of which one can stay: when it is the one of the resident who goes.

A withdrawal wins over a consent, and a pause over a conversation that goes on.
"""

_ENDED_WITH_IT = frozenset(("timer",))
"""What belongs to a conversation and is not moved to the one that goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """One merge as it was made."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    how: str
    merged_by: str
    merged_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A column that points at a resident or a conversation."""

    table: Table
    column: str

    @property
    def key(self) -> tuple[str, ...]:
        """What names a row beside its community and the pointer itself."""
        taken = ("community_id", self.column)
        return tuple(one.name for one in self.table.primary_key if one.name not in taken)

    @property
    def uniques(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Other columns of each unique key with the pointer in it, and which rows it is for."""
        keys = [one for one in self.table.constraints if isinstance(one, UniqueConstraint)]
        for one in (self.table.primary_key, *keys):
            names = [column.name for column in one.columns]
            if self.column in names:
                yield tuple(name for name in names if name != self.column), "true"
        for index in self.table.indexes:
            names = [column.name for column in index.columns]
            if index.unique and self.column in names:
                where = index.dialect_options["postgresql"]["where"]
                others = tuple(name for name in names if name != self.column)
                yield others, "true" if where is None else str(where)


def list_pointers(to: str) -> list[Pointer]:
    """Find every column that points at a table, by its reference or by its name."""
    found = []
    for table in metadata.sorted_tables:
        for column in table.columns:
            refers = any(key.column.table.name == to for key in column.foreign_keys)
            if column.name != "community_id" and (refers or column.name == f"{to}_id"):
                found.append(Pointer(table=table, column=column.name))
    return found


_LOCK_ROWS = text("""
    select id from resident where community_id = :community and id in (:one, :other)
    order by created_at, id for update
""")

_KEEP_TRACE = text("""
    insert into merge (community_id, id, kept_id, gone_id, how, merged_by, trace, merged_at)
    values (:community, :id, :kept, :gone, :how, :by, cast(:trace as json), :now)
""")


def merge(
    db: Db, community: UUID, one: UUID, other: UUID, *, how: str, by: str = "", now: datetime
) -> Merge:
    """Make two residents one: whoever was there first stays.

    Call it with both locked (`identity.lock_residents`), so that no text of theirs is in flight.
    STOP on any address of the one closes all of the other's; the list of those who said stop is not
    touched.

    Args:
        how: "code" where they linked their addresses themselves, "staff".
        by: who of the staff.

    Raises:
        InputError: they are one already, or one of them is not there.
    """
    broadcasts.hold_all(db)
    given = {"community": community, "one": one, "other": other}
    found = list(db.execute(_LOCK_ROWS, given).scalars())
    if len(found) != 2:
        raise InputError("these are not two residents: there is nothing to link")
    kept, gone = found
    work = _Work(db=db, community=community, now=now)
    work.close_addresses(kept, gone)
    work.fill_in(kept, gone)
    for pointer in list_pointers("resident"):
        work.move(pointer, gone, kept)
    work.set_aside("resident", {"id": gone})
    made = Merge(id=new_id(), kept_id=kept, gone_id=gone, how=how, merged_by=by, merged_at=now)
    written = {"id": made.id, "kept": kept, "gone": gone, "how": how, "by": by, "now": now}
    trace = orjson.dumps(work.steps).decode()
    db.execute(_KEEP_TRACE, {"community": community, **written, "trace": trace})
    return made


@dataclass(kw_only=True)
class _Work:
    """Moves rows one step at a time and notes each."""

    db: Db
    community: UUID
    now: datetime
    steps: list[Step] = field(default_factory=list)

    def run(self, statement: str, **given: object) -> Sequence[Any]:
        result = self.db.execute(text(statement), {"community": self.community, **given})
        return result.all() if result.returns_rows else ()

    def move(self, pointer: Pointer, gone: UUID, kept: UUID) -> None:
        """Point rows at another resident, or conversation; where two clash, set one aside."""
        for others, where in pointer.uniques:
            self._part_clashes(pointer, others, where, gone, kept)
        table, column = pointer.table.name, pointer.column
        rows = self.run(
            f"update {table} set {column} = :kept"  # noqa: S608  (names of our own tables)
            f" where community_id = :community and {column} = :gone returning {_as_key(pointer)}",
            gone=gone,
            kept=kept,
        )
        if rows:
            keys = [row.key for row in rows]
            self.steps.append(
                {"move": table, "column": column, "gone": gone, "kept": kept, "keys": keys}
            )

    def _part_clashes(
        self, pointer: Pointer, others: Sequence[str], where: str, gone: UUID, kept: UUID
    ) -> None:
        table, column = pointer.table.name, pointer.column
        same = " and ".join(f"g.{name} = k.{name}" for name in others)
        side = f"(select * from {table} where community_id = :community and {where})"  # noqa: S608
        pairs = self.run(
            f"select {_as_key(pointer, 'g')}, {_as_key(pointer, 'k', 'kept_key')},"  # noqa: S608
            f" {_GONE_WINS.get(table, 'false')} as gone_wins"
            f" from {side} g join {side} k on {same}"
            f" where g.{column} = :gone and k.{column} = :kept",
            gone=gone,
            kept=kept,
        )
        for pair in pairs:
            loser, winner = (
                ({**pair.kept_key, column: kept}, pair.key)
                if pair.gone_wins
                else ({**pair.key, column: gone}, pair.kept_key)
            )
            if table == "conversation":
                self._move_conversation(UUID(loser["id"]), UUID(winner["id"]))
            self.set_aside(table, loser)

    def _move_conversation(self, loser: UUID, winner: UUID) -> None:
        """Give what came of a conversation to the one that goes on, where it lacks it."""
        for pointer in list_pointers("conversation"):
            if pointer.table.name in _ENDED_WITH_IT:
                ended = self.run(
                    f"select {_as_key(pointer)} from {pointer.table.name}"  # noqa: S608
                    f" where community_id = :community and {pointer.column} = :loser",
                    loser=loser,
                )
                for row in ended:
                    self.set_aside(pointer.table.name, row.key)
            else:
                self.move(pointer, loser, winner)

    def set_aside(self, table: str, key: Mapping[str, object]) -> None:
        """Take a row out of its table and keep it whole, byte for byte."""
        match = " and ".join(f"{name} = :{name}" for name in key)
        rows = self.run(
            f"delete from {table} t where community_id = :community and {match}"  # noqa: S608
            " returning cast(row_to_json(t) as text) as row",
            **key,
        )
        self.steps += [{"aside": table, "row": row.row} for row in rows]

    def change(self, table: str, id: UUID, changes: str, **given: object) -> None:
        """Change a row, and keep it as it was and as it became."""
        whole = f"cast(row_to_json({table}) as text) as row"
        here = "where community_id = :community and id = :id"
        before = self.run(f"select {whole} from {table} {here}", id=id)  # noqa: S608
        after = self.run(
            f"update {table} set {changes} {here} returning {whole}",  # noqa: S608
            id=id,
            **given,
        )
        self.steps += [
            {"change": table, "id": id, "before": one.row, "after": other.row}
            for one, other in zip(before, after, strict=True)
            if one.row != other.row
        ]

    def close_addresses(self, kept: UUID, gone: UUID) -> None:
        """Let STOP on any address of the one hold for all of the other's."""
        closing = self.run(
            "select id from address a where community_id = :community and stopped_at is null"
            " and resident_id in (:kept, :gone) and exists (select from address s"
            " where s.community_id = :community and s.stopped_at is not null"
            " and s.resident_id in (:kept, :gone) and s.resident_id <> a.resident_id) order by id",
            kept=kept,
            gone=gone,
        )
        for row in closing:
            self.change("address", row.id, "stopped_at = :now", now=self.now)

    def fill_in(self, kept: UUID, gone: UUID) -> None:
        """Take what only the other one has told us: a name, a language, a wish for fewer texts."""
        other = "(select {0} from resident g where g.community_id = :community and g.id = :gone)"
        known = "case when language_known then {1} else " + other + " end"
        filled = {
            "name_sealed": "coalesce(name_sealed, " + other + ")",
            "language": known,
            "language_known": "language_known or " + other,
            "area": "coalesce(nullif(area, ''), " + other + ")",
            "source": "coalesce(nullif(source, ''), " + other + ")",
            "fewer_since": "coalesce(fewer_since, " + other + ")",
            "quiet": "coalesce(quiet, " + other + ")",
        }
        changes = ", ".join(f"{name} = {how.format(name, name)}" for name, how in filled.items())
        self.change("resident", kept, changes, gone=gone)


def _as_key(pointer: Pointer, alias: str = "", name: str = "key") -> str:
    """Write what names a row as one JSON column."""
    at = f"{alias}." if alias else ""
    pairs = ", ".join(f"'{one}', {at}{one}" for one in pointer.key)
    return f"jsonb_build_object({pairs}) as {name}"
