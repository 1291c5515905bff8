"""What is owed, and texts about it.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# Every engagement stood from its opening on as it stands now: what changed before is not known.
KNOWN = """
insert into engagement_change (community_id, id, engagement_id, what, decider, hear_back_by,
                               closed_at, changed_at)
select community_id, gen_random_uuid(), id, 'opened', decider, hear_back_by, closed_at, opened_at
from engagement
"""


def upgrade() -> None:
    """Bring the tables to this version."""
    op.add_column("engagement", sa.Column("next_by", sa.Date(), nullable=True))
    op.add_column("engagement", sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "engagement_change",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decider", sa.Text(), nullable=False),
        sa.Column("hear_back_by", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "engagement_id"],
            ["engagement.community_id", "engagement.id"],
            name=op.f("fk_engagement_change_community_id_engagement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_engagement_change_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_engagement_change")),
    )
    op.create_index(
        "ix_engagement_change_moment",
        "engagement_change",
        ["community_id", "engagement_id", "changed_at"],
    )
    op.create_table(
        "late_round",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("promised_day", sa.Date(), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=False),
        sa.Column("settled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "engagement_id"],
            ["engagement.community_id", "engagement.id"],
            name=op.f("fk_late_round_community_id_engagement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_late_round_community_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "engagement_id", "promised_day", name=op.f("pk_late_round")
        ),
    )
    op.create_table(
        "hearing",
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("engagement_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "engagement_id"],
            ["engagement.community_id", "engagement.id"],
            name=op.f("fk_hearing_community_id_engagement_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_hearing_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_hearing")),
    )
    op.create_index(
        "ix_round_line_prompted",
        "round_line",
        ["community_id", "resident_id"],
        postgresql_where=sa.text("kind = 'prompt'"),
    )
    op.execute(KNOWN)


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_index("ix_round_line_prompted", table_name="round_line")
    op.drop_table("hearing")
    op.drop_table("late_round")
    op.drop_table("engagement_change")
    op.drop_column("engagement", "closes_at")
    op.drop_column("engagement", "next_by")
