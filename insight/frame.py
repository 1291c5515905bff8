"""The frame of topics that people own, read from YAML. Holds no matching of texts to topics."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import regex
import yaml

from insight.errors import FrameError

MAX_CHARS = 500_000
MAX_DEPTH = 8
CODE = regex.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
LANGUAGE = regex.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One topic of a frame.

    Attributes:
        names: language -> what people see; "en" is always there.
        keywords: language -> words or phrases; a `*` at the end stands for any ending.
        sensitive: it is not to be seen on somebody's phone.
    """

    code: str
    names: Mapping[str, str]
    description: str
    keywords: Mapping[str, tuple[str, ...]]
    sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The topics of one piece of work, in the order their owners gave them."""

    id: str
    themes: tuple[Theme, ...]


def is_keyword(written: str) -> bool:
    """Tell whether this can be a keyword: with a letter or digit, and `*` only at its end."""
    return "*" not in written[:-1] and regex.search(r"[\p{L}\p{N}]", written) is not None


def parse_frame(text: str, name: str) -> Frame:
    """Read a frame of topics.

    Args:
        text: YAML with `themes`, each with a `code` and a `name`, and where there are such a
            `description`, `keywords` and `sensitive` (yes or no); names and keywords may be given
            by language, else they are English. Every scalar is text, so `no` and `on` are words.
        name: the file's name, for errors.

    Raises:
        FrameError: with file and line; nothing was kept.
    """
    reader = _Reader(name)
    root = reader.mapping(_compose(text, name), "frame", needs=("themes",), may=("id",))
    themes = tuple(reader.theme(node) for node in reader.items(root["themes"], "themes"))
    if not themes:
        raise reader.error(root["themes"], "a frame needs at least one theme")
    seen: set[str] = set()
    for theme, node in zip(themes, reader.items(root["themes"], "themes"), strict=True):
        if theme.code in seen:
            raise reader.error(node, f"the code {theme.code} is used twice")
        seen.add(theme.code)
    return Frame(id=reader.code(root["id"]) if "id" in root else "own", themes=themes)


def _compose(text: str, name: str) -> yaml.Node:
    if len(text) > MAX_CHARS:
        raise FrameError(f"more than {MAX_CHARS} characters; split it", file=name, line=1)
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            line = getattr(event.start_mark, "line", 0) + 1
            if isinstance(event, yaml.AliasEvent):
                raise FrameError("anchors and aliases are not used here", file=name, line=line)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise FrameError(f"nested deeper than {MAX_DEPTH} levels", file=name, line=line)
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        line = getattr(error.problem_mark, "line", 0) + 1
        raise FrameError(f"not YAML: {error.problem}", file=name, line=line) from error
    except yaml.YAMLError as error:
        raise FrameError("not YAML: a character that cannot be read", file=name, line=1) from error
    if node is None:
        raise FrameError("the file is empty", file=name, line=1)
    return node


class _Reader:
    """Reads nodes, and names the file and the line when something is wrong."""

    def __init__(self, file: str) -> None:
        self._file = file

    def error(self, node: yaml.Node, message: str) -> FrameError:
        return FrameError(message, file=self._file, line=node.start_mark.line + 1)

    def theme(self, node: yaml.Node) -> Theme:
        may = ("description", "keywords", "sensitive")
        parts = self.mapping(node, "theme", needs=("code", "name"), may=may)
        names = {language: self.text(value) for language, value in self.languages(parts["name"])}
        if "en" not in names:
            raise self.error(parts["name"], "a theme needs an English name (en)")
        described, words = parts.get("description"), parts.get("keywords")
        return Theme(
            code=self.code(parts["code"]),
            names=names,
            description=self.text(described) if described and described.value else "",
            keywords={
                language: tuple(self.keyword(word) for word in self.items(value, "keywords"))
                for language, value in (self.languages(words) if words and words.value else ())
            },
            sensitive="sensitive" in parts and self.yes_or_no(parts["sensitive"]),
        )

    def mapping(
        self, node: yaml.Node, what: str, *, needs: Collection[str], may: Collection[str]
    ) -> dict[str, yaml.Node]:
        found = dict(self.pairs(node, what))
        keys = sorted({*needs, *may})
        for key in needs:
            if key not in found:
                raise self.error(node, f"a {what} needs `{key}`")
        for key in sorted(set(found) - set(keys)):
            raise self.error(found[key], f"a {what} has no `{key}`; known: {', '.join(keys)}")
        return found

    def pairs(self, node: yaml.Node, what: str) -> Iterator[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, f"the {what} is not a list of `name: value`")
        seen: set[str] = set()
        for key_node, value in node.value:
            key = self.text(key_node)
            if key in seen:
                raise self.error(key_node, f"`{key}` is there twice")
            seen.add(key)
            yield key, value

    def languages(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node]]:
        """Give what stands for each language; without any, it is English."""
        if not isinstance(node, yaml.MappingNode):
            yield "en", node
            return
        for language, value in self.pairs(node, "part by language"):
            if not LANGUAGE.fullmatch(language):
                raise self.error(
                    value, f"`{language}` is not a language code such as en or bn-Latn"
                )
            yield language, value

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, f"{what} is not a list")
        return list(node.value)

    def text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.error(node, "words are missing here")
        return " ".join(node.value.split())

    def yes_or_no(self, node: yaml.Node) -> bool:
        said = self.text(node).lower()
        if said not in ("yes", "no", "true", "false"):
            raise self.error(node, f"`{said}`: write yes or no")
        return said in ("yes", "true")

    def code(self, node: yaml.Node) -> str:
        code = self.text(node)
        if not CODE.fullmatch(code):
            raise self.error(node, f"`{code}` is not a code: letters, digits, - _ and .")
        return code

    def keyword(self, node: yaml.Node) -> str:
        keyword = self.text(node)
        if not is_keyword(keyword):
            raise self.error(node, f"`{keyword}`: letters or digits, and `*` only at the end")
        return keyword
