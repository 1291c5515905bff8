"""From a row of the inbox to what the engine takes. Stores nothing."""

from collections.abc import Collection

from flows.events import ButtonPressed, Event, MediaReceived, Released, TextReceived, TimerFired
from flows.reader.normal import normalise
from storage.inbox import Claimed

BOT_START = "/start"
"""What Telegram's own Start button sends: a greeting, or START from somebody who stopped.

Behind a link such as t.me/bot?start=gate7 it sends "/start gate7": the code opens its door.
"""

PLACES = frozenset(("location", "venue"))
"""Media whose body is where it is."""

WRITTEN = frozenset(("text", "button", "media"))
"""Kinds of rows that a resident made, not we."""

TWILIO_WORDS = frozenset(
    [
        "STOP",
        "STOPALL",
        "UNSUBSCRIBE",
        "CANCEL",
        "END",
        "QUIT",
        "REVOKE",
        "OPTOUT",
        "START",
        "UNSTOP",
        "HELP",
        "INFO",
    ]
)
"""What Twilio answers by itself: one word, in any case (its help page 223134027)."""


def as_event(
    text: Claimed, *, stopped: bool, doors: Collection[str], twilio_answers: bool
) -> Event:
    """Read a row of the inbox.

    Args:
        stopped: its resident has told us to stop.
        doors: keywords and codes that start a flow, in their plain form.
        twilio_answers: Twilio itself answers its own words on SMS.
    """
    if text.kind == "timer":
        return TimerFired(state=text.detail, name=text.body)
    if text.kind == "released":
        return Released()
    if text.kind == "button":
        return ButtonPressed(value=text.body)
    if text.kind == "media" and text.detail in PLACES:
        return MediaReceived(kind=text.detail, value=text.body)
    if text.kind == "media" and not text.body.strip():
        return MediaReceived(kind=text.detail)
    if text.channel == "telegram" and text.body.startswith(BOT_START):
        return TextReceived(_read_start(text.body, stopped=stopped, doors=doors))
    return _read_text(text, stopped=stopped, twilio_answers=twilio_answers)


def _read_start(body: str, *, stopped: bool, doors: Collection[str]) -> str:
    command, _, code = body.partition(" ")
    if command != BOT_START:
        return body
    if stopped:
        return "START"
    code = normalise(code).key
    return code if code in doors else BOT_START


def _read_text(text: Claimed, *, stopped: bool, twilio_answers: bool) -> TextReceived:
    said = text.body.strip().upper()
    word = text.opt_out or said
    if word == "START" and said not in TWILIO_WORDS and not stopped:
        return TextReceived(text.body)  # YES is Twilio's word for START, and here an answer
    answered = twilio_answers and text.channel == "sms" and word in TWILIO_WORDS
    return TextReceived(
        text=text.opt_out if answered and text.opt_out else text.body,
        answered_by_carrier=answered,
    )
