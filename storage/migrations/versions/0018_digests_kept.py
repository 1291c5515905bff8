"""Digests in editions, their links and their days, and what rows were before they changed.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_NOW = sa.text("clock_timestamp()")

# What a digest reads of a row, and which column of `earlier` points at it.
_KEPT = {
    "contribution": ("contribution_id", "id", "held", "cleared_at", "cleared_words"),
    "resident": ("resident_id", "id", "language", "area"),
    "address": ("address_id", "id", "resident_id", "stopped_at"),
}


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("contribution", sa.Column("stored_at", _MOMENT))
    op.execute("update contribution set stored_at = received_at")
    op.alter_column("contribution", "stored_at", nullable=False, server_default=_NOW)
    _change_digest()
    _make_files()
    _make_links()
    _make_schedules()
    _make_earlier()


def _change_digest() -> None:
    for column in (
        sa.Column("seen_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("words_seen_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("made_at", _MOMENT, nullable=False, server_default=_NOW),
        sa.Column("scope", JSONB, nullable=False, server_default=sa.text("'{}'")),
        sa.Column("basis", JSONB),
        sa.Column("because", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("code", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("published_at", _MOMENT),
        sa.Column("withdrawn_at", _MOMENT),
    ):
        op.add_column("digest", column)
    op.alter_column("digest", "scope", server_default=None)


def _make_files() -> None:
    op.create_table(
        "digest_file",
        sa.Column("community_id", sa.Uuid, nullable=False),
        sa.Column("digest_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "digest_id", "name", name="pk_digest_file"),
        _reference("digest_file", "digest_id", "digest"),
    )


def _make_links() -> None:
    op.create_table(
        "digest_link",
        *_key("digest_link"),
        sa.Column("digest_id", sa.Uuid, nullable=False),
        sa.Column("n", sa.SmallInteger, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("live_until", _MOMENT, nullable=False),
        sa.Column("withdrawn_at", _MOMENT),
        sa.UniqueConstraint("token_hash", name="uq_digest_link_token_hash"),
        sa.UniqueConstraint(
            "community_id", "digest_id", "n", name="uq_digest_link_community_id_digest_id_n"
        ),
        _reference("digest_link", "digest_id", "digest"),
    )
    op.execute(
        "insert into digest_link (community_id, id, digest_id, n, token_hash, made_at, live_until)"
        " select community_id, gen_random_uuid(), id, 1, token_hash, cut_at, link_until from digest"
    )
    op.drop_constraint("uq_digest_token_hash", "digest")
    op.drop_column("digest", "token_hash")
    op.drop_column("digest", "link_until")
    op.create_table(
        "digest_use",
        *_key("digest_use"),
        sa.Column("link_id", sa.Uuid, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _reference("digest_use", "link_id", "digest_link"),
    )
    op.create_index(
        "ix_digest_use_community_id_digest_use_link_id", "digest_use", ["community_id", "link_id"]
    )


def _make_schedules() -> None:
    op.create_table(
        "digest_schedule",
        *_key("digest_schedule"),
        sa.Column("engagement_id", sa.Uuid, nullable=False),
        sa.Column("every", sa.Text, nullable=False),
        sa.Column("hour", sa.SmallInteger, nullable=False),
        sa.Column("area", sa.Text, nullable=False, server_default=sa.text("''")),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        _reference("digest_schedule", "engagement_id", "engagement"),
    )
    op.create_table(
        "digest_run",
        sa.Column("community_id", sa.Uuid, nullable=False),
        sa.Column("schedule_id", sa.Uuid, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("digest_id", sa.Uuid),
        sa.Column("done_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "schedule_id", "first_day", name="pk_digest_run"),
        _reference("digest_run", "schedule_id", "digest_schedule"),
        _reference("digest_run", "digest_id", "digest"),
    )


def _make_earlier() -> None:
    op.create_table(
        "earlier",
        *_key("earlier"),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("contribution_id", sa.Uuid),
        sa.Column("resident_id", sa.Uuid),
        sa.Column("address_id", sa.Uuid),
        sa.Column("was", JSONB, nullable=False),
        sa.Column("until", _MOMENT, nullable=False, server_default=_NOW),
        *(
            _reference("earlier", f"{table}_id", table, ondelete="CASCADE")
            for table in ("contribution", "resident", "address")
        ),
    )
    op.create_index(
        "ix_earlier_community_id_earlier_what_earlier_until",
        "earlier",
        ["community_id", "what", "until"],
    )
    for table in ("contribution", "resident", "address"):
        op.create_index(f"ix_earlier_{table}_id", "earlier", [f"{table}_id"])
    for table, (pointer, *names) in _KEPT.items():
        _keep_what_was(table, pointer, names)
        changes = " or ".join(f"old.{name} is distinct from new.{name}" for name in names[1:])
        op.execute(
            f"create trigger keep_earlier after update on {table} for each row when ({changes})"
            f" execute function keep_earlier_{table}()"
        )


def _keep_what_was(table: str, pointer: str, names: list[str]) -> None:
    was = ", ".join(f"'{name}', old.{name}" for name in names)
    # public: a dump is loaded without a search path
    op.execute(f"""
        create function keep_earlier_{table}() returns trigger language plpgsql as $$
        begin
            insert into public.earlier (community_id, id, what, {pointer}, was)
            values (old.community_id, gen_random_uuid(), '{table}', old.id,
                    jsonb_build_object({was}));
            return null;
        end $$
    """)  # noqa: S608  (names of our own tables)


def _key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("community_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=f"fk_{table}_community_id"
        ),
    )


def _reference(
    table: str, column: str, to: str, *, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{to}.community_id", f"{to}.id"],
        name=f"fk_{table}_community_id_{column}",
        ondelete=ondelete,
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    for table in _KEPT:
        op.execute(f"drop trigger keep_earlier on {table}")
        op.execute(f"drop function keep_earlier_{table}()")
    for table in ("earlier", "digest_run", "digest_schedule", "digest_use"):
        op.drop_table(table)
    op.add_column("digest", sa.Column("token_hash", sa.LargeBinary))
    op.add_column("digest", sa.Column("link_until", _MOMENT))
    op.execute("""
        update digest d set token_hash = coalesce(l.token_hash, uuid_send(d.id)),
            link_until = coalesce(l.live_until, d.cut_at)
        from digest e left join digest_link l on l.digest_id = e.id and l.n = 1
        where e.id = d.id
    """)
    op.alter_column("digest", "token_hash", nullable=False)
    op.alter_column("digest", "link_until", nullable=False)
    op.create_unique_constraint("uq_digest_token_hash", "digest", ["token_hash"])
    op.drop_table("digest_link")
    op.drop_table("digest_file")
    for name in [
        "seen_at",
        "words_seen_at",
        "made_at",
        "scope",
        "basis",
        "because",
        "code",
        "published_at",
        "withdrawn_at",
    ]:
        op.drop_column("digest", name)
    op.drop_column("contribution", "stored_at")
