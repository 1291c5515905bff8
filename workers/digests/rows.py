"""Renders what people said as rows: CSV, JSON and XLSX. Only words that a person cleared."""

import io
from collections.abc import Iterator

import orjson

from insight.model import Digest
from insight.picking import list_rows
from workers.cells import write_rows
from workers.digests.sheets import Sheet, make_codebook
from workers.digests.workbook import write_workbook

COLUMNS = ("digest", "edition", "row", "topics", "topic_names", "words")

Cells = tuple[int, int, int, str, str, str]


def render_rows_csv(digest: Digest) -> bytes:
    """Render the rows as CSV; written as `table.render_csv` writes."""
    out = io.StringIO(newline="")
    write_rows(out, (COLUMNS, *_make_rows(digest)))
    return out.getvalue().encode("utf-8-sig", "replace")


def render_rows_json(digest: Digest) -> bytes:
    """Render the rows as JSON: schema, columns, and rows as objects."""
    rows = [dict(zip(COLUMNS, cells, strict=True)) for cells in _make_rows(digest)]
    for row in rows:
        row["words"] = str(row["words"]).encode("utf-8", "replace").decode()
        row["topics"] = str(row["topics"]).split()
    data = {"schema": digest.schema, "columns": COLUMNS, "rows": rows}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def render_rows_xlsx(digest: Digest) -> bytes:
    """Render the rows as XLSX, with the codebook as a second sheet."""
    sheet = Sheet(
        name="Rows",
        title="What people said",
        note="Words that a person has cleared to be shown, by the alphabet.",
        head=COLUMNS,
        rows=tuple(_make_rows(digest)),
    )
    return write_workbook(digest, (sheet, make_codebook()))


def _make_rows(digest: Digest) -> Iterator[Cells]:
    shown = digest.shown
    for n, said in enumerate(list_rows(shown), start=1):
        codes = " ".join(code for code, _ in said.topics)
        names = "; ".join(name for _, name in said.topics)
        yield (shown.number, shown.edition, n, codes, names, said.words)
