"""The inbox: texts as they came in.

Stored before the carrier is told yes; claimed by one worker per address at a time.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, text

from storage.database import Db, as_array, ask, make_each, together
from storage.statements import Asked

CLAIM_ROWS = 1_000
MOST_OF_ONE = 50
"""How many rows of one claim belong to one address while others wait."""
MAX_ATTEMPTS = 3


class Arrival(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One text on its way into the inbox, with its address already sealed."""

    id: UUID
    channel: str
    provider_id: str
    address_hash: bytes
    address_sealed: bytes
    kind: str
    body: str
    detail: str = ""
    reference: str = ""
    opt_out: str = ""
    carrier_order: int = 0
    received_at: datetime


class Claimed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One text that this worker alone may answer now."""

    id: UUID
    channel: str
    address_hash: bytes
    address_sealed: bytes
    kind: str
    body: str
    detail: str
    reference: str
    opt_out: str
    attempts: int
    received_at: datetime


_ENCODER = msgspec.json.Encoder()
# One statement, and so one round trip where it is a transaction of its own.
STORE = text("""
    with new as (
        insert into inbox (community_id, id, channel, provider_id, address_hash, address_sealed,
                           kind, body, detail, reference, opt_out, carrier_order, state,
                           received_at)
        select cast(:community as uuid), r.id, r.channel, r.provider_id,
               decode(r.address_hash, 'base64'), decode(r.address_sealed, 'base64'), r.kind,
               r.body, r.detail, r.reference, r.opt_out, r.carrier_order,
               case when r.kind in ('ignored', 'unreadable', 'withheld') then 'done'
                    else 'pending' end,
               r.received_at
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(
            id uuid, channel text, provider_id text, address_hash text, address_sealed text,
            kind text, body text, detail text, reference text, opt_out text, carrier_order bigint,
            received_at timestamptz)
        on conflict (community_id, channel, provider_id) do nothing
        returning 1),
    counted as (select count(*) as n from new),
    repeats as (
        insert into counter (community_id, name, n)
        select cast(:community as uuid), 'repeats', cast(:many as integer) - counted.n from counted
        where counted.n < cast(:many as integer)
        on conflict (community_id, name) do update set n = counter.n + excluded.n)
    select n from counted
""")


def store(db: Db, community: UUID, arrivals: Sequence[Arrival]) -> int:
    """Store texts; one that the carrier had sent before is counted as a repeat and changes nothing.

    Args:
        db: an open transaction, or a line (`Database.line`): it is all or nothing either way.

    Returns:
        How many were new.
    """
    given = {"community": community, "rows": encode(arrivals).decode(), "many": len(arrivals)}
    return int(db.execute(STORE, given).scalar_one())


def encode(arrivals: Sequence[Arrival]) -> bytes:
    """Encode texts as the `rows` of `STORE`."""
    # in one order everywhere: two web processes that hold copies of the same texts cannot deadlock
    ordered = sorted(arrivals, key=lambda arrival: (arrival.channel, arrival.provider_id))
    return _ENCODER.encode(ordered)  # bytes in base64: a third of the work of a dict each


# Two statements in one READ COMMITTED transaction: the first locks addresses, the second takes a
# new snapshot under those locks, so that it sees what an earlier holder committed.
_LOCK_ADDRESSES = text("""
    with heads as materialized (
        select address_hash, count(*) as n from (
            select address_hash from inbox
            where community_id = :community and state = 'pending'
              and address_hash <> all(cast(:crowding as bytea[]))
            order by id limit :limit) oldest
        group by address_hash)
    select address_hash, n,
           pg_try_advisory_xact_lock(hashtextextended(encode(address_hash, 'hex'), 7)) as locked
    from heads
""")

_READ_LOCKED = text("""
    select i.id, i.channel, i.address_hash, i.address_sealed, i.kind, i.body, i.detail, i.reference,
           i.opt_out, i.attempts, i.received_at
    from unnest(cast(:hashes as bytea[])) as held(hash)
    cross join lateral (
        select * from inbox where community_id = :community and state = 'pending'
            and address_hash = held.hash
        order by carrier_order, id limit :limit) i
    order by i.carrier_order, i.id limit :limit
