import io
import json
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader

from flows.sms import count_segments
from insight.digest import cut_digest
from insight.evidence import Wording
from insight.model import Digest
from tests.unit.insight.neighbourhood import neighbourhood, running
from workers.digests.formats import FORMATS
from workers.digests.scripts import write_out

SHOUTS = "=cmd|' /C calc'!A0 #evil [x] *b* $a$"
PHONE = "+44 7700 900101"
NASTY = f"{SHOUTS} \u202egnirts\x00\ud800\uffff 🎉👍🏽 诊所"
QUESTIONS = (
    Wording(language="ar", text="ما الشيء الواحد الذي يجعل الحياة أفضل هنا؟"),
    Wording(language="bn", text="এখানে জীবন আরও ভালো করতে একটি জিনিস কী?"),
)


@pytest.fixture(scope="module")
def digest() -> Digest:
    evidence = neighbourhood()
    said = tuple(
        replace(one, words=NASTY) if one.cleared else one for one in evidence.contributions
    )
    return cut_digest(
        replace(
            evidence,
            community=replace(evidence.community, phone=PHONE),
            contributions=said,
            wordings=(*evidence.wordings, *QUESTIONS),
        )
    )


def open_office(data: bytes, part: str) -> str:
    with ZipFile(io.BytesIO(data)) as packed:
        return packed.read(part).decode()


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_same_bytes_again(digest: Digest, ending: str) -> None:
    stored = Digest.from_json(json.loads(json.dumps(digest.to_json())))

    first = FORMATS[ending].render(digest)

    assert first
    assert first == FORMATS[ending].render(stored)


@pytest.mark.parametrize("ending", ["html", "plain.html", "docx", "ods", "csv", "json"])
def test_formats_hold_the_first_page_and_no_exact_counts(digest: Digest, ending: str) -> None:
    data = FORMATS[ending].render(digest)
    if ending in ("docx", "ods"):
        text = open_office(data, {"docx": "word/document.xml", "ods": "content.xml"}[ending])
    else:
        text = data.decode()

    assert digest.shown.headline in text
    assert "came_on_own" not in text


def test_pdf_is_tagged_and_names_signs_without_a_font(digest: Digest) -> None:
    reader = PdfReader(io.BytesIO(FORMATS["pdf"].render(digest)))

    root: Any = reader.trailer["/Root"]
    words = " ".join(page.extract_text() for page in reader.pages)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert "[party popper]" in words.replace("\n", " ")
    assert "#evil" in words


def test_write_out_keeps_what_has_a_font_and_names_the_rest() -> None:
    assert write_out("Łódź, Şehir, বাংলা, عربی, it’s") == "Łódź, Şehir, বাংলা, عربی, it’s"
    assert write_out("🎉") == "[party popper]"
    assert write_out("👍🏽") == "[thumbs up sign]"
    assert write_out("a\x00b\ud800") == "a b "


def test_no_cell_of_a_workbook_is_a_formula(digest: Digest) -> None:
    xlsx, ods = FORMATS["xlsx"].render(digest), FORMATS["ods"].render(digest)

    with ZipFile(io.BytesIO(xlsx)) as packed:
        sheets = [packed.read(name) for name in packed.namelist() if "worksheets/" in name]
    content = open_office(ods, "content.xml")
    assert len(sheets) > 4
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert "table:formula" not in content
    assert PHONE in open_office(xlsx, "xl/sharedStrings.xml")


def test_word_document_names_the_columns_of_every_table(digest: Digest) -> None:
    page: Any = Document(io.BytesIO(FORMATS["docx"].render(digest)))

    assert page.tables
    for table in page.tables:
        properties = etree.tostring(table.rows[0]._tr.trPr)
        assert b"tblHeader" in properties
    assert [one.text for one in page.paragraphs if one.style.name == "Heading 1"] == [
        digest.shown.title
    ]
    assert digest.shown.paste in [one.text for one in page.paragraphs]


def test_word_document_holds_the_chart_as_a_picture_that_is_told_in_words(digest: Digest) -> None:
    page: Any = Document(io.BytesIO(FORMATS["docx"].render(digest)))

    (picture,) = page.inline_shapes
    image = page.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert image.content_type == "image/png"
    top = digest.shown.topics.rows[0]
    assert f"{top.name} {top.figures[0].text}" in picture._inline.docPr.get("descr")


@pytest.mark.parametrize("evidence", [neighbourhood(), running(), neighbourhood(3)])
def test_short_form_keeps_to_three_segments_and_says_what_is_owed(evidence: object) -> None:
    digest = cut_digest(evidence)  # type: ignore[arg-type]

    text = FORMATS["txt"].render(digest).decode().strip()

    assert count_segments(text).segments <= 3
    assert text.startswith("Marsh Lane Hall.")
