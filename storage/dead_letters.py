"""Dead letters: texts that could not be read after three tries, and the way back for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """One text that nobody has answered.

    Attributes:
        error: the name of what went wrong.
        body: the person's own words; show them only to whoever asked for them.
    """

    id: UUID
    received_at: datetime
    channel: str
    kind: str
    error: str
    attempts: int
    body: str


_LIST = text("""
    select id, received_at, channel, kind, error, attempts, body from inbox
    where community_id = :community and state = 'dead' order by id limit :limit
""")

_REPLAY = text("""
    update inbox set state = 'pending', attempts = 0, error = ''
    where community_id = :community and state = 'dead'
      and (cast(:ids as uuid[]) is null or id = any(:ids))
""")

_ANY = text("""
    select exists (select from inbox where community_id = :community and state = 'dead')
""")


def list_dead(db: Db, community: UUID, *, limit: int = 1_000) -> list[DeadLetter]:
    """List dead letters, the oldest first."""
    rows = db.execute(_LIST, {"community": community, "limit": limit})
    return [DeadLetter(**row._mapping) for row in rows]


def replay(db: Db, community: UUID, ids: Sequence[UUID] | None = None) -> int:
    """Put dead letters back among what waits, with three new tries; ring for them after the commit.

    Args:
        ids: which; all where none are named.

    Returns:
        How many were put back. Their residents' later texts were answered long ago: a replayed
        one is answered as if it had come last.
    """
    given = {"community": community, "ids": None if ids is None else list(ids)}
    return db.execute(_REPLAY, given).rowcount


def are_there(db: Db, community: UUID) -> bool:
    """Say whether there is any."""
    return bool(db.execute(_ANY, {"community": community}).scalar_one())
