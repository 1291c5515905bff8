"""Communities, residents, their addresses and what they agreed to."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.tables.schema import Moment, count, flag, keyed_table, metadata, reference, words


def _one_with(role: str) -> Index:
    """Let one member of staff at a time have a role."""
    holds = text(f"'{role}' = any(roles)")
    return Index(f"uq_staff_{role}", "community_id", unique=True, postgresql_where=holds)


community = Table(
    "community",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("profile", JSONB, nullable=False),  # the answers to `sayso start`, without addresses
    Column("created_at", Moment, nullable=False),
)

counter = Table(
    "counter",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    PrimaryKeyConstraint("community_id", "name"),
)

resident = keyed_table(
    "resident",
    Column("name_sealed", LargeBinary),
    Column("language", Text, nullable=False),
    flag("language_known"),
    words("area"),
    words("source"),
    Column("came_from", Text, nullable=False),  # import | text | paper | helper
    Column("fewer_since", Moment),  # asked for fewer texts
    Column("quiet", JSONB),  # {"weekdays": [0-6], "days": [ISO]}: not to be written to first
    Column("created_at", Moment, nullable=False),
    Index(
        "ix_resident_sparing",
        "community_id",
        postgresql_where=text("quiet is not null or fewer_since is not null"),
    ),
)

staff = keyed_table(
    "staff",
    Column("name_sealed", LargeBinary, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),  # storage.staff.ROLES
    Column("linked_at", Moment),  # they proved that the address is theirs, and may act from it
    _one_with("safeguarding"),
    _one_with("duty"),
)

view = keyed_table(
    "view",  # somebody of staff saw raw words, or a number
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),  # reply | call | text | media ...
    Column("subject_id", Uuid, nullable=False),
    words("why"),
    Column("at", Moment, nullable=False),
    Index(None, "community_id", "what", "subject_id"),
)

address = keyed_table(
    "address",
    Column("channel", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("resident_id", Uuid),
    Column("staff_id", Uuid),
    Column("stopped_at", Moment),  # the person said stop
    Column("started_at", Moment),  # they said START here, the last time
    Column("closed_at", Moment),  # the carrier said no for good
    words("closed_why"),
    Column("heard_at", Moment),  # a text came from it; to the day
    Column("doubted_at", Moment),  # we asked whether it is still the same person's
    count("shared"),  # how many people use it, where staff said so; 0: one
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("community_id", "hash"),
    reference("resident_id", "resident"),
    reference("staff_id", "staff"),
    Index(None, "community_id", "resident_id"),
    Index("ix_address_staff", "staff_id", postgresql_where=text("staff_id is not null")),
)

suppression = Table(
    "suppression",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("how", Text, nullable=False),
    Column("since", Moment, nullable=False),
    PrimaryKeyConstraint("community_id", "hash"),
)

consent = keyed_table(
    "consent",
    Column("resident_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),  # service | consultation | promotion
    Column("given_on", Date),  # none: taken, and listed as undated
    Column("how", Text, nullable=False),
    words("wording"),  # flow version, text and language they agreed to; empty: as imported
    Column("recorded_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),  # they no longer agree; nobody may take it for consent
    UniqueConstraint("community_id", "resident_id", "purpose"),
    reference("resident_id", "resident"),
)

consent_change = keyed_table(
    "consent_change",
    Column("resident_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    words("wording"),
    Column("how", Text, nullable=False),  # import | text, or as staff put it
    words("recorded_by"),  # which member of staff; empty: nobody
    Column("inbox_id", Uuid),
    Column("changed_at", Moment, nullable=False),
    reference("resident_id", "resident"),
    Index(None, "community_id", "resident_id"),
)

membership = keyed_table(
    "membership",
    Column("resident_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),  # of the list, as flows put people on it
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment),
    reference("resident_id", "resident"),
    Index(
        "uq_membership_open",
        "community_id",
        "resident_id",
        "name",
        unique=True,
        postgresql_where=text("left_at is null"),
    ),
)
