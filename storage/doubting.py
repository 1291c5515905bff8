"""Numbers that were silent for long: whether they are still the same person's.

A number that changes hands must not get what was meant for somebody else. What comes from it while
we ask is set aside in the inbox, and answered when we know as whose.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import residents
from storage.database import Db
from storage.identity import find_owner
from storage.ids import new_id
from storage.residents import Address
from storage.sealing import Keyring

SILENT_AFTER_DAYS = 365
SILENT = "silent for long"
"""Why somebody is not asked: their number is first asked whether it is still theirs."""


def find_silence(profile: Mapping[str, Any], at: datetime) -> datetime:
    """Say since when a number must have been heard from to be taken for the same person's."""
    return at - timedelta(days=profile.get("silent_after_days", SILENT_AFTER_DAYS))


_UNASKED = text("""
    select a.hash, a.sealed, a.channel from delivery d
    join broadcast b on b.community_id = d.community_id and b.id = d.broadcast_id
                    and b.paused_at is null and b.stopped_at is null
    join lateral (
        select x.hash, x.sealed, x.channel, x.doubted_at from address x
        where x.community_id = d.community_id and x.resident_id = d.resident_id
          and x.channel = 'sms' and x.stopped_at is null and x.closed_at is null
        order by x.id limit 1) a on true
    where d.community_id = :community and d.broadcast_id = :broadcast and d.why_not = :why
      and a.doubted_at is null
    order by d.resident_id limit :limit
""")


def list_unasked(db: Db, community: UUID, broadcast: UUID, *, limit: int) -> list[Address]:
    """List silent numbers that a broadcast passed over, and that nobody has asked yet."""
    given = {"community": community, "broadcast": broadcast, "why": SILENT, "limit": limit}
    rows = db.execute(_UNASKED, given)
    return [
        Address(hash=bytes(row.hash), sealed=bytes(row.sealed), channel=row.channel) for row in rows
    ]


_DOUBT = text("""
    update address set doubted_at = coalesce(doubted_at, :now)
    where community_id = :community and id = any(:ids)
""")


def doubt(db: Db, community: UUID, addresses: Collection[UUID], *, now: datetime) -> None:
    """Write down that we ask whether these are still the same people's."""
    db.execute(_DOUBT, {"community": community, "ids": list(addresses), "now": now})


_SET_ASIDE = text("""
    update inbox set state = 'doubted'
    where community_id = :community and id = :id and state = 'pending'
""")


def set_aside(db: Db, community: UUID, text_id: UUID) -> None:
    """Let a text wait until we know whose it is."""
    db.execute(_SET_ASIDE, {"community": community, "id": text_id})


_COUNT_ASIDE = text("""
    select count(*) from inbox
    where community_id = :community and address_hash = :hash and state = 'doubted'
""")


def count_aside(db: Db, community: UUID, hash: bytes) -> int:
    """Count the texts of an address that wait for the answer."""
    return int(db.execute(_COUNT_ASIDE, {"community": community, "hash": hash}).scalar_one())


_TRUST = text("""
    update address set doubted_at = null, heard_at = :now
    where community_id = :community and hash = :hash
""")

_RELEASE = text("""
    update inbox set state = 'pending'
    where community_id = :community and address_hash = :hash and state = 'doubted'
""")


def trust(db: Db, community: UUID, hash: bytes, *, now: datetime) -> int:
    """End the doubt: what was set aside is answered as its owner's, whoever that is now.

    Returns:
        How many texts had waited.
    """
    given = {"community": community, "hash": hash, "now": now}
    db.execute(_TRUST, given)
    return db.execute(_RELEASE, given).rowcount


_NEW_OWNER = text("""
    insert into resident (community_id, id, language, area, source, came_from, created_at)
    values (:community, :id, :language, '', '', 'recycled', :now)
""")

_HAND_OVER = text("""
    update address set resident_id = :id, shared = 0, created_at = :now
    where community_id = :community and hash = :hash
""")


def forget_owner(db: Db, community: UUID, hash: bytes, *, language: str, now: datetime) -> None:
    """Give a number to somebody new; what its last owner said stays theirs, without an address.

    Call it with the last owner locked.

    Args:
        language: what the new one is spoken to in.
    """
    given = {"community": community, "hash": hash, "now": now, "id": new_id()}
    db.execute(_NEW_OWNER, {**given, "language": language})
    db.execute(_HAND_OVER, given)


_DISOWNED = text("""
    select a.hash, r.language from address a
    join resident r on r.community_id = a.community_id and r.id = a.resident_id
    where a.community_id = :community and a.id = any(:ids)
""")


def disown(
    db: Db, community: UUID, addresses: Collection[UUID], *, keys: Keyring, now: datetime
) -> None:
    """Let go of whoever had these numbers, and stop the numbers: they said it is a wrong number.

    Other numbers and chats of theirs stay as they are.
    """
    for row in db.execute(_DISOWNED, {"community": community, "ids": list(addresses)}).all():
        hash = bytes(row.hash)
        forget_owner(db, community, hash, language=row.language, now=now)
        trust(db, community, hash, now=now)
        owner = find_owner(db, community, hash)
        residents.stop(
            db, community, [owner] if owner else [], how="wrong number", keys=keys, now=now
        )


_KEEP_APART = text("""
    update inbox set detail = 'apart', body = ''
    where community_id = :community and id = :id
""")


def keep_apart(db: Db, community: UUID, text_id: UUID) -> None:
    """Leave a text out of its owner's conversation, and its words out of the inbox."""
    db.execute(_KEEP_APART, {"community": community, "id": text_id})


_GREET = text("""
    update inbox set body = :word where community_id = :community and id = :id
""")


def make_greeting(db: Db, community: UUID, text_id: UUID, word: str) -> None:
    """Let a text that said who somebody is stand for a greeting: they are asked what we ask."""
    db.execute(_GREET, {"community": community, "id": text_id, "word": word})


_OVERDUE = text("""
    select distinct a.hash from address a
    join inbox i on i.community_id = a.community_id and i.address_hash = a.hash
                and i.state = 'doubted'
    where a.community_id = :community and a.doubted_at < :before limit 200
""")


def list_unanswered(db: Db, community: UUID, *, before: datetime) -> list[bytes]:
    """List numbers that were asked before then and have texts that wait for the answer."""
    rows = db.execute(_OVERDUE, {"community": community, "before": before}).scalars()
    return [bytes(hash) for hash in rows]
