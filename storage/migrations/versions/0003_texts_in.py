"""Texts that failed, floods, rings and media.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "view",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("inbox_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "inbox_id"],
            ["inbox.community_id", "inbox.id"],
            name=op.f("fk_view_community_id_inbox_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_view_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_view")),
    )
    op.create_index(
        "ix_inbox_dead",
        "inbox",
        ["community_id", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.add_column(
        "conversation",
        sa.Column("pace", sa.Text(), server_default=sa.text("''"), nullable=False),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_column("conversation", "pace")
    op.drop_index("ix_inbox_dead", table_name="inbox")
    op.drop_table("view")
