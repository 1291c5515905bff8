"""One resident's way through one flow version, as a value. Holds no behaviour."""

from collections.abc import Mapping
from typing import Any

import msgspec

JsonScalar = str | int | float | bool | None


class Given(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An answer that BACK can undo, where there is more to undo than the answer.

    Attributes:
        state: the question it answered.
        before: what its name stood for before, None for nothing.
        undo: (consent | join | leave, what) that came of it and is taken back with it.
    """

    state: str
    before: JsonScalar = None
    undo: tuple[tuple[str, str], ...] = ()


def name_question(given: str | Given) -> str:
    """Name the question that an answer on the trail was given to."""
    return given if isinstance(given, str) else given.state


class Guess(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """What we asked back about: a value we are not sure of, or words that may ask us to stop."""

    raw: str
    value: JsonScalar = None
    category: str = ""


class Conversation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Where a conversation stands.

    Fields with their default are left out of the JSON, so a default never changes its meaning.

    Attributes:
        version: of the flow it runs on to its end, "" where whoever keeps it knows.
        state: the state it is in, "" before it began.
        language: the language we write in.
        language_known: whether the resident (or whoever gave the number) told us the language.
        status: new, open, paused (safeguarding) or ended.
        answers: saved name -> value.
        misses: how many replies in a row we could not read.
        menu: which digits were offered last: "", language, help, ring, complaint, echo or stop.
        guess: what the menus echo and stop ask about.
        stopped: the resident told us to stop.
        reminded: "state.timer" -> how often it has spoken.
        trail: the answers that BACK can undo, oldest first: the question of each, or more where
            there is more to undo.
        unanswered: the question that was open when silence ended it; a late reply answers it.
        offered: the language offered last because they wrote in it.
        beneath: the conversation this one interrupted, which goes on after it; one that is new has
            not been asked anything yet, and is then.
        given: placeholder -> words that only whoever began it knew.
        engagement: id of the one it belongs to, "" for that of the conversation it is kept with.
    """

    version: str = ""
    state: str = ""
    language: str = "en"
    language_known: bool = False
    status: str = "new"
    answers: dict[str, JsonScalar] = {}
    misses: int = 0
    menu: str = ""
    guess: Guess | None = None
    stopped: bool = False
    reminded: dict[str, int] = {}
    trail: tuple[str | Given, ...] = ()
    unanswered: str = ""
    offered: str = ""
    beneath: "Conversation | None" = None
    given: dict[str, str] = {}
    engagement: str = ""

    @classmethod
    def begin(cls, language: str = "en", language_known: bool = False) -> "Conversation":
        """Make a conversation in which nobody has said anything yet."""
        return cls(language=language, language_known=language_known)

    def changed(self, **fields: Any) -> "Conversation":
        """Give the conversation with some fields changed."""
        return msgspec.structs.replace(self, **fields)

    def to_json(self) -> dict[str, Any]:
        """Give a plain dict that JSON can hold."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Conversation":
        """Read what `to_json` gave; unknown fields are dropped, missing ones get their default."""
        return msgspec.convert(stored, cls)

    def to_bytes(self) -> bytes:
        """Write it as JSON; the same conversation always gives the same bytes."""
        return _ENCODER.encode(self)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Conversation":
        """Read what `to_bytes` gave."""
        return _DECODER.decode(stored)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Conversation)
