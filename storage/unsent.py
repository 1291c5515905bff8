"""What did not reach anybody, or may not have: a list for people, without words or addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Db

STATES: Mapping[str, Sequence[str]] = {
    "expired": ("expired",),
    "unknown": ("unknown",),
    "failed": ("refused", "undelivered"),
}
"""What can be listed -> the states it is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """One message that is listed.

    Attributes:
        at: when it was last called or settled.
        error: the carrier's code, or what we know of it.
        again: it is tried once more.
    """

    id: UUID
    at: datetime
    channel: str
    kind: str
    state: str
    error: str
    again: bool


_LIST = text("""
    select m.id, coalesce(m.settled_at, m.called_at, m.queued_at) as at, m.channel, m.kind, m.state,
           m.error, exists (select from message t where t.community_id = m.community_id
                               and t.dedupe_key = 'again:' || m.id) as again
    from message m
    where m.community_id = :community and m.state = any(:states)
    order by m.id desc limit :limit
""")


def read(db: Db, community: UUID, what: str, *, limit: int) -> list[Unsent]:
    """List messages, newest first.

    Args:
        what: a key of `STATES`.
    """
    given = {"community": community, "states": list(STATES[what]), "limit": limit}
    return [Unsent(**row._mapping) for row in db.execute(_LIST, given)]
