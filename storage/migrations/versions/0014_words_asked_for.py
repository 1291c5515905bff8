"""Words that may be quoted, once whoever said them agreed.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables to this version.

    Words that were let into digests as they were written have nobody's yes: they leave.
    """
    op.create_table(
        "quote",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contribution_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("picked_by", sa.Text(), nullable=False),
        sa.Column("picked_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT),
        sa.Column("answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("told_to", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("withdrawn_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("left_out_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_quote"),
        sa.UniqueConstraint(
            "community_id", "contribution_id", name="uq_quote_community_id_contribution_id"
        ),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name="fk_quote_community_id"),
        sa.ForeignKeyConstraint(
            ["community_id", "contribution_id"],
            ["contribution.community_id", "contribution.id"],
            name="fk_quote_community_id_contribution_id",
        ),
    )
    op.execute(
        "update contribution set cleared_at = null, cleared_words = '' where cleared_words = words"
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_table("quote")
