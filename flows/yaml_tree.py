"""YAML 1.2 core as a tree that knows its lines. Refuses what a hostile file can hide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex
import yaml

from flows.errors import FlowError

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 20_000

Value = str | int | float | bool | None | Sequence["Node"] | Mapping[str, "Node"]

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INT = regex.compile(r"[-+]?[0-9]+")
_FLOAT = regex.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value and its line (1-based; for a value in a mapping, the line of its key)."""

    value: Value
    line: int


def parse_tree(text: str, file: str) -> Node:
    """Parse one YAML document.

    Args:
        text: the file's text.
        file: its name, for errors.

    Raises:
        FlowError: too large, too deep, not YAML, or with aliases, anchors, tags or duplicate keys.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise FlowError(
            "save the file as UTF-8; this line has a broken character", file=file, line=line
        ) from error
    if size > MAX_BYTES:
        raise FlowError(
            f"the file has {size} bytes; split it, {MAX_BYTES} are allowed", file=file, line=1
        )
    try:
        return _Composer(file, yaml.parse(text, Loader=yaml.CSafeLoader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        is_tab = "\t" in "".join(text.splitlines()[line - 1 : line])
        told = "write spaces for the tab in this line" if is_tab else error.problem or error.context
        raise FlowError(f"not YAML; mend it: {told}", file=file, line=line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FlowError(
            "take out the control character in this line", file=file, line=line
        ) from error
    except yaml.YAMLError as error:
        raise FlowError(
            "not YAML; compare it with flows/library/needs.yaml", file=file, line=1
        ) from error


def _line_of(event: Any) -> int:
    return int(event.start_mark.line) + 1


def to_plain(node: Node) -> Any:
    """Give the values without their lines: dicts, lists and scalars."""
    if isinstance(node.value, dict):
        return {key: to_plain(item) for key, item in node.value.items()}
    if isinstance(node.value, list):
        return [to_plain(item) for item in node.value]
    return node.value


class _Composer:
    def __init__(self, file: str, events: Iterator[Any]) -> None:
        self.file = file
        self.events = events
        self.nodes = 0

    def document(self) -> Node:
        documents: list[Node] = []
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if documents:
                    raise self.refuse("keep one document in a file; take out this ---", event)
                documents.append(self.compose(next(self.events), 0))
        if not documents:
            raise FlowError("the file is empty; write the flow", file=self.file, line=1)
        return documents[0]

    def compose(self, event: Any, depth: int) -> Node:
        self.check(event, depth)
        line = _line_of(event)
        if isinstance(event, yaml.ScalarEvent):
            return Node(value=self.scalar(event), line=line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(value=self.sequence(depth), line=line)
        return Node(value=self.mapping(depth), line=line)

    def check(self, event: Any, depth: int) -> None:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent):
            raise self.refuse("aliases (*) are not allowed; write the value out", event)
        if event.anchor is not None:
            raise self.refuse("anchors (&) are not allowed; write the value out", event)
        if event.tag is not None:
            raise self.refuse(f"tags ({event.tag}) are not allowed; take it out", event)
        if depth > MAX_DEPTH:
            raise self.refuse(f"nested deeper than {MAX_DEPTH}; make it flatter", event)
        if self.nodes > MAX_NODES:
            raise self.refuse(f"more than {MAX_NODES} values; split the flow", event)

    def sequence(self, depth: int) -> list[Node]:
        nodes = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            nodes.append(self.compose(event, depth + 1))
        return nodes

    def mapping(self, depth: int) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.check(event, depth + 1)
                raise self.refuse("a key must be a plain word; write it as text", event)
            self.check(event, depth + 1)
            if event.value in nodes:
                raise self.refuse(f"'{event.value[:40]}' is there twice; keep one", event)
            value = self.compose(next(self.events), depth + 1).value
            nodes[event.value] = Node(value=value, line=_line_of(event))
        return nodes

    def scalar(self, event: Any) -> str | int | float | bool | None:
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INT.fullmatch(text):
            if len(text) > 18:
                raise self.refuse("this number is too long; put it in quotes", event)
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) and len(text) <= 40 else text

    def refuse(self, message: str, event: Any) -> FlowError:
        return FlowError(message, file=self.file, line=_line_of(event))
