import csv
import io
import unicodedata
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from insight.digest import cut_digest
from insight.model import Digest
from tests.unit.insight.neighbourhood import neighbourhood
from workers.cells import write_rows
from workers.digests.formats import FORMATS

HOUSE = Path(__file__).parents[3]
WRITERS = {
    *("csv.writer", "csv.DictWriter", "print_cell("),
    *("Workbook(", 'Document("spreadsheet")', "Document()"),
}
KNOWN = {
    "workers/cells.py",
    "workers/printed_lines.py",  # held to cells.py by tests/unit/workers/test_printed_lines.py
    "workers/digests/workbook.py",
    "workers/digests/opendocument.py",
    "workers/digests/word.py",
}
PHONE = "+44 7700 900101"
SIGNS = set("=+-@")
RUNS = {
    "f",  # of XLSX
    "hyperlink",
    "fldSimple",  # fields of Word
    "instrText",
    "fldChar",
}


@pytest.fixture(scope="module")
def digest() -> Digest:
    evidence = neighbourhood()
    shouts = [
        f"{before}{sign}1+1 benches" for before in ("", " ", "\t", "\u200b") for sign in SIGNS
    ]
    said = tuple(
        replace(one, words=shouts[n % len(shouts)]) if one.cleared else one
        for n, one in enumerate(evidence.contributions)
    )
    about = replace(evidence.community, phone=PHONE, name="=1+1 Hall")
    return cut_digest(replace(evidence, community=about, contributions=said))


def looks_like_formula(cell: str) -> bool:
    bare = "".join(one for one in cell if unicodedata.category(one) not in {"Cc", "Cf", "Zs"})
    return unicodedata.normalize("NFKC", bare)[:1] in SIGNS


@pytest.mark.parametrize("ending", [one for one in FORMATS if one.endswith("csv")])
def test_no_cell_of_csv_is_a_formula(digest: Digest, ending: str) -> None:
    data = FORMATS[ending].render(digest).decode("utf-8-sig")

    cells = [cell for row in csv.reader(io.StringIO(data)) for cell in row]
    assert any("1+1 benches" in cell for cell in cells)
    assert not [cell for cell in cells if looks_like_formula(cell)]


@pytest.mark.parametrize(
    "ending", [one for one in FORMATS if one.endswith(("xlsx", "ods", "docx"))]
)
def test_office_files_hold_text_and_nothing_that_runs(digest: Digest, ending: str) -> None:
    with ZipFile(io.BytesIO(FORMATS[ending].render(digest))) as packed:
        parts = [packed.read(name) for name in packed.namelist() if name.endswith(".xml")]

    told = [one for part in parts if part for one in etree.fromstring(part).iter("{*}*")]
    assert any("1+1 benches" in (one.text or "") for one in told)
    assert not {etree.QName(one).localname for one in told} & RUNS
    assert not [name for one in told for name in one.attrib if "formula" in str(name)]


def test_csv_keeps_a_phone_number_to_be_read_and_dialled() -> None:
    page = io.StringIO()

    write_rows(page, [("phone",), (PHONE,), ("020 7946 0123",), (None,)])

    assert page.getvalue() == f'phone\r\n\'{PHONE}\r\n020 7946 0123\r\n""\r\n'


def test_everything_that_writes_a_spreadsheet_is_tested_here() -> None:
    found = {
        path.relative_to(HOUSE).as_posix()
        for part in ("sayso", "workers", "bot", "console", "storage", "insight", "flows")
        for path in (HOUSE / part).rglob("*.py")
        if any(writer in path.read_text("utf-8") for writer in WRITERS)
    }

    assert found == KNOWN
