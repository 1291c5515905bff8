"""What a carrier tells us about an address: that it is closed, or that it has moved."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage import residents
from storage.database import Db
from storage.sealing import Keyring

STOPPED_AT_CARRIER = "21610"
"""The person said STOP to Twilio, whether or not we ever heard of it."""

_TO_STOP = text("""
    select distinct a.resident_id from address a
    where a.community_id = :community and a.id = any(:ids) and a.resident_id is not null
      and not exists (
          select from address other
          where other.community_id = a.community_id and other.resident_id = a.resident_id
            and other.id <> a.id and other.started_at is not null and other.stopped_at is null)
""")


def close(
    db: Db, community: UUID, closed: Mapping[UUID, str], *, keys: Keyring, now: datetime
) -> None:
    """Stop sending to addresses the carrier refused for good.

    A STOP that only the carrier heard counts for all channels of that person, unless they said
    START on another one.

    Args:
        closed: address id -> the carrier's code.
    """
    residents.close_addresses(db, community, closed, now=now)
    ids = [id for id, code in closed.items() if code == STOPPED_AT_CARRIER]
    if ids:
        stopped = db.execute(_TO_STOP, {"community": community, "ids": ids}).scalars().all()
        residents.stop(db, community, stopped, how="carrier", keys=keys, now=now)


_MOVE = text("""
    update address set hash = :hash, sealed = :sealed
    where community_id = :community and id = :id
      and not exists (select from address known
                      where known.community_id = :community and known.hash = :hash)
""")

_POINT = text("""
    update message set address_id = known.id from address known
    where message.community_id = :community and message.address_id = :id
      and message.state in ('queued', 'leased', 'calling')
      and known.community_id = :community and known.hash = :hash and known.id <> :id
""")


def move(db: Db, community: UUID, id: UUID, channel: str, to: str, *, keys: Keyring) -> None:
    """Write down an address's new number or chat id; what waits for the old one goes there.

    Args:
        to: E.164 for SMS, a decimal chat id for Telegram.
    """
    given = {"community": community, "id": id, "hash": keys.lookup(channel, to)}
    if not db.execute(_MOVE, {**given, "sealed": keys.seal(to)}).rowcount:
        db.execute(_POINT, given)
