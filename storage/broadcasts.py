"""Broadcasts: an organiser's question to an audience, with one delivery line per resident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text, update

from storage.database import Db, as_records
from storage.ids import new_id
from storage.tables.texts import broadcast


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One resident who is to be asked."""

    resident_id: UUID
    address_id: UUID
    channel: str
    language: str
    language_known: bool
    consented_on: date | None


def make(
    db: Db, community: UUID, engagement: UUID, *, reason: str, now: datetime, expires_at: datetime
) -> UUID:
    """Make a broadcast to everyone; the `broadcast` job does the rest.

    Args:
        reason: why it goes outside sending hours; "" keeps to them.
        expires_at: texts that have not left by then are dropped and listed.
    """
    made = new_id()
    db.execute(
        insert(broadcast).values(
            community_id=community,
            id=made,
            engagement_id=engagement,
            audience="all",
            reason=reason,
            made_at=now,
            expires_at=expires_at,
        )
    )
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One broadcast as it was ordered."""

    id: UUID
    engagement_id: UUID
    reason: str
    expires_at: datetime


_UNDONE = text("""
    select id, engagement_id, reason, expires_at from broadcast
    where community_id = :community and done_at is null order by id
""")


def find_undone(db: Db, community: UUID) -> list[Broadcast]:
    """List broadcasts that were not handed to the outbox in full."""
    rows = db.execute(_UNDONE, {"community": community})
    return [Broadcast(**row._mapping) for row in rows]


# Whoever may not be asked gets a line that says why.
_AUDIENCE = text("""
    insert into delivery (community_id, broadcast_id, resident_id, why_not)
    select r.community_id, :broadcast, r.id,
        case when a.id is null and exists (
                  select from address x where x.community_id = r.community_id
                     and x.resident_id = r.id and x.stopped_at is not null) then 'said stop'
             when a.id is null then 'no channel that is on'
             when s.resident_id is null then 'no consent to consultation'
             when exists (select from delivery d where d.community_id = r.community_id
                             and d.resident_id = r.id and d.message_id is not null)
                 then 'already asked'
             when c.id is not null then 'spoke already'
             else '' end
    from resident r
    left join lateral (
        select id from address a where a.community_id = r.community_id and a.resident_id = r.id
            and a.stopped_at is null and a.closed_at is null and a.channel = any(:channels)
        order by a.id limit 1) a on true
    left join consent s on s.community_id = r.community_id and s.resident_id = r.id
        and s.purpose = 'consultation' and s.withdrawn_at is null
    left join conversation c on c.community_id = r.community_id and c.resident_id = r.id
        and c.engagement_id = :engagement
    where r.community_id = :community
    on conflict do nothing
""")


def draw_audience(db: Db, community: UUID, one: Broadcast, *, channels: Sequence[str]) -> None:
    """Write one delivery line per resident: to be asked, or why not.

    Running it again adds nobody twice.
    """
    given = {
        "community": community,
        "broadcast": one.id,
        "engagement": one.engagement_id,
        "channels": list(channels),
    }
    db.execute(_AUDIENCE, given)


_NEXT = text("""
    select d.resident_id, a.id as address_id, a.channel, r.language, r.language_known,
           s.given_on as consented_on
    from delivery d
    join resident r on r.community_id = d.community_id and r.id = d.resident_id
    join consent s on s.community_id = d.community_id and s.resident_id = d.resident_id
        and s.purpose = 'consultation' and s.withdrawn_at is null
    join lateral (
        select id, channel from address a
        where a.community_id = d.community_id and a.resident_id = d.resident_id
            and a.stopped_at is null and a.closed_at is null and a.channel = any(:channels)
        order by a.id limit 1) a on true
    where d.community_id = :community and d.broadcast_id = :broadcast
        and d.message_id is null and d.why_not = ''
        and not exists (select from conversation c where c.community_id = d.community_id
                           and c.resident_id = d.resident_id and c.engagement_id = :engagement)
    order by d.resident_id limit :limit for update of d
""")

_LOCK = text("select pg_advisory_xact_lock(7329004)")


def claim_recipients(
    db: Db, community: UUID, one: Broadcast, *, channels: Sequence[str], limit: int
) -> list[Recipient]:
    """Take the next residents to ask, waiting for whoever hands over the ones before.

    They are ours while the transaction lasts. None left means that the broadcast may be finished in
    this transaction.
    """
    db.execute(_LOCK)
    given = {
        "community": community,
        "broadcast": one.id,
        "engagement": one.engagement_id,
        "channels": list(channels),
        "limit": limit,
    }
    return [Recipient(**row._mapping) for row in db.execute(_NEXT, given)]


_REACHABLE = text("""
    select r.id as resident_id, a.id as address_id, a.channel, r.language, r.language_known,
           s.given_on as consented_on
    from resident r
    join consent s on s.community_id = r.community_id and s.resident_id = r.id
        and s.purpose = 'consultation' and s.withdrawn_at is null
    join lateral (
        select id, channel from address a
        where a.community_id = r.community_id and a.resident_id = r.id
            and a.stopped_at is null and a.closed_at is null and a.channel = any(:channels)
        order by a.id limit 1) a on true
    where r.community_id = :community
        and not exists (select from conversation c where c.community_id = r.community_id
                           and c.resident_id = r.id and c.engagement_id = :engagement)
        and not exists (select from delivery d where d.community_id = r.community_id
                           and d.resident_id = r.id and d.message_id is not null)
    order by r.id
""")


def list_audience(
    db: Db, community: UUID, engagement: UUID, *, channels: Sequence[str]
) -> list[Recipient]:
    """List who would be asked if a broadcast were ordered now."""
    given = {"community": community, "engagement": engagement, "channels": list(channels)}
    return [Recipient(**row._mapping) for row in db.execute(_REACHABLE, given)]


_SENT = text("""
    update delivery d set message_id = r.message_id
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(resident_id uuid, message_id uuid)
    where d.community_id = :community and d.broadcast_id = :broadcast and d.resident_id =
    r.resident_id
""")


def tie_messages(
    db: Db, community: UUID, one: Broadcast, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Write down which message each resident gets: keys resident_id, message_id."""
    given = {"community": community, "broadcast": one.id, "rows": as_records(rows)}
    db.execute(_SENT, given)


_LEFT_OVER = text("""
    update delivery set why_not = 'stopped or spoke meanwhile'
    where community_id = :community and broadcast_id = :broadcast and message_id is null and
    why_not = ''
""")


def finish(db: Db, community: UUID, one: Broadcast, *, now: datetime) -> None:
    """Write down that everybody was handed to the outbox, or has a line that says why not."""
    db.execute(_LEFT_OVER, {"community": community, "broadcast": one.id})
    change = update(broadcast).where(
        broadcast.c.community_id == community, broadcast.c.id == one.id
    )
    db.execute(change.values(done_at=now))


_COUNT = text("""
    select why_not, count(*) as n from delivery
    where community_id = :community and broadcast_id = :broadcast group by why_not
""")


def count(db: Db, community: UUID, id: UUID) -> dict[str, int]:
    """Count delivery lines: "asked", and each reason why not -> residents."""
    rows = db.execute(_COUNT, {"community": community, "broadcast": id})
    return {row.why_not or "asked": row.n for row in rows}
