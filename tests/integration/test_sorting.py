import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest

from flows.errors import InputError
from storage import digests, translations
from tests.integration.command_line import invoke
from tests.integration.town import Town
from workers import sorting
from workers.digest import build_digest, recount
from workers.sorting_desk import Desk
from workers.themes import sort_themes

ROOT = Path(__file__).parents[2]


@pytest.fixture
def spoken(town: Town) -> Town:
    """Ten English answers that sort themselves, and three Turkish ones that nothing sorts."""
    for n in range(10):
        town.store(town.sms(f"+4477009001{n:02}", f"the street lights are broken {n}"))
    for n, words in enumerate(
        (
            "komşular birbirine selam versin isterim",
            "Komşular birbirine selam versin, isterim!",
            "akşamları çay içecek bir yerimiz olsun",
        )
    ):
        town.said("sms", f"+4477009002{n:02}", words)
    sort_themes(town.house)
    return town


@pytest.fixture
def desk(spoken: Town) -> Desk:
    return Desk(house=spoken.house, present=spoken.present, who="Rosa")


def tied(town: Town) -> list[tuple[str, str]]:
    rows = town.rows("select theme, tied_by from coding order by theme, tied_by")
    return [(row["theme"], row["tied_by"]) for row in rows]


def close(town: Town) -> None:
    town.run("update engagement set closed_at = :now", now=town.hands.now)


def test_language_of_what_was_said_is_read_from_the_words(spoken: Town) -> None:
    counted = spoken.rows("select language, count(*) as n from contribution group by 1 order by 1")

    assert counted == [{"language": "en", "n": 10}, {"language": "tr", "n": 3}]
    said = spoken.values("select words from contribution where language = 'tr'")
    assert "Komşular birbirine selam versin, isterim!" in said


def test_desk_begins_with_the_language_that_lags_and_joins_what_says_the_same(desk: Desk) -> None:
    first = desk.find_next()

    assert first is not None
    assert (first.language, len(first.ids), first.suggested) == ("tr", 2, ())
    left = desk.count_left()
    assert list(left.by_language) == ["tr", "en"]
    assert (left.waiting, left.unconfirmed) == (3, 10)


def test_desk_sorts_near_duplicates_with_one_decision_each(desk: Desk, spoken: Town) -> None:
    piece = desk.find_next()
    assert piece is not None
    desk.sort(piece, ["community", "access"], because="they want to meet")

    person = [theme for theme, by in tied(spoken) if by == "person"]
    assert person == ["access", "access", "community", "community"]
    made = "select topics, who, because from decision where contribution_id = :id"
    assert spoken.rows(made, id=piece.ids[1]) == [
        {"topics": ["community", "access"], "who": "Rosa", "because": "they want to meet"}
    ]
    after = desk.find_next()
    assert after is not None
    assert after.words == ("akşamları çay içecek bir yerimiz olsun",)


def test_desk_takes_several_steps_back(desk: Desk, spoken: Town) -> None:
    before = tied(spoken)
    seen = []
    for codes in (["community"], [], ["homes"]):
        piece = desk.find_next()
        assert piece is not None
        seen.append(piece.ids)
        desk.sort(piece, codes)
    assert tied(spoken) != before

    for ids in reversed(seen):
        assert desk.undo()
        back = desk.find_next()
        assert back is not None
        assert back.ids == ids
    assert not desk.undo()
    assert tied(spoken) == before


def test_person_s_no_outlasts_every_run_of_the_machine(desk: Desk, spoken: Town) -> None:
    ids = spoken.values("select contribution_id from coding order by contribution_id limit 1")
    sorting.decide(spoken.house, spoken.present, ids, [], who="Rosa", because="it is a joke")
    spoken.run("update contribution set sorted_at = null")
    sort_themes(spoken.house)

    assert spoken.values("select theme from coding where contribution_id = :id", id=ids[0]) == []
    assert spoken.values(
        "select theme from past_coding where contribution_id = :id", id=ids[0]
    ) == ["lights"]


def test_only_what_is_new_is_looked_at(spoken: Town) -> None:
    assert sort_themes(spoken.house) == 0
    spoken.said("sms", "+447700900400", "more benches in the park please")

    assert sort_themes(spoken.house) == 1


