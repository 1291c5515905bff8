"""What an organiser says about a question, for the officers who read of it. Append-only."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select

from storage.database import Db
from storage.ids import new_id
from storage.tables.profiles import engagement_note
from storage.tables.staffing import draft

NAMES = {
    "who_gains": "what those who ask stand to gain from it",
    "could_change": "what people could still change when they were asked",
    "limits_told": "what people were told cannot change, several parted by a semicolon",
    "taken_in": "who takes what was said into account, how and when",
    "held_back": "what to add on what was held back and why",
}
"""What can be noted, and what it says."""
MOST_LETTERS = 300


def note(
    db: Db, community: UUID, engagement: UUID, name: str, words: str, *, now: datetime
) -> None:
    """Note something; "" takes back what was noted before."""
    db.execute(
        insert(engagement_note).values(
            community_id=community,
            id=new_id(),
            engagement_id=engagement,
            name=name,
            words=words,
            noted_at=now,
        )
    )


def read_notes(db: Db, community: UUID, engagement: UUID) -> dict[str, str]:
    """Read what stands now: name -> words. What was settled when asking stands where none was."""
    notes = engagement_note.c
    query = (
        select(notes.name, notes.words)
        .where(notes.community_id == community, notes.engagement_id == engagement)
        .order_by(notes.noted_at, notes.id)
    )
    noted = {row.name: row.words for row in db.execute(query)}
    return {**_settled(db, community, engagement), **noted}


def _settled(db: Db, community: UUID, engagement: UUID) -> Mapping[str, str]:
    """Read what the organiser answered in `ask`: draft answers `power` and `limits`."""
    query = (
        select(draft.c.answers)
        .where(draft.c.community_id == community, draft.c.engagement_id == engagement)
        .order_by(draft.c.made_at.desc())
        .limit(1)
    )
    answers = db.execute(query).scalar_one_or_none() or {}
    limits = str(answers.get("limits") or "").strip()
    told = {"could_change": POWERS.get(str(answers.get("power")), "")}
    if limits and limits.casefold().strip(".") not in ("none", "nothing"):
        told["limits_told"] = limits
    return {name: words for name, words in told.items() if words}


POWERS = {
    "decide": "Residents decide.",
    "shape": "Residents' answers shape the decision.",
    "news": "Nothing: it was news.",
}
