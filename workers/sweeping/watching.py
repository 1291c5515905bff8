"""Tells staff what they should see to: carriers that refuse us, Telegram's webhook, the cap."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.channels.protocol import CarrierError
from bot.channels.telegram import TelegramChannel
from flows.errors import DeliveryError
from storage import counting, outbox, spending, staff
from storage.database import Db
from storage.notices import ALERTS
from workers.house import House, Present
from workers.scenes import set_scene
from workers.speaking import as_staff_message, make_setting

log = structlog.get_logger()

PENDING_MANY = 100
ERROR_IS_NEW_S = 300.0
NEAR_PERCENT = 80


def watch(house: House, present: Present) -> None:
    """Look at what staff should know, and tell them once: once a day, of the cap once a month."""
    trouble = _ask_telegram(house)
    with house.database.transaction() as db:
        today = _today(house, present)
        if trouble:
            tell_staff(db, house, present, "system.alert_webhook", f"alert:webhook:{today}")
        for channel in counting.take(db, present.community.id, ALERTS):
            tell_staff(db, house, present, "system.alert_sending", f"alert:{channel}:{today}")
        _watch_cap(db, house, present)


def tell_staff(db: Db, house: House, present: Present, key: str, dedupe_key: str) -> None:
    """Queue a text to whoever is on duty; nothing where it was told already.

    Args:
        key: of a text in flows/library/system.yaml.
        dedupe_key: the same one is told once.
    """
    contact = staff.find_duty(db, present.community.id)
    if contact is None or outbox.knows(db, present.community.id, dedupe_key):
        return
    scene = set_scene(db, house, present)
    setting = make_setting(scene, contact.channel, None, present.engagement)
    row = as_staff_message(scene, key, setting, contact=contact, dedupe_key=dedupe_key)
    outbox.put(db, present.community.id, [row], now=scene.now)


def _watch_cap(db: Db, house: House, present: Present) -> None:
    """Tell at four fifths and at the end; of a cap that was raised, again."""
    pence = house.settings.segment_pence
    spent = spending.read(db, present.community, pence, house.clock())
    about = f"{spent.month}:{spent.cap}"
    if spent.reached:
        tell_staff(db, house, present, "system.alert_cap", f"alert:cap:{about}")
    elif spent.percent >= NEAR_PERCENT:
        tell_staff(db, house, present, "system.alert_cap_near", f"alert:cap-near:{about}")


def _ask_telegram(house: House) -> bool:
    """Say whether Telegram has trouble bringing us updates; not where we fetch them ourselves."""
    settings = house.settings
    if not settings.telegram_on or settings.public_url is None:
        return False
    try:
        info = asyncio.run(_fetch_info(house))
    except (CarrierError, DeliveryError) as error:
        log.info("Telegram cannot be asked", error=error.code)
        return False
    if not is_in_trouble(info, house.clock()):
        return False
    pending = info.get("pending_update_count")
    said = str(info.get("last_error_message", ""))[:100]
    log.warning("telegram webhook in trouble", pending=pending, error=said)
    return True


def is_in_trouble(info: Mapping[str, Any], now: datetime) -> bool:
    """Read getWebhookInfo: many updates wait, or some do and the last try failed lately."""
    pending = int(info.get("pending_update_count") or 0)
    failed_s = now.timestamp() - float(info.get("last_error_date") or 0)
    fails = bool(pending) and failed_s < ERROR_IS_NEW_S
    return bool(info.get("url")) and (pending >= PENDING_MANY or fails)


async def _fetch_info(house: House) -> Mapping[str, Any]:
    channel = house.open_channel["telegram"]()
    assert isinstance(channel, TelegramChannel)  # noqa: S101  (that is what "telegram" opens)
    try:
        return await channel.webhook_info()
    finally:
        await channel.close()


def _today(house: House, present: Present) -> str:
    return house.clock().astimezone(ZoneInfo(present.community.zone)).date().isoformat()
