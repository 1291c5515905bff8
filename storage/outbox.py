"""The outbox: messages on their way out. States only move forward.

queued > leased > calling > accepted > sent > delivered, or undelivered, refused, expired,
opted_out.
`calling` is committed before the socket opens, so a message whose fate got lost is known as such:
it becomes `unknown` and is
looked up, never blindly sent again (docs/explanation/delivery.md).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records

REPLY, PROMPT, REMINDER, STAFF = "reply", "prompt", "reminder", "staff"
FATE_LOST = "fate lost"
URGENT = (REPLY, STAFF)
"""What somebody waits for.

It overtakes the rest, goes at any hour, and on Telegram is sent once more when its fate is lost.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A message that this worker alone may send until its lease ends."""

    id: UUID
    address_id: UUID
    address_sealed: bytes
    channel: str
    kind: str
    body: str
    segments: int
    any_hour: bool
    attempt: int
    resent: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one call ended: a state, and what goes with it."""

    id: UUID
    attempt: int
    state: str  # accepted | queued | unknown | refused
    provider_id: str | None = None
    error: str = ""
    wait_s: float = 0.0  # before it is tried or looked up again


_INSERT = text("""
    insert into message (community_id, id, address_id, channel, kind, priority, body, segments,
    dedupe_key,
                         after_stop, any_hour, conversation_id, broadcast_id, state, expires_at,
                         queued_at)
    select :community, r.id, r.address_id, r.channel, r.kind,
           case when r.kind in ('reply', 'staff') then 0 else 1 end, r.body, r.segments,
           r.dedupe_key,
           coalesce(r.after_stop, false), coalesce(r.any_hour, false), r.conversation_id,
           r.broadcast_id, coalesce(r.state, 'queued'), r.expires_at, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, address_id uuid, channel text, kind text, body text, segments smallint, dedupe_key
        text,
        after_stop boolean, any_hour boolean, conversation_id uuid, broadcast_id uuid, state text,
        expires_at timestamptz)
    on conflict (community_id, dedupe_key) do nothing
""")


