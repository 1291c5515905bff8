"""Drafts: what organisers settled about the questions they ordered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from storage.database import Db
from storage.ids import new_id
from storage.tables.staffing import draft

_COUNT = text("""
    select count(distinct flow_id) from flow_version
    where community_id = :community and flow_id like 'question-%'
""")


def name_next(db: Db, community: UUID) -> str:
    """Name the flow of the next question: question-1, question-2 ..."""
    return f"question-{db.execute(_COUNT, {'community': community}).scalar_one() + 1}"


def keep(
    db: Db,
    community: UUID,
    *,
    who: str,
    answers: Mapping[str, Any],
    engagement: UUID,
    broadcast: UUID,
    now: datetime,
) -> UUID:
    """Keep what was settled, with what came of it."""
    made = new_id()
    db.execute(
        insert(draft).values(
            community_id=community,
            id=made,
            who=who,
            answers=dict(answers),
            engagement_id=engagement,
            broadcast_id=broadcast,
            made_at=now,
        )
    )
    return made
