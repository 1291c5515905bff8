"""The outbox: messages on their way out. States only move forward.

queued > leased > calling > accepted > sent > delivered, or undelivered, refused, expired,
opted_out.
`calling` is committed before the socket opens, so a message whose fate got lost is known as such:
it becomes `unknown` and is
looked up, never blindly sent again (docs/explanation/delivery.md).
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import timers
from storage.database import Db, as_array, as_records, make_each
from storage.streaming import Lines, stream

REPLY, PROMPT, REMINDER, STAFF = "reply", "prompt", "reminder", "staff"
RECEIPT = "receipt"
"""What came of what somebody said: it waits for sending hours, and for nothing else."""
ASKS = (PROMPT, REMINDER)
"""What waits once the month's cap is reached."""
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
    options: Sequence[Sequence[str]] | None  # digit and label of each button
    press: str
    attempt: int
    calls: int  # how often a socket was opened for it before
    resent: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Permits:
    """What may leave now. Replies and texts to staff always may.

    Attributes:
        in_hours: it is within sending hours; outside them only what somebody gave a reason for.
        in_budget: the month's cap is not reached; beyond it nobody is asked anything by SMS.
    """

    in_hours: bool = True
    in_budget: bool = True


EVERYTHING = Permits()


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
    options, press, dedupe_key,
                         after_stop, any_hour, conversation_id, broadcast_id, state, expires_at,
                         queued_at)
    select :community, r.id, r.address_id, r.channel, r.kind,
           case when r.kind in ('reply', 'staff') then 0 else 1 end, r.body, r.segments,
           r.options, coalesce(r.press, ''), r.dedupe_key,
           coalesce(r.after_stop, false), coalesce(r.any_hour, false), r.conversation_id,
           r.broadcast_id, coalesce(r.state, 'queued'), r.expires_at, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, address_id uuid, channel text, kind text, body text, segments smallint, options
        jsonb, press text, dedupe_key text,
        after_stop boolean, any_hour boolean, conversation_id uuid, broadcast_id uuid, state text,
        expires_at timestamptz)
    on conflict (community_id, dedupe_key) do nothing
""")


def put(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """Queue messages; one with a dedupe key that was used before is left out.

    Args:
        rows: keys id, address_id, channel, kind, body, segments, dedupe_key; and where they apply
            after_stop, any_hour, conversation_id, broadcast_id, state, expires_at, options
            ([digit, label] of each button) and press (of the button it answers).
    """
    db.execute(_INSERT, {"community": community, "rows": as_records(rows), "now": now})


_MAY_LEAVE = """
    (m.kind in ('reply', 'staff') or ((:in_hours or m.any_hour)
                                      and (:in_budget or m.kind not in ('prompt', 'reminder'))))
"""

_KNOWN = text("""
    select exists (select from message where community_id = :community and dedupe_key = :key)
""")


def knows(db: Db, community: UUID, dedupe_key: str) -> bool:
    """Say whether a message was queued under this key before."""
    return bool(db.execute(_KNOWN, {"community": community, "key": dedupe_key}).scalar_one())


# One message an address at a time: the next one waits until the one before has left. Only the
# second try of what could not be delivered (`again:`) holds nothing up.
_CLAIM = text(f"""
    update message set state = 'leased', owner = :owner, attempt = attempt + 1,
                       lease_until = clock_timestamp() + make_interval(secs => :lease_s)
    where (community_id, id) in (
        select m.community_id, m.id from message m
        where m.state = 'queued' and m.channel = :channel and m.community_id = :community
          and m.priority <= :least_priority
          and (m.not_before is null or m.not_before <= clock_timestamp()) and {_MAY_LEAVE}
          and not exists (
              select from message e where e.address_id = m.address_id and e.id < m.id
                 and e.priority <= m.priority and e.state in ('queued', 'leased', 'calling')
                 and (e.state <> 'queued' or not starts_with(e.dedupe_key, 'again:')))
        order by m.priority, m.id limit :limit for update skip locked)
    returning id, address_id, channel, kind, body, segments, any_hour, options, press, attempt,
        calls, resent, expires_at,
        (select sealed from address a where a.community_id = message.community_id and a.id =
        message.address_id)
            as address_sealed
""")  # noqa: S608  (a constant)


def claim(
    db: Db,
    community: UUID,
    channel: str,
    *,
    owner: str,
    lease_s: float,
    limit: int,
    urgent_only: bool = False,
    permits: Permits = EVERYTHING,
) -> list[Leased]:
    """Lease the next messages of a channel, replies first, on the database's clock.

    Args:
        urgent_only: only what somebody waits for.
        permits: what else may leave now; the rest stays queued.
    """
    given = {
        "community": community,
        "channel": channel,
        "owner": owner,
        "lease_s": lease_s,
        "limit": limit,
        "least_priority": 0 if urgent_only else 1,
        "in_hours": permits.in_hours,
        "in_budget": permits.in_budget,
    }
    leased = make_each(Leased, db.execute(_CLAIM, given))
    return sorted(leased, key=lambda one: (one.kind not in URGENT, one.id))


# What came back to the queue of a broadcast that was paused meanwhile waits with the rest.
_CALL = text("""
    with asked as (
        select m.community_id, m.id,
               case when m.kind <> 'staff' and not m.after_stop
                         and (a.stopped_at is not null or a.closed_at is not null) then 'opted_out'
                    when b.paused_at is not null then 'queued'
                    when m.expires_at <= clock_timestamp() then 'expired'
                    else 'calling' end as next
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, attempt integer)
        join message m on m.community_id = :community and m.id = r.id and m.attempt = r.attempt
        join address a on a.community_id = m.community_id and a.id = m.address_id
        left join broadcast b on b.community_id = m.community_id and b.id = m.broadcast_id
        where m.owner = :owner and m.state = 'leased' and m.lease_until > clock_timestamp()
        order by m.id for update of m)
    update message set
        state = asked.next, called_at = clock_timestamp(), calls = calls + 1,
        lease_until = clock_timestamp() + make_interval(secs => :lease_s),
        not_before = case when asked.next = 'queued' then timestamptz '9999-01-01 00:00+00'
                          else not_before end,
        settled_at = case when asked.next in ('calling', 'queued') then null
                          else clock_timestamp() end
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


