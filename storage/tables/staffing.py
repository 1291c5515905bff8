"""How staff work by phone: their conversation with us, the numbers they use, who talks to whom."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB

from storage.tables.schema import Moment, count, keyed_table, metadata, reference, words

staff_conversation = Table(
    "staff_conversation",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("staff_id", Uuid, nullable=False),
    Column("state", JSON),  # flows.conversation.Conversation in the composer, byte for byte
    words("code_hash"),  # of the code that waits to be sent back; empty: none does
    Column("code_for", JSONB),  # what it confirms: {"what": ...}
    Column("code_until", Moment),
    count("code_tries"),
    Column("updated_at", Moment, nullable=False),
    PrimaryKeyConstraint("community_id", "staff_id"),
    reference("staff_id", "staff"),
)

shown_number = Table(
    "shown_number",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("what", Text, nullable=False),  # reply | call
    Column("subject_id", Uuid, nullable=False),  # the contribution, or the task
    PrimaryKeyConstraint("community_id", "n"),
    UniqueConstraint("community_id", "what", "subject_id"),
)

talk = keyed_table(
    "talk",  # a person of staff answers a resident: the flow waits until it is done
    Column("resident_id", Uuid, nullable=False),
    Column("who", Text, nullable=False),
    Column("begun_at", Moment, nullable=False),  # or last gone on with, by either of them
    Column("done_at", Moment),
    reference("resident_id", "resident"),
    Index(
        "uq_talk_open",
        "community_id",
        "resident_id",
        unique=True,
        postgresql_where=text("done_at is null"),
    ),
)

draft = keyed_table(
    "draft",  # what an organiser settled about a question that was ordered
    Column("who", Text, nullable=False),
    Column("answers", JSONB, nullable=False),
    Column("engagement_id", Uuid, nullable=False),
    Column("broadcast_id", Uuid, nullable=False),
    Column("made_at", Moment, nullable=False),
    reference("engagement_id", "engagement"),
    reference("broadcast_id", "broadcast"),
)

day_run = Table(
    "day_run",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("day", Date, nullable=False),  # by the community's clock
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("community_id", "name", "day"),
)
