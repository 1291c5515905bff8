"""Questions that have not left yet are found by their conversation.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_index(
        "ix_message_unsent",
        "message",
        ["conversation_id"],
        postgresql_where=sa.text("kind = 'prompt' and state in ('queued', 'leased')"),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_index("ix_message_unsent", table_name="message")
