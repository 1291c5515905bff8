"""What was said, how it was sorted, and what is to be done."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    Index,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from storage.tables.schema import (
    Moment,
    busy_table,
    keyed_table,
    metadata,
    reference,
    stamp,
    words,
)

contribution = busy_table(
    "contribution",
    Column("resident_id", Uuid),  # none: said at a meeting, or a helper's own view
    Column("engagement_id", Uuid, nullable=False),
    Column("inbox_id", Uuid),  # the text it came by, or else
    Column("entry_id", Uuid),  # what was written down
    Column("n", SmallInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("channel", Text, nullable=False),
    words("held"),  # why the words stay out of digests; empty: they do not
    Column("cleared_at", Moment),  # a person let these words into digests
    words("cleared_words"),  # as that person put them
    Column("received_at", Moment, nullable=False),
    stamp("stored_at"),  # what a digest had seen when it was cut
    Column("sorted_at", Moment),
    UniqueConstraint("community_id", "inbox_id", "n"),
    UniqueConstraint("community_id", "entry_id", "n"),
    CheckConstraint("num_nonnulls(inbox_id, entry_id) = 1", name="came_one_way"),
    reference("resident_id", "resident"),
    reference("entry_id", "entry"),
    Index("ix_contribution_unsorted", "id", postgresql_where=text("sorted_at is null")),
    Index(None, "community_id", "engagement_id"),
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
    reference("contribution_id", "contribution"),
)

task = keyed_table(
    "task",
    Column("resident_id", Uuid, nullable=False),
    Column("inbox_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),  # what for: call, data, safeguarding, promise ...
    Column("made_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("done_at", Moment),
    words("done_by"),
    words("note"),  # what whoever did it wrote beside it
    UniqueConstraint("community_id", "inbox_id", "kind"),
    reference("resident_id", "resident"),
)
