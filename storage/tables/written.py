"""What helpers and organisers write down for others: entries, slips with codes, who looked."""

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from storage.tables.schema import Moment, keyed_table, reference, words

slip = keyed_table(
    "slip",
    Column("code_hash", LargeBinary, nullable=False),
    Column("resident_id", Uuid),  # who texted its code
    Column("printed_at", Moment, nullable=False),
    UniqueConstraint("community_id", "code_hash"),
    reference("resident_id", "resident"),
)

entry = keyed_table(
    "entry",
    Column("engagement_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),  # paper | helper | meeting | view (the helper's own)
    Column("resident_id", Uuid),  # whose words they are; none: a meeting, a helper's own view
    Column("beside_id", Uuid),  # of a view: the entry its helper wrote down
    Column("writer_hash", LargeBinary, nullable=False),  # tells helpers apart without their names
    Column("writer_sealed", LargeBinary, nullable=False),
    words("relation"),  # what the helper is to them
    words("why"),
    words("area"),
    Column("language", Text, nullable=False),
    words("place"),  # of a meeting
    Column("headcount", Integer),  # of a meeting
    Column("said_on", Date, nullable=False),
    Column("slip_id", Uuid),
    Column("key_hash", LargeBinary, nullable=False),  # of its row: a file read twice counts once
    Column("ring_sealed", LargeBinary),  # a number they may be rung on
    words("ring_when"),
    Column("rung_at", Moment),
    words("rung_by"),
    words("rung_note"),
    Column("written_at", Moment, nullable=False),
    Column("changed_at", Moment),
    Column("withdrawn_at", Moment),
    Column("taken_over_at", Moment),  # by the person, who texted the slip's code
    UniqueConstraint("community_id", "key_hash"),
    reference("engagement_id", "engagement"),
    reference("resident_id", "resident"),
    reference("beside_id", "entry"),
    reference("slip_id", "slip"),
    Index(
        "uq_entry_slip",
        "community_id",
        "slip_id",
        unique=True,
        postgresql_where=text("slip_id is not null"),
    ),
    Index(None, "community_id", "engagement_id"),
)
