"""Answers to topics, and the texts that tell of them.

Revision: 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

OF_ONE = ["community_id", "resident_id", "engagement_id"]
UNSENT = "{} and state in ('queued', 'leased')"


def upgrade() -> None:
    """Bring the tables to this version."""
    empty = sa.text("''")
    op.add_column(
        "conversation", sa.Column("subject", sa.Text(), server_default=empty, nullable=False)
    )
    op.drop_constraint(_name(OF_ONE), "conversation", type_="unique")
    op.create_unique_constraint(_name([*OF_ONE, "subject"]), "conversation", [*OF_ONE, "subject"])
    _find_unsent("kind in ('prompt', 'receipt')")
    op.create_table(
        "round_line",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid()),
        sa.Column("message_id", sa.Uuid()),
        sa.Column("why_not", sa.Text(), server_default=empty, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "reason", "resident_id", name="pk_round_line"),
        _refer("round_line", "resident_id", "resident"),
        _refer("round_line", "engagement_id", "engagement"),
    )
    op.create_table(
        "response",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("words", postgresql.JSONB(), nullable=False),
        sa.Column("because_kind", sa.Text(), server_default=empty, nullable=False),
        sa.Column("because", sa.Text(), server_default=empty, nullable=False),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Date()),
        sa.Column("veiled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("checked_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_response"),
        sa.UniqueConstraint(
            "community_id",
            "engagement_id",
            "topic",
            "version",
            name="uq_response_community_id_engagement_id_topic_version",
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name="fk_response_community_id"
        ),
        _refer("response", "engagement_id", "engagement"),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_table("response")
    op.drop_table("round_line")
    _find_unsent("kind = 'prompt'")
    rounds = "in (select id from conversation where subject <> '')"
    for table in ("timer", "answer"):
        op.execute(f"delete from {table} where conversation_id {rounds}")  # noqa: S608
    op.execute("delete from conversation where subject <> ''")
    op.drop_constraint(_name([*OF_ONE, "subject"]), "conversation", type_="unique")
    op.create_unique_constraint(_name(OF_ONE), "conversation", OF_ONE)
    op.drop_column("conversation", "subject")


def _name(columns: list[str]) -> str:
    return "uq_conversation_" + "_".join(columns)


def _find_unsent(kinds: str) -> None:
    op.drop_index("ix_message_unsent", table_name="message")
    op.create_index(
        "ix_message_unsent",
        "message",
        ["conversation_id"],
        postgresql_where=sa.text(UNSENT.format(kinds)),
    )


def _refer(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{other}.community_id", f"{other}.id"],
        name=f"fk_{table}_community_id_{column}",
    )
