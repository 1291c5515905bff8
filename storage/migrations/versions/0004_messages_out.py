"""Messages out: limits, caps and what carriers said.

Revision: 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("address", sa.Column("started_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_message_unknown_address",
        "message",
        ["address_id"],
        postgresql_where=sa.text("state = 'unknown' and channel = 'telegram'"),
    )
    op.create_index(
        "ix_message_without_receipt",
        "message",
        ["called_at"],
        postgresql_where=sa.text("state in ('accepted', 'sent') and channel = 'sms'"),
    )
    op.create_index(
        "ix_message_sms_accepted",
        "message",
        ["community_id", "accepted_at"],
        postgresql_include=["segments"],
        postgresql_where=sa.text("channel = 'sms' and accepted_at is not null"),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_index("ix_message_sms_accepted", table_name="message")
    op.drop_index("ix_message_without_receipt", table_name="message")
    op.drop_index("ix_message_unknown_address", table_name="message")
    op.drop_column("address", "started_at")
