"""Every format a digest comes in, by the ending of its file.

What writes office files takes a second to import: it is found when it is first needed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pkgutil import resolve_name

from insight.model import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: its media type, what it is for, and the function that renders it."""

    media_type: str
    purpose: str
    renderer: str

    def render(self, digest: Digest) -> bytes:
        """Render a digest; byte-identical for the same one."""
        render: Callable[[Digest], bytes] = resolve_name(f"workers.digests.{self.renderer}")
        return render(digest)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

FORMATS: Mapping[str, Format] = {
    ending: Format(media_type=media_type, purpose=purpose, renderer=renderer)
    for ending, media_type, purpose, renderer in (
        ("html", "text/html", "to read", "html:render_html"),
        ("plain.html", "text/html", "to read in large print", "plain:render_plain"),
        ("pdf", "application/pdf", "to print", "pdf:render_pdf"),
        (
            "docx",
            f"{_OFFICE}.wordprocessingml.document",
            "to put into a report",
            "word:render_docx",
        ),
        ("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "to count with", "workbook:render_xlsx"),
        ("ods", f"{_OPEN}.spreadsheet", "to count with, in LibreOffice", "opendocument:render_ods"),
        ("csv", "text/csv", "for programs", "table:render_csv"),
        ("json", "application/json", "for programs", "data:render_json"),
        ("rows.csv", "text/csv", "what people said, for programs", "rows:render_rows_csv"),
        (
            "rows.json",
            "application/json",
            "what people said, for programs",
            "rows:render_rows_json",
        ),
        (
            "rows.xlsx",
            f"{_OFFICE}.spreadsheetml.sheet",
            "what people said",
            "rows:render_rows_xlsx",
        ),
        ("txt", "text/plain", "to send as a text", "short:render_short"),
    )
}
"""Ending -> format, in the order people are shown them."""
