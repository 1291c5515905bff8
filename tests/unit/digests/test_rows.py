import csv
import io
import json
import re
import zipfile
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

from insight.digest import cut_digest
from insight.evidence import Evidence
from insight.model import Digest, Heard, Shown
from insight.picking import PICKED, pick_words, say_rest
from insight.scope import Scope
from tests.unit.insight.neighbourhood import neighbourhood, running
from workers.digests import codebook, rows, table
from workers.digests.html import render_html
from workers.digests.rows import render_rows_csv, render_rows_json, render_rows_xlsx
from workers.digests.sheets import make_sheets

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "digest-schema.md"
NASTY = "=1+1 the bench"


def cleared() -> Evidence:
    said = tuple(
        replace(one, cleared=False, words=NASTY if n == 3 else one.words)
        for n, one in enumerate(neighbourhood().contributions)
    )
    return replace(
        neighbourhood(),
        contributions=said,
        quotes=tuple((one.id, one.words) for one in said),
    )


def read(evidence: Evidence) -> list[dict[str, str]]:
    text = render_rows_csv(cut_digest(evidence)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_rows_hold_all_cleared_words_and_nothing_that_tells_whose_they_are() -> None:
    evidence = cleared()
    found = read(evidence)

    assert tuple(found[0]) == rows.COLUMNS
    said = {one.words for one in evidence.contributions if not one.held}
    shown = {row["words"].removeprefix("'") for row in found}
    assert shown <= said
    assert len(shown) == len(found) > 100
    assert [row["row"] for row in found] == [str(n) for n in range(1, len(found) + 1)]
    for resident in evidence.participants:
        assert resident.id not in render_rows_csv(cut_digest(evidence)).decode()


def test_row_on_a_topic_of_few_people_does_not_name_it() -> None:
    found = {row["words"]: row for row in read(cleared())}

    assert found["a step-free way into the clinic"]["topics"] == ""
    assert any(row["topics"] == "homes" for row in found.values())


def test_nothing_uncleared_is_a_row() -> None:
    assert read(replace(cleared(), quotes=())) == []


def test_rows_are_the_same_in_each_format_and_from_byte_to_byte() -> None:
    digest = cut_digest(cleared())
    data = json.loads(render_rows_json(digest))

    assert [row["words"] for row in data["rows"]] == [
        row["words"].removeprefix("'") for row in read(cleared())
    ]
    assert data["columns"] == list(rows.COLUMNS)
    book = render_rows_xlsx(digest)
    assert book == render_rows_xlsx(digest)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_formula_in_a_row_is_disarmed() -> None:
    assert any(row["words"] == f"'{NASTY}" for row in read(cleared()))


def test_page_picks_words_and_says_where_the_rest_is() -> None:
    few = Heard(code="a", topic="A", words=("one", "two"))
    many = Heard(code="a", topic="A", words=tuple(f"{n:03}" for n in range(100)))

    assert (pick_words(few), say_rest(few)) == (("one", "two"), "")
    assert len(set(pick_words(many))) == PICKED
    assert say_rest(many) in render_html(replace_heard(many)).decode()


def replace_heard(heard: Heard) -> Digest:
    digest = cut_digest(neighbourhood())
    return replace(digest, shown=replace(digest.shown, heard=(heard,)))


def test_no_column_and_no_code_is_missing_from_the_codebook_and_its_page() -> None:
    page = SCHEMA.read_text("utf-8")
    named = set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))

    assert tuple(codebook.COLUMNS) == table.COLUMNS
    assert tuple(codebook.ROWS) == rows.COLUMNS
    for codes in codebook.PARTS.values():
        assert set(codes) <= named, set(codes) - named
    digest = cut_digest(running())
    shown = {row.code for one in (digest.shown.topics, *digest.shown.tables) for row in one.rows}
    assert shown <= {*codebook.CODES, *(topic.code for topic in neighbourhood().topics)}


def test_every_part_of_the_document_is_in_the_csv() -> None:
    digest = cut_digest(cleared())
    text = table.render_csv(digest).decode("utf-8-sig")
    sections = {row["section"] for row in csv.DictReader(io.StringIO(text, newline=""))}

    tables = {one.id for one in digest.shown.tables}
    assert sections == {"about", "first_page", "heard", "topics", "question", "method"} | tables
    told = {"community", "title", "number", "edition", "closing", "period", "note"}
    told |= {"headline", "lines", "paste", "cite", "topics", "tables", "heard", "questions"}
    assert {field.name for field in fields(Shown)} == told | {"facts", "method"}


def test_codebook_is_a_sheet_of_the_spreadsheets() -> None:
    assert make_sheets(cut_digest(neighbourhood()))[-1].name == "Codebook"


def test_paragraph_to_paste_names_one_day_or_a_period() -> None:
    evidence = running()
    one_day = replace(evidence, cut=evidence.opened + timedelta(hours=1))

    assert cut_digest(one_day).shown.paste.startswith("On 21 November 2026 ")
    assert cut_digest(evidence).shown.paste.startswith("In the period 21 November to ")


def test_part_says_so_on_its_first_page_and_in_the_paragraph_to_paste() -> None:
    shown = cut_digest(replace(running(), scope=Scope(area="Marsh Lane"))).shown

    assert shown.note.startswith("Only people in Marsh Lane. ")
    assert shown.paste.startswith("Only people in Marsh Lane. ")
    assert [table.id for table in shown.tables] == ["everyone"]


def test_further_edition_says_why_on_its_first_page() -> None:
    shown = cut_digest(replace(neighbourhood(), edition=2, because="words were withdrawn")).shown

    assert shown.note == "This edition is in the place of edition 1: words were withdrawn"
