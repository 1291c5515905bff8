"""Who is one person: linked by a code, merged and parted again; and the Telegram groups we know."""

from sqlalchemy import (
    Column,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSON

from storage.tables.schema import Moment, count, keyed_table, metadata, reference, words

merge = keyed_table(
    "merge",
    Column("kept_id", Uuid, nullable=False),  # residents; no references: one of them is gone
    Column("gone_id", Uuid, nullable=False),
    Column("how", Text, nullable=False),  # code | staff
    words("merged_by"),  # who of the staff
    Column("trace", JSON, nullable=False),  # what moved, byte for byte: storage/merging.py
    Column("merged_at", Moment, nullable=False),
    Column("undone_at", Moment),
    words("undone_by"),
)

link_code = keyed_table(
    "link_code",
    Column("address_id", Uuid, nullable=False),  # where it was asked for
    Column("code_hash", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
    reference("address_id", "address"),
)

link_try = Table(
    "link_try",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("address_id", Uuid, nullable=False),
    count("n"),
    Column("since", Moment, nullable=False),
    PrimaryKeyConstraint("community_id", "address_id"),
    reference("address_id", "address"),
)

telegram_group = keyed_table(
    "telegram_group",
    Column("address_id", Uuid, nullable=False),  # its chat id, sealed like everybody's
    Column("added_at", Moment, nullable=False),
    Column("left_at", Moment),
    UniqueConstraint("community_id", "address_id"),
    reference("address_id", "address"),
)

announcement = keyed_table(
    "announcement",
    Column("said_by", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
)
