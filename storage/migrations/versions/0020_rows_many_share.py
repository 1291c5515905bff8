"""No foreign keys from rows of every text to the few rows that all of them share.

Revision: 0020, after 0019.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SHARED = (
    ("conversation", "engagement"),
    ("conversation", "flow_version"),
    ("contribution", "engagement"),
    ("delivery", "broadcast"),
)
"""Table -> the table it pointed at; nothing is ever deleted there."""


def upgrade() -> None:
    """Bring the tables to this version."""
    for table, to in SHARED:
        op.drop_constraint(f"fk_{table}_community_id_{to}_id", table, type_="foreignkey")


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    for table, to in SHARED:
        op.create_foreign_key(
            f"fk_{table}_community_id_{to}_id",
            table,
            to,
            ["community_id", f"{to}_id"],
            ["community_id", "id"],
        )
