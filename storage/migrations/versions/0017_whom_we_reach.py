"""Profiles of areas, and what people told of themselves.

Revision: 0017, after 0016.
"""

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
