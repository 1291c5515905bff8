"""Takes typed values out of a YAML tree, and says in which line they are wrong."""

from collections.abc import Collection, Mapping, Sequence

import regex

from flows.errors import FlowError
from flows.template_check import check_template
from flows.yaml_tree import Node

NAME = r"[A-Za-z][A-Za-z0-9_]{0,39}"
FLOW_ID = r"[A-Za-z][A-Za-z0-9_-]{0,39}"
_NAME = regex.compile(NAME)
_FLOW_ID = regex.compile(FLOW_ID)


class Draft:
    """One file being read; collects the texts it says.

    Attributes:
        texts: key -> text as it is written.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.texts: dict[str, str] = {}

    def refuse(self, message: str, node: Node, finding: str = "not-a-flow") -> FlowError:
        """Make the error for something wrong at a node; `finding` is the checker's code for it."""
        return FlowError(message, file=self.file, line=node.line, finding=finding)

    def take_mapping(
        self, node: Node, name: str, allowed: Collection[str] = ()
    ) -> Mapping[str, Node]:
        """Take a mapping; with `allowed`, refuse any other key."""
        if not isinstance(node.value, Mapping):
            raise self.refuse(f"{name} must be lines of 'key: value'", node)
        for key, entry in node.value.items():
            if allowed and key not in allowed:
                options = ", ".join(sorted(allowed))
                raise self.refuse(f"{name} knows no '{key[:40]}'; it knows {options}", entry)
        return node.value

    def take_list(self, node: Node, name: str) -> Sequence[Node]:
        """Take a list."""
        if not isinstance(node.value, list):
            raise self.refuse(f"{name} must be a list, such as [a, b]", node)
        return node.value

    def take_text(self, node: Node, name: str) -> str:
        """Take a text that is not empty, with single spaces."""
        if not isinstance(node.value, str) or not node.value.strip():
            raise self.refuse(f"{name} must be a text; if it is a number, put it in quotes", node)
        return " ".join(node.value.split())

    def take_name(self, node: Node, name: str) -> str:
        """Take a name: letters, digits and _."""
        return self.check_name(self.take_text(node, name), node, name)

    def take_flow_id(self, node: Node, name: str) -> str:
        """Take the id of a flow: letters, digits, _ and -."""
        word = self.take_text(node, name)
        if not _FLOW_ID.fullmatch(word):
            raise self.refuse(f"{name} must be letters, digits, _ and -, not '{word[:40]}'", node)
        return word

    def check_name(self, word: str, node: Node, name: str) -> str:
        """Give a name back, or refuse it."""
        if not _NAME.fullmatch(word):
            raise self.refuse(f"{name} must be letters, digits and _, not '{word[:40]}'", node)
        return word

    def take_one_of(self, node: Node, name: str, allowed: Sequence[str]) -> str:
        """Take one of a few words."""
        word = self.take_text(node, name)
        if word not in allowed:
            raise self.refuse(f"{name} must be one of {', '.join(allowed)}", node)
        return word

    def take_flag(self, entries: Mapping[str, Node], key: str) -> bool:
        """Take true or false; false where the key is not there."""
        flag = entries[key].value if key in entries else False
        if not isinstance(flag, bool):
            raise self.refuse(f"{key} must be true or false", entries[key])
        return flag

    def keep_text(self, key: str, node: Node, name: str) -> str:
        """Take a text that will be said, and give its key back."""
        text = self.take_text(node, name)
        check_template(text, self.file, node.line)
        self.texts[key] = text
        return key
