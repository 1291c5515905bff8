"""Every table, in the words of design.md. Queries live in one module per noun beside this one.

Each table carries the community in its key, so that tenants can be moved apart and months
partitioned later.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Sequence,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Moment = DateTime(timezone=True)


def _table(name: str, *parts: Any) -> Table:
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


def _reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", column], [f"{table}.community_id", f"{table}.id"])


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text("0"))


def _words(name: str) -> Column[str]:
    """Text that may be empty but is never null."""
    return Column(name, Text, nullable=False, server_default=text("''"))


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

resident = _table(
    "resident",
    Column("name_sealed", LargeBinary),
    Column("language", Text, nullable=False),
    _flag("language_known"),
    _words("area"),
    _words("source"),
    Column("came_from", Text, nullable=False),  # import | text
    Column("created_at", Moment, nullable=False),
)

staff = _table(
    "staff",
    Column("name_sealed", LargeBinary, nullable=False),
    Column("role", Text, nullable=False),  # safeguarding
    UniqueConstraint("community_id", "role"),
)

address = _table(
    "address",
    Column("channel", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("resident_id", Uuid),
    Column("staff_id", Uuid),
    Column("stopped_at", Moment),  # the person said stop
    Column("closed_at", Moment),  # the carrier said no for good
    _words("closed_why"),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("community_id", "hash"),
    _reference("resident_id", "resident"),
    _reference("staff_id", "staff"),
    Index(None, "community_id", "resident_id"),
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

consent = _table(
    "consent",
    Column("resident_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),  # service | consultation | promotion
    Column("given_on", Date),  # none: taken, and listed as undated
    Column("how", Text, nullable=False),
    _words("wording"),  # flow version, text and language they agreed to; empty: as imported
    Column("recorded_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),  # they no longer agree; nobody may take it for consent
    UniqueConstraint("community_id", "resident_id", "purpose"),
    _reference("resident_id", "resident"),
)

consent_change = _table(
    "consent_change",
    Column("resident_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("given", Boolean, nullable=False),
    _words("wording"),
    Column("how", Text, nullable=False),  # import | text
    Column("inbox_id", Uuid),
    Column("changed_at", Moment, nullable=False),
    _reference("resident_id", "resident"),
    Index(None, "community_id", "resident_id"),
)

membership = _table(
    "membership",
    Column("resident_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),  # of the list, as flows put people on it
    Column("joined_at", Moment, nullable=False),
    Column("left_at", Moment),
    _reference("resident_id", "resident"),
    Index(
        "uq_membership_open",
        "community_id",
        "resident_id",
        "name",
        unique=True,
        postgresql_where=text("left_at is null"),
    ),
)

flow_version = _table(
    "flow_version",
    Column("flow_id", Text, nullable=False),
    Column("version", Text, nullable=False),  # sha256 of the sources
    Column("sources", JSONB, nullable=False),  # file name -> text
    Column("published_at", Moment, nullable=False),
    _words("fuzzy_by"),  # who said yes to translations that no native reader has checked
    Column("fuzzy_at", Moment),
    UniqueConstraint("community_id", "flow_id", "version"),
)

engagement = _table(
    "engagement",
    Column("title", Text, nullable=False),
    Column("flow_version_id", Uuid, nullable=False),
    Column("decider", Text, nullable=False),
    Column("hear_back_by", Date, nullable=False),
    Column("frame", JSONB, nullable=False),  # {"name", "source"}: the code frame's YAML
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    _reference("flow_version_id", "flow_version"),
)

conversation = _table(
    "conversation",
    Column("resident_id", Uuid, nullable=False),
    Column("engagement_id", Uuid, nullable=False),
    Column("flow_version_id", Uuid, nullable=False),
    Column("status", Text, nullable=False),  # new | open | paused | ended
    Column("state", JSON, nullable=False),  # flows.conversation.Conversation, byte for byte
    Column("begun", JSON),  # the same before the first text; none: from before it was kept
    _words("waits_in"),  # the state it is in
    Column("started_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("community_id", "resident_id", "engagement_id"),
    _reference("resident_id", "resident"),
    _reference("engagement_id", "engagement"),
    _reference("flow_version_id", "flow_version"),
)

inbox_turn = Sequence("inbox_turn", metadata=metadata)
"""Numbers the batches in which texts are answered."""

inbox = _table(
    "inbox",
    Column("channel", Text, nullable=False),
    Column("provider_id", Text, nullable=False),
    Column("address_hash", LargeBinary, nullable=False),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),  # text button media timer released ignored unreadable
    Column("body", Text, nullable=False),
    _words("detail"),  # which medium, which timer
    _words("reference"),  # the carrier's own id of a file, or of the press of a button
    Column("opt_out", Text, nullable=False, server_default=text("''")),
    Column("carrier_order", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # pending | done | dead
    _count("attempts"),
    _words("error"),
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("turn", BigInteger),  # the batch that answered it
    UniqueConstraint("community_id", "channel", "provider_id"),
    Index("ix_inbox_pending", "community_id", "id", postgresql_where=text("state = 'pending'")),
    Index(
        "ix_inbox_pending_address",
        "address_hash",
        postgresql_where=text("state = 'pending'"),
    ),
)

contribution = _table(
    "contribution",
    Column("resident_id", Uuid, nullable=False),
    Column("engagement_id", Uuid, nullable=False),
    Column("inbox_id", Uuid, nullable=False),
    Column("n", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("channel", Text, nullable=False),
    _words("held"),  # why the words stay out of digests; empty: they do not
    Column("cleared_at", Moment),  # a person let these words into digests
    _words("cleared_words"),  # as that person put them
    Column("received_at", Moment, nullable=False),
    Column("sorted_at", Moment),
    UniqueConstraint("community_id", "inbox_id", "n"),
    _reference("resident_id", "resident"),
    _reference("engagement_id", "engagement"),
    Index("ix_contribution_unsorted", "id", postgresql_where=text("sorted_at is null")),
    Index(None, "community_id", "engagement_id"),
)

answer = _table(
    "answer",
    Column("conversation_id", Uuid, nullable=False),
    Column("inbox_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("value", JSONB),
    Column("category", Text, nullable=False),
    Column("raw", Text, nullable=False),
    Column("sure", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("community_id", "conversation_id", "name"),
)

answer_apart = _table(
    "answer_apart",  # of flows marked sensitive: nothing here leads back to who gave it
    Column("flow_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("value_sealed", LargeBinary, nullable=False),
    Column("given_on", Date, nullable=False),
)

passage = Table(
    "passage",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("version", Text, nullable=False),  # of the flow: sha256 of its sources
    Column("state", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # answered skipped unclear entered quiet after
    Column("target", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    PrimaryKeyConstraint("community_id", "version", "state", "outcome", "target"),
)

coding = Table(
    "coding",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("contribution_id", Uuid, nullable=False),
    Column("theme", Text, nullable=False),
    Column("tied_by", Text, nullable=False),  # machine | person
    Column("score", Float, nullable=False),
    Column("tied_at", Moment, nullable=False),
    PrimaryKeyConstraint("community_id", "contribution_id", "theme"),
    _reference("contribution_id", "contribution"),
)

task = _table(
    "task",
    Column("resident_id", Uuid, nullable=False),
    Column("inbox_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),  # what for: call, data, safeguarding, promise ...
    Column("made_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("done_at", Moment),
    UniqueConstraint("community_id", "inbox_id", "kind"),
    _reference("resident_id", "resident"),
)

broadcast = _table(
    "broadcast",
    Column("engagement_id", Uuid, nullable=False),
    Column("audience", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=text("''")),  # why outside sending hours
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("done_at", Moment),
    _reference("engagement_id", "engagement"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("broadcast_id", Uuid, nullable=False),
    Column("resident_id", Uuid, nullable=False),
    Column("message_id", Uuid),
    _words("why_not"),
    PrimaryKeyConstraint("community_id", "broadcast_id", "resident_id"),
    _reference("broadcast_id", "broadcast"),
    _reference("resident_id", "resident"),
)

message = _table(
    "message",
    Column("address_id", Uuid, nullable=False),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),  # reply | prompt | reminder | receipt | staff
    Column("body", Text, nullable=False),
    Column("segments", SmallInteger, nullable=False),
    Column("options", JSONB),  # [[digit, label] ...] to show as buttons
    _words("press"),  # the press of a button it answers, by its carrier's id
    Column("dedupe_key", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),  # 0 what people wait for, 1 the rest
    _flag("after_stop"),  # the one confirmation that goes to somebody who has stopped
    _flag("any_hour"),  # somebody gave a reason to send outside sending hours
    Column("conversation_id", Uuid),
    Column("broadcast_id", Uuid),
    Column("state", Text, nullable=False),
    Column("owner", Text),
    _count("attempt"),  # counts leases: what they are fenced by
    _count("calls"),  # counts sockets: what back-off goes by
    Column("lease_until", Moment),
    Column("not_before", Moment),
    Column("expires_at", Moment),
    Column("provider_id", Text),
    _words("error"),
    _count("looks"),  # how often a lost fate was looked up
    _count("resent"),  # how often a lost reply was sent again
    Column("queued_at", Moment, nullable=False),
    Column("called_at", Moment),
    Column("accepted_at", Moment),
    Column("settled_at", Moment),
    UniqueConstraint("community_id", "dedupe_key"),
    _reference("address_id", "address"),
    Index(
        "ix_message_due",
        "channel",
        "priority",
        "id",
        postgresql_where=text("state = 'queued'"),
    ),
    Index(
        "ix_message_busy",
        "address_id",
        "id",
        postgresql_where=text("state in ('queued', 'leased', 'calling')"),
    ),
    Index(
        "ix_message_doubtful",
        "state",
        "lease_until",
        postgresql_where=text("state in ('leased', 'calling', 'unknown')"),
    ),
    Index(
        "uq_message_provider_id",
        "channel",
        "provider_id",
        unique=True,
        postgresql_where=text("provider_id is not null"),
    ),
    Index(None, "community_id", "broadcast_id"),
)

carrier_event = Table(
    "carrier_event",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("provider_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    _words("error"),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("provider_id", "status"),
)

timer = _table(
    "timer",
    Column("conversation_id", Uuid, nullable=False),
    Column("message_id", Uuid),  # counts from when the carrier accepted this
    Column("state", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("after_s", Integer, nullable=False),
    Column("due_at", Moment),
    Column("fired_at", Moment),
    UniqueConstraint("community_id", "conversation_id", "state", "name"),
    _reference("conversation_id", "conversation"),
    Index("ix_timer_due", "due_at", postgresql_where=text("fired_at is null")),
    Index("ix_timer_message", "message_id", postgresql_where=text("due_at is null")),
)

digest = _table(
    "digest",
    Column("engagement_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("model", Text, nullable=False),  # the frozen model, as the bytes its checksum is of
    Column("sha256", Text, nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("cut_at", Moment, nullable=False),
    Column("link_until", Moment, nullable=False),
    UniqueConstraint("community_id", "number", "edition"),
    UniqueConstraint("token_hash"),
    _reference("engagement_id", "engagement"),
)
