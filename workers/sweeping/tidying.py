"""Deletes texts at Twilio when they are old enough: what is said to us is not theirs to keep."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog

from bot.channels.protocol import CarrierError
from bot.channels.sms import SmsChannel
from flows.errors import DeliveryError
from storage import bodies
from workers.house import House

log = structlog.get_logger()

ROWS = 200
AT_ONCE = 8


def forget_bodies(house: House, community: UUID) -> None:
    """Delete some of the oldest texts there. What could not be deleted is tried again later."""
    days = house.settings.twilio_keep_bodies_days
    if not days:
        return
    until = house.clock() - timedelta(days=days)
    with house.database.transaction() as db:
        old = bodies.find_old(db, community, until=until, limit=ROWS)
    if not old.sids:
        return
    try:
        gone = asyncio.run(_forget(house, old.sids))
    except (CarrierError, DeliveryError) as error:
        log.warning("texts not deleted at Twilio", error=error.code)
        return
    log.info("texts deleted at Twilio", texts=gone)
    with house.database.transaction() as db:
        bodies.mark_forgotten(db, community, old)


async def _forget(house: House, sids: Sequence[str]) -> int:
    channel = house.open_channel["sms"]()
    assert isinstance(channel, SmsChannel)  # noqa: S101  (that is what "sms" opens)
    gone = 0
    try:
        for first in range(0, len(sids), AT_ONCE):
            some = [channel.forget(sid) for sid in sids[first : first + AT_ONCE]]
            gone += sum(await asyncio.gather(*some))
    finally:
        await channel.close()
    return gone
