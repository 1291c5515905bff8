"""After a person looked at worrying words: the pause ends, by way of the inbox like every event."""

from uuid import UUID

from storage import contributions, inbox
from storage.ids import new_id
from storage.queues import Lane
from workers.house import House, Present


def release(house: House, present: Present, id: str, *, keep_out: bool) -> bool:
    """Write down that somebody looked, and let the conversation go on.

    Args:
        id: of the held contribution.
        keep_out: leave the words out of every digest for good.

    Returns:
        Whether anything was held under this id.
    """
    try:
        held = UUID(id)
    except ValueError:
        return False
    now = house.clock()
    with house.database.transaction() as db:
        found = contributions.mark_looked(db, present.community.id, held, keep_out=keep_out)
        if found is None or found["hash"] is None:  # nobody waits where it was written down
            return found is not None
        released = inbox.Arrival(
            id=new_id(),
            channel=found["channel"],
            provider_id=f"released:{held}",
            address_hash=bytes(found["hash"]),
            address_sealed=bytes(found["sealed"]),
            kind="released",
            body="",
            carrier_order=int(now.timestamp() * 1_000_000),
            received_at=now,
        )
        inbox.store(db, present.community.id, [released])
    house.doorbell.ring(Lane.CONVERSE)
    return True