_HOLD = text("""
    select id, provider_id from message
    where community_id = :community
      and (id = any(cast(:ids as uuid[]))
           or (channel = 'sms' and provider_id = any(cast(:provider_ids as text[]))))
    order by id for update
""")


_DOUBT_AGAIN = text("""
    update message set state = 'unknown', provider_id = null, accepted_at = null,
                       settled_at = null, error = :fate_lost, looks = 0,
                       not_before = clock_timestamp()
    where community_id = :community and channel = 'sms' and id = any(:ids)
""")


def hold(db: Db, community: UUID, ids: Iterable[UUID], owners: Mapping[str, UUID | None]) -> None:
    """Lock messages in one order, so that answers to calls and receipts of them do not deadlock.

    Where one of two messages alike had adopted the other's id from the carrier's list, its fate is
    unknown again: what a call or a receipt says is known, the list was a guess.

    Args:
        owners: the carrier's ids -> whose they are, None where only the carrier's id is told.
    """
    given = {"ids": as_array(ids), "provider_ids": as_array(owners)}
    rows = db.execute(_HOLD, {"community": community, **given}).all()
    bare = {row.id for row in rows if row.provider_id is None}
    mistaken = [
        row.id for row in rows if (owner := owners.get(row.provider_id)) != row.id and owner in bare
    ]
    if mistaken:
        doubted = {"community": community, "ids": mistaken, "fate_lost": FATE_LOST}
        db.execute(_DOUBT_AGAIN, doubted)


_SETTLE = text("""
    update message set
        state = case when message.state in ('calling', 'queued', 'unknown')
                     then r.state else message.state end,
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
      and (message.state = 'calling'
           or (r.provider_id is not null and message.provider_id is null)
           or (r.state in ('accepted', 'refused') and message.state in ('queued', 'unknown')))
    returning message.id, message.state
""")


def settle(
    db: Db, community: UUID, outcomes: Sequence[Outcome], *, owner: str, now: datetime
) -> None:
    """Write down how calls ended, fenced by owner and attempt.

    One that was taken for lost meanwhile (`fates.reclaim`) is not, as long as nobody has leased it
    again. Timers of accepted questions begin to count.
    """
    rows = as_records(
        [{name: getattr(one, name) for name in Outcome.__slots__} for one in outcomes]
    )
    given = {"community": community, "rows": rows, "owner": owner, "now": now}
    owners = {one.provider_id: one.id for one in outcomes if one.provider_id}
    hold(db, community, [one.id for one in outcomes], owners)
    db.execute(_SETTLE, {**given, "fate_lost": FATE_LOST})
    timers.arm(db, [one.id for one in outcomes if one.state == "accepted"], now=now)


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


_NEXT_DUE = text(f"""
    select extract(epoch from min(greatest(coalesce(m.not_before, clock_timestamp()),
    clock_timestamp()))
                   - clock_timestamp())
    from message m
    where m.community_id = :community and m.channel = :channel and m.state = 'queued'
      and {_MAY_LEAVE}
""")  # noqa: S608  (a constant)


def seconds_to_next(
    db: Db, community: UUID, channel: str, permits: Permits = EVERYTHING
) -> float | None:
    """Say in how many seconds the next message that may leave is due; None where there is none."""
    given = {
        "community": community,
        "channel": channel,
        "in_hours": permits.in_hours,
        "in_budget": permits.in_budget,
    }
    seconds = db.execute(_NEXT_DUE, given).scalar_one()
    return None if seconds is None else float(seconds)


_COUNT = text(
    "select state, count(*) as n from message where community_id = :community group by state"
)


def count_by_state(db: Db, community: UUID) -> dict[str, int]:
    """Count messages: state -> how many."""
    return {row.state: row.n for row in db.execute(_COUNT, {"community": community})}


_AT = """to_char({0}, 'YYYY-MM-DD HH24:MI:SS' || case when {0} = date_trunc('second', {0})
    then '' else '.US' end || '+00:00') as {0}"""
_EXPORT = f"""
    select id, channel, kind, state, error, segments, {_AT.format("queued_at")},
           {_AT.format("accepted_at")}, provider_id, body
    from message where community_id = %(community)s and kind <> 'staff' order by id
"""  # noqa: S608  (constants)


def export(db: Db, community: UUID) -> Generator[Lines, None, None]:
    """Stream what we sent, without whom to. First come the columns."""
    return stream(db, _EXPORT, {"community": community})


_COUNT_MOVING = text("""
    select count(*) from message where community_id = :community
      and (state in ('queued', 'leased', 'calling', 'unknown')
           or (channel = 'sms' and state in ('accepted', 'sent')))
""")


def count_moving(db: Db, community: UUID) -> int:
    """Count messages that are still on their way, as far as their carrier tells."""
    return int(db.execute(_COUNT_MOVING, {"community": community}).scalar_one())
