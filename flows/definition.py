"""What a flow is once it has been loaded. Holds no parsing and no behaviour of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Texts = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose from.

    Attributes:
        code: what is saved.
        key: where its label stands in the flow's texts.
        words: other words that mean it, in any language.
    """

    code: str
    key: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What kind of reply a question waits for: words, choice, yes_no, number or scale."""

    kind: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Where to go. `program` is the compiled CEL guard; None always holds."""

    target: str
    guard: str = ""
    program: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """What happens when nobody replies.

    Attributes:
        name: its key under `after`, such as "3d".
        after_s: seconds after the carrier took the question.
        key: the text it says, "" for none.
        target: the state it leads to.
        times: how often it may say its text in one conversation.
    """

    name: str
    after_s: int
    key: str
    target: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One place in a conversation.

    Attributes:
        say: key of its text, "" for none.
        welcome: key of the text said instead while the language is not known, "" for none.
        again: key of its plainer wording after a miss, "" for the shared one.
        record: the kind of contribution its answer is, "" for none.
        save: the name its answer is saved under, "" for none.
        on: answered, skipped, unclear or entered -> transitions, first guard that holds wins.
    """

    name: str
    say: str = ""
    welcome: str = ""
    again: str = ""
    expect: Expect | None = None
    record: str = ""
    save: str = ""
    on: Mapping[str, tuple[Transition, ...]] = field(default_factory=dict)
    after: tuple[Timer, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A version of a flow. It never changes.

    Attributes:
        version: sha256 in hex of the sources it was loaded from.
        languages: the first is the one the flow is written in.
        offered: the languages that have texts, with the digit that chooses each.
        texts: (key, language) -> template, present for every key in every language.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    offered: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    purpose: str
    promise: str
    initial: str
    states: Mapping[str, State]
    texts: Texts

    def text(self, key: str, language: str) -> str:
        """Find a template, in the flow's first language where this one has none."""
        found = self.texts.get((key, language))
        return self.texts[(key, self.languages[0])] if found is None else found
