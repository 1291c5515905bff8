"""Checking flows from the command line: what is printed, and with which exit code."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.errors import InputError
from sayso.cli import make_app
from sayso.flow_files import read_flow_files

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "unit" / "flows" / "checks"


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(make_app("flow", *words), ["flow", *words], catch_exceptions=False)
    return result.exit_code, result.stdout


def test_check_ends_with_0_on_the_shipped_flows() -> None:
    code, out = run("check", str(ROOT / "flows" / "library"), "--walks", "20", "--json")

    report = json.loads(out)
    assert code == 0
    assert report["errors"] == 0
    assert report["walks"]["walks"] == 20 * len(report["flows"])


def test_check_ends_with_1_and_names_file_line_and_fix() -> None:
    code, out = run("check", str(CASES / "two_questions.yaml"), "--walks", "0")

    assert code == 1
    line = next(row for row in out.splitlines() if "error" in row)
    assert line.startswith(f"{CASES / 'two_questions.yaml'}:18: error two-questions: ")
    assert "Fix: ask one thing a text" in line


def test_check_writes_annotations_for_github() -> None:
    code, out = run("check", str(CASES / "hard_word.yaml"), "--walks", "0", "--github")

    assert code == 0
    assert all(row.startswith("::notice file=") for row in out.splitlines())
    assert "title=sayso hard-word::'receive' in close.say" in out


@pytest.mark.parametrize("code", ["keyword-clash", "translation-stale", "no-way-out"])
def test_check_of_one_file_finds_what_is_in_it(code: str) -> None:
    path = CASES / f"{code.replace('-', '_')}.yaml"
    found = json.loads(run("check", str(path), "--walks", "5", "--json")[1])["findings"]
    assert {one["code"] for one in found} - {"cost"} == {code}


def test_check_compares_keywords_between_flows(tmp_path: Path) -> None:
    text = (CASES / "cost.yaml").read_text("utf-8")
    for name in ("first", "second"):
        written = text.replace("id: cost", f"id: {name}\nkeywords: [helphere]")
        (tmp_path / f"{name}.yaml").write_text(written, "utf-8")

    code, out = run("check", str(tmp_path), "--walks", "0", "--json")

    assert code == 1
    found = json.loads(out)["findings"]
    assert [one["code"] for one in found if one["severity"] == "error"] == ["keyword-clash"] * 2


def test_check_tells_a_file_that_does_not_load(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: &x a\nb: *x\n", "utf-8")
    code, out = run("check", str(tmp_path), "--json")
    assert code == 1
    assert [one["code"] for one in json.loads(out)["findings"]] == ["not-a-flow"]


def test_same_seed_gives_the_same_report() -> None:
    words = ("check", "needs", "--walks", "30", "--seed", "5", "--json")
    assert run(*words) == run(*words)


def test_unreadable_files_are_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"id: caf\xe9\n")
    for given in (tmp_path / "none.yaml", tmp_path / "latin.yaml", tmp_path):
        (tmp_path / "latin.yaml").chmod(0o600)
        with pytest.raises(InputError) as refused:
            read_flow_files([str(given)])
        assert "\n" not in str(refused.value)


def test_folder_without_flows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no flow in"):
        read_flow_files([str(tmp_path)])


def test_draw_and_schema_print_their_formats() -> None:
    assert run("draw", "needs")[1].startswith("<svg ")
    assert run("draw", "needs", "--format", "mermaid")[1].startswith("flowchart TD")
    assert json.loads(run("schema")[1])["$schema"].endswith("2020-12/schema")
