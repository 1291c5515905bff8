"""The flow under check with what the checks look up: lines, translations, who says what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.checks.finding import Finding
from flows.definition import Flow, State
from flows.grammar import TITLE
from flows.tables import list_labels
from flows.yaml_tree import Node, parse_tree

SYSTEM = "system.yaml"
_SYSTEM_OPTIONS = {
    "system.help": ("call", "language", "happened", "data", "delete", "complain", "less"),
    "system.danger": ("yes", "no"),
    "system.echo": ("yes", "no"),
    "system.stop_ask": ("yes", "no"),
}
STAFF_TEXTS = frozenset({"system.alert", "system.staff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A flow with its sources.

    Attributes:
        lines: dotted path in the flow's file, such as "states.need.on.answered.0" -> line; texts
            stand under their key too, those every flow shares as "system.<name>".
    """

    flow: Flow
    sources: Mapping[str, str]
    lines: Mapping[str, int]

    @property
    def file(self) -> str:
        """The flow's own file."""
        return f"{self.flow.id}.yaml"

    def at(self, code: str, path: str, means: str, fix: str = "") -> Finding:
        """Make a finding at a place in the flow, or at a text by its key."""
        file = SYSTEM if path.startswith("system.") else self.file
        return Finding(code=code, file=file, line=self.line(path), means=means, fix=fix)

    def line(self, path: str) -> int:
        """Find the line of a path, or of what it stands in."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path, 1)

    def states(self) -> Iterator[State]:
        """List the states, in the file's order."""
        return iter(self.flow.states.values())

    def own_keys(self) -> tuple[str, ...]:
        """List the keys of the flow's own texts, in the file's order."""
        return tuple(key for key in self._keys() if not key.startswith("system."))

    def said_keys(self) -> tuple[str, ...]:
        """List the keys of all texts that are said as such: no labels, no parts of others."""
        return tuple(
            key
            for key in self._keys()
            if ".options." not in key
            and not key.startswith("system.option_")
            and key not in (TITLE, "system.source", "system.call_line")
        )

    def _keys(self) -> dict[str, None]:
        return dict.fromkeys(key for key, _ in self.flow.texts)

    def is_first(self, key: str) -> bool:
        """Tell whether a text is one that comes to somebody who has not written yet."""
        first = self.flow.states[self.flow.initial]
        return key in (first.say, first.welcome)

    def options(self, key: str, language: str) -> tuple[tuple[str, str], ...]:
        """List the (digit, label) pairs that follow a text."""
        labels = [f"system.option_{name}" for name in _SYSTEM_OPTIONS.get(key, ())]
        state = self.flow.states.get(key.partition(".")[0])
        if state and state.expect and key in (state.say, state.welcome, state.again):
            return list_labels(state, self.flow.texts, language)
        texts = (self.flow.text(label, language) for label in labels)
        return tuple((str(number), text) for number, text in enumerate(texts, 1))


def make_case(flow: Flow, sources: Mapping[str, str]) -> Case:
    """Put a flow that loaded together with where everything stands in its files."""
    file = f"{flow.id}.yaml"
    lines = dict(_walk(parse_tree(sources[file], file), ""))
    for name in flow.states:
        lines |= {
            path.removeprefix("states."): line
            for path, line in lines.items()
            if path.startswith(f"states.{name}.")
        }
        lines |= {
            path.replace(f"{kind}.", "options.", 1): line
            for kind in ("expect.choice", "expect.scale")
            for path, line in lines.items()
            if path.startswith(f"{name}.{kind}.")
        }
    shared = _walk(parse_tree(sources[SYSTEM], SYSTEM), "")
    lines |= {path.replace("texts.", "system.", 1): line for path, line in shared}
    return Case(flow=flow, sources=sources, lines=lines)


def _walk(node: Node, path: str) -> Iterator[tuple[str, int]]:
    yield path, node.line
    if isinstance(node.value, Mapping):
        for key, below in node.value.items():
            yield from _walk(below, f"{path}.{key}".lstrip("."))
    elif isinstance(node.value, list):
        for number, below in enumerate(node.value):
            yield from _walk(below, f"{path}.{number}".lstrip("."))
