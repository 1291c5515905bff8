"""sayso read and sayso sms."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.errors import InputError
from sayso.cli import make_app

NOW = ("--now", "2026-11-22T10:00:00+00:00")


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(make_app(*words), words)
    if isinstance(result.exception, InputError):
        raise result.exception
    return result.exit_code, result.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("number", "about forty"), (40, "number", False)),
        (("date", "3rd March", *NOW), ("2027-03-03", "date", True)),
        (("time", "6.30pm"), ("18:30", "time", True)),
        (("yes_no", "evet"), (True, "yes", True)),
        (
            ("choice", "teh parc", "--options", "the park,the school,the road"),
            ("the park", "the park", False),
        ),
        (("postcode", "E8 1EAA"), ("E8 1EA", "postcode", False)),
        (("number", "lots"), (None, "unclear", False)),
    ],
)
def test_read_prints_what_was_understood(
    words: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    code, out = run("read", *words, "--json")

    value, category, sure = expected
    assert json.loads(out) == {"value": value, "category": category, "raw": words[1], "sure": sure}
    assert code == 0


def test_read_checks_a_table(tmp_path: Path) -> None:
    file = tmp_path / "cases.csv"
    file.write_text(
        "kind,text,options,language,now,expected\n"
        'choice,2,"the park,the school",en,,the school\n'
        "stop,stop the traffic,,en,,\n"
        "date,tomorrow,,en,2026-11-22T23:30:00+00:00,2026-11-24\n",
        "utf-8",
    )

    code, out = run("read", "--cases", str(file), "--json")

    told = json.loads(out)
    assert (code, told["total"], told["passed"]) == (1, 3, 2)
    assert [(one["row"], one["read"]) for one in told["failed"]] == [(3, "2026-11-23")]
    assert "2 of 3" in run("read", "--cases", str(file))[1]


@pytest.mark.parametrize(
    "words",
    [(), ("colour", "red"), ("choice", "1"), ("date", "today", "--now", "2026-11-22T10:00:00")],
)
def test_read_says_what_is_missing(words: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        run("read", *words)


def test_sms_prints_what_a_text_costs() -> None:
    text = "It’s on – " + "a" * 80

    assert json.loads(run("sms", text, "--json")[1]) == {
        "encoding": "UCS-2",
        "segments": 2,
        "units": 90,
        "costly": ["’", "–"],
        "cheaper": {"text": "It's on - " + "a" * 80, "segments": 1},
    }
    assert run("sms", "hello")[1] == "1 segment, GSM-7, 5 units\n"
    assert "costly: ’ –" in run("sms", text)[1]
