import csv
import io
from pathlib import Path

import orjson
import pytest

from tests.integration.command_line import invoke
from tests.integration.town import Town, make_environment

ANN = "+447700900101"
PEOPLE = [
    f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14",
    "telegram,2101,Bo,en,Hill,stall,consultation 2026-05-14",
]


@pytest.fixture
def environment(town: Town, town_url: str, redis_url: str, tmp_path: Path) -> dict[str, object]:
    town.imports(*PEOPLE)
    return make_environment(town_url, redis_url, town.carriers, tmp_path)


def run(environment: dict[str, object], *words: str) -> str:
    result = invoke(environment, *words)
    assert result.exception is None, (result.exception, result.output)
    return result.stdout


def test_broadcast_is_sent_to_an_audience_and_looked_at(environment: dict[str, object]) -> None:
    made = orjson.loads(
        run(environment, "broadcast", "needs", "--to", "area:hill", "--yes", "--json")
    )
    assert (made["asked"], made["people"]) == (1, 1)

    shown = orjson.loads(run(environment, "broadcast", "progress", "--json"))
    listed = orjson.loads(run(environment, "broadcasts", "list", "--json"))
    ledger = list(csv.DictReader(io.StringIO(run(environment, "broadcasts", "who", "--csv"))))

    assert (shown["queued"], shown["to"], shown["id"]) == (1, "area:Hill", made["broadcast"])
    assert [one["state"] for one in listed] == ["sending"]
    assert [(one["channel"], one["state"], one["why_not"]) for one in ledger] == [
        ("telegram", "queued", "")
    ]


def test_broadcast_is_scheduled_paused_resumed_and_stopped(environment: dict[str, object]) -> None:
    said = run(environment, "broadcast", "needs", "--at", "2098-12-01 10:00", "--yes")
    assert "starts at 2098-12-01 10:00" in said
    assert "scheduled" in run(environment, "broadcasts", "list")
    assert "Paused" in run(environment, "broadcasts", "pause")
    assert "paused" in run(environment, "broadcasts", "show")
    assert "goes on" in run(environment, "broadcasts", "resume")
    assert "Stopped" in run(environment, "broadcasts", "stop", "--yes")
    assert "was stopped" in str(invoke(environment, "broadcasts", "stop", "--yes").exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("broadcast", "needs", "--to", "Hill"), "names no audience"),
        (("broadcast", "needs", "--to", "area:Moon"), "there is: Hill, Marsh Lane"),
        (("broadcast", "needs", "--at", "2020-01-01 10:00"), "is past"),
        (("broadcast", "needs", "--at", "soon"), "write it like"),
        (("broadcasts", "show"), "Nothing was sent yet"),
        (("consent", "show", "+447700900999000"), "no phone number"),
        (("consent", "show", "+447700900555"), "know nobody"),
        (("consent", "give", ANN, "spam", "--as", "Sam", "--how", "phone"), "no purpose 'spam'"),
        (("resident", "quiet", ANN, "--days", "someday"), "or fri"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    environment: dict[str, object], words: tuple[str, ...], said: str
) -> None:
    error = str(invoke(environment, *words).exception)

    assert said in error
    assert "\n" not in error


def test_consent_is_withdrawn_shown_and_given_by_staff(environment: dict[str, object]) -> None:
    by = ("--as", "Sam", "--how", "by phone")
    run(environment, "consent", "withdraw", ANN, "consultation", *by)
    run(environment, "consent", "give", ANN, "promotion", *by, "--on", "2026-05-01")

    shown = run(environment, "consent", "show", ANN)
    data = orjson.loads(run(environment, "consent", "show", ANN, "--json"))

    assert "withdrew consultation, by phone, written down by Sam" in shown
    assert [(one["purpose"], one["withdrawn_at"] is None) for one in data["now"]] == [
        ("consultation", False),
        ("promotion", True),
    ]


def test_one_persons_days_and_pace_are_set_by_staff(
    town: Town, environment: dict[str, object]
) -> None:
    run(environment, "resident", "quiet", "telegram:2101", "--days", "fri, Saturday, 2026-12-25")
    run(environment, "resident", "fewer", "07700 900101")
    assert town.values("select quiet from resident where quiet is not null") == [
        {"weekdays": [4, 5], "days": ["2026-12-25"]}
    ]
    assert town.values("select count(*) from resident where fewer_since is not null") == [1]

    run(environment, "resident", "quiet", "telegram:2101", "--days", "none")
    run(environment, "resident", "fewer", ANN, "--as-usual")
    assert town.values("select count(*) from resident where quiet is not null") == [0]
    assert town.values("select count(*) from resident where fewer_since is not null") == [0]
