"""What is measured of the house: read at a glance, counted as batches settle. Nobody is in it.

Texts are many, so they are not counted from the first one each time: a mark says up to when they
were, and only those after it are counted anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from storage import counting
from storage.database import Db

BUCKETS_S = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0)
INBOUND, REPEATS, REPLY, REPLY_MS = "inbound:", "repeats", "reply:", "reply_ms"
TOLD_TO_WAIT, UNKNOWN = "told_to_wait:", "unknown:"
MARK = "inbound_counted_ms"
SETTLED_S = 300
"""A text's id is made before it is committed; after so long none that is older turns up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How many messages of a channel are in a state, and for how long the oldest (seconds)."""

    channel: str
    state: str
    n: int
    oldest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One look at the house.

    Attributes:
        inbound: channel -> texts that came in.
        waiting: texts nobody has answered; oldest_waiting_s: for how long the oldest (seconds).
        outbox: queued, leased, calling and unknown messages.
        replies: how many were accepted within each of BUCKETS_S and, last, later: not added up.
        reply_s: how long they took together (seconds), from text received to reply accepted.
        told_to_wait: channel -> how often a carrier said 429 or its like.
        unknown: channel -> how often a message's fate got lost.
    """

    inbound: Mapping[str, int]
    repeats: int
    waiting: int
    oldest_waiting_s: float
    dead: int
    outbox: tuple[Depth, ...]
    replies: tuple[int, ...]
    reply_s: float
    told_to_wait: Mapping[str, int]
    unknown: Mapping[str, int]


_COUNTERS = text("select name, n from counter where community_id = :community")

_SINCE = text("""
    select channel, count(*) as n from inbox
    where community_id = :community and id >= :since and id < :until
      and kind in ('text', 'button', 'media')
    group by channel
""")

_INBOX = text("""
    select (select count(*) from inbox where community_id = :community and state = 'dead') as dead,
        count(*) as waiting,
        coalesce(extract(epoch from clock_timestamp() - min(received_at)), 0) as oldest_s
    from inbox where community_id = :community and state = 'pending'
""")

_OUTBOX = text("""
    with waiting as (
        select channel, state, queued_at from message
        where community_id = :community and state in ('queued', 'leased', 'calling')
        union all
        select channel, state, queued_at from message
        where community_id = :community and state = 'unknown')
    select channel, state, count(*) as n,
        coalesce(extract(epoch from clock_timestamp() - min(queued_at)), 0) as oldest_s
    from waiting group by channel, state order by channel, state
""")
"""Each part is what a partial index holds."""


def read_figures(db: Db, community: UUID) -> Figures:
    """Look at everything once."""
    given = {"community": community}
    counted = {row.name: row.n for row in db.execute(_COUNTERS, given)}
    new = _count_inbound(db, community, counted.get(MARK, 0), None)
    inbound = _named(counted, INBOUND)
    box = db.execute(_INBOX, given).one()
    return Figures(
        inbound={name: inbound.get(name, 0) + new.get(name, 0) for name in inbound | new},
        repeats=counted.get(REPEATS, 0),
        waiting=box.waiting,
        oldest_waiting_s=max(0.0, float(box.oldest_s)),
        dead=box.dead,
        outbox=tuple(
            Depth(
                channel=row.channel,
                state=row.state,
                n=row.n,
                oldest_s=max(0.0, float(row.oldest_s)),
            )
            for row in db.execute(_OUTBOX, given)
        ),
        replies=tuple(counted.get(f"{REPLY}{n}", 0) for n in range(len(BUCKETS_S) + 1)),
        reply_s=counted.get(REPLY_MS, 0) / 1000,
        told_to_wait=_named(counted, TOLD_TO_WAIT),
        unknown=_named(counted, UNKNOWN),
    )


_NOW_MS = text("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")


def move_mark(db: Db, community: UUID) -> None:
    """Count the texts up to five minutes ago once for all. Only one sweeper at a time does."""
    counters = {row.name: row.n for row in db.execute(_COUNTERS, {"community": community})}
    before = counters.get(MARK, 0)
    until = int(db.execute(_NOW_MS).scalar_one()) - SETTLED_S * 1000
    if until <= before:
        return
    new = _count_inbound(db, community, before, until)
    counted = {f"{INBOUND}{channel}": n for channel, n in new.items()}
    counting.add(db, community, {**counted, MARK: until - before})


# The first message that answers a text is called reply:<id of the text>:0.
_REPLIES = text("""
    with took as (
        select extract(epoch from m.accepted_at - i.received_at) as s
        from message m
        join inbox i on i.community_id = m.community_id
            and i.id = case when m.dedupe_key like 'reply%'
                            then cast(split_part(m.dedupe_key, ':', 2) as uuid) end
        where m.community_id = :community and m.id = any(:ids) and m.kind = 'reply'
          and m.state = 'accepted' and split_part(m.dedupe_key, ':', 3) = '0'
          and i.kind in ('text', 'button', 'media')),
    counted as (
        select concat(cast(:reply as text), width_bucket(s, cast(:buckets as numeric[]))) as name,
               count(*) as n
        from took group by 1
        union all
        select 'reply_ms', cast(greatest(0, sum(s) * 1000) as bigint) from took having count(*) > 0)
    insert into counter (community_id, name, n)
    select :community, name, n from counted order by name
    on conflict (community_id, name) do update set n = counter.n + excluded.n
""")


def count_replies(db: Db, community: UUID, message_ids: Sequence[UUID]) -> None:
    """Count how long the replies among these messages took, now that carriers have them."""
    given = {"ids": list(message_ids), "buckets": list(BUCKETS_S), "reply": REPLY}
    db.execute(_REPLIES, {"community": community, **given})


def _count_inbound(db: Db, community: UUID, since: int, until: int | None) -> dict[str, int]:
    """Count texts by channel: since and until in milliseconds, as ids begin with."""
    given = {
        "community": community,
        "since": _first_id(since),
        "until": UUID(int=2**128 - 1) if until is None else _first_id(until),
    }
    return {row.channel: row.n for row in db.execute(_SINCE, given)}


def _first_id(milliseconds: int) -> UUID:
    return UUID(int=milliseconds << 80)


def _named(counted: Mapping[str, int], prefix: str) -> dict[str, int]:
    return {name.removeprefix(prefix): n for name, n in counted.items() if name.startswith(prefix)}
