"""One resident, however many addresses.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What is known of when each number was last heard from.
HEARD = """
update address a set heard_at = last.at from (
    select community_id, address_hash, max(received_at) as at from inbox
    where kind in ('text', 'button', 'media') group by community_id, address_hash) last
where last.community_id = a.community_id and last.address_hash = a.hash
"""


def upgrade() -> None:
    """Bring the tables to this version."""
    moment = sa.DateTime(timezone=True)
    op.add_column("address", sa.Column("heard_at", moment))
    op.add_column("address", sa.Column("doubted_at", moment))
    op.add_column(
        "address", sa.Column("shared", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.execute(HEARD)
    op.create_table(
        "merge",
        *_key(),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("merged_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("trace", postgresql.JSON(), nullable=False),
        sa.Column("merged_at", moment, nullable=False),
        sa.Column("undone_at", moment),
        sa.Column("undone_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        *_keyed("merge"),
    )
    op.create_table(
        "link_code",
        *_key(),
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("used_at", moment),
        *_keyed("link_code"),
        _at_an_address("link_code"),
    )
    op.create_table(
        "link_try",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "address_id", name=op.f("pk_link_try")),
        _at_an_address("link_try"),
    )
    op.create_table(
        "telegram_group",
        *_key(),
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", moment, nullable=False),
        sa.Column("left_at", moment),
        *_keyed("telegram_group"),
        _at_an_address("telegram_group"),
        sa.UniqueConstraint(
            "community_id", "address_id", name=op.f("uq_telegram_group_community_id_address_id")
        ),
    )
    op.create_table(
        "announcement",
        *_key(),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        *_keyed("announcement"),
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    for table in ("announcement", "telegram_group", "link_try", "link_code", "merge"):
        op.drop_table(table)
    for column in ("shared", "doubted_at", "heard_at"):
        op.drop_column("address", column)


def _key() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
    )


def _keyed(table: str) -> tuple[sa.Constraint, sa.Constraint]:
    return (
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f(f"fk_{table}_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f(f"pk_{table}")),
    )


def _at_an_address(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", "address_id"],
        ["address.community_id", "address.id"],
        name=op.f(f"fk_{table}_community_id_address_id"),
    )
