"""Long polling: fetches what a Telegram webhook would bring, without a public address.

Telegram is told that it may forget an update only after that update is committed here.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Sequence
from typing import Protocol

import orjson

from bot.channels.protocol import CarrierError, NotOffered
from bot.channels.updates import parse_update
from bot.receiving import NotSetUpError, Receiver
from flows.errors import DeliveryError
from storage.database import Unreachable
from workers.house import House

HOLD_S = 25
"""How long Telegram may hold the line when there is nothing."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0

Say = Callable[[str], None]


class Updates(Protocol):
    """Where updates come from: Telegram, or a test."""

    async def delete_webhook(self) -> None:
        """Make `get_updates` possible."""

    async def get_updates(self, offset: int, timeout_s: int) -> list[bytes]:
        """Wait for updates from `offset` on; all before it are confirmed."""

    async def close(self) -> None:
        """Close the sockets."""


async def poll_until_stopped(house: House, open_updates: Callable[[], Updates], say: Say) -> None:
    """Fetch and store until SIGTERM or SIGINT; call it in the main thread.

    Raises:
        CarrierError: Telegram refuses for good; the text says what to do.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stop.set)
    receiver = Receiver(house.database, house.keys, house.doorbell, clock=house.clock)
    updates = open_updates()
    try:
        await poll(updates, receiver, stop=stop, say=say)
    finally:
        await updates.close()


async def poll(
    updates: Updates,
    receiver: Receiver,
    *,
    stop: asyncio.Event,
    say: Say,
    first_pause_s: float = FIRST_PAUSE_S,
) -> None:
    """Fetch and store until `stop` is set.

    Args:
        first_pause_s: how long to wait after the first failure, in seconds; doubled each time.

    Raises:
        CarrierError: the token is wrong, a webhook is in the way, another one polls, or there is
            no community.
    """
    offset, pause_s, opened = 0, first_pause_s, False
    while not stop.is_set():
        try:
            if not opened:
                with contextlib.suppress(NotOffered):  # getUpdates will say whether it matters
                    await updates.delete_webhook()
                opened = True
                say("Listening to Telegram. Ctrl-C ends it.")
            got = await _unless_stopped(updates.get_updates(offset, HOLD_S), stop)
            offset = await _store(receiver, got, offset)
            pause_s = first_pause_s
        except (CarrierError, DeliveryError, *Unreachable) as error:
            say(f"{_explain(error)} Trying again in {pause_s:.0f} s.")
            await _wait(stop, pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)


async def _store(receiver: Receiver, got: Sequence[bytes], offset: int) -> int:
    """Commit what came, by the same way as the webhook.

    Returns:
        from where to go on.
    """
    if not got:
        return offset
    arrivals = [receiver.seal(parse_update(body)) for body in got]
    try:
        await asyncio.to_thread(receiver.store_texts, arrivals)
    except NotSetUpError:
        raise CarrierError("There is no community yet: `sayso start` sets one up.") from None
    read = [orjson.loads(body) for body in got]
    ids = [one.get("update_id") for one in read if isinstance(one, dict)]
    last = max((id for id in ids if isinstance(id, int)), default=None)
    if last is None:
        raise CarrierError("Telegram's updates have no number: check TELEGRAM_API_BASE_URL")
    return last + 1


async def _unless_stopped(
    fetch: Coroutine[None, None, list[bytes]], stop: asyncio.Event
) -> list[bytes]:
    """Await updates; when we are to stop, nothing: what was on its way is not confirmed."""
    fetching, stopping = asyncio.ensure_future(fetch), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((fetching, stopping), return_when=asyncio.FIRST_COMPLETED)
        return fetching.result() if fetching.done() else []
    finally:
        for task in (fetching, stopping):
            task.cancel()
        await asyncio.gather(fetching, stopping, return_exceptions=True)


def _explain(error: Exception) -> str:
    """Say what is wrong for now.

    Raises:
        CarrierError: it will not get better by waiting.
    """
    if isinstance(error, DeliveryError):
        return f"Telegram does not answer ({error})."
    if not isinstance(error, CarrierError):
        return "The database does not answer."
    said = str(error)
    if "(409)" in said:
        other = "webhook" not in said
        raise CarrierError(
            "another `sayso telegram` polls this bot already; end one of the two"
            if other
            else "somebody set a webhook for this bot; end that, then start this again"
        ) from None
    if "(429)" in said or "(5" in said:
        return "Telegram asks us to wait."
    raise error


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    """Wait, but not past the order to stop."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
