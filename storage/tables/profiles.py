"""Who lives in an area, as a census says, and what an organiser says about a question."""

from sqlalchemy import Column, Index, Integer, Text, Uuid

from storage.tables.schema import Moment, keyed_table, reference

profile_group = keyed_table(
    "profile_group",
    Column("kind", Text, nullable=False),  # language, area, age, gender, ethnicity, disability
    Column("value", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("replaced_at", Moment),  # a later file stands in its place
)

engagement_note = keyed_table(
    "engagement_note",
    Column("engagement_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),  # storage.notes.NAMES
    Column("words", Text, nullable=False),
    Column("noted_at", Moment, nullable=False),
    reference("engagement_id", "engagement"),
    Index(None, "community_id", "engagement_id"),
)
