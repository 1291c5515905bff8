"""Dump and load: nothing is lost, and nobody who said stop is written to again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import InputError
from sayso.backups import Loaded, dump, load
from sayso.carriers.server import FakeCarriers
from storage import residents
from tests.integration.town import Town, make_carriers, open_town

RESIDENT = "sms,+447700900101,Ayşe,tr,,drop-in,consultation 2026-05-14"
SECOND = "sms,+447700900102,Bob,en,,drop-in,consultation 2026-05-14"


@pytest.fixture(scope="module")
def carriers() -> Iterator[FakeCarriers]:
    with make_carriers() as running:
        yield running


@pytest.fixture
def town(
    database_url: str, redis_url: str, tmp_path: Path, carriers: FakeCarriers
) -> Iterator[Town]:
    with open_town(database_url, redis_url, tmp_path, carriers=carriers) as opened:
        yield opened


def dump_of(database_url: str, folder: Path) -> Path:
    file = folder / "town.dump"
    dump(database_url, file, tell=lambda n, of: None)
    return file


def load_over(
    database_url: str, file: Path, *, replace: bool = True, resume: bool = False
) -> Loaded:
    return load(database_url, file, replace=replace, resume=resume, tell=lambda n, of: None)


def say_stop(town: Town) -> None:
    everybody = town.values("select resident_id from address where resident_id is not null")
    with town.house.database.transaction() as db:
        community = town.present.community.id
        residents.stop(
            db, community, everybody, how="word", keys=town.house.keys, now=town.hands.now
        )


def test_a_dump_holds_everything_and_is_for_our_eyes_only(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    town.imports(RESIDENT)
    town.said("sms", "+447700900101", "more benches \N{CHAIR} Ş")
    file = dump_of(database_url, tmp_path)
    town.run("delete from contribution")

    load_over(database_url, file)

    assert town.values("select words from contribution") == ["more benches \N{CHAIR} Ş"]
    assert file.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_stop_since_the_dump_survives_the_load(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    town.imports(RESIDENT)
    file = dump_of(database_url, tmp_path)
    town.imports(SECOND)
    say_stop(town)

    loaded = load_over(database_url, file)
    town.imports(SECOND)

    assert loaded.kept_stops == 2
    stopped = "select stopped_at is not null from address where resident_id is not null"
    assert town.values(stopped) == [True, True]


def test_what_waited_in_the_dump_is_not_sent_unless_asked_for(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    town.said("sms", "+447700900101", "more benches")
    assert town.states() == ["queued"]
    file = dump_of(database_url, tmp_path)

    assert load_over(database_url, file).left_unsent == 1
    assert town.states() == ["expired"]

    assert load_over(database_url, file, resume=True).left_unsent == 0
    assert town.states() == ["queued"]


def test_a_load_refuses_a_community_that_is_there(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    file = dump_of(database_url, tmp_path)

    with pytest.raises(InputError, match="--replace"):
        load_over(database_url, file, replace=False)


def test_a_load_fills_an_empty_database(town: Town, database_url: str, tmp_path: Path) -> None:
    file = dump_of(database_url, tmp_path)
    town.house.database.close()
    town.run("drop schema public cascade")
    town.run("create schema public")

    load_over(database_url, file, replace=False)

    assert town.values("select name from community") == ["Marsh Lane Hall"]


@pytest.mark.parametrize("content", [b"", b"not a dump", b"PGDMP\x01\x02"])
def test_what_is_no_dump_is_refused_and_nothing_changes(
    town: Town, database_url: str, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.dump"
    file.write_bytes(content)

    with pytest.raises(InputError):
        load_over(database_url, file)

    assert town.values("select name from community") == ["Marsh Lane Hall"]


def test_a_broken_dump_changes_nothing(town: Town, database_url: str, tmp_path: Path) -> None:
    town.said("sms", "+447700900101", "more benches")
    file = dump_of(database_url, tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 3 // 4])

    with pytest.raises(InputError):
        load_over(database_url, file)

    assert town.values("select count(*) from contribution") == [1]


def test_a_dump_does_not_overwrite_a_file(town: Town, database_url: str, tmp_path: Path) -> None:
    file = dump_of(database_url, tmp_path)

    with pytest.raises(InputError, match="is there already"):
        dump(database_url, file, tell=lambda n, of: None)


def test_a_dump_into_no_folder_is_refused(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        dump(database_url, tmp_path / "none" / "town.dump", tell=lambda n, of: None)


def test_tables_of_something_else_are_left_alone(
    town: Town, database_url: str, tmp_path: Path
) -> None:
    file = dump_of(database_url, tmp_path)
    town.run("drop schema public cascade")
    town.run("create schema public")
    town.run("create table other (n integer)")

    with pytest.raises(InputError, match="something else"):
        load_over(database_url, file)
