import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest

from storage import digests
from storage.digests import Frozen
from tests.integration.serving import serving
from tests.integration.speaking_town import clear_one
from tests.integration.town import Town
from workers.digest import build_digest, rebuild_editions
from workers.digest_again import Rebuilt, rebuild, say_rebuilt
from workers.digest_files import (
    SUMS,
    Fault,
    find_folder,
    verify_edition,
    verify_folder,
    write_files,
)

WORDS = "the bench by the clinic, said one"
WITHDRAWN = "words in it were withdrawn"


@pytest.fixture
def spoken(speaking_town: Town) -> Town:
    clear_one(speaking_town, WORDS)
    return speaking_town


def build(town: Town) -> Frozen:
    built = build_digest(town.house)
    assert built is not None
    town.hands.move(minutes=5)
    return find(town, built.number)


def find(town: Town, number: int, edition: int | None = None) -> Frozen:
    with town.house.database.transaction() as db:
        found = digests.find_by_number(db, town.present.community.id, number, edition=edition)
    assert found is not None
    return found


def make_again(town: Town, frozen: Frozen) -> Rebuilt:
    return rebuild(town.house, town.present, frozen)


def verify(town: Town, frozen: Frozen) -> list[Fault]:
    with town.house.database.transaction() as db:
        files = digests.list_files(db, town.present.community.id, frozen.id)
    return verify_edition(town.house, frozen, files)


def test_digest_made_again_is_the_same_after_all_that_changes_later(spoken: Town) -> None:
    frozen = build(spoken)

    spoken.said("sms", "+447700900125", "more benches please")
    spoken.run("update resident set language = 'tr', area = 'elsewhere'")
    spoken.run("update resident set language = 'pl'")
    spoken.run("update contribution set held = 'kept out' where words like '%lights%'")
    spoken.run("update contribution set held = 'undone' where words like '%benches%'")
    spoken.run("update address set stopped_at = :now", now=spoken.hands.now)
    spoken.run("update engagement set title = 'Something else', decider = 'Nobody'")
    spoken.run('update community set profile = profile || \'{"contact": "Somebody"}\'')
    spoken.run("update message set body = ''")
    again = make_again(spoken, frozen)

    assert again == Rebuilt(
        counts=(), words=(), files=(), written=(), code=again.code, now=again.now, gone=""
    )
    assert again.is_same


def test_digest_made_again_says_so_when_somebody_was_deleted_since(spoken: Town) -> None:
    frozen = build(spoken)
    spoken.run("delete from coding")
    spoken.run("delete from contribution where words like '%lights%'")
    again = make_again(spoken, frozen)

    assert "answered: 20, now 10" in again.counts
    assert not again.files
    assert any("counts otherwise" in line for line in say_rebuilt(again))
    assert any("same bytes" in line for line in say_rebuilt(again))


def test_digest_made_again_writes_missing_files_as_they_were(spoken: Town) -> None:
    frozen = build(spoken)
    path = find_folder(spoken.house, frozen) / "digest-1.pdf"
    before = path.read_bytes()
    path.unlink()

    assert make_again(spoken, frozen).written == ("digest-1.pdf",)
    assert path.read_bytes() == before
    assert verify(spoken, frozen) == []


def test_one_changed_byte_in_any_file_is_found_and_named(spoken: Town) -> None:
    frozen = build(spoken)
    folder = find_folder(spoken.house, frozen)
    assert verify(spoken, frozen) == verify_folder(folder) == []

    for path in sorted(folder.iterdir()):
        whole = path.read_bytes()
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        assert [fault.where for fault in verify(spoken, frozen)] == [str(path)]
        path.write_bytes(whole)
        path.rename(folder / "away")
        assert [fault.where for fault in verify(spoken, frozen)] == [str(path)]
        (folder / "away").rename(path)
    assert verify(spoken, frozen) == []


def test_changed_row_is_found_in_each_of_its_frozen_columns(spoken: Town) -> None:
    build(spoken)
    for change in (
        "model = replace(model, 'Marsh', 'March')",
        "because = 'x'",
        "cut_at = cut_at + interval '1 microsecond'",
        'basis = basis || \'{"decider": "x"}\'',
        'scope = \'{"area": "x"}\'',
        "code = ''",
    ):
        kept = spoken.rows("select * from digest")[0]
        spoken.run(f"update digest set {change}")  # noqa: S608
        assert [one.where for one in verify(spoken, find(spoken, 1))] == [
            "digest 1, edition 1 in the database"
        ], change
        column = change.split(" = ")[0]
        spoken.run(
            f"update digest set {column} = {_as_value(column)}",  # noqa: S608
            value=_bind(kept[column]),
        )
        assert verify(spoken, find(spoken, 1)) == []


