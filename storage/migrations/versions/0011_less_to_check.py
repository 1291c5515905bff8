"""Less for PostgreSQL to check with every text: no foreign key to the one community.

Revision: 0011, after 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BUSY = ("inbox", "message", "conversation", "answer", "timer", "contribution")
BY_BROADCAST = "ix_message_community_id_message_broadcast_id"


def upgrade() -> None:
    """Bring the tables to this version."""
    for table in BUSY:
        op.drop_constraint(f"fk_{table}_community_id", table, type_="foreignkey")
    op.drop_index(BY_BROADCAST, table_name="message")
    op.create_index(
        BY_BROADCAST,
        "message",
        ["community_id", "broadcast_id"],
        postgresql_where=sa.text("broadcast_id is not null"),
    )
    _index_pending(["community_id", "address_hash"])
    op.execute("alter table conversation set (fillfactor = 70)")  # room to be rewritten in place


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.execute("alter table conversation reset (fillfactor)")
    _index_pending(["address_hash"])
    op.drop_index(BY_BROADCAST, table_name="message")
    op.create_index(BY_BROADCAST, "message", ["community_id", "broadcast_id"])
    for table in BUSY:
        op.create_foreign_key(
            f"fk_{table}_community_id", table, "community", ["community_id"], ["id"]
        )


def _index_pending(columns: list[str]) -> None:
    op.drop_index("ix_inbox_pending_address", table_name="inbox")
    op.create_index(
        "ix_inbox_pending_address",
        "inbox",
        columns,
        postgresql_where=sa.text("state = 'pending'"),
    )
