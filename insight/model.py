"""The digest as a document: what was counted, kept apart from what is shown. Holds no wording."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

from insight.disclosure import Figure

SCHEMA = 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the first page; `quotes` are residents' words that a person cleared."""

    key: str
    label: str
    text: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: everyone, a channel, a language."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table, with a figure for each column."""

    code: str
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of protected figures. `heading` names what the rows are."""

    id: str
    title: str
    note: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A term and what there is to say on it."""

    term: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The question as it went out in one language."""

    language: str
    language_name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was said on one topic that enough people raised, in words that a person cleared."""

    code: str
    topic: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that may be read: every number in it is protected.

    Attributes:
        note: what must be known beside the period: it is a part, still open, or a new edition.
    """

    community: str
    title: str
    number: int
    edition: int
    closing: bool
    period: str
    headline: str
    lines: tuple[Line, ...]
    paste: str
    cite: str
    topics: Table
    tables: tuple[Table, ...]
    heard: tuple[Heard, ...]
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    method: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One frozen edition.

    Attributes:
        exact: counts before protection, for the recount from the database. Never rendered.
        shown: the document.
    """

    exact: Mapping[str, Any]
    shown: Shown
    schema: int = SCHEMA

    @property
    def checksum(self) -> str:
        """SHA-256 (hex) of the document as canonical JSON; says nothing of the exact counts."""
        canonical = json.dumps(
            asdict(self.shown), ensure_ascii=True, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """Lay the digest out as plain JSON values."""
        return {"schema": self.schema, "exact": dict(self.exact), "shown": asdict(self.shown)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Digest":
        """Read back what `to_json` gave, also after a way through JSON text.

        Raises:
            ValueError: it was written in a form this version does not know.
        """
        if data.get("schema") != SCHEMA:
            raise ValueError(f"a digest of form {data.get('schema')}; this version reads {SCHEMA}")
        return cls(exact=data["exact"], shown=_load(Shown, data["shown"]))


def read_part(kind: type[T], data: Mapping[str, Any]) -> T:
    """Read one part of a digest back, such as a table, whatever the form of the rest."""
    return _load(kind, data)


def _load(kind: type[T], data: Mapping[str, Any]) -> T:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: _value(hints[name], data[name]) for name in names if name in data})


def _value(kind: Any, value: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _load(kind, value)
    if not isinstance(kind, UnionType) and (inner := get_args(kind)):
        return tuple(_value(inner[0], item) for item in value)
    return value
