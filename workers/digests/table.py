"""Renders a digest as one long CSV table. Reads the shown document only.

The columns are described in docs/reference/digest-schema.md.
"""

import io
from collections.abc import Iterator

from insight.model import Digest, Shown, Table
from workers.cells import write_rows

COLUMNS = ("section", "code", "name", "column", "column_name", "value", "number", "note")
Cells = tuple[str, str, str, str, str, str, str, str]


def render_csv(digest: Digest) -> bytes:
    """Render the table.

    Returns:
        UTF-8 with a byte order mark (Excel reads it right), lines ended by CR LF as RFC 4180 has
        it, byte-identical for the same digest. No cell can be taken for a formula.
    """
    out = io.StringIO(newline="")
    write_rows(out, (COLUMNS, *_rows(digest)))
    return out.getvalue().encode("utf-8-sig", "replace")


def _rows(digest: Digest) -> Iterator[Cells]:
    shown = digest.shown
    yield from _words(shown)
    for table in (shown.topics, *shown.tables):
        yield from _figures(table)
    for question in shown.questions:
        yield _text("question", question.language, question.language_name, question.text)
    for index, paragraph in enumerate(shown.method, start=1):
        yield _text("method", str(index), "", paragraph)
    yield _text("about", "checksum", "Checksum (SHA-256)", digest.checksum)


def _words(shown: Shown) -> Iterator[Cells]:
    kind = "closing" if shown.closing else "running"
    about = {
        "community": ("Community", shown.community),
        "title": ("Title", shown.title),
        "digest": ("Digest", str(shown.number)),
        "edition": ("Edition", str(shown.edition)),
        "kind": ("Kind of edition", kind),
        "period": ("Period", shown.period),
    } | ({"note": ("Note", shown.note)} if shown.note else {})
    for code, (name, text) in about.items():
        yield _text("about", code, name, text)
    for fact in shown.facts:
        yield _text("about", fact.term.lower().replace(" ", "_"), fact.term, fact.text)
    yield _text("first_page", "headline", "Headline", shown.headline)
    for line in shown.lines:
        if line.text:
            yield _text("first_page", line.key, line.label, line.text)
        for quote in line.quotes:
            yield _text("first_page", line.key, line.label, quote)
    for heard in shown.heard:
        for words in heard.words:
            yield _text("heard", heard.code, heard.topic, words)
    yield _text("first_page", "paste", "Paste this", shown.paste)
    yield _text("first_page", "cite", "Cite as", shown.cite)


def _figures(table: Table) -> Iterator[Cells]:
    for row in table.rows:
        for column, figure in zip(table.columns, row.figures, strict=True):
            number = "" if figure.value is None else str(figure.value)
            yield (
                table.id,
                row.code,
                row.name,
                column.code,
                column.name,
                figure.text,
                number,
                table.note,
            )


def _text(section: str, code: str, name: str, text: str) -> Cells:
    return (section, code, name, "", "", text, "", "")
