"""Words that may be quoted, and what is masked in them.

Revision: 0014, after 0013.
"""

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
