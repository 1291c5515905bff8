"""Messages whose fate got lost: taken back from dead workers, looked up, adopted or sent again.

And those that came too late, and those whose delivery receipt never came.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage import counting, timers
from storage.database import Db, as_records
from storage.outbox import FATE_LOST

# Whoever made a call that is taken for lost stays its owner until somebody leases the message
# again: if they are alive after all, and write down how it ended, nothing is sent twice.
_EXPIRED_LEASES = text("""
    update message set owner = case when state = 'calling' then owner end, lease_until = null,
        state = case when state = 'leased' then 'queued'
                     when channel = 'telegram' and kind in ('reply', 'staff') and resent = 0 then
                     'queued'
                     else 'unknown' end,
        resent = resent + case when state = 'calling' and channel = 'telegram' then 1 else 0 end,
        error = case when state = 'calling' then :fate_lost else error end,
        not_before = case
            when state = 'calling' and channel = 'sms'
                then called_at + make_interval(secs => :reconcile_s)
            when state = 'calling' then clock_timestamp() + make_interval(secs => :spare_s) end
    where community_id = :community and state in ('leased', 'calling') and lease_until <
    clock_timestamp()
    returning channel, state, error
""")


def reclaim(db: Db, community: UUID, *, reconcile_s: float, spare_s: float) -> dict[str, int]:
    """Take back what dead workers held.

    Leases return to the queue; calls whose fate is lost become unknown.

    A lost Telegram reply is queued once more: nothing can be looked up there, and silence is worse
    than a repeat.

    Args:
        reconcile_s: when to look an SMS up, after its call.
        spare_s: how long a lost reply waits before it goes once more. A worker that the machine
            had stopped can still say meanwhile how its call ended.

    Returns:
        channel -> how many rows were taken back.
    """
    given = {
        "community": community,
        "reconcile_s": reconcile_s,
        "spare_s": spare_s,
        "fate_lost": FATE_LOST,
    }
    rows = db.execute(_EXPIRED_LEASES, given).all()
    lost = Counter(f"unknown:{row.channel}" for row in rows if row.state == "unknown")
    lost.update(
        f"resent:{row.channel}" for row in rows if row.state == "queued" and row.error == FATE_LOST
    )
    counting.add(db, community, lost)
    return dict(Counter(row.channel for row in rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """An SMS whose fate is to be looked up at the carrier now."""

    id: UUID
    address_sealed: bytes
    body: str
    called_at: datetime
    looks: int


_DOUBTFUL = text("""
    select m.id, a.sealed as address_sealed, m.body, m.called_at, m.looks
    from message m join address a on a.community_id = m.community_id and a.id = m.address_id
    where m.community_id = :community and m.state = 'unknown' and m.channel = 'sms'
      and m.provider_id is null and m.not_before <= clock_timestamp() and m.looks < 2
    order by m.id limit 200
""")


def find_doubtful(db: Db, community: UUID) -> list[Doubtful]:
    """List SMS that are due for a look: once after SAYSO_RECONCILE_S, again at five times that."""
    rows = db.execute(_DOUBTFUL, {"community": community})
    return [Doubtful(**row._mapping) for row in rows]


_CLAIMED_IDS = text(
    "select provider_id from message where channel = 'sms' and provider_id = any(:ids)"
)


def find_claimed(db: Db, provider_ids: Sequence[str]) -> set[str]:
    """Say which carrier ids belong to a message already."""
    return set(db.execute(_CLAIMED_IDS, {"ids": list(provider_ids)}).scalars())


_ALIKE = text("""
    select o.called_at from message m join message o on o.address_id = m.address_id
    where m.community_id = :community and m.id = :id and o.community_id = m.community_id
      and o.channel = 'sms' and o.body = m.body and o.provider_id is null
      and o.state in ('calling', 'unknown')
