import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from flows.errors import InputError
from sayso.carriers.server import FakeCarriers
from storage.clock import utc_now
from tests.integration.command_line import invoke, write
from tests.integration.test_composing import PEOPLE
from tests.integration.town import Town, make_environment

ANN = "+447700900001"
HEARD = (utc_now() + timedelta(days=60)).date().isoformat()
DRAFT = {
    "question": "What do teenagers need here?",
    "decider": "the youth service",
    "power": "shape",
    "limits": "none",
    "day": HEARD,
    "speaker": "Rosa",
    "audience": "everyone",
    "timing": "now",
}


@pytest.fixture
def environment(
    town: Town, town_url: str, redis_url: str, carriers: FakeCarriers, tmp_path: Path
) -> dict[str, object]:
    town.imports(*PEOPLE)
    return make_environment(town_url, redis_url, carriers, tmp_path)


def draft(folder: Path, **changed: str) -> str:
    lines = [f"{name}: {value}" for name, value in (DRAFT | changed).items() if value]
    return write(folder, "draft.yaml", "\n".join(lines))


def test_ask_sends_a_question_from_a_file(
    town: Town, environment: Mapping[str, object], tmp_path: Path
) -> None:
    result = invoke(environment, "ask", "--from", draft(tmp_path), "--yes", "--json")

    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["people"], told["flow"]) == (3, "question-1")
    assert town.values("select count(*) from message where kind = 'prompt'") == [3]
    assert town.rows("select who, answers ->> 'power' as power from draft") == [
        {"who": "Sam", "power": "shape"}
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"decider": ""}, "has no decider: 2 of 8"),
        ({"question": "How shall we spend the budget?"}, "question: Not vote or budget"),
        ({"day": "2020-01-01"}, "day: "),
        ({"audience": "language", "which": "Klingon"}, "which: We know no Klingon. There is:"),
        ({"power": "purple"}, "power: 'purple' is no answer"),
    ],
)
def test_ask_names_what_cannot_stand_in_a_file(
    town: Town,
    environment: Mapping[str, object],
    tmp_path: Path,
    changed: dict[str, str],
    said: str,
) -> None:
    result = invoke(environment, "ask", "--from", draft(tmp_path, **changed), "--yes")

    assert isinstance(result.exception, InputError)
    assert said in str(result.exception)
    assert town.values("select count(*) from broadcast") == [0]


def test_ask_asks_again_until_an_answer_can_stand(
    town: Town, environment: Mapping[str, object]
) -> None:
    typed = ["How shall we spend the budget?", *DRAFT.values(), "n"]

    result = invoke(environment, "ask", given="\n".join(typed) + "\n")

    assert result.exit_code == 1
    assert "Not vote or budget" in result.output
    assert "Hello from Marsh Lane Hall. What do teenagers need here?" in result.output
    assert town.values("select count(*) from engagement") == [1]


def test_inbox_shows_replies_and_answers_one(town: Town, environment: Mapping[str, object]) -> None:
    town.said("sms", ANN, "more benches")

    listed = json.loads(invoke(environment, "inbox", "list", "--as", "Rosa", "--json").stdout)
    assert [(one["n"], one["words"]) for one in listed] == [(1, "more benches")]
    sent = invoke(environment, "inbox", "answer", "1", "Where?", "--as", "Rosa", "--yes")
    assert sent.exit_code == 0, sent.output
    town.deliver()
    assert town.handset("sms", ANN)[-1] == "Marsh Lane Hall, Rosa: Where?"
    town.said("sms", ANN, "by the pond")
    assert len(town.handset("sms", ANN)) == 2
    assert "go on" in invoke(environment, "inbox", "done", "1").output
    assert "more benches" in invoke(environment, "inbox", "read", "1").output
    seen = json.loads(invoke(environment, "staff", "views", "--json").stdout)
    assert [(one["who"], one["what"]) for one in seen] == [
        ("Sam", "reply"),
        *[("Rosa", "reply")] * 2,
    ]


def test_inbox_has_no_number_that_was_never_shown(environment: Mapping[str, object]) -> None:
    result = invoke(environment, "inbox", "answer", "7", "Where?", "--yes")

    assert "There is no reply 7" in str(result.exception)


def test_call_list_is_worked_off(town: Town, environment: Mapping[str, object]) -> None:
    town.said("sms", ANN, "CALL")

    assert ANN in invoke(environment, "call-list", "--as", "Rosa").output
    done = invoke(environment, "call-list", "done", "1", "--as", "Rosa", "--note", "all well")
    assert done.exit_code == 0, done.output

    assert json.loads(invoke(environment, "call-list", "--json").stdout) == []
    assert town.rows("select done_by, note from task") == [{"done_by": "Rosa", "note": "all well"}]


def test_staff_are_added_listed_and_taken_off(
    town: Town, environment: Mapping[str, object]
) -> None:
    added = invoke(environment, "staff", "add", "Rosa", "--role", "organiser", "--sms", ANN)
    listed = json.loads(invoke(environment, "staff", "list", "--json").stdout)
    gone = invoke(environment, "staff", "remove", "Sam")

    assert f"to us from {ANN} within a day" in added.output
    assert [(one["name"], one["roles"]) for one in listed] == [
        ("Sam", ["safeguarding"]),
        ("Rosa", ["organiser"]),
    ]
    assert "name somebody else first" in str(gone.exception)
    assert invoke(environment, "staff", "remove", "rosa").exit_code == 0


def test_status_is_said_in_words_and_given_to_scripts_by_name(
    town: Town, environment: Mapping[str, object]
) -> None:
    town.said("sms", ANN, "more benches")

    said = invoke(environment, "status").output
    given = json.loads(invoke(environment, "status", "--json").stdout)

    assert "could not read 0" in said
    assert "things said    1" in said
    assert not {"dead", "contributions", "inbound"} & set(said.split())
    assert (given["dead"], given["contributions"], given["inbound"]) == (0, 1, 1)
