"""What came in, what goes out, and what carriers say of it."""

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Sequence,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.schema import (
    Moment,
    busy_table,
    count,
    flag,
    keyed_table,
    metadata,
    reference,
    words,
)

inbox_turn = Sequence("inbox_turn", metadata=metadata)
"""Numbers the batches in which texts are answered."""

inbox = busy_table(
    "inbox",
    Column("channel", Text, nullable=False),
    Column("provider_id", Text, nullable=False),
    Column("address_hash", LargeBinary, nullable=False),
    Column("address_sealed", LargeBinary, nullable=False),
    # text button media timer released ring withheld blocked ignored unreadable
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    words("detail"),  # which medium, which timer
    words("reference"),  # the carrier's own ids of files, or of the press of a button
    Column("opt_out", Text, nullable=False, server_default=text("''")),
    Column("carrier_order", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # pending | done | dead
    count("attempts"),
    words("error"),
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("turn", BigInteger),  # the batch that answered it
    UniqueConstraint("community_id", "channel", "provider_id"),
    Index("ix_inbox_pending", "community_id", "id", postgresql_where=text("state = 'pending'")),
    Index(
        "ix_inbox_pending_address",
        "community_id",  # with it, no plan takes the index above for one address
        "address_hash",
        postgresql_where=text("state = 'pending'"),
    ),
    Index("ix_inbox_dead", "community_id", "id", postgresql_where=text("state = 'dead'")),
)

broadcast = keyed_table(
    "broadcast",
    Column("engagement_id", Uuid, nullable=False),
    Column("audience", Text, nullable=False),  # as storage.audiences writes it
    Column("reason", Text, nullable=False, server_default=text("''")),  # why outside sending hours
    Column("purpose", Text, nullable=False, server_default=text("'consultation'")),
    Column("made_at", Moment, nullable=False),
    Column("starts_at", Moment, nullable=False, server_default=text("now()")),
    Column("expires_at", Moment, nullable=False),
    Column("paused_at", Moment),
    Column("stopped_at", Moment),
    Column("done_at", Moment),  # everybody has a line in the ledger
    reference("engagement_id", "engagement"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("broadcast_id", Uuid, nullable=False),
    Column("resident_id", Uuid, nullable=False),
    Column("message_id", Uuid),
    words("why_not"),
    PrimaryKeyConstraint("community_id", "broadcast_id", "resident_id"),
)

message = busy_table(
    "message",
    Column("address_id", Uuid, nullable=False),
    Column("channel", Text, nullable=False),
    Column("kind", Text, nullable=False),  # reply | prompt | reminder | receipt | staff
    Column("body", Text, nullable=False),
    Column("segments", SmallInteger, nullable=False),
    Column("options", JSONB),  # [[digit, label] ...] to show as buttons
    words("press"),  # the press of a button it answers, by its carrier's id
    Column("dedupe_key", Text, nullable=False),
    Column("priority", SmallInteger, nullable=False),  # 0 what people wait for, 1 the rest
    flag("after_stop"),  # the one confirmation that goes to somebody who has stopped
    flag("any_hour"),  # somebody gave a reason to send outside sending hours
    Column("conversation_id", Uuid),
    Column("broadcast_id", Uuid),
    Column("state", Text, nullable=False),
    Column("owner", Text),
    count("attempt"),  # counts leases: what they are fenced by
    count("calls"),  # counts sockets: what back-off goes by
    Column("lease_until", Moment),
    Column("not_before", Moment),
    Column("expires_at", Moment),
    Column("provider_id", Text),
    words("error"),
    count("looks"),  # how often a lost fate, later a lost receipt, was looked up
    count("resent"),  # how often a lost reply was sent again
    Column("queued_at", Moment, nullable=False),
    Column("called_at", Moment),
    Column("accepted_at", Moment),
    Column("settled_at", Moment),
    UniqueConstraint("community_id", "dedupe_key"),
    reference("address_id", "address"),
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
        "uq_message_provider_id",  # on Telegram it is unique in its chat only
        "provider_id",
        unique=True,
        postgresql_where=text("channel = 'sms' and provider_id is not null"),
    ),
    Index(
        None,
        "community_id",
        "broadcast_id",
        postgresql_where=text("broadcast_id is not null"),
    ),
    Index(
        "ix_message_unsent",
        "conversation_id",
        postgresql_where=text("kind in ('prompt', 'receipt') and state in ('queued', 'leased')"),
    ),
    Index("ix_message_reminder", "address_id", postgresql_where=text("kind = 'reminder'")),
    Index(
        "ix_message_unknown_address",
        "address_id",
        postgresql_where=text("state = 'unknown' and channel = 'telegram'"),
    ),
    Index(
        "ix_message_without_receipt",
        "called_at",
        postgresql_where=text("state in ('accepted', 'sent') and channel = 'sms'"),
    ),
    Index(
        "ix_message_sms_accepted",
        "community_id",
        "accepted_at",
        postgresql_include=["segments"],
        postgresql_where=text("channel = 'sms' and accepted_at is not null"),
    ),
)

carrier_event = Table(
    "carrier_event",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("provider_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    words("error"),
    Column("received_at", Moment, nullable=False),
    UniqueConstraint("provider_id", "status"),
)
