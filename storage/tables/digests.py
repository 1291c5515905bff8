"""Digests as they were frozen, their files and links, and what rows were before they changed."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from storage.tables.schema import Moment, keyed_table, metadata, reference, stamp, words

digest = keyed_table(
    "digest",
    Column("engagement_id", Uuid, nullable=False),
    Column("number", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("model", Text, nullable=False),  # the frozen model, as the bytes its checksum is of
    Column("sha256", Text, nullable=False),
    Column("cut_at", Moment, nullable=False),
    stamp("seen_at"),  # what was stored up to then is in it: the same in all editions
    stamp("words_seen_at"),  # the same for which words were cleared: of each edition
    stamp("made_at"),  # of each edition, by our own clock: words taken back later are still in it
    Column("scope", JSONB, nullable=False),  # area, first and last day; {}: everything
    Column("basis", JSONB),  # who asked what, as it was at the cut; none: before it was kept
    words("because"),  # why there is a new edition
    words("code"),  # the version of Sayso that wrote its files
    Column("published_at", Moment),
    Column("withdrawn_at", Moment),  # a later edition is in its place
    UniqueConstraint("community_id", "number", "edition"),
    reference("engagement_id", "engagement"),
)

digest_file = Table(
    "digest_file",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("digest_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    PrimaryKeyConstraint("community_id", "digest_id", "name"),
    reference("digest_id", "digest"),
)

digest_link = keyed_table(
    "digest_link",
    Column("digest_id", Uuid, nullable=False),
    Column("n", SmallInteger, nullable=False),  # counts a digest's links, so that people can say
    Column("token_hash", LargeBinary, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("live_until", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    UniqueConstraint("token_hash"),
    UniqueConstraint("community_id", "digest_id", "n"),
    reference("digest_id", "digest"),
)

digest_use = keyed_table(
    "digest_use",  # nothing is kept of who it was
    Column("link_id", Uuid, nullable=False),
    Column("format", Text, nullable=False),
    Column("at", Moment, nullable=False),
    reference("link_id", "digest_link"),
    Index(None, "community_id", "link_id"),
)

digest_schedule = keyed_table(
    "digest_schedule",
    Column("engagement_id", Uuid, nullable=False),
    Column("every", Text, nullable=False),  # week | month
    Column("hour", SmallInteger, nullable=False),  # by the community's clock
    words("area"),
    Column("made_at", Moment, nullable=False),
    Column("ended_at", Moment),
    reference("engagement_id", "engagement"),
)

digest_run = Table(
    "digest_run",
    metadata,
    Column("community_id", Uuid, nullable=False),
    Column("schedule_id", Uuid, nullable=False),
    Column("first_day", Date, nullable=False),  # of the period
    Column("digest_id", Uuid),  # none: nothing could be shown of it
    Column("done_at", Moment, nullable=False),
    PrimaryKeyConstraint("community_id", "schedule_id", "first_day"),
    reference("schedule_id", "digest_schedule"),
    reference("digest_id", "digest"),
)


def _goes_with(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["community_id", column], [f"{table}.community_id", f"{table}.id"], ondelete="CASCADE"
    )


earlier = keyed_table(
    "earlier",  # what a row was before it changed: triggers write it, digests are read again by it
    Column("what", Text, nullable=False),  # the table
    Column("contribution_id", Uuid),
    Column("resident_id", Uuid),
    Column("address_id", Uuid),
    Column("was", JSONB, nullable=False),
    stamp("until"),
    _goes_with("contribution_id", "contribution"),
    _goes_with("resident_id", "resident"),
    _goes_with("address_id", "address"),
    Index(None, "community_id", "what", "until"),
    Index(None, "contribution_id"),
    Index(None, "resident_id"),
    Index(None, "address_id"),
)