def test_words_kept_out_are_in_no_digest_and_come_back_when_it_is_undone(
    desk: Desk, spoken: Town
) -> None:
    piece = desk.find_next()
    assert piece is not None
    desk.sort(piece, [], kept_out=True)
    built = build_digest(spoken.house)
    assert built is not None
    assert spoken.values("select count(*) from contribution where held = 'abusive'") == [2]

    spoken.hands.move(hours=1)
    desk.undo()
    assert spoken.values("select count(*) from contribution where held = 'abusive'") == [0]
    assert is_the_same(spoken, built.number)


def is_the_same(town: Town, number: int) -> bool:
    with town.house.database.transaction() as db:
        frozen = digests.find_by_number(db, town.present.community.id, number)
        assert frozen is not None
        kept, again = recount(db, town.present, frozen)
    return kept == again


def test_digest_of_before_a_decision_counts_as_it_did(desk: Desk, spoken: Town) -> None:
    built = build_digest(spoken.house)
    assert built is not None
    spoken.hands.move(hours=1)
    while (piece := desk.find_next()) is not None:
        desk.sort(piece, ["homes"])

    assert is_the_same(spoken, built.number)
    later = build_digest(spoken.house)
    assert later is not None
    assert is_the_same(spoken, later.number)


def test_closing_digest_waits_until_no_language_lags(desk: Desk, spoken: Town) -> None:
    close(spoken)
    with pytest.raises(
        InputError, match=r"in Turkish 100 % are not sorted, in English 0 %.*sayso s"
    ):
        build_digest(spoken.house)
    assert spoken.values("select count(*) from digest") == [0]

    for codes in (["community"], []):
        piece = desk.find_next()
        assert piece is not None
        desk.sort(piece, codes)
    assert build_digest(spoken.house) is not None


def test_translation_stands_beside_the_words(desk: Desk, spoken: Town) -> None:
    piece = desk.find_next()
    assert piece is not None
    desk.translate(piece, "neighbours should greet each other")

    again = Desk(house=spoken.house, present=spoken.present, who="Sam").find_next()
    assert again is not None
    assert again.translation == "neighbours should greet each other"
    assert again.words == piece.words
    with spoken.house.database.transaction() as db:
        (kept,) = translations.read_translations(db, spoken.present.community.id, piece.ids[0])
    assert (kept.who, kept.language, kept.made_at) == ("Rosa", "en", spoken.hands.now)


def test_words_at_the_desk_are_masked_and_stay_as_they_were_said(town: Town) -> None:
    said = "komşular birbirine selam versin isterim, 07700 900555"
    town.said("sms", "+447700900200", said)
    desk = Desk(house=town.house, present=town.present, who="Rosa")
    piece = desk.find_next()

    assert piece is not None
    assert "900555" not in piece.words[0]
    assert piece.words[0].startswith("komşular birbirine selam versin isterim")
    assert town.values("select words from contribution") == [said]


def test_who_sees_words_at_the_desk_is_written_down(desk: Desk, spoken: Town) -> None:
    piece = desk.find_next()
    assert piece is not None

    seen = spoken.rows("select who, why, subject_id from view order by subject_id")
    assert [row["subject_id"] for row in seen] == sorted(piece.ids)
    assert {(row["who"], row["why"]) for row in seen} == {("Rosa", "sort")}


def sort(environment: dict[str, object], *words: str, keys: str | None = None) -> str:
    result = invoke(environment, "sort", *words, given=keys)
    assert result.exception is None
    return result.stdout


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("0q", []),
        ("1\nq", ["homes", "homes"]),
        ("m1m1\nu0q", []),
        ("sk0q", []),
        ("1t\nq", []),
        ("\n9", []),
    ],
)
def test_keys_sort(
    spoken: Town, town_environment: dict[str, object], keys: str, expected: Sequence[str]
) -> None:
    said = sort(town_environment, "--as", "Rosa", keys=keys)

    assert "Left: 3 not sorted (Turkish 3 of 3); 10 suggested and not looked at." in said
    assert "Turkish, and 1 that says nearly the same" in said
    assert [theme for theme, by in tied(spoken) if by == "person"] == expected


def test_desk_takes_a_translation_a_reason_and_a_new_topic_by_keys(
    spoken: Town, town_environment: dict[str, object]
) -> None:
    keys = "tThey want greetings\nbseen it myself\nnGreeting neighbours\nmany say so\n\nq"
    said = sort(town_environment, "--as", "Rosa", keys=keys)

    assert "= They want greetings" in said
    assert ("greeting-neighbours", "person") in tied(spoken)
    assert spoken.values("select distinct who || because from decision") == ["Rosaseen it myself"]
    assert spoken.values("select why from topic_change") == ["many say so"]


