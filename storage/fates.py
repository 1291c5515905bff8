"""Messages whose fate got lost: taken back from dead workers, looked up, adopted or sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from storage import timers
from storage.database import Db
from storage.outbox import FATE_LOST

_EXPIRED_LEASES = text("""
    update message set owner = null, lease_until = null,
        state = case when state = 'leased' then 'queued'
                     when channel = 'telegram' and kind in ('reply', 'staff') and resent = 0 then
                     'queued'
                     else 'unknown' end,
        resent = resent + case when state = 'calling' and channel = 'telegram' then 1 else 0 end,
        error = case when state = 'calling' then :fate_lost else error end,
        not_before = case when state = 'calling' and channel = 'sms'
                          then called_at + make_interval(secs => :reconcile_s) end
    where community_id = :community and state in ('leased', 'calling') and lease_until <
    clock_timestamp()
    returning channel, state
""")


def reclaim(db: Db, community: UUID, *, reconcile_s: float) -> dict[str, int]:
    """Take back what dead workers held.

    Leases return to the queue; calls whose fate is lost become unknown.

    A lost Telegram reply is queued once more: nothing can be looked up there, and silence is worse
    than a repeat.

    Returns:
        channel -> how many rows were taken back.
    """
    taken: dict[str, int] = {}
    given = {"community": community, "reconcile_s": reconcile_s, "fate_lost": FATE_LOST}
    for row in db.execute(_EXPIRED_LEASES, given):
        taken[row.channel] = taken.get(row.channel, 0) + 1
    return taken


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


_ADOPT = text("""
    update message set state = 'accepted', provider_id = :provider_id, accepted_at = :now,
                       settled_at = :now, error = ''
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
