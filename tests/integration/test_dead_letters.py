"""Texts we could not read: seen, told of once a day, and tried again."""

from pathlib import Path

import orjson
import pytest

from flows.errors import InputError
from sayso.carriers.server import FakeCarriers
from storage.ids import new_id
from tests.integration.command_line import invoke
from tests.integration.test_converse import poison
from tests.integration.town import GUARD, Town, make_environment
from workers.sweep import sweep

ANN = "+447700900001"


@pytest.fixture
def environment(
    town_url: str, redis_url: str, carriers: FakeCarriers, tmp_path: Path
) -> dict[str, object]:
    return make_environment(town_url, redis_url, carriers, tmp_path)


def fail(town: Town) -> str:
    """Have one text of two fail for good; the second goes on."""
    town.store(town.sms(ANN, "secret benches"), town.sms(ANN, "4"))
    id = town.values("select id from inbox where body = 'secret benches'")[0]
    poison(town, id)
    town.answer()
    return str(id)


def mend(town: Town) -> None:
    town.run("drop function refuse cascade")


def test_failed_text_is_listed_without_its_words_unless_they_are_asked_for(
    town: Town, environment: dict[str, object]
) -> None:
    id = fail(town)

    plain = invoke(environment, "inbox", "failed")
    told = orjson.loads(invoke(environment, "inbox", "failed", "--json").stdout)
    words = invoke(
        environment, "inbox", "failed", "--words", "--by", "Rosa", "--because", "mending"
    )

    assert plain.exit_code == 0
    assert id in plain.stdout
    assert "3 tries" in plain.stdout
    assert "benches" not in plain.stdout
    assert told == [
        {
            "id": id,
            "received_at": "2026-11-24T12:00:00+00:00",
            "channel": "sms",
            "kind": "text",
            "reason": "ProgrammingError",
            "tries": 3,
        }
    ]
    assert "secret benches" in words.stdout
    refused = invoke(environment, "inbox", "failed", "--words")
    assert isinstance(refused.exception, InputError)
    assert town.rows("select who, what, cast(subject_id as text) as id, why from view") == [
        {"who": "Rosa", "what": "failed", "id": id, "why": "mending"}
    ]


def test_replay_answers_the_text_once_the_cause_is_mended(
    town: Town, environment: dict[str, object]
) -> None:
    id = fail(town)
    mend(town)

    assert invoke(environment, "inbox", "replay", id).exit_code == 0
    assert town.house.redis.llen("bell:converse") > 0
    town.answer()

    assert town.values("select words from contribution where words like 'secret%'") == [
        "secret benches"
    ]
    assert town.values("select distinct state from inbox") == ["done"]
    assert "None has failed" in invoke(environment, "inbox", "failed").stdout


def test_replay_of_all_before_the_cause_is_mended_fails_again_and_loses_nothing(
    town: Town, environment: dict[str, object]
) -> None:
    fail(town)

    replayed = invoke(environment, "inbox", "replay", "--all", "--json")
    town.answer()

    assert orjson.loads(replayed.stdout) == {"replayed": 1}
    assert town.rows("select state, attempts from inbox where body = 'secret benches'") == [
        {"state": "dead", "attempts": 3}
    ]


def test_replay_of_what_is_not_there_says_so(town: Town, environment: dict[str, object]) -> None:
    for words in ((), ("nonsense",), (str(new_id()),), (str(new_id()), "--all")):
        result = invoke(environment, "inbox", "replay", *words)
        assert isinstance(result.exception, InputError)


def test_staff_are_told_of_dead_letters_once_a_day(town: Town) -> None:
    fail(town)
    for hours in (0, 1, 24):
        town.hands.move(hours=hours)
        sweep(town.house)
        sweep(town.house)
    town.deliver()

    told = [text for text in town.handset("sms", GUARD) if "could not be read" in text]
    assert len(told) == 2
    assert "sayso inbox failed" in told[0]
    assert "secret" not in told[0]


def test_nobody_is_told_where_nothing_failed(town: Town) -> None:
    town.said("sms", ANN, "benches")
    sweep(town.house)

    assert town.values("select count(*) from message where kind = 'staff'") == [0]
