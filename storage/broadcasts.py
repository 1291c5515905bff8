"""Broadcasts: an organiser's question to an audience, and how each of them goes.

Its ledger, a line per resident, is written by `storage.recipients`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, insert, text

from storage.audiences import Audience, parse_audience
from storage.database import Db
from storage.ids import new_id
from storage.tables.texts import broadcast

EVERYONE = Audience()


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One broadcast as it was ordered."""

    id: UUID
    engagement_id: UUID
    audience: Audience
    purpose: str
    reason: str  # why it goes outside sending hours; "" keeps to them
    made_at: datetime
    starts_at: datetime
    expires_at: datetime
    paused_at: datetime | None
    stopped_at: datetime | None
    done_at: datetime | None  # everybody has a line in the ledger

    def find_state(self, now: datetime) -> str:
        """Say how it stands: stopped, paused, scheduled, starting or sending."""
        if self.stopped_at:
            return "stopped"
        if self.paused_at:
            return "paused"
        if self.starts_at > now:
            return "scheduled"
        return "sending" if self.done_at else "starting"


def make(
    db: Db,
    community: UUID,
    engagement: UUID,
    *,
    reason: str,
    now: datetime,
    expires_at: datetime,
    audience: Audience = EVERYONE,
    starts_at: datetime | None = None,
    purpose: str = "consultation",
) -> UUID:
    """Make a broadcast; the `broadcast` job does the rest once it starts.

    Args:
        reason: why it goes outside sending hours; "" keeps to them.
        expires_at: texts that have not left by then are dropped and listed.
        starts_at: now, where it is left out.
        purpose: of its flow: decides the consent people need to have given.
    """
    made = new_id()
    db.execute(
        insert(broadcast).values(
            community_id=community,
            id=made,
            engagement_id=engagement,
            audience=str(audience),
            purpose=purpose,
            reason=reason,
            made_at=now,
            starts_at=starts_at or now,
            expires_at=expires_at,
        )
    )
    return made


_NAMES = ", ".join(Broadcast.__slots__)
_LIST = f"select {_NAMES} from broadcast where community_id = :community"  # noqa: S608
_DUE = text(
    f"{_LIST} and done_at is null and paused_at is null and starts_at <= :now"
    " order by starts_at, id"
)
_ALL = text(f"{_LIST} order by id desc")
_ONE = text(f"{_LIST} and id = :broadcast")


def find_due(db: Db, community: UUID, *, now: datetime) -> list[Broadcast]:
    """List broadcasts that have begun, and were not handed to the outbox in full."""
    rows = db.execute(_DUE, {"community": community, "now": now})
    return [_as_broadcast(row._mapping) for row in rows]


def list_all(db: Db, community: UUID) -> list[Broadcast]:
    """List every broadcast, the newest first."""
    rows = db.execute(_ALL, {"community": community})
    return [_as_broadcast(row._mapping) for row in rows]


def find(db: Db, community: UUID, id: UUID) -> Broadcast | None:
    """Find one broadcast."""
    row = db.execute(_ONE, {"community": community, "broadcast": id}).one_or_none()
    return None if row is None else _as_broadcast(row._mapping)


def _as_broadcast(row: RowMapping) -> Broadcast:
    return Broadcast(**{**row, "audience": parse_audience(row["audience"])})


_LOCK = text("select pg_advisory_xact_lock(7329004)")


def take_turn(db: Db, community: UUID, id: UUID) -> bool:
    """Wait for whoever hands over, pauses or stops a broadcast; ours while the transaction lasts.

    Returns:
        Whether this one goes on: it was neither paused nor stopped, and is not done.
    """
    hold_all(db)
    one = find(db, community, id)
    return one is not None and not (one.paused_at or one.stopped_at or one.done_at)


def hold_all(db: Db) -> None:
    """Keep every broadcast from being handed over while the transaction lasts.

    Whoever deletes or moves residents calls it first: no line of a ledger and no conversation then
    names somebody who is gone.
    """
    db.execute(_LOCK)


_FINISH = text("""
    update broadcast set done_at = :now where community_id = :community and id = :broadcast
""")


def finish(db: Db, community: UUID, id: UUID, *, now: datetime) -> None:
    """Write down that everybody has a line: handed to the outbox, or why not."""
    db.execute(_FINISH, {"community": community, "broadcast": id, "now": now})


_PAUSE = text("""
    update broadcast set paused_at = :now
    where community_id = :community and id = :broadcast
      and paused_at is null and stopped_at is null
""")


def _in_order(*states: str) -> str:
    """Write which messages of a broadcast to change, locked in the order all senders lock them."""
    return f"""
        from (select id from message
              where community_id = :community and broadcast_id = :broadcast
                and state in ({", ".join(f"'{state}'" for state in states)})
              order by id for update) ours
        where m.community_id = :community and m.id = ours.id
    """  # noqa: S608  (our own words)


# A leased one is fenced by its state: whoever holds it finds that it may not be sent.
_HOLD = text(f"""
    update message m set state = 'queued', owner = null, lease_until = null,
                         not_before = timestamptz '9999-01-01 00:00+00'
    {_in_order("queued", "leased")}
""")  # noqa: S608


