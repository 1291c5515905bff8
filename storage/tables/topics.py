"""Topics as people changed them, what people decided in sorting, and their translations."""

from sqlalchemy import Column, Float, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.schema import Moment, flag, keyed_table, reference, words

topic_change = keyed_table(
    "topic_change",  # only ever added to: the newest row up to an instant is the frame of then
    Column("engagement_id", Uuid, nullable=False),
    Column("what", Text, nullable=False),  # add | rename | merge | split | retire
    Column("codes", JSONB, nullable=False),  # of the topics it was done to
    Column("into", JSONB, nullable=False),  # codes they became; empty: none
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("topics", JSONB, nullable=False),  # all of them afterwards, also those that ended
    Column("made_at", Moment, nullable=False),
    reference("engagement_id", "engagement"),
    Index("ix_topic_change_made", "community_id", "engagement_id", "made_at"),
)

decision = keyed_table(
    "decision",  # of a person, on what one contribution is about
    Column("contribution_id", Uuid, nullable=False),
    Column("topics", JSONB, nullable=False),  # codes as they were then; empty: none
    flag("kept_out"),  # as abusive
    Column("who", Text, nullable=False),
    words("because"),
    Column("decided_at", Moment, nullable=False),
    Column("ended_at", Moment),  # by undoing it, by another one, or by the end of its topics
    reference("contribution_id", "contribution"),
    Index(
        "uq_decision_standing",
        "community_id",
        "contribution_id",
        unique=True,
        postgresql_where=text("ended_at is null"),
    ),
    Index("ix_decision_contribution", "community_id", "contribution_id"),
)

past_coding = keyed_table(
    "past_coding",  # a coding that no longer holds: editions of before are rebuilt with it
    Column("contribution_id", Uuid, nullable=False),
    Column("theme", Text, nullable=False),
    Column("tied_by", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("tied_at", Moment, nullable=False),
    Column("ended_at", Moment, nullable=False),
    Column("ended_by", Uuid),  # the decision, or the change of topics; none: undone
    reference("contribution_id", "contribution"),
    Index("ix_past_coding_contribution", "community_id", "contribution_id"),
    Index("ix_past_coding_ended", "community_id", "ended_by"),
)

translation = keyed_table(
    "translation",  # entered by a person, beside the words themselves
    Column("contribution_id", Uuid, nullable=False),
    Column("language", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    reference("contribution_id", "contribution"),
    Index("ix_translation_contribution", "community_id", "contribution_id"),
)
