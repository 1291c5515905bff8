"""What a row of the inbox is to the engine."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from flows.events import ButtonPressed, Event, MediaReceived, Released, TextReceived, TimerFired
from storage.inbox import Claimed
from workers.arriving import as_event

DOORS = {"gate7": "a version"}


def row(channel: str, kind: str, body: str, detail: str = "", opt_out: str = "") -> Claimed:
    return Claimed(
        id=UUID(int=1),
        channel=channel,
        address_hash=b"",
        address_sealed=b"",
        kind=kind,
        body=body,
        detail=detail,
        reference="",
        opt_out=opt_out,
        attempts=0,
        received_at=datetime(2026, 11, 24, tzinfo=UTC),
    )


# label, the row, whether they had stopped, the event
ROWS: list[tuple[str, Claimed, bool, Event]] = [
    ("text", row("sms", "text", "more benches"), False, TextReceived("more benches")),
    ("stop", row("sms", "text", "STOP"), False, TextReceived("STOP", answered_by_carrier=True)),
    ("yes", row("sms", "text", "Yes", "", "START"), False, TextReceived("Yes")),
    (
        "yes from stopped",
        row("sms", "text", "Yes", "", "START"),
        True,
        TextReceived("START", answered_by_carrier=True),
    ),
    ("start", row("telegram", "text", "/start"), False, TextReceived("/start")),
    ("start again", row("telegram", "text", "/start"), True, TextReceived("START")),
    ("link", row("telegram", "text", "/start Gate7"), False, TextReceived("gate7")),
    ("unknown link", row("telegram", "text", "/start x"), False, TextReceived("/start")),
    ("link from stopped", row("telegram", "text", "/start gate7"), True, TextReceived("START")),
    ("no command", row("telegram", "text", "/startle"), False, TextReceived("/startle")),
    ("press", row("telegram", "button", "2"), False, ButtonPressed("2")),
    ("photo", row("telegram", "media", "", "photo"), False, MediaReceived("photo")),
    ("caption", row("sms", "media", "the gate", "photo"), False, TextReceived("the gate")),
    (
        "place",
        row("telegram", "media", "51.5,-0.1", "location"),
        False,
        MediaReceived("location", "51.5,-0.1"),
    ),
    ("timer", row("sms", "timer", "3d", "need"), False, TimerFired("need", "3d")),
    ("released", row("sms", "released", ""), False, Released()),
]


@pytest.mark.parametrize(
    ("label", "given", "stopped", "expected"), ROWS, ids=[one[0] for one in ROWS]
)
def test_row_is_read_as(label: str, given: Claimed, stopped: bool, expected: Event) -> None:
    assert as_event(given, stopped=stopped, doors=DOORS, twilio_answers=True) == expected
