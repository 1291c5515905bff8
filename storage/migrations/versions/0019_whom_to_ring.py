"""Whoever left a number on paper is rung, and ticked off.

Revision: 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("entry", sa.Column("rung_at", sa.DateTime(timezone=True)))
    for name in ("rung_by", "rung_note"):
        op.add_column("entry", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    for name in ("rung_note", "rung_by", "rung_at"):
        op.drop_column("entry", name)
