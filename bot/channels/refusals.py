"""What Twilio's error codes mean for a message and its address, as tables. Calls nobody.

Source: https://www.twilio.com/docs/api/errors.
"""

from dataclasses import dataclass

import structlog

from flows.errors import DeliveryError, FateUnknown, NotSent, Refused

_HOUR_S = 3600.0
_QUEUE_FULL_S = 60.0

# A no for good -> whether the address is closed by it
REFUSED: dict[int, bool] = {
    21211: True,  # not a phone number
    21214: True,  # cannot be reached
    21217: True,  # malformed
    21408: False,  # we have not enabled that country
    21602: False,  # no text
    21605: False,  # too long
    21610: True,  # they sent STOP
    21612: False,  # no route from our sender
    21614: True,  # not a mobile
    21617: False,  # over 1,600 characters
    30003: False,  # switched off or out of reach
    30004: True,  # blocked by them or their network
    30005: True,  # no such number
    30006: True,  # a landline
    30007: False,  # filtered as spam
    30008: False,  # no reason given
    30036: False,  # its life ended before its turn came
}
# Not sent -> seconds to wait (None: as the caller thinks best), and for whom
NOT_SENT: dict[int, tuple[float | None, str]] = {
    14107: (30.0, "address"),  # more than 30 in 30 seconds to one number
    20429: (1.0, "channel"),  # too many requests at once
    21611: (_QUEUE_FULL_S, "channel"),  # our sender's queue is full
    30001: (_QUEUE_FULL_S, "channel"),
    30022: (1.0, "channel"),  # over the rate of our campaign
}
# The phone may be back later -> seconds after which one more try can be right
_LATER: dict[int, float] = {30003: _HOUR_S, 30008: _HOUR_S}
# More messages will fail like it until a person does something
_ALERTS: frozenset[int] = frozenset({30007})
# Our own set-up is wrong: not the message's fault, so it waits for a person
SETUP: frozenset[int] = frozenset(
    {
        20003,  # wrong account or token
        20005,  # account not active
        20006,  # access denied
        20404,  # no such account
        21212,  # our From is not a number
        21603,  # no From
        21606,  # our From cannot send there
        21659,  # our From is not ours
        21701,  # no such messaging service
        21703,  # the messaging service has no sender
        21704,
        21705,
        30002,  # account suspended
        30034,  # our number is not registered
    }
)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What a failed delivery means, as its status callback tells.

    Attributes:
        closes_address: stop sending to this address.
        retry_after_s: seconds after which one more try can be right; None: no other try.
        alerts_organiser: people should know, for more messages will fail like it.
    """

    closes_address: bool
    retry_after_s: float | None
    alerts_organiser: bool


def read_failure(error_code: str) -> Failure:
    """Say what the ErrorCode of an undelivered or failed message means.

    Args:
        error_code: Twilio's code, or "" where it gave none.
    """
    code = int(error_code) if error_code.isascii() and error_code.isdigit() else 0
    wait_s = NOT_SENT[code][0] if code in NOT_SENT else _LATER.get(code)
    return Failure(
        closes_address=REFUSED.get(code, False),
        retry_after_s=wait_s,
        alerts_organiser=code in _ALERTS or code in SETUP,
    )


def read_refusal(status: int, code: int) -> DeliveryError:
    """Say what an error answer to Messages create means for the message.

    Args:
        status: the HTTP status, not 2xx.
        code: Twilio's code; the status again where the answer had none.
    """
    if status >= 500:
        return FateUnknown(f"answer {status}")
    if code in REFUSED:
        return Refused(
            "not taken",
            carrier_code=str(code),
            closes_address=REFUSED[code],
            retry_after_s=_LATER.get(code),
            alerts=code in _ALERTS,
        )
    if code in NOT_SENT or status == 429:
        wait_s, scope = NOT_SENT.get(code, NOT_SENT[20429])
        return NotSent(f"not taken {code}", retry_after_s=wait_s, scope=scope)
    if code in SETUP or status < 400 or status in {401, 403, 404}:
        _log.warning("twilio_setup_refused", status=status, code=code)
        return NotSent(f"setup refused {code}", scope="channel", alerts=True)
    return Refused("not taken", carrier_code=str(code))
