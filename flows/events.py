"""What can happen to a conversation. Holds values only."""

import msgspec


class TextReceived(msgspec.Struct, frozen=True, gc=False):
    """A text came in.

    Attributes:
        text: as the resident wrote it.
        answered_by_carrier: the carrier has answered (STOP, START, HELP): act, say nothing.
    """

    text: str
    answered_by_carrier: bool = False


class ButtonPressed(msgspec.Struct, frozen=True, gc=False):
    """A Telegram button was pressed; `value` is the digit or code it stood for."""

    value: str


class MediaReceived(msgspec.Struct, frozen=True, gc=False):
    """Something that is not text came in.

    Attributes:
        kind: photo, voice, video, location and so on.
        value: what it says by itself: "51.5,-0.1" for a location, else "".
    """

    kind: str
    value: str = ""


class TimerFired(msgspec.Struct, frozen=True, gc=False):
    """Nobody replied; `name` is the timer's key under `after`, such as "3d"."""

    state: str
    name: str


class Started(msgspec.Struct, frozen=True, gc=False):
    """A broadcast starts the flow; `asked` is False where its question has been sent already."""

    asked: bool = True


class Entered(msgspec.Struct, frozen=True, gc=False):
    """A resident came in by themselves: by a keyword, a code on a poster, or a link.

    Attributes:
        code: the code or keyword, in its plain form.
        rest: the words they wrote behind it, "" for none; they may answer the first question.
    """

    code: str
    rest: str = ""


class Resumed(msgspec.Struct, frozen=True, gc=False):
    """What interrupted this conversation is over: ask again what was asked."""


class Released(msgspec.Struct, frozen=True, gc=False):
    """A person has looked at a safeguarding pause: the flow goes on."""


Event = (
    TextReceived
    | ButtonPressed
    | MediaReceived
    | TimerFired
    | Started
    | Entered
    | Resumed
    | Released
)
