"""One call to a carrier: what is handed over, and what its end means for the message."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from bot.channels.protocol import Channel, Outgoing
from flows.errors import DeliveryError, NotSent, Refused
from storage import metrics, outbox, residents
from storage.database import Db
from storage.outbox import Leased, Outcome
from workers.house import House

log = structlog.get_logger()

FIRST_RETRY_S = 5.0
LAST_RETRY_S = 600.0
STATUS_PATH = "/hooks/twilio/status"

_chance = secrets.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that ended."""

    address_id: UUID
    outcome: Outcome
    closes: str = ""  # the carrier's code, where the address is to be closed
    holds_channel_s: float = 0.0


async def place_call(channel: Channel, leased: Leased, house: House) -> Call:
    """Hand one message to the carrier. Never raises."""
    try:
        provider_id = await channel.send(_as_outgoing(leased, house))
    except DeliveryError as error:
        return _as_failed(leased, error, house.settings.reconcile_s)
    except Exception as error:  # noqa: BLE001  (a bug in a client: the message may have left)
        log.error("channel failed", channel=leased.channel, error=type(error).__name__)
        return _lost(leased, house.settings.reconcile_s)
    return _ended(leased, "accepted", provider_id=provider_id or None)


def write_down(
    db: Db, community: UUID, calls: Sequence[Call], *, owner: str, now: datetime
) -> None:
    """Settle calls that ended, and close addresses the carrier will not send to."""
    outbox.settle(db, community, [call.outcome for call in calls], owner=owner, now=now)
    accepted = [call.outcome.id for call in calls if call.outcome.state == "accepted"]
    if accepted:
        metrics.count_replies(db, community, accepted)
    closed = {call.address_id: call.closes for call in calls if call.closes}
    if closed:
        residents.close_addresses(db, community, closed, now=now)


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


def _as_outgoing(leased: Leased, house: House) -> Outgoing:
    life_s = None
    if leased.expires_at is not None:
        life_s = max(1, int((leased.expires_at - house.clock()).total_seconds()))
    return Outgoing(
        id=leased.id,
        to=house.keys.open(bytes(leased.address_sealed)),
        text=leased.body,
        kind=leased.kind,
        expires_in_s=life_s,
        status_callback=sign_callback(house, leased.id) if leased.channel == "sms" else None,
        buttons=tuple((digit, label) for digit, label in leased.options or ()),
        press=leased.press,
    )


def _as_failed(leased: Leased, error: DeliveryError, reconcile_s: float) -> Call:
    if isinstance(error, Refused):
        closes = error.carrier_code if error.closes_address else ""
        return _ended(leased, "refused", error=error.carrier_code, closes=closes)
    if isinstance(error, NotSent):
        wait_s = error.retry_after_s or retry_after(leased.calls)
        holds_s = wait_s if error.scope == "channel" else 0.0
        return _ended(leased, "queued", error=error.code, wait_s=wait_s, holds_s=holds_s)
    return _lost(leased, reconcile_s)


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
    closes: str = "",
    holds_s: float = 0.0,
) -> Call:
    outcome = Outcome(
        id=leased.id,
        attempt=leased.attempt,
        state=state,
        provider_id=provider_id,
        error=error,
        wait_s=wait_s,
    )
    return Call(
        address_id=leased.address_id, outcome=outcome, closes=closes, holds_channel_s=holds_s
    )
