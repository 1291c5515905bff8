import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from insight.digest import cut_digest
from insight.evidence import Evidence, Wording
from insight.model import Digest
from tests.unit.insight.neighbourhood import neighbourhood, running
from workers.cells import disarm
from workers.digests.chart import draw_chart
from workers.digests.html import render_html
from workers.digests.table import COLUMNS, render_csv

NASTY = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202egnirts\x00\ud800"


class Outline(HTMLParser):
    """Notes what matters for access: elements, ids, headings, what is referred to."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.referred: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append((f"{tag}.{name}", value))
            if name == "id":
                self.ids.append(value or "")
            if name == "aria-labelledby":
                self.referred += (value or "").split()


def outline(digest: Digest) -> Outline:
    parser = Outline()
    parser.feed(render_html(digest).decode())
    return parser


def rows(digest: Digest) -> list[dict[str, str]]:
    text = render_csv(digest).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def nasty() -> Evidence:
    evidence = neighbourhood()
    return replace(
        evidence,
        title=NASTY,
        community=replace(evidence.community, name=NASTY),
        contributions=tuple(
            replace(c, words=NASTY) if c.cleared else c for c in evidence.contributions
        ),
        wordings=(Wording(language="ur", text=NASTY),),
        topics=tuple(replace(topic, name=f"{NASTY} {topic.code}") for topic in evidence.topics),
    )


@pytest.mark.parametrize("evidence", [neighbourhood(), running(), running(0), nasty()])
def test_rendering_is_byte_identical_for_the_same_digest(evidence: Evidence) -> None:
    digest = cut_digest(evidence)
    stored = Digest.from_json(digest.to_json())

    assert render_html(digest) == render_html(stored) == render_html(cut_digest(evidence))
    assert render_csv(digest) == render_csv(stored) == render_csv(cut_digest(evidence))


@pytest.mark.parametrize("evidence", [neighbourhood(), running(), running(0), nasty()])
def test_html_stands_alone_and_is_in_order(evidence: Evidence) -> None:
    page = outline(cut_digest(evidence))
    levels = [int(tag[1]) for tag in page.tags if tag in {"h1", "h2", "h3"}]

    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    assert not [
        name for name, _ in page.attributes if name.endswith((".style", ".onclick", ".src"))
    ]
    assert [v for name, v in page.attributes if name == "a.href"] == ["#main"]
    assert page.tags.count("style") == page.tags.count("main") == page.tags.count("h1") == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.referred) <= set(page.ids)
    assert page.tags.count("table") == page.tags.count("caption")


def test_html_escapes_what_people_wrote() -> None:
    text = render_html(cut_digest(nasty())).decode()

    assert "<script>alert" not in text
    assert "“<bdi>=cmd" in text
    assert "\x00" not in text
    assert 'lang="ur" dir="rtl"' in text


def test_html_and_csv_hold_nothing_exact() -> None:
    digest = cut_digest(running())
    bare = replace(digest, exact={})

    assert render_html(digest) == render_html(bare)
    assert render_csv(digest) == render_csv(bare)


def test_html_names_the_checksum_of_what_is_shown() -> None:
    digest = cut_digest(neighbourhood())

    assert digest.checksum.encode() in render_html(digest)
    assert digest.checksum.encode() in render_csv(digest)


def test_csv_has_one_row_per_figure_in_stable_columns() -> None:
    found = rows(cut_digest(neighbourhood()))
    homes = [r for r in found if r["section"] == "topics" and r["code"] == "homes"]

    assert tuple(found[0]) == COLUMNS
    assert [(r["column"], r["value"], r["number"]) for r in homes] == [
        ("people", "44", "44"),
        ("share", "37%", "37"),
    ]
    clinic = next(r for r in found if r["section"] == "topics" and r["code"] == "clinic")
    assert (clinic["value"], clinic["number"]) == ("fewer than 5", "")


def test_csv_is_what_the_standard_and_excel_expect() -> None:
    data = render_csv(cut_digest(neighbourhood()))

    assert data.startswith(b"\xef\xbb\xbfsection,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_csv_holds_no_cell_that_is_a_formula() -> None:
    for row in rows(cut_digest(nasty())):
        assert not [cell for cell in row.values() if cell[:1] in {"=", "+", "-", "@"}]


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "  =1", "\u200b=1",
     "\ufeff@x", "\u00a0+1", "＝1", "＋1", "－1", "＠x", "﹦1", "\tplain"],
)  # fmt: skip
def test_disarm_puts_an_apostrophe_before_what_may_run(cell: str) -> None:
    assert disarm(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", " ", "damp", "44", "a=b", "37%", "çöp", "'=1"])
def test_disarm_leaves_other_cells_alone(cell: str) -> None:
    assert disarm(cell) == cell


def test_chart_draws_small_numbers_all_alike() -> None:
    chart = draw_chart(cut_digest(neighbourhood()).shown.topics)

    assert chart is not None
    few = [bar for bar in chart.bars if bar.kind == "bar-few"]
    assert [bar.text for bar in few] == ["fewer than 5"]
    assert draw_chart(cut_digest(running(0)).shown.topics) is None
