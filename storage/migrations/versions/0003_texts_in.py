"""Texts that failed, and floods.

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
