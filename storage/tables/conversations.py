"""Flows as published, the questions that are asked, and each resident's way through."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, JSONB

from storage.tables.schema import Moment, busy_table, keyed_table, metadata, reference, words

flow_version = keyed_table(
    "flow_version",
    Column("flow_id", Text, nullable=False),
    Column("version", Text, nullable=False),  # sha256 of the sources
    Column("sources", JSONB, nullable=False),  # file name -> text
    Column("published_at", Moment, nullable=False),
    words("fuzzy_by"),  # who said yes to translations that no native reader has checked
    Column("fuzzy_at", Moment),
    UniqueConstraint("community_id", "flow_id", "version"),
)

engagement = keyed_table(
    "engagement",
    Column("title", Text, nullable=False),
    Column("flow_version_id", Uuid, nullable=False),
    Column("decider", Text, nullable=False),
    Column("hear_back_by", Date, nullable=False),
    Column("next_by", Date),  # promised once that day has passed; none: some weeks later
    Column("frame", JSONB, nullable=False),  # {"name", "source"}: the code frame's YAML
    Column("opened_at", Moment, nullable=False),
    Column("closes_at", Moment),  # when it is to close
    Column("closed_at", Moment),
    Column("words_gone_at", Moment),  # what people said was kept for long enough
    reference("flow_version_id", "flow_version"),
)

conversation = busy_table(
    "conversation",
    Column("resident_id", Uuid, nullable=False),
    Column("engagement_id", Uuid, nullable=False),
    Column("flow_version_id", Uuid, nullable=False),
    Column("status", Text, nullable=False),  # new | open | paused | ended
    Column("state", JSON, nullable=False),  # flows.conversation.Conversation, byte for byte
    Column("begun", JSON),  # the same before the first text; none: from before it was kept
    words("waits_in"),  # the state it is in
    words("pace"),  # as JSON: how fast, and how like a machine, they text
    words("subject"),  # what a round is about; empty: the engagement's own question
    Column("started_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("community_id", "resident_id", "engagement_id", "subject"),
)

answer = busy_table(
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

answer_apart = keyed_table(
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

timer = busy_table(
    "timer",
    Column("conversation_id", Uuid, nullable=False),
    Column("message_id", Uuid),  # counts from when the carrier accepted this
    Column("state", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("after_s", Integer, nullable=False),
    Column("due_at", Moment),
    Column("fired_at", Moment),
    UniqueConstraint("community_id", "conversation_id", "state", "name"),
    Index("ix_timer_due", "due_at", postgresql_where=text("fired_at is null")),
    Index("ix_timer_message", "message_id", postgresql_where=text("due_at is null")),
)
