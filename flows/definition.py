"""What a flow is once it has been loaded. Holds no parsing and no behaviour of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.effects import Say, SetTimer
from flows.guards import Guard
from flows.reader.reading import Reading

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
    """What kind of reply a question waits for: one of `flows.reader.reading.KINDS`."""

    kind: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Where to go. `program` is the compiled CEL guard; None always holds."""

    target: str
    guard: str = ""
    program: Guard | None = field(default=None, compare=False, repr=False)


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
        consent: the purpose people agree to by saying yes, or by coming here; "" for none.
        join: the list people are put on when they come here, "" for none.
        leave: the list they are taken off.
        alert: what the community's contact is told when somebody comes here, "" for nothing.
        promise_s: seconds within which a person sees to them, 0 for no promise.
        sensitive: asks a private matter.
        invoke: the flow that is played here, "" for none.
        on: answered, skipped, unclear, entered, done or quiet -> transitions, first guard that
            holds wins.
    """

    name: str
    say: str = ""
    welcome: str = ""
    again: str = ""
    expect: Expect | None = None
    record: str = ""
    save: str = ""
    consent: str = ""
    join: str = ""
    leave: str = ""
    alert: str = ""
    promise_s: int = 0
    sensitive: bool = False
    invoke: str = ""
    on: Mapping[str, tuple[Transition, ...]] = field(default_factory=dict)
    after: tuple[Timer, ...] = ()
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What a turn looks up, made once when the flow is loaded.

    Attributes:
        questions: (state, language) -> what it says, as a reply.
        arrivals: (state, language) -> that, and its timers: all that coming to it asks for.
        again: the same for what it says after the first miss, the second, and every later one.
        welcomes: the same for what it says while the language is not known.
        options: (state, language) -> (code, label, other words ...) in the order of their digits.
        plain_replies: (state, language) -> text in small letters -> how it is surely read as a
            reply there, for the texts that are told at one look.
        timers: state -> its timers.
        spoken: the languages it has texts in, by the digit that chooses each.
        acting: the states where coming there does something beside what is said.
    """

    questions: Mapping[tuple[str, str], Say]
    arrivals: Mapping[tuple[str, str], tuple[Say | SetTimer, ...]]
    again: Mapping[tuple[str, str], tuple[Say, ...]]
    welcomes: Mapping[tuple[str, str], Say]
    options: Mapping[tuple[str, str], tuple[tuple[str, ...], ...]]
    plain_replies: Mapping[tuple[str, str], Mapping[str, Reading]]
    timers: Mapping[str, tuple[SetTimer, ...]]
    spoken: Mapping[str, str]
    acting: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A version of a flow. It never changes.

    Attributes:
        version: sha256 in hex of the sources it was loaded from.
        codes: words on posters and in links that start it, as keywords do.
        audience: residents or staff.
        sensitive: what is said is kept apart from everything else.
        languages: the first is the one the flow is written in.
        offered: (digit that chooses it, language), for the languages that have texts.
        states: those of flows it plays stand here too, as "<state>/<their state>".
        texts: (key, language) -> template, present for every key in every language.
        tables: what is looked up at each turn.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    offered: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    codes: tuple[str, ...]
    audience: str
    purpose: str
    promise: str
    sensitive: bool
    initial: str
    states: Mapping[str, State]
    texts: Texts
    tables: Tables = field(compare=False, repr=False)

    def text(self, key: str, language: str) -> str:
        """Find a template, in the flow's first language where this one has none."""
        found = self.texts.get((key, language))
        return self.texts[(key, self.languages[0])] if found is None else found
