"""Renders a digest as XLSX. Every text is written as text: none is ever a formula."""

import io
from collections.abc import Iterable
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from insight.model import Digest
from insight.wording import clean
from workers.digests.outline import name_issue
from workers.digests.packing import repack
from workers.digests.sheets import Sheet, count_lines, make_sheets, measure

HEAD_ROW = 3
LINE_POINTS = 15
EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001  (xlsxwriter takes no zone; no file tells when it was made)


def render_xlsx(digest: Digest) -> bytes:
    """Render the workbook, byte-identical for the same digest."""
    return write_workbook(digest, make_sheets(digest))


def write_workbook(digest: Digest, sheets: Iterable[Sheet]) -> bytes:
    """Write sheets of a digest as one workbook."""
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True})
    shown = digest.shown
    book.set_properties(
        {
            "title": clean(f"{shown.title}: {name_issue(shown)}"),
            "author": clean(shown.community),
            "created": EPOCH,
        }
    )
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "font_color": "#0d4a4f"}),
        "note": book.add_format({"font_color": "#4d575e"}),
        "head": book.add_format(head),
        "figure head": book.add_format({**head, "align": "right"}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
        "figure": book.add_format({"align": "right", "valign": "top", "num_format": "#,##0"}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return repack(made.getvalue())


def _write(page: Worksheet, sheet: Sheet, formats: dict[str, object]) -> None:
    page.write_string(0, 0, sheet.title, formats["title"])
    page.write_string(1, 0, sheet.note, formats["note"])
    for at, name in enumerate(sheet.head):
        style = "figure head" if sheet.has_figures and at else "head"
        page.write_string(HEAD_ROW, at, name, formats[style])
    widths = measure(sheet)
    for down, row in enumerate(sheet.rows, start=HEAD_ROW + 1):
        page.set_row(down, LINE_POINTS * count_lines(row, widths))
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(down, at, cell, formats["figure"])
            else:
                style = "figure" if sheet.has_figures and at else "words"
                page.write_string(down, at, cell, formats[style])
    for at, width in enumerate(widths):
        page.set_column(at, at, width)
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
    page.set_landscape()
    page.fit_to_pages(1, 0)
