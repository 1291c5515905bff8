"""Topics with their history, and what people decide in sorting.

Revision: 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OF_CONTRIBUTION = ("decision", "past_coding", "translation")


def upgrade() -> None:
    """Bring the tables to this version."""
    _make(
        "topic_change",
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("codes", postgresql.JSONB(), nullable=False),
        sa.Column("into", postgresql.JSONB(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("topics", postgresql.JSONB(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        of="engagement",
    )
    op.create_index(
        "ix_topic_change_made",
        "topic_change",
        ["community_id", "engagement_id", "made_at"],
    )
    _make(
        "decision",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("topics", postgresql.JSONB(), nullable=False),
        sa.Column("kept_out", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
    )
    op.create_index(
        "uq_decision_standing",
        "decision",
        ["community_id", "contribution_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    _make(
        "past_coding",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("tied_by", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("tied_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=False),
        sa.Column("ended_by", sa.Uuid()),
    )
    _make(
        "translation",
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
    )
    for table in OF_CONTRIBUTION:
        op.create_index(f"ix_{table}_contribution", table, ["community_id", "contribution_id"])
    op.create_index("ix_past_coding_ended", "past_coding", ["community_id", "ended_by"])


def _make(name: str, *columns: sa.Column[object], of: str = "contribution") -> None:
    """Make a keyed table whose rows belong to a row of another one."""
    op.create_table(
        name,
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f(f"fk_{name}_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", f"{of}_id"],
            [f"{of}.community_id", f"{of}.id"],
            name=op.f(f"fk_{name}_community_id_{of}_id"),
        ),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    for table in (*OF_CONTRIBUTION, "topic_change"):
        op.drop_table(table)
