"""What came of it: answers to topics, and who was told."""

from sqlalchemy import (
    Column,
    Date,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.schema import Moment, flag, keyed_table, metadata, reference, words

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

response = keyed_table(
    "response",  # never changed: an amended answer is the next version
    Column("engagement_id", Uuid, nullable=False),
    Column("topic", Text, nullable=False),  # its code
    Column("version", Integer, nullable=False),
    Column("answer", Text, nullable=False),  # yes | yes_if | no
    Column("words", JSONB, nullable=False),  # language -> as people read them; "en" is there
    words("because_kind"),  # money | practical | policy
    words("because"),
    Column("decider", Text, nullable=False),  # person and body
    Column("on_day", Date),  # of a yes: done by then; of a no: asked again
    flag("veiled"),  # not on a phone that others may see
    Column("entered_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("told_at", Moment),  # everybody has a line in the ledger
    Column("checked_at", Moment),  # the same, of "was it done?"
    UniqueConstraint("community_id", "engagement_id", "topic", "version"),
    reference("engagement_id", "engagement"),
)
