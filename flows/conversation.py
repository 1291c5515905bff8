"""One resident's way through one flow version, as a value. Holds no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

JsonScalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Where a conversation stands.

    Attributes:
        state: the state it is in, "" before it began.
        language: the language we write in.
        language_known: whether the resident (or whoever gave the number) told us the language.
        status: new, open, paused (safeguarding) or ended.
        answers: saved name -> value.
        misses: how many replies in a row we could not read.
        menu: which digits were offered last: "", language, help, ring or complaint.
        stopped: the resident told us to stop.
        reminded: "state.timer" -> how often it has spoken.
        came_from: the question before this one, for BACK.
    """

    state: str = ""
    language: str = "en"
    language_known: bool = False
    status: str = "new"
    answers: Mapping[str, JsonScalar] = field(default_factory=dict)
    misses: int = 0
    menu: str = ""
    stopped: bool = False
    reminded: Mapping[str, int] = field(default_factory=dict)
    came_from: str = ""

    @classmethod
    def begin(cls, language: str = "en", language_known: bool = False) -> "Conversation":
        """Make a conversation in which nobody has said anything yet."""
        return cls(language=language, language_known=language_known)

    def to_json(self) -> dict[str, Any]:
        """Give a plain dict that JSON can hold."""
        stored = {name: getattr(self, name) for name in _NAMES}
        return stored | {"answers": dict(self.answers), "reminded": dict(self.reminded)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Conversation":
        """Read what `to_json` gave; unknown fields are dropped, missing ones get their default."""
        return cls(**{name: stored[name] for name in _NAMES if name in stored})


_NAMES = tuple(one.name for one in fields(Conversation))
