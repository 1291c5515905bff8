"""What all tables share: their names, their keys, and the columns that many have.

Each table carries the community in its key, so that tenants can be moved apart and months
partitioned later.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Moment = DateTime(timezone=True)


def keyed_table(name: str, *parts: Any) -> Table:
    """Make a table whose key is the community and an id."""
    return Table(
        name,
        metadata,
        Column("community_id", Uuid, nullable=False),
        Column("id", Uuid, nullable=False),
        *parts,
        PrimaryKeyConstraint("community_id", "id"),
        ForeignKeyConstraint(["community_id"], ["community.id"]),
    )


def busy_table(name: str, *parts: Any) -> Table:
    """Make a keyed table that is written with every text, without a foreign key to the community.

    PostgreSQL checks such a key row by row and locks the community's one row each time, for which
    all writers would meet. What these rows point at belongs to a community already. For the same
    reason none of them points at an engagement, a flow's version or a broadcast: many rows share
    one, and it is never deleted. Nor does a conversation point at its resident or a timer at its
    conversation: whoever writes them holds the resident (`identity`), or the turn of whoever hands
    over a broadcast, and so does whoever deletes.
    """
    return Table(
        name,
        metadata,
        Column("community_id", Uuid, nullable=False),
        Column("id", Uuid, nullable=False),
        *parts,
        PrimaryKeyConstraint("community_id", "id"),
    )


def reference(column: str, table: str) -> ForeignKeyConstraint:
    """Make a column point at another table of the same community."""
    return ForeignKeyConstraint(["community_id", column], [f"{table}.community_id", f"{table}.id"])


def flag(name: str) -> Column[bool]:
    """Make a column that is false until something happens."""
    return Column(name, Boolean, nullable=False, server_default=text("false"))


def count(name: str) -> Column[int]:
    """Make a column that counts from 0."""
    return Column(name, Integer, nullable=False, server_default=text("0"))


def words(name: str) -> Column[str]:
    """Text that may be empty but is never null."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def stamp(name: str) -> Column[datetime]:
    """When the row was written, by the database's own clock."""
    return Column(name, Moment, nullable=False, server_default=text("clock_timestamp()"))
