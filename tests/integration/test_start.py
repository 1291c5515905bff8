"""Setting up a community by questions and from a file."""

import json
from pathlib import Path

import pytest

from flows.errors import InputError, SettingsError
from sayso.embedded import Servers
from storage import communities
from storage.database import Database
from storage.sealing import new_keys
from tests.databases import made
from tests.integration.command_line import invoke, write

ANSWERS = (
    "Marsh Lane Hall",
    "12 Marsh Lane",
    "020 7946 0123",
    "Sam",
    "the council",
    "2099-12-12",
    "en, tr, cy, fr",
    "",  # the zone
    "25:00-26:00",  # refused, asked again
    "09:00-20:00",
    "",  # on Sundays
    "2099-12-25",
    "Sam",
    "sms",
    "hello",  # refused, asked again
    "07700 900999",
    "£40",
)


@pytest.fixture
def environment(bare_url: str, redis_url: str, tmp_path: Path) -> dict[str, object]:
    return {
        "DATABASE_URL": bare_url,
        "REDIS_URL": redis_url,
        "SAYSO_KEYS": new_keys(),
        "SAYSO_DATA_DIR": tmp_path,
    }


def test_start_asks_again_where_an_answer_cannot_be_taken(environment: dict[str, object]) -> None:
    result = invoke(environment, "start", given="\n".join(ANSWERS) + "\n")

    assert result.exit_code == 0, result.output
    assert "25:00 is no time of day" in result.output
    assert "That is no phone number" in result.output
    assert "There are no texts in fr yet" in result.output
    assert "no texts in cy" not in result.output
    assert "Marsh Lane Hall is set up." in result.output


def test_start_again_offers_what_was_set(environment: dict[str, object]) -> None:
    invoke(environment, "start", given="\n".join(ANSWERS) + "\n")

    result = invoke(environment, "start", given="Marsh Lane Centre\n" + "\n" * 20)

    assert result.exit_code == 0, result.output
    for offered in ("2099-12-12", "en, tr, cy, fr", "09:00-20:00", "2099-12-25", "[+447700900999]"):
        assert offered in result.output
    assert "Marsh Lane Centre is changed." in result.output


def test_start_again_by_questions_keeps_what_only_a_file_sets(
    environment: dict[str, object], tmp_path: Path
) -> None:
    example = invoke(environment, "start", "--example").stdout
    file = example.replace("keep_words_days: 90", "keep_words_days: 400").replace(
        "silent_after_days: 365", "silent_after_days: 100"
    )
    invoke(environment, "start", "--from", write(tmp_path, "community.yaml", file))

    invoke(environment, "start", given="\n" * 20)

    kept = json.loads(invoke(environment, "retention", "--json").stdout)
    assert kept["keep_words_days"] == 400
    database = Database(str(environment["DATABASE_URL"]))
    with database.transaction() as db:
        found = communities.find(db)
    database.close()
    assert found is not None
    assert found.profile["silent_after_days"] == 100


def test_start_says_what_is_wrong_in_whole_sentences(environment: dict[str, object]) -> None:
    given = [*ANSWERS]
    given.insert(5, "2020-01-01")
    given.insert(5, "yesterday")

    result = invoke(environment, "start", given="\n".join(given) + "\n")

    assert result.exit_code == 0, result.output
    assert "Yesterday is no day; write it like 2026-12-12." in result.output
    assert "2020-01-01 is not after today." in result.output
    assert "That 2020" not in result.output


def test_start_from_its_own_example_and_again(
    environment: dict[str, object], tmp_path: Path
) -> None:
    file = write(tmp_path, "community.yaml", invoke(environment, "start", "--example").stdout)

    first = invoke(environment, "start", "--from", file)
    second = invoke(environment, "start", "--from", file)

    assert "is set up" in first.output
    assert "is changed" in second.output


def test_start_from_a_wrong_file_changes_nothing(
    environment: dict[str, object], tmp_path: Path
) -> None:
    good = write(tmp_path, "good.yaml", invoke(environment, "start", "--example").stdout)
    wrong = write(tmp_path, "wrong.yaml", "name: Other\n")
    invoke(environment, "start", "--from", good)

    refused = invoke(environment, "start", "--from", wrong)

    assert isinstance(refused.exception, InputError)
    assert "is changed" in invoke(environment, "start", "--from", good).output
    assert json.loads(invoke(environment, "status", "--json").stdout)["inbound"] == 0


def test_start_from_what_cannot_be_read_is_told(
    environment: dict[str, object], tmp_path: Path
) -> None:
    broken = tmp_path / "latin.yaml"
    broken.write_bytes(b"name: Caf\xe9\n")

    for file in (broken, tmp_path, tmp_path / "none.yaml"):
        assert isinstance(invoke(environment, "start", "--from", str(file)).exception, InputError)


def test_start_without_keys_or_servers_says_so(tmp_path: Path) -> None:
    result = invoke({"SAYSO_DATA_DIR": tmp_path}, "start", "--from", "x.yaml")

    assert isinstance(result.exception, SettingsError)
    for name in ("DATABASE_URL", "REDIS_URL", "SAYSO_KEYS"):
        assert name in str(result.exception)


def test_start_on_a_database_without_tables_says_what_to_run(
    servers: Servers, redis_url: str, tmp_path: Path
) -> None:
    with made(servers.database_url) as url:
        result = invoke(
            {
                "DATABASE_URL": url,
                "REDIS_URL": redis_url,
                "SAYSO_KEYS": new_keys(),
                "SAYSO_DATA_DIR": tmp_path,
            },
            "start",
            given="",
        )

    assert isinstance(result.exception, SettingsError)
    assert "sayso db upgrade" in str(result.exception)
