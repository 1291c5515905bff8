"""Digests in editions, their links and their days.

Revision: 0018, after 0017.
"""

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