""")


def find_calls_alike(db: Db, community: UUID, id: UUID) -> list[datetime]:
    """Say when this text left, and those to the same phone that read alike and are in doubt too."""
    return list(db.execute(_ALIKE, {"community": community, "id": id}).scalars())


_ADOPT = text("""
    update message set state = 'accepted', provider_id = :provider_id, accepted_at = :now,
                       settled_at = :now, error = '', not_before = null, looks = 0
    where community_id = :community and id = :id and state = 'unknown' and provider_id is null
    returning id
""")


def adopt(db: Db, community: UUID, id: UUID, provider_id: str, *, now: datetime) -> None:
    """Write down that the carrier has it after all."""
    given = {"community": community, "id": id, "provider_id": provider_id, "now": now}
    timers.arm(db, list(db.execute(_ADOPT, given).scalars()), now=now)


_ABSENT = text("""
    update message set looks = (looks + 1) % 2,
        state = case when looks + 1 >= 2 then 'queued' else state end,
        not_before = case when looks + 1 >= 2 then null
                          else called_at + make_interval(secs => 5 * :reconcile_s) end
    where community_id = :community and id = :id and state = 'unknown' and provider_id is null
      and looks = :looks
""")


def mark_absent(db: Db, community: UUID, one: Doubtful, *, reconcile_s: float) -> None:
    """Write down that the carrier does not list it; absent twice, it is queued again."""
    given = {
        "community": community,
        "id": one.id,
        "looks": one.looks,
        "reconcile_s": reconcile_s,
    }
    db.execute(_ABSENT, given)


_HEARD = text("""
    update message m set state = 'delivered', settled_at = :now, error = ''
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(address_id uuid, heard_at timestamptz)
    where m.community_id = :community and m.address_id = r.address_id and m.state = 'unknown'
      and m.channel = 'telegram' and m.called_at < r.heard_at
    returning m.id
""")


def settle_heard(db: Db, community: UUID, heard: Mapping[UUID, datetime], *, now: datetime) -> None:
    """Settle what was sent to a chat before they wrote or pressed a button there: it arrived.

    Args:
        heard: address id -> when we last heard from there.
    """
    if heard:
        rows = as_records([{"address_id": id, "heard_at": at} for id, at in heard.items()])
        given = {"community": community, "rows": rows, "now": now}
        timers.arm(db, list(db.execute(_HEARD, given).scalars()), now=now)


_EXPIRE = text("""
    update message set state = 'expired', settled_at = :now
    where (community_id, id) in (
        select community_id, id from message
        where community_id = :community and state = 'queued' and expires_at <= clock_timestamp()
          and (not_before is null or not_before <= clock_timestamp())
        limit 10000 for update skip locked)
""")


def expire(db: Db, community: UUID, *, now: datetime) -> int:
    """Drop what came too late to make sense, and list it as such; not what is held back on purpose.

    Returns:
        How many.
    """
    return db.execute(_EXPIRE, {"community": community, "now": now}).rowcount


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An SMS that Twilio took and never said more about."""

    id: UUID
    provider_id: str
    called_at: datetime


# Later each time: 5 waits, then 20, 80, 320 and 1,280
_SILENT = text("""
    select id, provider_id, called_at from message
    where community_id = :community and channel = 'sms' and state in ('accepted', 'sent')
      and provider_id is not null and looks < 5
      and called_at + make_interval(secs => 5 * :reconcile_s * power(4, looks))
          <= clock_timestamp()
    order by called_at desc limit :limit
""")


def find_silent(db: Db, community: UUID, *, reconcile_s: float, limit: int) -> list[Silent]:
    """List SMS whose delivery receipt is overdue, the newest first."""
    given = {"community": community, "reconcile_s": reconcile_s, "limit": limit}
    return [Silent(**row._mapping) for row in db.execute(_SILENT, given)]


_LOOKED = text("""
    update message set looks = looks + 1
    where community_id = :community and id = any(:ids) and state in ('accepted', 'sent')
""")


def mark_looked(db: Db, community: UUID, ids: Sequence[UUID]) -> None:
    """Write down that the carrier was asked; what is still not final is looked at later again."""
    db.execute(_LOOKED, {"community": community, "ids": list(ids)})
