"""What came of it: answers to topics, and who was told."""

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text, Uuid

from storage.tables.schema import Moment, metadata, reference, words

round_line = Table(
    "round_line",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("reason", Text, nullable=False),  # what it is about, the same for all of a round
    Column("resident_id", Uuid, nullable=False),
    Column("engagement_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),  # receipt | prompt
    Column("conversation_id", Uuid),
    Column("message_id", Uuid),
    words("why_not"),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("community_id", "reason", "resident_id"),
    reference("resident_id", "resident"),
    reference("engagement_id", "engagement"),
)
