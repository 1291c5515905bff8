"""What carriers say about messages: kept as it comes, merged so that a state only moves forward."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from storage import addresses, counting, outbox, timers
from storage.database import Db, as_records
from storage.ids import new_id
from storage.sealing import Keyring

ALERTS = "alert:"
"""Counters of what staff should be told, until the sweep has told them: `alert:<channel>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a carrier said about one message: a step of our own states, and its error code.

    Attributes:
        status: accepted, sent, delivered or undelivered.
        message_id: from the signed callback URL.
        closes: nothing else may be sent to that address.
        again_after_s: one more try can be right after so long; None: it cannot.
        alerts: staff should know.
    """

    provider_id: str
    status: str
    error: str = ""
    message_id: UUID | None = None
    closes: bool = False
    again_after_s: float | None = None
    alerts: bool = False


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
    returning m.id, m.provider_id, m.address_id, m.state
""")


def note(
    db: Db, community: UUID, notices: Sequence[Notice], *, keys: Keyring, now: datetime
) -> None:
    """Take in what a carrier said, in any order and as often as it likes.

    What a failure means is done in the same transaction: the address closed, one more try queued.
    """
    rows = as_records([{name: getattr(one, name) for name in Notice.__slots__} for one in notices])
    given = {"community": community, "rows": rows, "now": now}
    ours = [one.message_id for one in notices if one.message_id]
    owners = {one.provider_id: one.message_id for one in notices}
    outbox.hold(db, community, ours, owners)
    db.execute(_NOTE, given)
    merged = db.execute(_MERGE, given).all()
    timers.arm(db, [row.id for row in merged], now=now)
    failed = {one.provider_id: one for one in notices if one.status == "undelivered"}
    if failed:
        ends = [row for row in merged if row.state == "undelivered" and row.provider_id in failed]
        _follow_up(db, community, ends, failed, keys=keys, now=now)


def _follow_up(
    db: Db,
    community: UUID,
    ends: Sequence[Row[Any]],
    failed: Mapping[str, Notice],
    *,
    keys: Keyring,
    now: datetime,
) -> None:
    """Do what failures ask for; doing it again changes nothing."""
    said = [(row, failed[row.provider_id]) for row in ends]
    closed = {row.address_id: one.error for row, one in said if one.closes}
    if closed:
        addresses.close(db, community, closed, keys=keys, now=now)
    again = {row.id: one.again_after_s for row, one in said if one.again_after_s is not None}
    if again:
        try_again(db, community, again, now=now)
    alerts = sum(one.alerts for _, one in said)
    if alerts:
        counting.add(db, community, {f"{ALERTS}sms": alerts})


_AGAIN = text("""
    insert into message (community_id, id, address_id, channel, kind, priority, body, segments,
                         dedupe_key, after_stop, any_hour, conversation_id, broadcast_id, state,
                         not_before, expires_at, queued_at)
    select m.community_id, r.new_id, m.address_id, m.channel, m.kind, m.priority, m.body,
           m.segments, 'again:' || m.id, m.after_stop, m.any_hour, m.conversation_id,
           m.broadcast_id, 'queued', clock_timestamp() + make_interval(secs => r.wait_s),
           m.expires_at, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, new_id uuid, wait_s double precision)
    join message m on m.community_id = :community and m.id = r.id
    where not starts_with(m.dedupe_key, 'again:')
      and coalesce(m.expires_at > clock_timestamp() + make_interval(secs => r.wait_s), true)
    on conflict (community_id, dedupe_key) do nothing
""")


def try_again(db: Db, community: UUID, again: Mapping[UUID, float], *, now: datetime) -> None:
    """Queue one more try of messages that failed, once in a message's life; the first stays failed.

    Args:
        again: message id -> seconds to wait before.
    """
    rows = [{"id": id, "new_id": new_id(), "wait_s": wait_s} for id, wait_s in again.items()]
    db.execute(_AGAIN, {"community": community, "rows": as_records(rows), "now": now})
