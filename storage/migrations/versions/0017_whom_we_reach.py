"""Profiles of areas, and what is said about a question.

Revision: 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Bring the tables to this version."""
    op.create_table(
        "profile_group",
        sa.Column("community_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("replaced_at", MOMENT),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_profile_group"),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name="fk_profile_group_community_id"
        ),
    )
    op.create_table(
        "engagement_note",
        sa.Column("community_id", sa.Uuid, nullable=False),
        sa.Column("id", sa.Uuid, nullable=False),
        sa.Column("engagement_id", sa.Uuid, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id", name="pk_engagement_note"),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name="fk_engagement_note_community_id"
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "engagement_id"],
            ["engagement.community_id", "engagement.id"],
            name="fk_engagement_note_community_id_engagement_id",
        ),
    )
    op.create_index(
        "ix_engagement_note_community_id_engagement_id",
        "engagement_note",
        ["community_id", "engagement_id"],
    )


def downgrade() -> None:
    """Take the tables back; what only this version holds is gone."""
    op.drop_table("engagement_note")
    op.drop_table("profile_group")
