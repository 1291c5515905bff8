"""Twilio's record of messages."""

from datetime import UTC, datetime

import pytest

from sayso.carriers.messages import Messages, count_segments

AT = datetime(2026, 5, 14, 12, 30, tzinfo=UTC)


def make_messages() -> Messages:
    messages = Messages("AC1")
    for n in range(5):
        record = messages.add(
            to=f"+4477009001{n % 2}",
            sender="+447700900000",
            body=str(n),
            direction="outbound-api",
            status="queued",
            service="",
        )
        record.sent_at = AT if n else None
    return messages


@pytest.mark.parametrize(
    ("query", "bodies"),
    [
        ({}, "43210"),
        ({"To": "+44770090010"}, "420"),
        ({"To": "+1"}, ""),
        ({"From": "+447700900000"}, "43210"),
        ({"From": "+1"}, ""),
        ({"DateSent": "2026-05-14"}, "4321"),
        ({"DateSent": "2026-05-13"}, ""),
        ({"DateSent>": "2026-05-14"}, "4321"),
        ({"DateSent>": "2026-05-14T12:30:01Z"}, ""),
        ({"DateSent<": "2026-05-14"}, "4321"),
        ({"DateSent<": "2026-05-14T12:29:59Z"}, ""),
        ({"PageSize": "2"}, "43"),
        ({"PageSize": "2", "Page": "2"}, "0"),
    ],
)
def test_list_page_filters_newest_first(query: dict[str, str], bodies: str) -> None:
    page = make_messages().list_page(query)

    assert "".join(message["body"] for message in page["messages"]) == bodies


def test_list_page_names_the_next_page_until_the_last() -> None:
    messages = make_messages()

    assert messages.list_page({"PageSize": "2", "Page": "2"})["next_page_uri"] is None
    assert "Page=1" in messages.list_page({"PageSize": "2"})["next_page_uri"]


def test_remove_forgets_once() -> None:
    messages = make_messages()
    sid = messages.list_page({})["messages"][0]["sid"]

    assert messages.remove(sid)
    assert not messages.remove(sid)
    assert messages.get(sid) is None


@pytest.mark.parametrize(
    ("body", "segments"), [("", 1), ("x" * 160, 1), ("x" * 161, 2), ("ğ" * 71, 2)]
)
def test_count_segments(body: str, segments: int) -> None:
    assert count_segments(body) == segments
