"""Staff who work by phone.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TO_ROLES = "update staff set roles = array[role]"
TO_ROLE = "update staff set role = 'safeguarding' where 'safeguarding' = any(roles)"
FREE_OTHERS = """
update address set staff_id = null where staff_id in (select id from staff where role is null);
delete from staff where role is null;
"""
ONE_WITH = "create unique index uq_staff_{0} on staff (community_id) where '{0}' = any(roles)"


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("staff", sa.Column("roles", postgresql.ARRAY(sa.Text())))
    op.execute(TO_ROLES)
    op.alter_column("staff", "roles", nullable=False)
    op.drop_constraint("uq_staff_community_id_role", "staff", type_="unique")
    op.drop_column("staff", "role")
    op.add_column("staff", sa.Column("linked_at", sa.DateTime(timezone=True)))
    op.execute(ONE_WITH.format("safeguarding"))
    op.execute(ONE_WITH.format("duty"))
    for name in ("done_by", "note"):
        op.add_column(
            "task", sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False)
        )
    _make_keyed(
        "view",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "ix_view_community_id_view_what_view_subject_id",
        "view",
        ["community_id", "what", "subject_id"],
    )
    _make_keyed(
        "talk",
        sa.Column("resident_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        _reference("talk", "resident_id", "resident"),
    )
    op.create_index(
        "uq_talk_open",
        "talk",
        ["community_id", "resident_id"],
        unique=True,
        postgresql_where=sa.text("done_at is null"),
    )
    _make_keyed(
        "draft",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("broadcast_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        _reference("draft", "engagement_id", "engagement"),
        _reference("draft", "broadcast_id", "broadcast"),
    )
    op.create_table(
        "staff_conversation",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("state", postgresql.JSON()),
        sa.Column("code_hash", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("code_for", postgresql.JSONB()),
        sa.Column("code_until", sa.DateTime(timezone=True)),
        sa.Column("code_tries", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "staff_id", name="pk_staff_conversation"),
        _reference("staff_conversation", "staff_id", "staff"),
    )
    op.create_table(
        "shown_number",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "n", name="pk_shown_number"),
        sa.UniqueConstraint(
            "community_id",
            "what",
            "subject_id",
            name="uq_shown_number_community_id_what_subject_id",
        ),
    )
    op.create_table(
        "day_run",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "name", "day", name="pk_day_run"),
    )


def _make_keyed(name: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("community_id", "id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=f"fk_{name}_community_id"),
    )


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["community_id", column],
        [f"{to}.community_id", f"{to}.id"],
        name=f"fk_{table}_community_id_{column}",
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    for name in ("day_run", "shown_number", "staff_conversation", "draft", "talk", "view"):
        op.drop_table(name)
    for name in ("note", "done_by"):
        op.drop_column("task", name)
    for role in ("duty", "safeguarding"):
        op.drop_index(f"uq_staff_{role}", table_name="staff")
    op.drop_column("staff", "linked_at")
    op.add_column("staff", sa.Column("role", sa.Text()))
    op.execute(TO_ROLE)
    op.execute(FREE_OTHERS)
    op.drop_column("staff", "roles")
    op.alter_column("staff", "role", nullable=False)
    op.create_unique_constraint("uq_staff_community_id_role", "staff", ["community_id", "role"])
