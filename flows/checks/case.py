"""The flow under check with what the checks look up: lines, translations, who says what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from flows.checks.finding import Finding
from flows.checks.graph import collapse, find_silent
from flows.definition import Flow, State
from flows.grammar import AUDIENCES, TITLE
from flows.grammar_states import OPTION_KINDS
from flows.tables import list_labels
from flows.yaml_tree import Node, parse_tree

SYSTEM = "system.yaml"
_SYSTEM_OPTIONS = {
    "system.help": ("call", "language", "happened", "data", "delete", "complain", "less"),
    "system.danger": ("yes", "no"),
    "system.echo": ("yes", "no"),
    "system.still_you": ("yes", "no"),
    "system.stop_ask": ("yes", "no"),
}
_OPTION = regex.compile(rf"^(\w+)\.expect\.(?:{'|'.join(OPTION_KINDS)})\.")
STAFF_TEXTS = frozenset({"system.alert", "system.dead_letters", "system.staff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A flow with its sources.

    Attributes:
        flow: with the states of the flows it plays; those are checked in their own files.
        own: as its file has it: each flow it plays is one state.
        silent: the states that silence leads to.
        lines: dotted path in the flow's file, such as "states.need.on.answered.0" -> line; texts
            stand under their key too, those every flow shares as "system.<name>".
    """

    flow: Flow
    own: Flow
    silent: frozenset[str]
    sources: Mapping[str, str]
    lines: Mapping[str, int]

    @property
    def file(self) -> str:
        """The flow's own file."""
        return f"{self.flow.id}.yaml"

    @property
    def is_for_residents(self) -> bool:
        """Residents get it, not staff and helpers."""
        return self.flow.audience == AUDIENCES[0]

    def at(self, code: str, path: str, means: str, fix: str = "") -> Finding:
        """Make a finding at a place in the flow, or at a text by its key."""
        file = SYSTEM if path.startswith("system.") else self.file
        return Finding(code=code, file=file, line=self.line(path), means=means, fix=fix)

    def line(self, path: str) -> int:
        """Find the line of a path, or of what it stands in; for a flow it plays, where it does."""
        if "/" in path:
            path = f"states.{path.removeprefix('states.').partition('/')[0]}.invoke"
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)

    def states(self) -> Iterator[State]:
        """List the flow's own states, in the file's order."""
        return iter(self.own.states.values())

    def own_keys(self) -> tuple[str, ...]:
        """List the keys of the flow's own texts, in the file's order."""
        return tuple(key for key in self.text_keys() if not key.startswith("system."))

    def said_keys(self) -> tuple[str, ...]:
        """List the keys of all texts that are said as such: no labels, no parts of others."""
        return tuple(
            key
            for key in self.text_keys()
            if ".options." not in key
            and not key.startswith("system.option_")
            and key not in (TITLE, "system.source", "system.call_line", "system.ring_line")
        )

    def text_keys(self) -> tuple[str, ...]:
        """List the keys of the flow's own texts and of those that every flow shares."""
        found = dict.fromkeys(key for key, _ in self.flow.texts)
        return tuple(key for key in found if "/" not in key)

    def is_first(self, key: str) -> bool:
        """Tell whether a text is one that comes to somebody who has not written yet."""
        first = self.flow.states[self.flow.initial]
        return key in (first.say, first.welcome)

    def options(self, key: str, language: str) -> tuple[tuple[str, str], ...]:
        """List the (digit, label) pairs that follow a text."""
        labels = [f"system.option_{name}" for name in _SYSTEM_OPTIONS.get(key, ())]
        state = self.flow.states.get(key.partition(".")[0])
        spoken = (state.say, state.welcome, state.again) if state else ()
        if state and (key in spoken or key.startswith(f"{state.name}.after.")):
            return list_labels(state, self.flow.texts, language)
        texts = (self.flow.text(label, language) for label in labels)
        return tuple((str(number), text) for number, text in enumerate(texts, 1))


def make_case(flow: Flow, sources: Mapping[str, str]) -> Case:
    """Put a flow that loaded together with where everything stands in its files."""
    file, own = f"{flow.id}.yaml", collapse(flow)
    lines = dict(_walk(parse_tree(sources[file], file), ""))
    states = {
        path.removeprefix("states."): line
        for path, line in lines.items()
        if path.startswith("states.")
    }
    options = {_OPTION.sub(r"\1.options.", path): line for path, line in states.items()}
    lines = options | states | lines
    shared = _walk(parse_tree(sources[SYSTEM], SYSTEM), "")
    lines |= {path.replace("texts.", "system.", 1): line for path, line in shared}
    silent = find_silent(flow)
    return Case(flow=flow, own=own, silent=silent, sources=sources, lines=lines)


def _walk(node: Node, path: str) -> Iterator[tuple[str, int]]:
    yield path, node.line
    if isinstance(node.value, Mapping):
        for key, below in node.value.items():
            yield from _walk(below, f"{path}.{key}".lstrip("."))
    elif isinstance(node.value, list):
        for number, below in enumerate(node.value):
            yield from _walk(below, f"{path}.{number}".lstrip("."))