def test_keys_of_a_real_terminal_need_no_enter(
    spoken: Town, town_environment: dict[str, object]
) -> None:
    ours, theirs = pty.openpty()
    environment = {name: str(value) for name, value in town_environment.items()}
    with subprocess.Popen(
        [sys.executable, "-m", "sayso", "sort", "--as", "Rosa"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": "xterm", "PATH": os.defpath, "PYTHONPATH": str(ROOT)},
    ) as process:
        os.close(theirs)
        shown = read_until(ours, "q: quit")
        os.write(ours, b"1\r")
        read_until(ours, "q: quit")
        os.write(ours, b"q")
        assert process.wait(60) == 0
    os.close(ours)

    assert "Turkish, and 1 that says nearly the same" in shown
    assert [theme for theme, by in tied(spoken) if by == "person"] == ["homes", "homes"]


def read_until(terminal: int, words: str) -> str:
    shown = b""
    while words.encode() not in shown:
        shown += os.read(terminal, 4096)
    return shown.decode(errors="replace")


def test_sort_decides_on_one_without_asking(
    spoken: Town, town_environment: dict[str, object]
) -> None:
    listed = orjson.loads(sort(town_environment, "--json"))
    assert listed["left"]["tr"] == {"waiting": 3, "heard": 3, "share": 100.0}
    id = listed["waiting"][0]["ids"][0]
    given = ["--decide", id, "--topics", "community, homes", "--because", "clear enough"]

    assert sort(town_environment, *given) == "Sorted: community, homes.\n"
    assert sort(town_environment, "--decide", id, "--topics", "none") == (
        "Sorted: about no topic.\n"
    )
    for wrong, told in (
        (["--decide", id, "--topics", "nothing"], "There is no topic 'nothing' in use"),
        (["--decide", "7", "--topics", "homes"], "There is nothing to sort under '7'"),
        (["--decide", id], "--topics names codes"),
    ):
        result = invoke(town_environment, "sort", *wrong)
        assert isinstance(result.exception, InputError)
        assert str(result.exception).startswith(told)


def test_topics_command_proposes_and_a_person_names(
    town: Town, town_environment: dict[str, object]
) -> None:
    for n in range(4):
        town.store(town.sms(f"+4477009001{n:02}", f"banjos {'abcd'[n] * 5}"))
    town.answer()
    sort_themes(town.house)

    (found,) = orjson.loads(invoke(town_environment, "topics", "propose", "--json").stdout)
    assert (found["word"], found["people"]) == ("banjos", 4)
    assert tied(town) == []
    words = ["--accept", "banjos", "--name", "Banjos", "--name", "tr=Banço", "--why", "many"]
    result = invoke(town_environment, "topics", "propose", *words)
    assert result.exception is None

    assert tied(town) == [("banjos", "machine")] * 4
    listed = orjson.loads(invoke(town_environment, "topics", "list", "--json").stdout)
    assert [one["names"] for one in listed if one["suggested"] == 4] == [
        {"en": "Banjos", "tr": "Banço"}
    ]
    (change,) = orjson.loads(invoke(town_environment, "topics", "history", "--json").stdout)
    assert (change["what"], change["codes"], change["why"]) == ("add", ["banjos"], "many")


def test_topics_command_merges_splits_and_retires(
    spoken: Town, town_environment: dict[str, object]
) -> None:
    for words in (
        ["add", "dark", "--name", "Dark paths", "--keyword", "unlit", "--why", "asked for"],
        ["rename", "dark", "--name", "Dark corners", "--why", "plainer"],
        ["merge", "lights", "--into", "dark", "--why", "the same"],
        ["split", "dark", "--into", "lamps=Lamps", "--into", "corners", "--why", "two things"],
        ["retire", "corners", "--why", "nobody"],
    ):
        assert invoke(town_environment, "topics", *words).exception is None

    listed = orjson.loads(invoke(town_environment, "topics", "list", "--all", "--json").stdout)
    states = {one["code"]: (one["state"], one["into"]) for one in listed if one["state"] != "live"}
    assert states == {
        "lights": ("merged", ["dark"]),
        "dark": ("split", ["lamps", "corners"]),
        "corners": ("retired", []),
    }
    told = invoke(town_environment, "topics", "history").stdout.splitlines()
    assert len(told) == 5
    assert told[2].endswith(": merge lights into dark. the same")
