"""Taking people in from a spreadsheet."""

import json
from pathlib import Path

import pytest

from flows.errors import InputError
from storage.clock import utc_now
from storage.sealing import new_keys
from tests.integration.command_line import invoke, write
from tests.integration.town import Town

HEAD = "channel,address,name,language,area,source,consent\n"
ENOUGH_S = 30  # 100,000 took 20 s on two busy cores


@pytest.fixture
def environment(database_url: str, redis_url: str, tmp_path: Path) -> dict[str, object]:
    environment: dict[str, object] = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SAYSO_KEYS": new_keys(),
        "SAYSO_DATA_DIR": tmp_path,
    }
    example = write(tmp_path, "community.yaml", invoke(environment, "start", "--example").stdout)
    assert invoke(environment, "start", "--from", example).exit_code == 0
    return environment


def test_import_takes_what_can_be_taken_and_lists_the_rest(
    environment: dict[str, object], tmp_path: Path
) -> None:
    rows = (
        "sms,07700900101,Ayşe,tr,North,drop-in,consultation 2026-05-14\n"
        "sms,4.47701E+11,Bob,en,,drop-in,consultation 2026-05-14\n"
        "telegram,4711,,,,bot,consultation\n"
    )
    file = write(tmp_path, "people.csv", HEAD + rows)

    result = invoke(environment, "import", file, "--json")

    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert (told["rows"], told["new"], told["known"], told["undated"]) == (3, 2, 0, [4])
    assert [one["row"] for one in told["refused"]] == [3]
    assert "rounded by the spreadsheet" in told["refused"][0]["problem"]


def test_import_again_adds_nobody(environment: dict[str, object], tmp_path: Path) -> None:
    file = write(tmp_path, "people.csv", HEAD + "sms,07700900101,,,,,consultation 2026-05-14\n")

    assert "1 person taken in" in invoke(environment, "import", file).output
    assert "0 people taken in, 1 was there already" in invoke(environment, "import", file).output


def test_import_refuses_what_is_no_list_of_people(
    environment: dict[str, object], tmp_path: Path
) -> None:
    for text in ("", "hello", "name;phone\nBob;1\n"):
        result = invoke(environment, "import", write(tmp_path, "people.csv", text))

        assert isinstance(result.exception, InputError)


def test_import_takes_twenty_thousand_people_in_seconds(
    environment: dict[str, object], tmp_path: Path
) -> None:
    rows = "".join(
        f"sms,+4477{n:08d},Name {n},en,North,drop-in,consultation 2026-05-14\n"
        for n in range(20_000)
    )
    file = write(tmp_path, "people.csv", HEAD + rows)
    begun = utc_now()

    result = invoke(environment, "import", file, "--json")

    assert json.loads(result.stdout)["new"] == 20_000
    assert (utc_now() - begun).total_seconds() < ENOUGH_S


def test_a_dry_run_names_what_would_become_of_each_row_and_changes_nothing(
    town: Town, town_environment: dict[str, object], tmp_path: Path
) -> None:
    town.imports("sms,+447700900101,Ayşe,tr,,drop-in,consultation 2026-05-14")
    town.imports("sms,+447700900102,Bob,en,,drop-in,consultation 2026-05-14")
    town.said("sms", "+447700900102", "STOP")
    rows = (
        "sms,07700900101,Ayşe,tr,North,drop-in,consultation 2026-05-14\n"
        "sms,07700900102,Bob,en,,drop-in,consultation 2026-05-14\n"
        "telegram,4711,,,,bot,consultation\n"
        "sms,07700900103,Cem,tr,,bought list,consultation 2026-05-14\n"
        "sms,07700900104,Dee,en,,passed on by the GP,consultation 2026-05-14\n"
        "telegram,4711,,,,bot,consultation\n"
    )
    file = write(tmp_path, "people.csv", HEAD + rows)

    result = invoke(town_environment, "import", file, "--dry-run", "--json")

    told = json.loads(result.stdout)
    counted = {name: told[name] for name in ("rows", "new", "known", "stopped", "undated")}
    assert counted == {"rows": 6, "new": 1, "known": 2, "stopped": 1, "undated": [4]}
    assert [one["row"] for one in told["refused"]] == [5, 6, 7]
    assert told["consents"][0] == {
        "source": "drop-in",
        "purpose": "consultation",
        "day": "2026-05-14",
        "rows": [2, 3],
    }
    assert town.values("select count(*) from resident") == [2]


def test_an_import_leaves_who_is_there_and_who_stopped_as_they_are(
    town: Town, town_environment: dict[str, object], tmp_path: Path
) -> None:
    town.imports("sms,+447700900102,Bob,en,,drop-in,consultation 2026-05-14")
    town.said("sms", "+447700900102", "STOP")
    file = write(
        tmp_path, "people.csv", HEAD + "sms,07700900102,Rob,tr,South,fair,promotion 2026-06-01\n"
    )

    told = json.loads(invoke(town_environment, "import", file, "--json").stdout)

    assert (told["new"], told["known"], told["stopped"]) == (0, 1, 1)
    assert town.rows("select language, area from resident") == [{"language": "en", "area": ""}]
    assert town.values("select stopped_at is not null from address where resident_id is not null")
    assert town.values("select purpose from consent") == ["consultation"]