def put(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """Queue messages; one with a dedupe key that was used before is left out.

    Args:
        rows: keys id, address_id, channel, kind, body, segments, dedupe_key; and where they apply
            after_stop, any_hour, conversation_id, broadcast_id, state, expires_at.
    """
    db.execute(_INSERT, {"community": community, "rows": as_records(rows), "now": now})


# One message an address at a time: the next one waits until the one before has left.
_CLAIM = text("""
    update message set state = 'leased', owner = :owner, attempt = attempt + 1,
                       lease_until = clock_timestamp() + make_interval(secs => :lease_s)
    where (community_id, id) in (
        select m.community_id, m.id from message m
        where m.state = 'queued' and m.channel = :channel and m.community_id = :community
          and (m.not_before is null or m.not_before <= clock_timestamp())
          and not exists (
              select from message e where e.address_id = m.address_id and e.id < m.id
                 and e.priority <= m.priority and e.state in ('queued', 'leased', 'calling'))
        order by m.priority, m.id limit :limit for update skip locked)
    returning id, address_id, channel, kind, body, segments, any_hour, attempt, resent, expires_at,
        priority,
        (select sealed from address a where a.community_id = message.community_id and a.id =
        message.address_id)
            as address_sealed
""")


def claim(
    db: Db, community: UUID, channel: str, *, owner: str, lease_s: float, limit: int
) -> list[Leased]:
    """Lease the next messages of a channel, replies first, on the database's clock."""
    given = {
        "community": community,
        "channel": channel,
        "owner": owner,
        "lease_s": lease_s,
        "limit": limit,
    }
    rows = sorted(db.execute(_CLAIM, given), key=lambda row: (row.priority, row.id))
    names = Leased.__slots__
    return [Leased(**{name: row._mapping[name] for name in names}) for row in rows]


_CALL = text("""
    with asked as (
        select m.community_id, m.id,
               case when m.kind <> 'staff' and not m.after_stop
                         and (a.stopped_at is not null or a.closed_at is not null) then 'opted_out'
                    when m.expires_at <= clock_timestamp() then 'expired'
                    else 'calling' end as next
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, attempt integer)
        join message m on m.community_id = :community and m.id = r.id and m.attempt = r.attempt
        join address a on a.community_id = m.community_id and a.id = m.address_id
        where m.owner = :owner and m.state = 'leased' and m.lease_until > clock_timestamp())
    update message set state = asked.next, called_at = clock_timestamp(),
                       lease_until = clock_timestamp() + make_interval(secs => :lease_s),
                       settled_at = case when asked.next = 'calling' then null else
                       clock_timestamp() end
    from asked where message.community_id = asked.community_id and message.id = asked.id
    returning message.id, message.state
""")


def call(
    db: Db, community: UUID, leased: Sequence[Leased], *, owner: str, lease_s: float
) -> set[UUID]:
    """Write down that these sockets open now; commit before opening them.

    Returns:
        The ids that may be sent. The others were stopped, have expired, or are no longer ours.
    """
    rows = as_records([{"id": one.id, "attempt": one.attempt} for one in leased])
    given = {"community": community, "rows": rows, "owner": owner, "lease_s": lease_s}
    return {row.id for row in db.execute(_CALL, given) if row.state == "calling"}


_SETTLE = text("""
    update message set
        state = case when message.state = 'calling' then r.state else message.state end,
        provider_id = coalesce(message.provider_id, r.provider_id),
        error = r.error,
        resent = resent + case when r.state = 'queued' and r.error = :fate_lost then 1 else 0 end,
        not_before = case when r.state in ('queued', 'unknown')
                          then clock_timestamp() + make_interval(secs => r.wait_s) end,
        accepted_at = case when r.state = 'accepted' then coalesce(accepted_at, :now) else
        accepted_at end,
        settled_at = case when r.state in ('queued', 'unknown') then null else :now end
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, attempt integer, state text, provider_id text, error text, wait_s double precision)
    where message.community_id = :community and message.id = r.id
      and message.owner = :owner and message.attempt = r.attempt
      and (message.state = 'calling' or (r.provider_id is not null and message.provider_id is null))
    returning message.id, message.state
""")

_ARM_TIMERS = text("""
    update timer set due_at = :now + make_interval(secs => after_s)
    where message_id = any(:ids) and due_at is null and fired_at is null
""")


def settle(
    db: Db, community: UUID, outcomes: Sequence[Outcome], *, owner: str, now: datetime
) -> None:
    """Write down how calls ended, fenced by owner and attempt.

    Timers of accepted questions begin to count.
    """
    rows = as_records(
        [{name: getattr(one, name) for name in Outcome.__slots__} for one in outcomes]
    )
    given = {"community": community, "rows": rows, "owner": owner, "now": now}
    db.execute(_SETTLE, {**given, "fate_lost": FATE_LOST})
    arm_timers(db, [one.id for one in outcomes if one.state == "accepted"], now=now)


def arm_timers(db: Db, messages: Sequence[UUID], *, now: datetime) -> None:
    """Let the timers of these questions count from now."""
    if messages:
        db.execute(_ARM_TIMERS, {"ids": list(messages), "now": now})


_GIVE_BACK = text("""
    update message set state = 'queued', owner = null, lease_until = null,
                       not_before = clock_timestamp() + make_interval(secs => :wait_s)
    where community_id = :community and id = any(:ids) and owner = :owner and state = 'leased'
""")


def give_back(
    db: Db, community: UUID, ids: Sequence[UUID], *, owner: str, wait_s: float = 0.0
) -> None:
    """Return leases that were not used."""
    db.execute(
        _GIVE_BACK, {"community": community, "ids": list(ids), "owner": owner, "wait_s": wait_s}
    )


_NEXT_DUE = text("""
    select extract(epoch from min(greatest(coalesce(not_before, clock_timestamp()),
    clock_timestamp()))
                   - clock_timestamp())
    from message where community_id = :community and channel = :channel and state = 'queued'
""")


def seconds_to_next(db: Db, community: UUID, channel: str) -> float | None:
    """Say in how many seconds the next queued message is due; None where nothing is queued."""
    given = {"community": community, "channel": channel}
    seconds = db.execute(_NEXT_DUE, given).scalar_one()
    return None if seconds is None else float(seconds)


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
    arm_timers(db, list(db.execute(_ADOPT, given).scalars()), now=now)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a carrier said about one message: a step of our own states, and its error code."""

    provider_id: str
    status: str  # accepted | sent | delivered | undelivered
    error: str = ""
    message_id: UUID | None = None  # from the signed callback URL


_NOTE = text("""
    insert into carrier_event (provider_id, status, error, received_at)
    select provider_id, status, error, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(provider_id text, status text, error text)
    on conflict do nothing
""")

# A status only moves a message forward; a final one is never undone.
_MERGE = text("""
    with said as (
        select distinct on (provider_id) provider_id, status, error, message_id
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(
            provider_id text, status text, error text, message_id uuid)
        order by provider_id,
                 array_position(array['delivered', 'undelivered', 'sent', 'accepted'], status))
    update message m set
        provider_id = said.provider_id,
        accepted_at = coalesce(m.accepted_at, :now),
        settled_at = case when m.state in ('delivered', 'undelivered') then m.settled_at
                          else :now end,
        error = case when m.state in ('delivered', 'undelivered') then m.error else said.error end,
        state = case when m.state in ('delivered', 'undelivered') then m.state
                     when m.state = 'sent' and said.status = 'accepted' then m.state
                     else said.status end
    from said
    where m.community_id = :community and m.channel = 'sms'
      and (m.provider_id = said.provider_id or (m.id = said.message_id and m.provider_id is null))
      and m.state not in ('opted_out', 'expired')
    returning m.id
""")


def note(db: Db, community: UUID, notices: Sequence[Notice], *, now: datetime) -> None:
    """Take in what a carrier said, in any order and as often as it likes."""
    rows = as_records([{name: getattr(one, name) for name in Notice.__slots__} for one in notices])
    given = {"community": community, "rows": rows, "now": now}
    db.execute(_NOTE, given)
    arm_timers(db, list(db.execute(_MERGE, given).scalars()), now=now)


_COUNT = text(
    "select state, count(*) as n from message where community_id = :community group by state"
)


def count_by_state(db: Db, community: UUID) -> dict[str, int]:
    """Count messages: state -> how many."""
    return {row.state: row.n for row in db.execute(_COUNT, {"community": community})}


_EXPORT = text("""
    select id, channel, kind, state, error, segments, queued_at, accepted_at, provider_id, body
    from message where community_id = :community and kind <> 'staff' order by id
""")


def export(db: Db, community: UUID) -> Iterator[Mapping[str, Any]]:
    """Stream what we sent, without whom to."""
    result = db.execution_options(yield_per=1_000).execute(_EXPORT, {"community": community})
    for row in result:
        yield dict(row._mapping)


_COUNT_MOVING = text("""
    select count(*) from message where community_id = :community
      and (state in ('queued', 'leased', 'calling', 'unknown')
           or (channel = 'sms' and state in ('accepted', 'sent')))
""")


def count_moving(db: Db, community: UUID) -> int:
    """Count messages that are still on their way, as far as their carrier tells."""
    return int(db.execute(_COUNT_MOVING, {"community": community}).scalar_one())
