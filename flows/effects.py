"""What a step asks the world to do. Holds values only; nothing here stores or sends."""

import msgspec

from flows.conversation import JsonScalar


class Say(msgspec.Struct, frozen=True, gc=False):
    """Say a text of the flow; never the rendered words.

    Attributes:
        purpose: reply, prompt or reminder.
        options: (digit, label) pairs, appended to the text or shown as buttons.
        lead: key of a text said in front of it, in the same message; "" for none.
        echo: our reading of a reply that we ask about, for `{reading.echo}`.
        offer: a language to offer at the end, because they wrote in it; "" for none.
    """

    key: str
    language: str
    purpose: str = "reply"
    options: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    echo: str = ""
    offer: str = ""


class Record(msgspec.Struct, frozen=True, gc=False):
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


class Unrecord(msgspec.Struct, frozen=True, gc=False):
    """Take back what was last recorded in a state: the resident went BACK. It stays stored."""

    state: str


class Save(msgspec.Struct, frozen=True, gc=False):
    """Keep an answer: what we read, the words it was read from, and whether we are sure."""

    name: str
    value: JsonScalar
    category: str
    raw: str
    sure: bool


class Unsave(msgspec.Struct, frozen=True, gc=False):
    """Take an answer back; `value` is what stood there before it, None for nothing."""

    name: str
    value: JsonScalar = None


class Consent(msgspec.Struct, frozen=True, gc=False):
    """A resident agreed to a purpose, or no longer does.

    Attributes:
        purpose: service, consultation or promotion.
        key: of the text they agreed to.
    """

    purpose: str
    given: bool
    key: str
    language: str


class Join(msgspec.Struct, frozen=True, gc=False):
    """Put a resident on a list."""

    name: str


class Leave(msgspec.Struct, frozen=True, gc=False):
    """Take a resident off a list."""

    name: str


class SetTimer(msgspec.Struct, frozen=True, gc=False):
    """Fire `TimerFired(state, name)` this many seconds after the carrier took this step's Say."""

    state: str
    name: str
    after_s: int


class Alert(msgspec.Struct, frozen=True, gc=False):
    """Tell the community's named contact.

    Attributes:
        phrase: the entry of our list that matched, or the name the flow gives.
        kind: safeguarding, or flow where the flow itself asks for it.
    """

    phrase: str
    kind: str = "safeguarding"


class Promise(msgspec.Struct, frozen=True, gc=False):
    """A person has promised to see to this resident within so many seconds: a task with a day."""

    state: str
    within_s: int


class Stop(msgspec.Struct, frozen=True, gc=False):
    """Close all channels to this resident; `how` is word, phrase or wrong number."""

    how: str


class StartAgain(msgspec.Struct, frozen=True, gc=False):
    """Open the channel this came on."""


class SetLanguage(msgspec.Struct, frozen=True, gc=False):
    """Write to this resident in this language from now on."""

    language: str


class Request(msgspec.Struct, frozen=True, gc=False):
    """A task for a person: call, happened, data, delete, complaint or less."""

    kind: str


class Invoke(msgspec.Struct, frozen=True, gc=False):
    """Start another flow: the resident used its keyword or code; this one waits beneath it.

    Attributes:
        code: the keyword or code, in its plain form.
        rest: the words behind it.
    """

    code: str
    rest: str = ""


class Finish(msgspec.Struct, frozen=True, gc=False):
    """The conversation ended; `reason` is closed, quiet, limit or stopped."""

    reason: str


Effect = (
    Say
    | Record
    | Unrecord
    | Save
    | Unsave
    | Consent
    | Join
    | Leave
    | SetTimer
    | Alert
    | Promise
    | Stop
    | StartAgain
    | SetLanguage
    | Request
    | Invoke
    | Finish
)
