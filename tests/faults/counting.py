"""The oracle: the carriers' ledger against the database. Changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from tests.faults.rows import Row
from tests.faults.town import LiveTown, Said

Shown = Counter[tuple[str, str, str]]  # (channel, address, words) -> copies
TAKEN = ("accepted", "sent", "delivered")


def is_settled(town: LiveTown, *, texts: int) -> bool:
    """Say whether that many texts are in and nothing is on its way any more, here or there."""
    [left] = town.values(
        """
        select (select count(*) from inbox where state not in ('done', 'dead'))
             + (select count(*) from message where state in ('queued', 'leased', 'calling')
                    or (state = 'unknown' and channel = 'sms'))
             + 1000000 * (select abs(:texts - count(*)) from inbox
                          where kind in ('text', 'button', 'media'))
    """,
        texts=texts,
    )
    return left == 0 and not list_missing(town)


def list_owed(town: LiveTown, *, states: Sequence[str] = ()) -> Shown:
    """Count the messages of the outbox; only those in some states, where any are named."""
    rows = town.rows(
        """
        select m.channel, a.sealed, m.body from message m
        join address a on a.community_id = m.community_id and a.id = m.address_id
        where m.state = any(:states) or cardinality(cast(:states as text[])) = 0
        """,
        states=list(states),
    )
    return Counter(
        (str(one["channel"]), town.house.keys.open(bytes(one["sealed"])), str(one["body"]))  # type: ignore[call-overload]
        for one in rows
    )


def list_shown(town: LiveTown) -> Shown:
    """Count what is on the handsets and came from us."""
    return Counter(
        (channel, address, one.text)
        for channel in ("sms", "telegram")
        for address, shown in town.carriers.ledger.handsets(channel).items()
        for one in shown
        if not one.from_carrier
    )


def count_extra(town: LiveTown, channel: str) -> int:
    """Count copies on handsets beyond those the outbox owes."""
    extra = list_shown(town) - list_owed(town)
    return sum(n for key, n in extra.items() if key[0] == channel)


def list_missing(town: LiveTown) -> list[tuple[str, str, str]]:
    """List messages that we think their carrier took and that no handset shows."""
    return list((list_owed(town, states=TAKEN) - list_shown(town)).elements())


def most_copies(town: LiveTown, channel: str) -> int:
    """Find how often one message is on one handset at most."""
    owed = list_owed(town)
    copies = [-(-n // owed[key]) for key, n in list_shown(town).items() if key[0] == channel]
    return max(copies, default=0)


def count_lost(town: LiveTown) -> int:
    """Count texts that residents sent and that are not counted and done."""
    done = Counter(map(str, town.values("select provider_id from inbox where state = 'done'")))
    return sum(not done[one.ticket.provider_id] for one in town.said)


def count_twice(town: LiveTown) -> int:
    """Count texts that are counted more than once; every resident's texts must differ."""
    [twice] = town.values("""
        select count(*) - count(distinct (channel, address_hash, body)) from inbox
        where kind = 'text'
    """)
    assert isinstance(twice, int)
    return twice


def measure(town: LiveTown, row: Row) -> None:
    """Fill a row with everything that can be counted."""
    row.lost, row.counted_twice = count_lost(town), count_twice(town)
    row.extra_sms, row.extra_telegram = (count_extra(town, one) for one in ("sms", "telegram"))
    measure_pace(town, row)


def measure_pace(town: LiveTown, row: Row) -> None:
    """Fill in how hard the carriers were pressed; Telegram's pace where anything went there."""
    ledger = town.carriers.ledger
    channel = "telegram" if ledger.count_accepted("telegram") else "sms"
    told, taken = ledger.count(f"{channel}_429"), ledger.count_accepted(channel)
    row.peak_per_s = ledger.peak_per_s(channel)
    row.share_429 = told / (told + taken) if taken else 0.0


def list_waits(town: LiveTown, said: Sequence[Said]) -> list[float]:
    """List the seconds from each text to its reply on the handset; the nth answers the nth."""
    texts: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for one in said:
        texts[one.channel, one.address].append(one.at)
    waits = []
    for (channel, address), times in texts.items():
        shown = town.carriers.ledger.handset(channel, address)
        replies = [
            one.at.timestamp()
            for one in shown
            if not one.from_carrier and one.at.timestamp() >= times[0]
        ]
        assert len(replies) >= len(times), "a text has no reply"
        waits += [reply - at for at, reply in zip(times, replies, strict=False)]
    return waits


def find_p95(waits: Sequence[float]) -> float:
    """Find the wait that 95 of 100 do not pass."""
    return sorted(waits)[min(len(waits) - 1, int(0.95 * len(waits)))]
