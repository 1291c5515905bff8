"""What a delivery receipt of Twilio's means in our own words, callback or list alike."""

from collections.abc import Mapping
from uuid import UUID

from bot.channels.refusals import read_failure
from storage.notices import Notice

_STATES: Mapping[str, str] = {
    "queued": "accepted",
    "accepted": "accepted",
    "scheduled": "accepted",
    "sending": "accepted",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "undelivered",
    "canceled": "undelivered",
}
"""Twilio's words for our states."""


def as_notice(
    sid: str, status: str, error_code: str, *, message_id: UUID | None = None
) -> Notice | None:
    """Read one receipt; None where its status is none that we know.

    Args:
        sid: the message's id at Twilio.
        status: in Twilio's words.
        error_code: such as "30003", or "".
        message_id: our own id, where the receipt carries it.
    """
    state = _STATES.get(status)
    if state is None:
        return None
    if state != "undelivered":
        return Notice(provider_id=sid, status=state, error=error_code, message_id=message_id)
    failure = read_failure(error_code)
    return Notice(
        provider_id=sid,
        status=state,
        error=error_code,
        message_id=message_id,
        closes=failure.closes_address,
        again_after_s=failure.retry_after_s,
        alerts=failure.alerts_organiser,
    )
