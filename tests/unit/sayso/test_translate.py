"""sayso flow translate: what is written, printed, and with which exit code."""

import gettext
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.errors import InputError
from sayso.cli import make_app

LIBRARY = Path(__file__).parents[3] / "flows" / "library"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("needs.yaml", "needs.tr.po", "system.yaml", "system.tr.po"):
        shutil.copy(LIBRARY / name, tmp_path)
    flow = tmp_path / "needs.yaml"
    few = re.sub(r"(?m)^languages: .*$", "languages: [en, tr]", flow.read_text("utf-8"))
    flow.write_text(few, "utf-8")
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(make_app("flow", "translate"), ["flow", "translate", *words])
    if isinstance(result.exception, InputError):
        raise result.exception
    return result.exit_code, result.stdout


def test_extract_writes_files_beside_the_flow_and_leaves_them_the_second_time(folder: Path) -> None:
    code, out = run("extract", str(folder), "--language", "cy", "--language", "tr")

    assert code == 0
    assert sorted(path.name for path in folder.glob("*.cy.po")) == ["needs.cy.po", "system.cy.po"]
    assert f"{folder / 'needs.cy.po'}: " in out
    assert "add it to 'languages:'" in out
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    run("extract", str(folder), "--language", "cy", "--language", "tr")
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_extract_of_one_flow_writes_its_own_texts_only(folder: Path) -> None:
    run("extract", str(folder / "needs.yaml"), "--language", "pl")
    assert [path.name for path in folder.glob("*.pl.po")] == ["needs.pl.po"]

    run("extract", str(folder / "system.yaml"), "--language", "so")
    assert [path.name for path in folder.glob("*.so.po")] == ["system.so.po"]


def test_extract_writes_shipped_texts_elsewhere(tmp_path: Path) -> None:
    out = tmp_path / "for" / "Ayşe"

    run("extract", "system", "--language", "tr", "--out", str(out))

    assert [path.name for path in out.iterdir()] == ["system.tr.po"]
    assert "Evet" in (out / "system.tr.po").read_text("utf-8")


def test_extract_updates_what_is_in_the_other_folder(folder: Path, tmp_path: Path) -> None:
    words = (
        "extract",
        str(folder / "needs.yaml"),
        "--language",
        "cy",
        "--out",
        str(tmp_path / "o"),
    )
    run(*words)
    path = tmp_path / "o" / "needs.cy.po"
    path.write_text(
        path.read_text("utf-8").replace(
            'msgid "Just me"\nmsgstr ""', 'msgid "Just me"\nmsgstr "Fi"'
        ),
        "utf-8",
    )

    row = json.loads(run(*words, "--json")[1])["files"][0]

    assert (row["translated"], row["file"]) == (1, str(path))


def test_status_counts_every_language(folder: Path) -> None:
    run("extract", str(folder), "--language", "cy")

    code, out = run("status", str(folder), "--json")

    rows = json.loads(out)["flows"]
    assert code == 0
    assert [(row["flow"], row["language"]) for row in rows] == [
        ("needs", "cy"),
        ("needs", "tr"),
        ("system", "cy"),
        ("system", "tr"),
    ]
    assert set(rows[0]) == {"flow", "language", "texts", "translated", "fuzzy", "missing", "stale"}
    for row in rows:
        assert row["texts"] == row["translated"] + row["fuzzy"] + row["missing"]
    assert rows[0]["missing"] == rows[0]["texts"]


def test_status_prints_a_table_and_is_strict_when_asked(folder: Path) -> None:
    code, out = run("status", str(folder / "needs.yaml"))
    head, *rows = (line.split() for line in out.splitlines())
    assert code == 0
    assert head == ["flow", "language", "texts", "translated", "fuzzy", "missing", "stale"]
    assert [row[:2] for row in rows] == [["needs", "tr"], ["system", "tr"]]

    assert run("status", str(folder), "--strict")[0] == 1
    for name in ("needs", "system"):
        path = folder / f"{name}.tr.po"
        run("extract", str(folder), "--language", "tr")
        text = path.read_text("utf-8").replace("#, fuzzy, ", "#, ").replace("#, fuzzy\n", "")
        path.write_text(text, "utf-8")
    assert run("status", str(folder), "--strict")[0] == 0


def test_status_without_a_path_tells_of_the_shipped_flows() -> None:
    rows = json.loads(run("status", "--json")[1])["flows"]

    assert {"needs", "system"} <= {row["flow"] for row in rows}


def test_compile_writes_what_gettext_reads(folder: Path) -> None:
    code, out = run("compile", str(folder), "--out", str(folder / "mo"))

    assert code == 0
    assert "PO files" in out
    with (folder / "mo" / "needs.tr.mo").open("rb") as file:
        turkish = gettext.GNUTranslations(file)
    assert turkish.gettext("Just me") not in ("", "Just me")


def test_compile_tells_mistakes_and_ends_with_1(folder: Path) -> None:
    path = folder / "needs.tr.po"
    text = path.read_text("utf-8").replace(
        'msgid "My home"\nmsgstr "', 'msgid "My home"\nmsgstr "{community.nmae} '
    )
    path.write_text(text, "utf-8")
    line = text[: text.index('msgid "My home"')].count("\n") + 1

    code, out = run("compile", str(folder))

    assert code == 1
    assert f"{path}:{line}: error: '{{community.nmae}}' cannot be filled in" in out
    assert not (folder / "needs.tr.mo").exists()
    assert (folder / "system.tr.mo").exists()


def test_compile_tells_what_is_no_po_file_and_what_is_long(folder: Path) -> None:
    (folder / "needs.tr.po").write_text('msgid "a\n', "utf-8")
    path = folder / "system.tr.po"
    path.write_text(path.read_text("utf-8").replace("Tamam.", "Tamam. " * 99), "utf-8")

    code, out = run("compile", str(folder), "--json")

    broken, long = sorted(json.loads(out)["findings"], key=lambda one: str(one["severity"]))
    assert code == 1
    assert (broken["severity"], broken["line"]) == ("error", 1)
    assert long["severity"] == "note"
    assert long["means"].startswith("system.stop takes ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("extract", "needs", "--language", "en"), "is written in en"),
        (("extract", "needs", "--language", "../x"), "no language code"),
        (("extract", "no/such.yaml", "--language", "cy"), "There is no no/such.yaml"),
        (("extract", "no/system.yaml", "--language", "cy"), "There is no no/system.yaml"),
        (("status", "nothing"), "There is no nothing"),
    ],
)
def test_bad_input_is_refused_in_one_line(words: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        run(*words)

    assert "\n" not in str(refused.value)


def test_what_cannot_be_written_is_told_in_one_line(folder: Path) -> None:
    (folder / "file").write_text("", "utf-8")

    with pytest.raises(InputError, match="cannot be written"):
        run("extract", str(folder), "--language", "cy", "--out", str(folder / "file"))
