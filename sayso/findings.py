"""What `sayso doctor` finds: one line each."""

from dataclasses import dataclass
from typing import Literal

State = Literal["well", "note", "off", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the doctor.

    Attributes:
        about: a setting's name, or what was looked at: database, queue, telegram ...
        state: only "wrong" needs mending; "off" is a channel without its settings.
        words: what is so, and where it is wrong what to do.
    """

    about: str
    state: State
    words: str


def well(about: str, words: str) -> Finding:
    """Say that it is well."""
    return Finding(about=about, state="well", words=words)


def note(about: str, words: str) -> Finding:
    """Say what is worth knowing."""
    return Finding(about=about, state="note", words=words)


def wrong(about: str, words: str) -> Finding:
    """Say what is wrong, and what to do."""
    return Finding(about=about, state="wrong", words=words)


def without_name(name: str, words: str) -> str:
    """Drop the name in front: it stands there already."""
    return words.removeprefix(name).lstrip(": ,")
