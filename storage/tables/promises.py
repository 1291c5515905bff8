"""What was promised by what day, how that changed, and the texts that say an answer is late."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.schema import Moment, flag, keyed_table, metadata, reference, words

engagement_change = keyed_table(
    "engagement_change",  # how an engagement stood from then on; kept, never changed
    Column("engagement_id", Uuid, nullable=False),
    Column("what", Text, nullable=False),  # opened | amended | promised | late | closed | reopened
    words("why"),
    Column("decider", Text, nullable=False),
    Column("hear_back_by", Date, nullable=False),
    Column("closed_at", Moment),
    Column("changed_at", Moment, nullable=False),
    reference("engagement_id", "engagement"),
    Index("ix_engagement_change_moment", "community_id", "engagement_id", "changed_at"),
)

hearing = keyed_table(
    "hearing",  # a topic played back to those who raised it
    Column("engagement_id", Uuid, nullable=False),
    Column("topic", Text, nullable=False),  # its code
    Column("words", JSONB, nullable=False),  # language -> what we heard, in an organiser's words
    Column("entered_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    reference("engagement_id", "engagement"),
)

late_round = Table(
    "late_round",  # everybody who waits is told, once for each promised day
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("engagement_id", Uuid, nullable=False),
    Column("promised_day", Date, nullable=False),
    Column("next_day", Date, nullable=False),  # the day that is promised instead
    flag("settled"),  # nothing more is owed: the text says so, and nothing is promised
    Column("begun_at", Moment, nullable=False),
    Column("done_at", Moment),
    PrimaryKeyConstraint("community_id", "engagement_id", "promised_day"),
    ForeignKeyConstraint(["community_id"], ["community.id"]),
    reference("engagement_id", "engagement"),
)