def _as_value(column: str) -> str:
    return "cast(:value as jsonb)" if column in ("basis", "scope") else ":value"


def _bind(value: object) -> object:
    return orjson.dumps(value).decode() if isinstance(value, dict) else value


def test_sha256sum_itself_can_check_the_files(spoken: Town) -> None:
    folder = find_folder(spoken.house, build(spoken))
    words = ["sha256sum", "--check", "--strict", SUMS]

    assert subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode == 0


def test_withdrawn_words_make_a_second_edition_of_the_same_figures(spoken: Town) -> None:
    first = build(spoken)
    assert WORDS in first.model
    spoken.run("update contribution set cleared_at = null, cleared_words = ''")
    made = rebuild_editions(spoken.house, because=WITHDRAWN)

    assert [(one.number, one.edition) for one in made] == [(1, 2)]
    second = find(spoken, 1)
    assert second.cut_at == first.cut_at
    assert WORDS not in second.model
    assert WITHDRAWN in second.model
    assert make_again(spoken, second).is_same
    page = (find_folder(spoken.house, second) / "digest-1-edition-2.html").read_text()
    assert f"This edition is in the place of edition 1: {WITHDRAWN}" in page
    assert rebuild_editions(spoken.house, because=WITHDRAWN) == []

    again = make_again(spoken, find(spoken, 1, 1))
    assert not again.counts


def test_two_processes_that_leave_words_out_at_once_make_one_edition(spoken: Town) -> None:
    build(spoken)
    spoken.run("update contribution set cleared_at = null, cleared_words = ''")

    with ThreadPoolExecutor(4) as threads:
        made = [threads.submit(rebuild_editions, spoken.house, because=WITHDRAWN) for _ in range(4)]

    assert sum(len(one.result()) for one in made) == 1
    assert find(spoken, 1).edition == 2


def test_second_edition_ends_the_links_of_the_first_and_keeps_the_public_address(
    spoken: Town,
) -> None:
    built = build_digest(spoken.house)
    assert built is not None
    with spoken.house.database.transaction() as db:
        community = spoken.present.community.id
        digests.publish(db, community, find(spoken, 1).id, now=spoken.hands.now)
    with serving(spoken) as web:
        assert web.ask(f"/digests/{built.token}", method="GET")[0] == 200
        assert web.ask("/digests/1/1/digest.html", method="GET")[0] == 200
        spoken.run("update contribution set cleared_at = null, cleared_words = ''")
        rebuild_editions(spoken.house, because=WITHDRAWN)

        assert web.ask(f"/digests/{built.token}", method="GET")[0] == 404
        assert web.ask("/digests/1/1/digest.html", method="GET")[0] == 404
        status, page = web.ask("/digests/1/2/digest.html", method="GET")
        assert (status, WORDS.encode() in page) == (200, False)
        listing = web.ask("/digests/1", method="GET")[1].decode()
    assert "It is in the place of edition 1. Words in it were withdrawn." in listing
    assert "/digests/1/2/digest.rows.csv" in listing
    assert "/digests/1/1/" not in listing


def test_what_is_not_published_has_no_public_address(spoken: Town) -> None:
    build(spoken)
    with serving(spoken) as web:
        for path in ("/digests/1", "/digests/1/1/digest.html", "/digests/99999999999999999999"):
            assert web.ask(path, method="GET")[0] == 404


def test_changed_file_is_never_served(spoken: Town) -> None:
    frozen = build(spoken)
    with spoken.house.database.transaction() as db:
        digests.publish(db, spoken.present.community.id, frozen.id, now=spoken.hands.now)
    path = find_folder(spoken.house, frozen) / "digest-1.json"
    whole = path.read_bytes()
    path.write_bytes(b"{}")
    with serving(spoken) as web:
        assert web.ask("/digests/1/1/digest.json", method="GET") == (200, whole)


def test_files_are_written_again_where_a_build_was_cut_off(spoken: Town, tmp_path: Path) -> None:
    frozen = build(spoken)
    spoken.run("delete from digest_file")
    write_files(spoken.house, spoken.present.community.id, frozen)

    assert verify(spoken, frozen) == []
    assert spoken.values("select count(*) from digest_file") == [12]
