"""Announcing in Telegram groups, and leaving them."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from bot.channels.protocol import CarrierError
from flows.errors import DeliveryError, InputError
from sayso.channels import open_telegram
from storage import groups, outbox
from storage.groups import Group
from storage.queues import Lane
from workers.house import House, Present

MOST_LETTERS = 1_000


def describe(house: House, present: Present) -> list[dict[str, object]]:
    """List groups as staff read them; a number stays a group's own, whatever is left."""
    with house.database.transaction() as db:
        found = groups.list_groups(db, present.community.id)
    return [
        {"number": number, "since": one.added_at.date().isoformat(), "state": _state(one)}
        for number, one in enumerate(found, 1)
    ]


def choose(house: House, present: Present, number: str) -> list[Group]:
    """Find the groups that a number of the list, or "all", stands for.

    Raises:
        InputError: there is none of this number that we may write to.
    """
    with house.database.transaction() as db:
        found = groups.list_groups(db, present.community.id)
    chosen = [
        one
        for n, one in enumerate(found, 1)
        if number in ("all", str(n)) and one.left_at is None and not one.closed
    ]
    if not chosen:
        raise InputError(f"no group {number} that we are in; `sayso groups list` shows them")
    return chosen


def check_words(words: str) -> str:
    """Check what is to be announced.

    Raises:
        InputError: it is empty or too long.
    """
    words = words.strip()
    if not words or len(words) > MOST_LETTERS:
        raise InputError(f"say something, in {MOST_LETTERS} letters at most")
    return words


def announce(
    house: House, present: Present, chosen: Sequence[Group], words: str, *, by: str
) -> None:
    """Queue an announcement; it keeps to sending hours."""
    community, now = present.community.id, house.clock()
    with house.database.transaction() as db:
        outbox.put(
            db, community, groups.announce(db, community, chosen, words, by=by, now=now), now=now
        )
    house.doorbell.ring(Lane.TELEGRAM)


def leave(house: House, present: Present, chosen: Sequence[Group]) -> int:
    """Leave groups: at Telegram too, where it answers."""
    chats = [house.keys.open(bytes(one.sealed)) for one in chosen]
    with house.database.transaction() as db:
        for chat in chats:
            hash = house.keys.lookup(groups.CHANNEL, chat)
            groups.leave(db, present.community.id, hash=hash, now=house.clock())
    if house.settings.telegram_on:
        asyncio.run(_leave_chats(house, chats))
    return len(chats)


async def _leave_chats(house: House, chats: Sequence[str]) -> None:
    channel = open_telegram(house.settings)
    try:
        for chat in chats:
            with suppress(CarrierError, DeliveryError):  # we write there no more in any case
                await channel.leave_chat(chat)
    finally:
        await channel.close()


def _state(one: Group) -> str:
    if one.left_at is not None:
        return f"left {one.left_at.date().isoformat()}"
    return "closed by Telegram" if one.closed else "in it"
