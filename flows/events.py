"""What can happen to a conversation. Holds values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextReceived:
    """A text came in.

    Attributes:
        text: as the resident wrote it.
        answered_by_carrier: the carrier has answered (STOP, START, HELP): act, say nothing.
    """

    text: str
    answered_by_carrier: bool = False


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    """A Telegram button was pressed; `value` is the digit or code it stood for."""

    value: str


@dataclass(frozen=True, slots=True)
class MediaReceived:
    """Something that is not text came in: photo, voice, location and so on."""

    kind: str


@dataclass(frozen=True, slots=True)
class TimerFired:
    """Nobody replied; `name` is the timer's key under `after`, such as "3d"."""

    state: str
    name: str


@dataclass(frozen=True, slots=True)
class Started:
    """A broadcast starts the flow; `asked` is False where its question has been sent already."""

    asked: bool = True


@dataclass(frozen=True, slots=True)
class Released:
    """A person has looked at a safeguarding pause: the flow goes on."""


Event = TextReceived | ButtonPressed | MediaReceived | TimerFired | Started | Released