""")


def ask_oldest(
    db: Db, community: UUID, *, limit: int = CLAIM_ROWS, crowding: Sequence[bytes] = ()
) -> Asked:
    """Lock the addresses of the oldest unanswered texts, to wait later for which they are.

    Args:
        crowding: addresses whose texts are not looked at.
    """
    given = {"community": community, "limit": limit, "crowding": as_array(crowding)}
    return ask(db, _LOCK_ADDRESSES, given)


def claim(
    db: Db,
    community: UUID,
    *,
    limit: int = CLAIM_ROWS,
    oldest: Asked | None = None,
    also: Callable[[Sequence[bytes]], None] | None = None,
) -> list[Claimed]:
    """Claim the oldest unanswered texts, whole addresses at a time.

    The claim lasts as long as the transaction; a worker that is killed frees it at once. An address
    that fills it (`MOST_OF_ONE`) is given what the others leave. Where another worker holds all of
    the oldest, those behind them are claimed.

    Args:
        oldest: what `ask_oldest` gave, if it was asked already.
        also: given the claimed addresses, asks for what travels with their texts. Not called where
            there is none, or where some of them crowd the others out.

    Returns:
        Texts, address by address, each in the order of its carrier: Telegram's update_id, arrival
        for SMS.
    """
    heads = list((oldest or ask_oldest(db, community, limit=limit))())
    if heads and not any(row.locked for row in heads):
        heads = _lock_oldest(db, community, limit, [row.address_hash for row in heads])
    crowding = [row for row in heads if row.n > MOST_OF_ONE]
    if crowding:
        rows = _claim_beside(db, community, crowding, limit)
    else:
        rows = _read_locked(db, community, heads, limit, also)
    return sorted(rows, key=lambda claimed: claimed.address_hash)


Rows = list[Row[Any]]


def _claim_beside(db: Db, community: UUID, crowding: Rows, limit: int) -> list[Claimed]:
    """Claim what waits behind addresses that fill the head of the queue, then what has room."""
    others = _lock_oldest(db, community, limit, [row.address_hash for row in crowding])
    rows = _read_locked(db, community, others, max(1, limit - MOST_OF_ONE * len(crowding)))
    share = max(MOST_OF_ONE, (limit - len(rows)) // len(crowding))
    for one in crowding:
        rows += _read_locked(db, community, [one], share)
    return rows


def _lock_oldest(db: Db, community: UUID, limit: int, crowding: Sequence[bytes] = ()) -> Rows:
    return list(ask_oldest(db, community, limit=limit, crowding=crowding)())


def _read_locked(
    db: Db,
    community: UUID,
    heads: Rows,
    limit: int,
    also: Callable[[Sequence[bytes]], None] | None = None,
) -> list[Claimed]:
    hashes = [row.address_hash for row in heads if row.locked]
    if not hashes:
        return []
    given = {"community": community, "hashes": as_array(hashes), "limit": limit}
    with together(db):
        asked = ask(db, _READ_LOCKED, given)
        if also:
            also(hashes)
    return make_each(Claimed, asked())


_CLAIM_ADDRESS = text("""
    select pg_try_advisory_xact_lock(hashtextextended(encode(cast(:hash as bytea), 'hex'), 7))
""")


def claim_address(db: Db, community: UUID, address_hash: bytes) -> list[Claimed]:
    """Claim the texts of one address; empty when another worker holds it."""
    if not db.execute(_CLAIM_ADDRESS, {"hash": address_hash}).scalar_one():
        return []
    given = {"community": community, "hashes": as_array([address_hash]), "limit": CLAIM_ROWS}
    return make_each(Claimed, db.execute(_READ_LOCKED, given))


_FINISH = text("""
    update inbox set state = 'done', done_at = :now, turn = (select nextval('inbox_turn'))
    where community_id = :community and id = any(cast(:ids as uuid[])) and state = 'pending'
""")

_BLANK = text("""
    update inbox set body = '', detail = 'sensitive', reference = ''
    where community_id = :community and id = any(cast(:ids as uuid[]))
