from pathlib import Path

import orjson
import pytest

from storage.merging import list_pointers
from storage.tables.every import metadata
from tests.integration.command_line import invoke
from tests.integration.test_merging import merge, resident, whole
from tests.integration.town import Town, make_environment

ANN, CEM = "+447700900001", "2001"


@pytest.fixture
def command(town: Town, town_url: str, redis_url: str, tmp_path: Path) -> "Command":
    return Command(make_environment(town_url, redis_url, town.carriers, tmp_path))


class Command:
    """Runs `sayso resident ...` as staff do."""

    def __init__(self, environment: dict[str, object]) -> None:
        self._environment = environment

    def __call__(self, *words: str) -> str:
        done = invoke(self._environment, "resident", *words)
        return done.stdout if done.exit_code == 0 else f"refused: {done.exception or done.stderr}"


@pytest.fixture
def spoken(town: Town) -> Town:
    town.imports(f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14")
    town.said("sms", ANN, "street lights", "4", "the bus stop")
    town.hands.move(minutes=1)
    town.said("telegram", CEM, "more benches")
    return town


def test_staff_link_two_addresses_and_take_it_back(spoken: Town, command: Command) -> None:
    before = whole(spoken)

    assert "one resident" in command("link", "07700 900001", "telegram:2001", "--as", "Sam")
    assert spoken.values("select count(*) from resident") == [1]
    assert spoken.values("select merged_by from merge") == ["Sam"]
    assert "one resident already" in command("link", ANN, "telegram:2001", "--as", "Sam")
    assert "two residents" in command("unlink", ANN, "--as", "Sam")

    assert whole(spoken) == before
    assert "was not linked" in command("unlink", ANN, "--as", "Sam")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("+447700900777", "We know nobody"),
        ("12", "is no phone number"),
        ("telegram:ann", "is no Telegram chat id"),
        ("post:ann", "write a number"),
    ],
)
def test_address_that_is_nobodys_is_refused_in_one_line(
    spoken: Town, command: Command, address: str, says: str
) -> None:
    assert says in command("show", address)


def test_shared_phone_is_marked_and_unmarked(spoken: Town, command: Command) -> None:
    assert "3 people" in command("share", ANN, "--people", "3")
    assert spoken.values("select shared from address where shared > 0") == [3]
    assert "shared by 3" in command("show", ANN)
    assert "One person" in command("share", ANN, "--people", "1")
    assert spoken.values("select count(*) from address where shared > 0") == [0]


def test_export_hands_over_everything_in_words_and_as_json(spoken: Town, command: Command) -> None:
    held = orjson.loads(command("export", ANN, "--json"))

    assert held["resident"][0]["name"] == "Ann"
    assert held["addresses"][0]["address"] == ANN
    assert [one["words"] for one in held["words"]] == ["street lights"]
    assert [one["body"] for one in held["texts_from_them"]] == [
        "street lights",
        "4",
        "the bus stop",
    ]
    assert len(held["texts_to_them"]) == 3
    readable = command("export", ANN)
    assert "the bus stop" in readable
    assert "more benches" not in readable


def test_erasure_leaves_one_hash_and_nobody_else_is_touched(spoken: Town, command: Command) -> None:
    other = resident(spoken, "telegram", CEM)
    spoken.said("sms", "+447700900002", "noise at night")
    merge(spoken, resident(spoken, "sms", ANN), resident(spoken, "sms", "+447700900002"))
    gone = resident(spoken, "sms", ANN)

    assert "Deleted" in command("erase", ANN, "--yes")

    left = whole(spoken)
    assert [row for rows in left.values() for row in rows if str(gone) in row] == []
    for words in ("street lights", "the bus stop", "noise at night"):
        assert [row for rows in left.values() for row in rows if words in row] == []
    assert spoken.values("select how from suppression") == ["erased", "erased"]
    assert spoken.values("select id from resident") == [other]
    assert spoken.values("select words from contribution") == ["more benches"]
    assert spoken.values("select count(*) from merge") == [0]


def test_erased_person_who_is_imported_again_is_not_texted(spoken: Town, command: Command) -> None:
    command("erase", ANN, "--yes")

    assert spoken.imports(f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14") == 1

    assert spoken.values("select count(*) from address where stopped_at is not null") == [1]


def test_every_table_that_holds_residents_is_reached_by_their_id() -> None:
    named = {table.name for table in metadata.sorted_tables if "resident_id" in table.columns}
    assert named == {one.table.name for one in list_pointers("resident")}
