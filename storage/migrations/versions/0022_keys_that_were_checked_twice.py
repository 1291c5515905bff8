"""No foreign keys that are checked row by row for what its writers hold already; staff by index.

Revision: 0022, after 0021.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

HELD = (("timer", "conversation"), ("conversation", "resident"), ("delivery", "resident"))
"""Table -> the table it pointed at."""
STAFF = "ix_address_staff"


def upgrade() -> None:
    """Bring the tables to this version."""
    for table, to in HELD:
        op.drop_constraint(f"fk_{table}_community_id_{to}_id", table, type_="foreignkey")
    op.create_index(
        STAFF, "address", ["staff_id"], postgresql_where=sa.text("staff_id is not null")
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_index(STAFF, "address")
    for table, to in HELD:
        op.create_foreign_key(
            f"fk_{table}_community_id_{to}_id",
            table,
            to,
            ["community_id", f"{to}_id"],
            ["community_id", "id"],
        )
