"""Asks Twilio what became of SMS whose fate or receipt got lost, and which texts we never got.

Telegram has nothing to ask. The rules are in docs/explanation/delivery.md.
"""

import asyncio
from collections.abc import Awaitable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from bot.channels.inbound import Inbound
from bot.channels.protocol import CarrierError, NotOffered
from bot.channels.receipts import as_notice
from bot.channels.sms import Listed, SmsChannel
from bot.receiving import arrive
from flows.errors import DeliveryError
from storage import fates, inbox, notices, sweeps
from storage.fates import Doubtful
from workers.house import House

log = structlog.get_logger()

CLOCK_SKEW = timedelta(seconds=2)
LISTED_TO = timedelta(seconds=1)
"""Twilio lists whole seconds."""
LOOK_BACK = timedelta(minutes=10)
SWEPT = "sms swept"
SILENT_ROWS = 1_000
MOST_PAGES = 5
MOST_LOOKUPS = 50
MOST_FAILED = 3
"""So many times that Twilio cannot be asked end a sweep."""


def reconcile(house: House, community: UUID) -> None:
    """Look up doubtful SMS and missed texts; no transaction is open while Twilio is on the line."""
    with house.database.transaction() as db:
        doubtful = fates.find_doubtful(db, community)
        mark = sweeps.read_mark(db, community, SWEPT)
    asyncio.run(_ask(house, community, doubtful, since=mark or house.clock()))


async def _ask(
    house: House, community: UUID, doubtful: Sequence[Doubtful], *, since: datetime
) -> None:
    """Ask everything; what Twilio cannot say now is asked with the next sweep."""
    channel = house.open_channel["sms"]()
    assert isinstance(channel, SmsChannel)  # noqa: S101  (that is what "sms" opens)
    try:
        await _try(_find_missed(house, community, channel, since=since))
        failed = 0
        for one in doubtful:
            failed += not await _try(_look_up(house, community, channel, one))
            if failed == MOST_FAILED:
                return
        await _try(_find_receipts(house, community, channel))
    finally:
        await channel.close()


async def _try(asking: Awaitable[None]) -> bool:
    """Say whether Twilio could be asked."""
    try:
        await asking
    except (CarrierError, DeliveryError) as error:
        log.warning("Twilio cannot be asked", error=error.code)
        return False
    return True


async def _look_up(house: House, community: UUID, channel: SmsChannel, one: Doubtful) -> None:
    to = house.keys.open(bytes(one.address_sealed))
    _decide(house, community, one, await channel.list_sent(to, one.called_at - CLOCK_SKEW))


def _decide(house: House, community: UUID, one: Doubtful, listed: Iterable[Listed]) -> None:
    """Adopt the oldest copy that can be no other message's; absent twice, it is sent again."""
    same = [
        item
        for item in listed
        if item.body.strip() == one.body.strip() and item.created_at >= one.called_at - CLOCK_SKEW
    ]
    with house.database.transaction() as db:
        taken = fates.find_claimed(db, [item.sid for item in same])
        calls = fates.find_calls_alike(db, community, one.id)
        free = [
            item
            for item in _oldest_first(same)
            if item.sid not in taken and _find_call(item, calls) == one.called_at
        ]
        if free:
            fates.adopt(db, community, one.id, free[0].sid, now=house.clock())
        else:
            fates.mark_absent(db, community, one, reconcile_s=house.settings.reconcile_s)


def _find_call(item: Listed, calls: Sequence[datetime]) -> datetime | None:
    """Find which of these calls brought a text to Twilio: the last before it was taken."""
    taken_by = item.created_at + LISTED_TO
    return max((at for at in calls if at < taken_by), default=min(calls, default=None))


async def _find_receipts(house: House, community: UUID, channel: SmsChannel) -> None:
    """Read the states of SMS that Twilio took and has said nothing final about for minutes."""
    wait_s = house.settings.reconcile_s
    with house.database.transaction() as db:
        silent = fates.find_silent(db, community, reconcile_s=wait_s, limit=SILENT_ROWS)
    if not silent:
        return
    since = min(one.called_at for one in silent) - CLOCK_SKEW
    recent = await channel.list_recent(since, most_pages=MOST_PAGES)
    listed = {item.sid: item for item in recent}
    for one in [one for one in silent if one.provider_id not in listed][:MOST_LOOKUPS]:
        with suppress(NotOffered):  # not there any more, or a server that lists only
            listed[one.provider_id] = await channel.look_up(one.provider_id)
    found = [listed[one.provider_id] for one in silent if one.provider_id in listed]
    read = [as_notice(item.sid, item.status, item.error_code) for item in found]
    said = [one for one in read if one is not None]
    with house.database.transaction() as db:
        if said:
            notices.note(db, community, said, keys=house.keys, now=house.clock())
        fates.mark_looked(db, community, [one.id for one in silent])


async def _find_missed(
    house: House, community: UUID, channel: SmsChannel, *, since: datetime
) -> None:
    """Store texts that Twilio took and could not hand over, in the order they came."""
    looked_at = house.clock()
    listed = await channel.list_received(since - LOOK_BACK)
    received = [item for item in listed if item.status in ("received", "receiving")]
    with house.database.transaction() as db:
        known = inbox.find_known(db, community, "sms", [item.sid for item in received])
        missed = [item for item in _oldest_first(received) if item.sid not in known]
        if missed:
            arrivals = [arrive(_as_inbound(item), house.keys, now=looked_at) for item in missed]
            inbox.store(db, community, arrivals)
            log.info("missed texts found", texts=len(missed))
        sweeps.set_mark(db, community, SWEPT, looked_at)


def _oldest_first(listed: Sequence[Listed]) -> list[Listed]:
    """Turn Twilio's order round; of texts of one second it is all we have."""
    oldest_first = listed[::-1]
    return sorted(oldest_first, key=lambda item: item.created_at)


def _as_inbound(item: Listed) -> Inbound:
    return Inbound(
        channel="sms",
        provider_id=item.sid,
        sender=item.sender,
        text=item.body,
        kind="text",
        media="",
        carrier_order=0,
        opt_out="",
    )
