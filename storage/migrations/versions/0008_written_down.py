"""What helpers and organisers write down for others.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FORGET = """
delete from coding k using contribution c
    where c.community_id = k.community_id and c.id = k.contribution_id and c.entry_id is not null;
delete from contribution where entry_id is not null;
"""


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "slip",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["resident.community_id", "resident.id"],
            name=op.f("fk_slip_community_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_slip_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_slip")),
        sa.UniqueConstraint(
            "community_id", "code_hash", name=op.f("uq_slip_community_id_code_hash")
        ),
    )
    op.create_table(
        "entry",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("resident_id", sa.Uuid(), nullable=True),
        sa.Column("beside_id", sa.Uuid(), nullable=True),
        sa.Column("writer_hash", sa.LargeBinary(), nullable=False),
        sa.Column("writer_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("relation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("area", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("slip_id", sa.Uuid(), nullable=True),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column("ring_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("ring_when", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "beside_id"],
            ["entry.community_id", "entry.id"],
            name=op.f("fk_entry_community_id_beside_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "engagement_id"],
            ["engagement.community_id", "engagement.id"],
            name=op.f("fk_entry_community_id_engagement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "resident_id"],
            ["resident.community_id", "resident.id"],
            name=op.f("fk_entry_community_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "slip_id"],
            ["slip.community_id", "slip.id"],
            name=op.f("fk_entry_community_id_slip_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_entry_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_entry")),
        sa.UniqueConstraint(
            "community_id", "key_hash", name=op.f("uq_entry_community_id_key_hash")
        ),
    )
    op.create_index(
        op.f("ix_entry_community_id_entry_engagement_id"),
        "entry",
        ["community_id", "engagement_id"],
        unique=False,
    )
    op.create_index(
        "uq_entry_slip",
        "entry",
        ["community_id", "slip_id"],
        unique=True,
        postgresql_where=sa.text("slip_id is not null"),
    )
    op.add_column("contribution", sa.Column("entry_id", sa.Uuid(), nullable=True))
    op.alter_column("contribution", "resident_id", existing_type=sa.UUID(), nullable=True)
    op.alter_column("contribution", "inbox_id", existing_type=sa.UUID(), nullable=True)
    op.create_unique_constraint(
        op.f("uq_contribution_community_id_entry_id_n"),
        "contribution",
        ["community_id", "entry_id", "n"],
    )
    op.create_foreign_key(
        op.f("fk_contribution_community_id_entry_id"),
        "contribution",
        "entry",
        ["community_id", "entry_id"],
        ["community_id", "id"],
    )
    op.create_check_constraint(
        "came_one_way", "contribution", "num_nonnulls(inbox_id, entry_id) = 1"
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.execute(FORGET)
    op.drop_constraint("came_one_way", "contribution", type_="check")
    op.drop_constraint(
        op.f("fk_contribution_community_id_entry_id"), "contribution", type_="foreignkey"
    )
    op.drop_constraint(
        op.f("uq_contribution_community_id_entry_id_n"), "contribution", type_="unique"
    )
    op.alter_column("contribution", "inbox_id", existing_type=sa.UUID(), nullable=False)
    op.alter_column("contribution", "resident_id", existing_type=sa.UUID(), nullable=False)
    op.drop_column("contribution", "entry_id")
    op.drop_index(
        "uq_entry_slip", table_name="entry", postgresql_where=sa.text("slip_id is not null")
    )
    op.drop_index(op.f("ix_entry_community_id_entry_engagement_id"), table_name="entry")
    op.drop_table("entry")
    op.drop_table("slip")
