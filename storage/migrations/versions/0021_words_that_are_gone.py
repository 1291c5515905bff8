"""An engagement's words are deleted once they have been kept for long enough.

Revision: 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("engagement", sa.Column("words_gone_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Take the tables back; words that are gone stay so."""
    op.drop_column("engagement", "words_gone_at")