""")


def finish(
    db: Db,
    community: UUID,
    ids: Sequence[UUID],
    *,
    blanked: Sequence[UUID] = (),
    now: datetime,
) -> None:
    """Mark texts as answered, in one batch.

    Args:
        blanked: those whose words are not to be kept: they answered a sensitive flow.
    """
    db.execute(_FINISH, {"community": community, "ids": as_array(ids), "now": now})
    if blanked:
        db.execute(_BLANK, {"community": community, "ids": as_array(blanked)})


_REWRITE = text("""
    update inbox set body = :body, detail = case when :apart then 'apart' else detail end
    where community_id = :community and id = :id
""")


def rewrite(db: Db, community: UUID, id: UUID, *, body: str, apart: bool) -> None:
    """Keep a text without the slip's code it began with.

    Args:
        apart: the code was all it was for: it is no part of a conversation.
    """
    db.execute(_REWRITE, {"community": community, "id": id, "body": body, "apart": apart})


_EVENTS = text("""
    with own as (
        select c.started_at, (
            select min(later.started_at) from conversation later
            where later.community_id = c.community_id and later.resident_id = c.resident_id
              and later.started_at > c.started_at) as until, c.resident_id
        from conversation c where c.community_id = :community and c.id = :conversation)
    select i.id, i.channel, i.address_hash, i.address_sealed, i.kind, i.body, i.detail,
           i.reference, i.opt_out, i.attempts, i.received_at, i.done_at
    from own
    join address a on a.community_id = :community and a.resident_id = own.resident_id
    join inbox i on i.community_id = a.community_id and i.address_hash = a.hash
    where i.state = 'done' and i.kind in ('text', 'button', 'media', 'timer', 'released')
      and i.detail <> 'apart'
      and i.done_at >= own.started_at and (own.until is null or i.done_at < own.until)
    order by i.turn, i.address_hash, i.carrier_order, i.id
""")


def list_events(db: Db, community: UUID, conversation: UUID) -> list[tuple[Claimed, datetime]]:
    """List what led a conversation to where it is, in the order it was answered.

    Returns:
        (what came in, when it was answered).
    """
    rows = db.execute(_EVENTS, {"community": community, "conversation": conversation})
    return [
        (Claimed(**{name: row._mapping[name] for name in Claimed.__struct_fields__}), row.done_at)
        for row in rows
    ]


_FAIL = text("""
    update inbox set attempts = attempts + 1, error = :error,
        state = case when attempts + 1 >= :most then 'dead' else state end
    where community_id = :community and id = :id and state = 'pending'
""")


def fail(db: Db, community: UUID, id: UUID, *, error: str) -> None:
    """Count a failed try; after three the text is a dead letter that staff can see and replay.

    Args:
        error: the exception's name, never its text (that could hold a person's words).
    """
    db.execute(_FAIL, {"community": community, "id": id, "error": error, "most": MAX_ATTEMPTS})


_WAITING = text(
    "select exists (select from inbox where community_id = :community and state = 'pending')"
)


def waits(db: Db, community: UUID) -> bool:
    """Say whether any text is unanswered."""
    return bool(db.execute(_WAITING, {"community": community}).scalar_one())


_KNOWN = text("""
    select provider_id from inbox
    where community_id = :community and channel = :channel and provider_id = any(:ids)
""")


def find_known(db: Db, community: UUID, channel: str, provider_ids: Sequence[str]) -> set[str]:
    """Say which of these texts we have already."""
    given = {"community": community, "channel": channel, "ids": list(provider_ids)}
    return set(db.execute(_KNOWN, given).scalars())


_COUNT = text("""
    select count(*) filter (where kind in ('text', 'button', 'media')) as inbound,
           count(*) filter (where state = 'pending') as waiting,
           count(*) filter (where state = 'dead') as dead,
           count(*) filter (where kind = 'unreadable') as unreadable,
           count(*) filter (where kind = 'ring') as rings,
           count(*) filter (where kind = 'withheld') as withheld,
           coalesce((select n from counter where community_id = :community and name = 'repeats'),
           0) as repeats
    from inbox where community_id = :community
""")


def count(db: Db, community: UUID) -> dict[str, int]:
    """Count texts: inbound, repeats, waiting, dead, unreadable; and rings, withheld: calls."""
    return dict(db.execute(_COUNT, {"community": community}).one()._mapping)
