"""Answers to topics, and the texts that tell of them.

Revision: 0015, after 0014.
"""

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
