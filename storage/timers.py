"""Timers: what happens when nobody replies.

Due ones become rows of the inbox, so that they wait their turn.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage import inbox
from storage.database import Db
from storage.ids import new_id

FIRE_ROWS = 1_000

_DUE = text("""
    select t.id, t.state, t.name, a.channel, a.hash, a.sealed
    from timer t
    join conversation c on c.community_id = t.community_id and c.id = t.conversation_id
    join lateral (
        select a.channel, a.hash, a.sealed from address a
        left join message m on m.community_id = t.community_id and m.id = t.message_id
        where a.community_id = t.community_id and a.resident_id = c.resident_id
        order by a.id = m.address_id desc nulls last limit 1) a on true
    where t.community_id = :community and t.due_at <= :now and t.fired_at is null
      and not exists (select from talk k where k.community_id = t.community_id
                         and k.resident_id = c.resident_id and k.done_at is null)
    order by t.due_at limit :limit for update of t skip locked
""")

_FIRED = text("""
    update timer set fired_at = :now where community_id = :community and id = any(:ids)
""")


def fire_due(db: Db, community: UUID, *, now: datetime) -> int:
    """Put due timers into the inbox, once each.

    Returns:
        How many fired.
    """
    given = {"community": community, "now": now}
    due = db.execute(_DUE, {**given, "limit": FIRE_ROWS}).all()
    if not due:
        return 0
    arrivals = [
        inbox.Arrival(
            id=new_id(),
            channel=row.channel,
            provider_id=f"timer:{row.id}",
            address_hash=bytes(row.hash),
            address_sealed=bytes(row.sealed),
            kind="timer",
            body=row.name,
            detail=row.state,
            carrier_order=int(now.timestamp() * 1_000_000),
            received_at=now,
        )
        for row in due
    ]
    inbox.store(db, community, arrivals)
    db.execute(_FIRED, {**given, "ids": [row.id for row in due]})
    return len(due)


_ARM = text("""
    update timer set due_at = :now + make_interval(secs => after_s)
    where message_id = any(:ids) and due_at is null and fired_at is null
""")


def arm(db: Db, messages: Sequence[UUID], *, now: datetime) -> None:
    """Let the timers of these questions count from now."""
    if messages:
        db.execute(_ARM, {"ids": list(messages), "now": now})
