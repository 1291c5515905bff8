"""Words picked to be quoted, and what whoever said them answered."""

from sqlalchemy import Column, Text, UniqueConstraint, Uuid

from storage.tables.schema import Moment, keyed_table, reference, words

quote = keyed_table(
    "quote",
    Column("contribution_id", Uuid, nullable=False),
    Column("words", Text, nullable=False),  # the very words: masked, cut only by leaving out
    Column("picked_by", Text, nullable=False),
    Column("picked_at", Moment, nullable=False),
    Column("asked_at", Moment),  # once ever
    words("answer"),  # yes | no; empty: none, which is no
    Column("answered_at", Moment),
    words("told_to"),  # which member of staff they told; empty: they texted it
    Column("withdrawn_at", Moment),
    words("withdrawn_by"),
    Column("left_out_at", Moment),  # editions that showed the words were made again without
    UniqueConstraint("community_id", "contribution_id"),
    reference("contribution_id", "contribution"),
)
