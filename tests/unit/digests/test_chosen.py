import csv
import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import orjson

from insight.closed_questions import ClosedQuestion, Given, count_choices
from insight.digest import cut_digest
from insight.evidence import Evidence
from insight.model import Digest
from tests.unit.digests.test_rendering import outline, rows
from tests.unit.digests.test_rows import SCHEMA
from tests.unit.insight.neighbourhood import neighbourhood, running
from workers.digests import codebook
from workers.digests.formats import FORMATS
from workers.digests.html import render_html
from workers.digests.plain import render_plain
from workers.digests.sheets import make_sheets

QUESTION = "Who needs it <most>?"
OPTIONS = (("me", "Just me"), ("home", "My home & family"), ("many", "=1+1 lots of us"))


def asked(kind: str, code: str, **people: int) -> ClosedQuestion:
    several = [Given(value=value, sure=True, people=n) for value, n in people.items()]
    return count_choices(code, QUESTION, kind, OPTIONS, several)


def chosen(evidence: Evidence) -> Digest:
    one = asked("choice", "reach", me=12, home=31, many=2)
    several = asked("choices", "hard", me=40, many=20)
    return cut_digest(replace(evidence, closed_questions=(one, several)))


def test_each_question_is_a_chart_and_a_table_with_names_of_their_own() -> None:
    page = outline(chosen(neighbourhood()))

    assert len(page.ids) == len(set(page.ids))
    assert set(page.referred) <= set(page.ids)
    assert {"chosen", "caption-answer_reach", "chart-title-answers_hard"} <= set(page.ids)
    assert page.tags.count("svg") == 3
    levels = [int(tag[1]) for tag in page.tags if tag[0] == "h" and tag[1:].isdigit()]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_bar_stands_for_each_answer_and_none_for_all_who_answered() -> None:
    html = render_html(chosen(neighbourhood())).decode()
    (drawn,) = [part for part in html.split("<figure>") if 'id="chart-title-answer_reach"' in part]
    chart = drawn.partition("</figure>")[0]

    assert "Just me about 10; My home &amp; family about 30; =1+1 lots of us fewer than 5." in chart
    assert chart.count("<rect") == 3
    assert 'class="bar-few"' in chart


def test_large_print_lists_what_people_chose_in_words() -> None:
    page = render_plain(chosen(running())).decode()

    assert "<li>My home &amp; family: 30</li>" in page
    assert "Who needs it &lt;most&gt;?" in page
    assert "<table" not in page


def test_csv_and_json_have_a_section_for_each_question() -> None:
    digest = chosen(running())
    found = {(row["section"], row["code"], row["column"]): row for row in rows(digest)}

    assert found["answer_reach", "home", "people"]["number"] == "30"
    assert found["answer_reach", "many", "people"]["value"] == "fewer than 5"
    assert found["answer_reach", "many", "people"]["name"] == "'=1+1 lots of us"
    assert found["answers_hard", "all-answered", "people"]["number"] == "60"
    data = orjson.loads(FORMATS["json"].render(digest))
    assert {table["id"] for table in data["digest"]["tables"]} >= {"answer_reach", "answers_hard"}


def test_spreadsheets_have_a_sheet_for_each_question_and_its_codes() -> None:
    sheets = make_sheets(chosen(neighbourhood()))

    (sheet,) = [one for one in sheets if one.has_figures and "about 30" in str(one.rows)][:1]
    assert sheet.title == QUESTION
    assert ("My home & family", "about 30", "67%") in sheet.rows
    assert {code for _, code, _ in sheets[-1].rows} >= set(codebook.CHOSEN)
    assert "answers_" not in str(make_sheets(cut_digest(neighbourhood()))[-1].rows)


def test_every_format_renders_twice_the_same() -> None:
    digest = chosen(neighbourhood())
    for ending in ("pdf", "docx", "xlsx", "ods"):
        assert FORMATS[ending].render(digest) == FORMATS[ending].render(digest), ending

    with zipfile.ZipFile(io.BytesIO(FORMATS["docx"].render(digest))) as word:
        document = word.read("word/document.xml").decode()
        assert "What people chose" in document
        assert sum(name.startswith("word/media/") for name in word.namelist()) == 3


def test_codes_of_answers_stand_in_the_page_on_the_schema() -> None:
    page = SCHEMA.read_text("utf-8")

    assert [code for code in codebook.CHOSEN if f"| `{code}` |" not in page] == []
    text = FORMATS["csv"].render(chosen(running())).decode("utf-8-sig")
    sections = {row["section"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert sections >= {"answer_reach", "answers_hard"}
