"""The digest as sheets, which XLSX and ODS write in their own way. Holds no writing of files."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from insight.model import Digest, Shown, Table
from insight.wording import clean
from workers.digests.chosen import part_tables
from workers.digests.codebook import CHOSEN, PARTS
from workers.digests.outline import FROZEN, name_issue

Cell = str | int
LEAST_LETTERS, MOST_LETTERS = 12, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Attributes:
        name: at most 31 letters, as spreadsheets have it.
        title: what stands above.
        note: what stands below the title; "" for nothing.
        head: names of the columns; none where the rows are only words.
        has_figures: whether the columns after the first hold figures, hidden ones too.
    """

    name: str
    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_figures: bool = False


def make_sheets(digest: Digest) -> tuple[Sheet, ...]:
    """Lay the digest out: first page, contents, one table a sheet, and how it was made."""
    shown = digest.shown
    tables = [(f"Table {number}", one) for number, one in enumerate(_list_tables(shown), start=1)]
    contents = tuple((name, one.title) for name, one in tables)
    return (
        _make_first(shown),
        Sheet(
            name="Contents", title="Tables", note="", head=("Sheet", "What it shows"), rows=contents
        ),
        *(_make_table(name, one) for name, one in tables),
        _make_method(digest),
        make_codebook(CHOSEN if part_tables(shown)[0] else {}),
    )


def _list_tables(shown: Shown) -> tuple[Table, ...]:
    return (shown.topics, *shown.tables)


def _make_first(shown: Shown) -> Sheet:
    rows = [("Period", shown.period), ("In short", shown.headline)]
    rows[1:1] = [("Note", shown.note)] if shown.note else []
    for line in shown.lines:
        rows.append((line.label, line.text))
        rows += [(line.label, f"“{quote}”") for quote in line.quotes]
    rows += [("Paste this", shown.paste), ("Cite as", shown.cite)]
    rows += [(heard.topic, f"“{words}”") for heard in shown.heard for words in heard.words]
    return Sheet(
        name="First page",
        title=clean(shown.title),
        note=clean(name_issue(shown)),
        head=("What", "Words"),
        rows=_clean(rows),
    )


def _make_table(name: str, table: Table) -> Sheet:
    rows = [(row.name, *(_as_cell(figure.text) for figure in row.figures)) for row in table.rows]
    return Sheet(
        name=name,
        title=clean(table.title),
        note=clean(table.note),
        head=tuple(clean(one) for one in (table.heading, *(c.name for c in table.columns))),
        rows=_clean(rows),
        has_figures=True,
    )


def _make_method(digest: Digest) -> Sheet:
    shown = digest.shown
    rows = [(f"Question, {one.language_name}", one.text) for one in shown.questions]
    rows += [("How it was made", paragraph) for paragraph in shown.method]
    rows += [(fact.term, fact.text) for fact in shown.facts]
    rows.append(("Checksum (SHA-256)", digest.checksum))
    return Sheet(
        name="Method",
        title="How this was made, and its limits",
        note=FROZEN,
        head=("What", "Words"),
        rows=_clean(rows),
    )


def make_codebook(more: Mapping[str, str] | None = None) -> Sheet:
    """Lay out what columns, codes and values mean.

    Args:
        more: codes that only some digests have.
    """
    parts = {**PARTS, "Code": {**PARTS["Code"], **(more or {})}}
    return Sheet(
        name="Codebook",
        title="What the codes mean",
        note="Columns are only ever added at the end.",
        head=("What", "Code", "Words"),
        rows=tuple(
            (part, code, meaning)
            for part, codes in parts.items()
            for code, meaning in codes.items()
        ),
    )


def _as_cell(text: str) -> Cell:
    return int(text) if text.isdecimal() else text


def _clean(rows: list[tuple[Cell, ...]] | list[tuple[str, str]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_clean_row(row) for row in rows)


def _clean_row(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(clean(cell) if isinstance(cell, str) else cell for cell in row)


def measure(sheet: Sheet) -> list[int]:
    """Say how many letters wide each column is to be."""
    columns = zip(sheet.head, *sheet.rows, strict=True)
    return [
        min(MOST_LETTERS, max(LEAST_LETTERS, *(len(str(cell)) + 2 for cell in column)))
        for column in columns
    ]


def count_lines(row: tuple[Cell, ...], widths: list[int]) -> int:
    """Say how many lines a row takes."""
    return max(ceil(len(str(cell)) / width) for cell, width in zip(row, widths, strict=True))
