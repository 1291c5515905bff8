"""Who is asked, when, and how often.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STARTED_WHEN_MADE = "update broadcast set starts_at = made_at"


def upgrade() -> None:
    """Bring the tables to this version."""
    for name in ("paused_at", "stopped_at"):
        op.add_column("broadcast", sa.Column(name, MOMENT))
    op.add_column(
        "broadcast",
        sa.Column("purpose", sa.Text(), server_default=sa.text("'consultation'"), nullable=False),
    )
    op.add_column(
        "broadcast",
        sa.Column("starts_at", MOMENT, server_default=sa.text("now()"), nullable=False),
    )
    op.execute(STARTED_WHEN_MADE)
    op.add_column("resident", sa.Column("fewer_since", MOMENT))
    op.add_column("resident", sa.Column("quiet", postgresql.JSONB()))
    op.create_index(
        "ix_resident_sparing",
        "resident",
        ["community_id"],
        postgresql_where=sa.text("quiet is not null or fewer_since is not null"),
    )
    op.add_column(
        "consent_change",
        sa.Column("recorded_by", sa.Text(), server_default=sa.text("''"), nullable=False),
    )
    op.create_index(
        "ix_message_reminder",
        "message",
        ["address_id"],
        postgresql_where=sa.text("kind = 'reminder'"),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_index("ix_message_reminder", table_name="message")
    op.drop_column("consent_change", "recorded_by")
    op.drop_index("ix_resident_sparing", table_name="resident")
    for name in ("quiet", "fewer_since"):
        op.drop_column("resident", name)
    for name in ("starts_at", "purpose", "stopped_at", "paused_at"):
        op.drop_column("broadcast", name)
