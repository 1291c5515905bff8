"""What each code of Twilio's means, at once or by receipt."""

import pytest

from bot.channels.receipts import as_notice
from bot.channels.refusals import read_failure, read_refusal
from flows.errors import NotSent, Refused


def test_send_treats_late_codes_alike_when_they_come_at_once() -> None:
    assert {code: type(read_refusal(400, code)) for code in (30001, 30002, 30005, 30007)} == {
        30001: NotSent,
        30002: NotSent,
        30005: Refused,
        30007: Refused,
    }


@pytest.mark.parametrize(
    ("code", "retry_after_s", "alerts"),
    [(30003, 3600.0, False), (30008, 3600.0, False), (30007, None, True), (21610, None, False)],
)
def test_refusal_says_whether_to_try_once_more_and_whom_to_tell(
    code: int, retry_after_s: float | None, alerts: bool
) -> None:
    refused = read_refusal(400, code)

    assert isinstance(refused, Refused)
    assert (refused.retry_after_s, refused.alerts) == (retry_after_s, alerts)


STATUSES = [
    ("queued", "accepted"),
    ("scheduled", "accepted"),
    ("sending", "accepted"),
    ("sent", "sent"),
    ("delivered", "delivered"),
    ("read", "delivered"),
    ("undelivered", "undelivered"),
    ("failed", "undelivered"),
    ("canceled", "undelivered"),
    ("received", None),
    ("", None),
]


@pytest.mark.parametrize(("status", "state"), STATUSES)
def test_receipt_is_read_in_our_own_words(status: str, state: str | None) -> None:
    notice = as_notice("SM1", status, "30005")

    assert (notice and notice.status) == state
    assert (notice is not None and notice.closes) is (state == "undelivered")


@pytest.mark.parametrize(
    ("code", "closes", "retry_after_s", "alerts"),
    [
        ("30003", False, 3600.0, False),
        ("30005", True, None, False),
        ("30006", True, None, False),
        ("30007", False, None, True),
        ("30008", False, 3600.0, False),
        ("21610", True, None, False),
        ("30002", False, None, True),
        ("", False, None, False),
        ("²", False, None, False),
    ],
)
def test_failure_says_what_a_callbacks_code_means(
    code: str, closes: bool, retry_after_s: float | None, alerts: bool
) -> None:
    failure = read_failure(code)

    assert (failure.closes_address, failure.retry_after_s) == (closes, retry_after_s)
    assert failure.alerts_organiser is alerts
