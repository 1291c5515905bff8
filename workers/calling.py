"""One call to a carrier: what is handed over, and what its end means for the message."""

import asyncio
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from bot.channels.protocol import Channel, Outgoing
from flows.errors import DeliveryError, NotSent, Refused
from storage import addresses, counting, metrics, notices, outbox
from storage.database import Db
from storage.outbox import Leased, Outcome
from storage.sealing import Keyring
from workers.house import House

log = structlog.get_logger()

FIRST_RETRY_S = 5.0
LAST_RETRY_S = 600.0
STATUS_PATH = "/hooks/twilio/status"

MOST_MOVES = 3
TOLD_TO_WAIT, NOT_SENT = "told to wait", "not sent"

_chance = secrets.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that ended.

    Attributes:
        closes: the carrier's code, where the address is to be closed.
        moved_to: the address's new chat id, where the carrier named one.
        again_after_s: when to try once more what has failed; None: not.
        holds_channel_s: how long the whole channel is to wait.
        alerts: staff should know.
    """

    address_id: UUID
    channel: str
    outcome: Outcome
    closes: str = ""
    moved_to: str = ""
    again_after_s: float | None = None
    holds_channel_s: float = 0.0
    alerts: bool = False


async def place_call(channel: Channel, leased: Leased, to: str, house: House) -> Call:
    """Hand one message to the carrier. Never raises: one that is given up has lost its fate.

    Args:
        to: its address, opened.
    """
    try:
        provider_id = await channel.send(_as_outgoing(leased, to, house))
    except DeliveryError as error:
        return _as_failed(leased, error, house.settings.reconcile_s)
    except asyncio.CancelledError:
        return _lost(leased, house.settings.reconcile_s)
    except Exception as error:  # noqa: BLE001  (a bug in a client: the message may have left)
        log.error("channel failed", channel=leased.channel, error=type(error).__name__)
        return _lost(leased, house.settings.reconcile_s)
    return _ended(leased, "accepted", provider_id=provider_id or None)


def write_down(
    db: Db, community: UUID, calls: Sequence[Call], *, owner: str, keys: Keyring, now: datetime
) -> None:
    """Settle calls that ended, and do what their carrier's answers ask for."""
    outbox.settle(db, community, [call.outcome for call in calls], owner=owner, now=now)
    accepted = [call.outcome.id for call in calls if call.outcome.state == "accepted"]
    if accepted:
        metrics.count_replies(db, community, accepted)
    closed = {call.address_id: call.closes for call in calls if call.closes}
    if closed:
        addresses.close(db, community, closed, keys=keys, now=now)
    for call in calls:
        if call.moved_to:
            addresses.move(db, community, call.address_id, call.channel, call.moved_to, keys=keys)
    again = {
        call.outcome.id: call.again_after_s for call in calls if call.again_after_s is not None
    }
    if again:
        notices.try_again(db, community, again, now=now)
    counting.add(db, community, Counter(name for call in calls for name in _counters(call)))


def _counters(call: Call) -> Iterator[str]:
    """Name what is counted of a call; nothing of most."""
    outcome = call.outcome
    if outcome.state == "unknown":
        yield f"unknown:{call.channel}"
    elif outcome.error == TOLD_TO_WAIT:
        yield f"told_to_wait:{call.channel}"
    elif outcome.error == outbox.FATE_LOST:
        yield f"resent:{call.channel}"
    if call.alerts:
        yield f"{notices.ALERTS}{call.channel}"


def sign_callback(house: House, message_id: UUID) -> str | None:
    """Make the URL for a message's delivery receipts: our id, signed; None without PUBLIC_URL."""
    if house.settings.public_url is None:
        return None
    id = message_id.hex
    return f"{house.settings.public_url}{STATUS_PATH}?o={id}.{house.keys.sign(id)}"


def retry_after(calls: int) -> float:
    """Say how long to wait before the next try: 5 s doubling to 10 min, with jitter."""
    longest = min(LAST_RETRY_S, FIRST_RETRY_S * 2 ** min(calls, 10))
    return _chance.uniform(longest / 2, longest)


def _as_outgoing(leased: Leased, to: str, house: House) -> Outgoing:
    life_s = None
    if leased.expires_at is not None:
        life_s = max(1, int((leased.expires_at - house.clock()).total_seconds()))
    return Outgoing(
        id=leased.id,
        to=to,
        text=leased.body,
        kind=leased.kind,
        expires_in_s=life_s,
        status_callback=sign_callback(house, leased.id) if leased.channel == "sms" else None,
        buttons=tuple((digit, label) for digit, label in leased.options or ()),
        press=leased.press,
    )


def _as_failed(leased: Leased, error: DeliveryError, reconcile_s: float) -> Call:
    if isinstance(error, Refused):
        return _refused(leased, error)
    if isinstance(error, NotSent):
        wait_s = error.retry_after_s or retry_after(leased.calls)
        return _ended(
            leased,
            "queued",
            error=TOLD_TO_WAIT if error.retry_after_s else NOT_SENT,
            wait_s=wait_s,
            holds_channel_s=wait_s if error.scope == "channel" else 0.0,
            alerts=error.alerts,
        )
    return _lost(leased, reconcile_s)


def _refused(leased: Leased, error: Refused) -> Call:
    if error.moved_to and leased.calls < MOST_MOVES:
        return _ended(leased, "queued", error="moved", moved_to=error.moved_to)
    return _ended(
        leased,
        "refused",
        error=error.carrier_code,
        closes=error.carrier_code if error.closes_address else "",
        again_after_s=error.retry_after_s,
        alerts=error.alerts,
    )


def _lost(leased: Leased, reconcile_s: float) -> Call:
    """On Telegram nothing can be looked up: a reply goes once more, an announcement never does."""
    again = leased.channel == "telegram" and leased.kind in outbox.URGENT and not leased.resent
    if again:
        return _ended(leased, "queued", error=outbox.FATE_LOST)
    return _ended(leased, "unknown", error=outbox.FATE_LOST, wait_s=reconcile_s)


def _ended(
    leased: Leased,
    state: str,
    *,
    provider_id: str | None = None,
    error: str = "",
    wait_s: float = 0.0,
    **more: Any,
) -> Call:
    outcome = Outcome(
        id=leased.id,
        attempt=leased.attempt,
        state=state,
        provider_id=provider_id,
        error=error,
        wait_s=wait_s,
    )
    return Call(address_id=leased.address_id, channel=leased.channel, outcome=outcome, **more)
