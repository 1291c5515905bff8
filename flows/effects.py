"""What a step asks the world to do. Holds values only; nothing here stores or sends."""

from dataclasses import dataclass

from flows.conversation import JsonScalar


@dataclass(frozen=True, slots=True)
class Say:
    """Say a text of the flow; never the rendered words.

    Attributes:
        purpose: reply, prompt or reminder.
        options: (digit, label) pairs, appended to the text or shown as buttons.
    """

    key: str
    language: str
    purpose: str = "reply"
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Keep a resident's own words as a contribution.

    Attributes:
        kind: need, idea, offer, barrier, question, story or other.
        held: "safeguarding" keeps it out of every digest until a person has looked.
    """

    kind: str
    text: str
    state: str
    language: str
    held: str = ""


@dataclass(frozen=True, slots=True)
class Save:
    """Keep an answer: what we read, the words it was read from, and whether we are sure."""

    name: str
    value: JsonScalar
    category: str
    raw: str
    sure: bool


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Fire `TimerFired(state, name)` this many seconds after the carrier took this step's Say."""

    state: str
    name: str
    after_s: int


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell the community's named contact; `phrase` is the entry of our list that matched."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Close all channels to this resident; `how` is word, phrase or wrong number."""

    how: str


@dataclass(frozen=True, slots=True)
class StartAgain:
    """Open the channel this came on."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Write to this resident in this language from now on."""

    language: str


@dataclass(frozen=True, slots=True)
class Request:
    """A task for a person: call, happened, data, delete or complaint."""

    kind: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The conversation ended; `reason` is closed, quiet, limit or stopped."""

    reason: str


Effect = Say | Record | Save | SetTimer | Alert | Stop | StartAgain | SetLanguage | Request | Finish