def pause(db: Db, community: UUID, id: UUID, *, now: datetime) -> bool:
    """Hold back what has not left yet; calls that are open now go on.

    Returns:
        Whether it was going on.
    """
    hold_all(db)
    given = {"community": community, "broadcast": id, "now": now}
    paused = db.execute(_PAUSE, given).rowcount == 1
    if paused:
        db.execute(_HOLD, given)
    return paused


# The time it lay still is not taken off its life.
_RESUME = text("""
    update broadcast b set paused_at = null, expires_at = b.expires_at + (:now - b.paused_at)
    where b.community_id = :community and b.id = :broadcast
      and b.paused_at is not null and b.stopped_at is null
    returning b.expires_at
""")

_LET_GO = text(f"""
    update message m set not_before = null, expires_at = :expires_at {_in_order("queued")}
""")  # noqa: S608


def resume(db: Db, community: UUID, id: UUID, *, now: datetime) -> bool:
    """Go on with a paused broadcast; ring the lanes that send after the commit.

    Returns:
        Whether it was paused.
    """
    hold_all(db)
    given = {"community": community, "broadcast": id, "now": now}
    expires_at = db.execute(_RESUME, given).scalar_one_or_none()
    if expires_at is None:
        return False
    db.execute(_LET_GO, {**given, "expires_at": expires_at})
    return True


_STOP = text("""
    update broadcast set stopped_at = :now, done_at = coalesce(done_at, :now)
    where community_id = :community and id = :broadcast and stopped_at is null
""")

# One that is on the line now may come back to the queue: then it has expired.
_DROP = text(f"""
    update message m set expires_at = :now,
        state = case when state in ('queued', 'leased') then 'expired' else state end,
        error = case when state in ('queued', 'leased') then 'broadcast stopped' else error end,
        settled_at = case when state in ('queued', 'leased') then :now else settled_at end
    {_in_order("queued", "leased", "calling", "unknown")}
""")  # noqa: S608


def stop(db: Db, community: UUID, id: UUID, *, now: datetime) -> bool:
    """End a broadcast for good: what has not left is dropped, and listed as expired.

    Returns:
        Whether it had not been stopped before.
    """
    hold_all(db)
    given = {"community": community, "broadcast": id, "now": now}
    stopped = db.execute(_STOP, given).rowcount == 1
    if stopped:
        db.execute(_DROP, given)
    return stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What has become of one broadcast, in residents.

    Attributes:
        not_asked: reason -> residents.
    """

    queued: int = 0
    sent: int = 0  # the carrier took it; no more is known
    delivered: int = 0
    failed: int = 0
    unknown: int = 0
    expired: int = 0  # too late, or the broadcast was stopped
    opted_out: int = 0
    not_asked: Mapping[str, int] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """How many were handed to the outbox."""
        settled = self.sent + self.delivered + self.failed + self.expired + self.opted_out
        return self.queued + self.unknown + settled


_GROUPS = {
    "queued": "queued",
    "leased": "queued",
    "calling": "queued",
    "accepted": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "failed",
    "refused": "failed",
    "unknown": "unknown",
    "expired": "expired",
    "opted_out": "opted_out",
}

_COUNT = text("""
    select d.why_not, m.state, count(*) as n from delivery d
    left join message m on m.community_id = d.community_id and m.id = d.message_id
    where d.community_id = :community and d.broadcast_id = :broadcast
    group by d.why_not, m.state order by n desc, d.why_not
""")


def progress(db: Db, community: UUID, id: UUID) -> Progress:
    """Count what has become of a broadcast so far."""
    counts = dict.fromkeys(_GROUPS.values(), 0)
    not_asked: dict[str, int] = {}
    for row in db.execute(_COUNT, {"community": community, "broadcast": id}):
        if row.state is None:
            not_asked[row.why_not] = row.n
        else:
            counts[_GROUPS.get(row.state, "queued")] += row.n
    return Progress(not_asked=not_asked, **counts)


_LEDGER = text("""
    select d.resident_id as resident, r.language, r.area, coalesce(m.channel, '') as channel,
        coalesce(m.state, 'not asked') as state, d.why_not, coalesce(m.error, '') as error
    from delivery d
    join resident r on r.community_id = d.community_id and r.id = d.resident_id
    left join message m on m.community_id = d.community_id and m.id = d.message_id
    where d.community_id = :community and d.broadcast_id = :broadcast order by d.resident_id
""")


def read_ledger(db: Db, community: UUID, id: UUID) -> Iterator[Mapping[str, Any]]:
    """Stream a broadcast's ledger: what each resident got, or why nothing. Without names."""
    streaming = db.execution_options(yield_per=1_000)
    for row in streaming.execute(_LEDGER, {"community": community, "broadcast": id}):
        yield dict(row._mapping)


_AHEAD = text("""
    select channel, sum(segments) as n from message
    where community_id = :community and state in ('queued', 'leased') and priority > 0
      and not_before is distinct from timestamptz '9999-01-01 00:00+00'
    group by channel
""")


def count_ahead(db: Db, community: UUID) -> dict[str, int]:
    """Count what a new broadcast waits for: channel -> segments of earlier ones."""
    return {row.channel: int(row.n) for row in db.execute(_AHEAD, {"community": community})}
