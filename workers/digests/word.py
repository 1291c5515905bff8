"""Renders a digest as a Word document, with the paragraph to paste. Holds no counting."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Page
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row

from insight.model import Digest
from insight.model import Table as Counted
from insight.wording import clean
from workers.digests.outline import (
    Bars,
    Block,
    Bullets,
    Facts,
    Figures,
    Heading,
    Lines,
    Question,
    Words,
    make_outline,
    name_issue,
)
from workers.digests.packing import repack
from workers.digests.picture import render_picture

DEEP, QUIET = RGBColor(0x0D, 0x4A, 0x4F), RGBColor(0x4D, 0x57, 0x5E)
WASH = "EEF4F3"
TEXT_CM, FIRST_CM = Cm(16.6), Cm(5.5)
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def render_docx(digest: Digest) -> bytes:
    """Render the document, byte-identical for the same digest."""
    page = Document()
    _set_up(page, digest)
    for block in make_outline(digest):
        _LAY_OUT[type(block)](page, block)
    made = io.BytesIO()
    page.save(made)
    return repack(made.getvalue())


def _set_up(page: Page, digest: Digest) -> None:
    shown, about = digest.shown, page.core_properties
    about.title = clean(f"{shown.title}: {name_issue(shown)}")
    about.author = clean(shown.community)
    about.language = "en-GB"
    about.comments = about.last_modified_by = ""
    about.created = about.modified = EPOCH
    section = page.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.header.paragraphs[0].text = clean(name_issue(shown))
    normal = page.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    _speak(normal.element, "en-GB")
    for level in (1, 2, 3):
        style = page.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Arial", DEEP
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")


def _lay_out_words(page: Page, block: Words) -> None:
    paragraph = page.add_paragraph()
    run = paragraph.add_run(clean(block.text))
    if block.part == "headline":
        run.bold, run.font.size, run.font.color.rgb = True, Pt(18), DEEP
    elif block.part in ("quiet", "cite"):
        run.font.size, run.font.color.rgb = Pt(9.5), QUIET
    elif block.part == "paste":
        _shade(paragraph._p.get_or_add_pPr(), WASH)


def _lay_out_lines(page: Page, block: Lines) -> None:
    for line in block.lines:
        paragraph = page.add_paragraph(style="List Number")
        label = line.label if line.label[-1] in "?.!" else f"{line.label}:"
        paragraph.add_run(f"{clean(label)} ").bold = True
        paragraph.add_run(clean(line.text))
        for quote in line.quotes:
            page.add_paragraph(f"“{clean(quote)}”", style="List Bullet 2")


def _lay_out_question(page: Page, block: Question) -> None:
    paragraph = page.add_paragraph()
    run = paragraph.add_run(clean(block.text))
    _speak(run._r, block.language)
    if block.right_to_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _lay_out_bars(page: Page, block: Bars) -> None:
    """Put the chart in as a picture, which readers aloud are told of in words."""
    picture = page.add_picture(io.BytesIO(render_picture(block)), width=Cm(16))
    about: Any = picture._inline.docPr
    about.set("descr", clean(f"{block.title}: {block.chart.summary}"))


def _lay_out_figures(page: Page, block: Figures) -> None:
    counted = block.table
    caption = page.add_paragraph()
    caption.add_run(clean(counted.title)).bold = True
    caption.paragraph_format.keep_with_next = True
    _add_table(page, counted)
    note = page.add_paragraph()
    run = note.add_run(clean(counted.note))
    run.font.size, run.font.color.rgb = Pt(9.5), QUIET


def _add_table(page: Page, counted: Counted) -> None:
    names = [counted.heading, *(column.name for column in counted.columns)]
    table = _start_table(page, names)
    for row in counted.rows:
        cells = table.add_row().cells
        _fill(cells[0], row.name, is_number=False, bold=False)
        for cell, figure in zip(cells[1:], row.figures, strict=True):
            _fill(cell, figure.text, is_number=True, bold=False)


def _start_table(page: Page, names: Sequence[str], *, numbers: bool = True) -> Any:
    table: Any = page.add_table(rows=1, cols=len(names), style="Table Grid")
    for at, (cell, name) in enumerate(zip(table.rows[0].cells, names, strict=True)):
        width = (TEXT_CM - FIRST_CM) // (len(names) - 1) if at else FIRST_CM
        table.columns[at].width = cell.width = width
        _fill(cell, name, is_number=numbers and at > 0, bold=True)
        _shade(cell._tc.get_or_add_tcPr(), WASH)
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    _repeat(table.rows[0])
    return table


def _lay_out_facts(page: Page, block: Facts) -> None:
    table = _start_table(page, ("What", "Which"), numbers=False)
    for fact in block.facts:
        cells = table.add_row().cells
        _fill(cells[0], fact.term, is_number=False, bold=True)
        _fill(cells[1], fact.text, is_number=False, bold=False)


def _fill(cell: _Cell, text: str, *, is_number: bool, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(clean(text)).bold = bold
    paragraph.paragraph_format.space_after = Pt(2)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _repeat(row: _Row) -> None:
    """Mark the row that names the columns: it stands on each page, and readers announce it."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _shade(properties: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    properties.append(shade)


def _speak(element: Any, language: str) -> None:
    """Tell readers aloud which language this is."""
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    element.get_or_add_rPr().append(tag)


_LAY_OUT: Mapping[type[Block], Callable[[Page, Any], object]] = {
    Heading: lambda page, block: page.add_heading(clean(block.text), level=block.level),
    Words: _lay_out_words,
    Lines: _lay_out_lines,
    Bullets: lambda page, block: [
        page.add_paragraph(clean(text), style="List Bullet") for text in block.texts
    ],
    Question: _lay_out_question,
    Bars: _lay_out_bars,
    Figures: _lay_out_figures,
    Facts: _lay_out_facts,
}
