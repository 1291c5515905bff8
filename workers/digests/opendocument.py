"""Renders a digest as ODS. Every text is written as text: none is ever a formula."""

import io
from datetime import datetime

from odfdo import Cell, Column, Document, Row, Style, Table

from insight.model import Digest
from insight.wording import clean
from workers.digests.outline import name_issue
from workers.digests.packing import repack
from workers.digests.sheets import Sheet, make_sheets, measure

EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  (no file tells when it was made)
LETTER_CM = 0.2
THUMBNAIL = "Thumbnails/thumbnail.png"  # of the empty template


def render_ods(digest: Digest) -> bytes:
    """Render the spreadsheet, byte-identical for the same digest."""
    book = Document("spreadsheet")
    book.body.clear()
    _add_styles(book)
    for sheet in make_sheets(digest):
        book.body.append(_make_table(book, sheet))
    _describe(book, digest)
    book.del_part(THUMBNAIL)
    made = io.BytesIO()
    book.save(made)
    return repack(made.getvalue())


def _add_styles(book: Document) -> None:
    bold = Style("table-cell", name="bold")
    bold.set_properties({"fo:font-weight": "bold"}, area="text")
    wrapped = Style("table-cell", name="wrapped")
    wrapped.set_properties({"fo:wrap-option": "wrap", "style:vertical-align": "top"})
    for style in (bold, wrapped):
        book.insert_style(style, automatic=True)


def _make_table(book: Document, sheet: Sheet) -> Table:
    table = Table(sheet.name)
    for at, letters in enumerate(measure(sheet)):
        name = f"{sheet.name.replace(' ', '')}{at}"
        style = Style("table-column", name=name, width=f"{letters * LETTER_CM:.1f}cm")
        book.insert_style(style, automatic=True)
        table.append(Column(style=name))
    above = ((sheet.title,), "bold"), ((sheet.note,), ""), ((), ""), (sheet.head, "bold")
    for cells, look in (*above, *((row, "wrapped") for row in sheet.rows)):
        table.append_row(_make_row(cells, look), clone=False)  # a copy takes as long again
    return table


def _make_row(cells: tuple[str | int, ...], style: str) -> Row:
    row = Row()
    for cell in cells:
        kind = "float" if isinstance(cell, int) else "string"
        made = Cell(cell, text=str(cell), cell_type=kind, style=style or None)
        row.append_cell(made, clone=False)
    return row


def _describe(book: Document, digest: Digest) -> None:
    about = book.meta
    about.set_title(clean(f"{digest.shown.title}: {name_issue(digest.shown)}"))
    about.set_initial_creator(clean(digest.shown.community))
    about.set_creator(clean(digest.shown.community))
    about.set_language("en-GB")
    about.set_creation_date(EPOCH)
    about.set_modification_date(EPOCH)
    about.set_generator("Sayso")
