"""A message's id on Telegram is unique in its chat only.

Revision: 0010, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.drop_index("uq_message_provider_id", table_name="message")
    op.create_index(
        "uq_message_provider_id",
        "message",
        ["provider_id"],
        unique=True,
        postgresql_where=sa.text("channel = 'sms' and provider_id is not null"),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_index("uq_message_provider_id", table_name="message")
    op.create_index(
        "uq_message_provider_id",
        "message",
        ["channel", "provider_id"],
        unique=True,
        postgresql_where=sa.text("provider_id is not null"),
    )
