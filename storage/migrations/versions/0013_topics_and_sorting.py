"""Topics with their history, and what people decide in sorting.

Revision: 0013, after 0012.
"""

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
