"""What is written down for others: counted once, apart, changed and taken back."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.conversation import JsonScalar
from flows.errors import InputError
from sayso.slip_sheets import print_slips
from storage.contributions import list_held
from tests.integration.command_line import invoke, write
from tests.integration.town import Town
from workers.digest import build_digest
from workers.scenes import set_scene
from workers.writing_down import find_heavy, take_down
from workers.written import Outcome, Written, read_flow

AYSE, BOB = "+447700900101", "+447700900102"
DAY = date(2026, 11, 20)
HEAD = "kind,writer,consent,words,language,area,day,relation,why,view,slip,headcount,place,key\n"


def paper(words: str, **changed: Any) -> Written:
    given: dict[str, Any] = {"kind": "paper", "writer": "Sam", "words": (words,), "said_on": DAY}
    return Written(**(given | changed))


def keep(town: Town, *written: Written) -> list[Outcome]:
    with town.house.database.transaction() as db:
        return take_down(db, set_scene(db, town.house, town.present), written)


def slip_of(town: Town) -> str:
    [code] = print_slips(town.house, town.present, 1)
    return code


def exact(town: Town) -> dict[str, Any]:
    built = build_digest(town.house)
    assert built is not None
    model = town.values("select model from digest order by number desc limit 1")[0]
    counts: dict[str, Any] = json.loads(model)["exact"]
    return counts


def heard_line(town: Town) -> str:
    build_digest(town.house)
    model = town.values("select model from digest order by number desc limit 1")[0]
    lines = json.loads(model)["shown"]["lines"]
    return str(next(line["text"] for line in lines if line["key"] == "heard_from"))


def test_a_form_counts_as_one_person_and_a_meeting_as_nobody(town: Town) -> None:
    town.said("sms", AYSE, "the damp in my flat")
    points = ("damp flats", "the bus is late")
    meeting = Written(kind="meeting", writer="Sam", words=points, said_on=DAY, headcount=21)

    keep(town, paper("mould in the bedroom"), paper("the bus"), meeting)

    counts = exact(town)
    assert counts["heard"] == 3
    assert (counts["came_on_own"], counts["written"]) == (1, 2)
    assert town.values("select count(*) from resident") == [3]
    assert "1 meeting with 21 people" in heard_line(town)


def test_a_helpers_own_view_is_an_entry_of_its_own_and_counts_as_nobody(town: Town) -> None:
    keep(town, paper("damp", kind="helper", relation="friend", why="phone", view="more benches"))

    assert town.values("select kind from entry order by id") == ["helper", "view"]
    assert exact(town)["heard"] == 1
    assert "1 helper's own view" in heard_line(town)
    assert town.values(
        "select c.words from entry e join contribution c on c.entry_id = e.id"
        " join entry b on b.id = e.beside_id"
    ) == ["more benches"]


def test_the_code_of_a_slip_takes_the_words_over_without_counting_twice(town: Town) -> None:
    code = slip_of(town)
    keep(town, paper("damp in the flat", slip=code.replace("-", "")))
    town.said("sms", AYSE, "the bus is late")
    assert exact(town)["heard"] == 2

    town.said("sms", AYSE, code.lower())

    counts = exact(town)
    assert (counts["heard"], counts["came_on_own"], counts.get("written", 0)) == (1, 1, 0)
    assert counts["contributions"] == 2
    town.deliver()
    assert "counts once" in town.handset("sms", AYSE)[-1]


def test_the_code_and_new_words_change_what_stands_there(town: Town) -> None:
    code = slip_of(town)
    keep(town, paper("damp", slip=code.replace("-", "")))

    town.said("sms", AYSE, f"{code}: a bench at the bus stop")

    assert town.values("select words from contribution where held = ''") == [
        "a bench at the bus stop"
    ]
    assert exact(town)["heard"] == 1
    assert code not in "".join(town.values("select body || detail from inbox"))


def test_the_code_and_0_take_the_words_back(town: Town) -> None:
    code = slip_of(town)
    keep(town, paper("damp", slip=code.replace("-", "")))

    town.said("sms", AYSE, f"{code} 0")

    assert exact(town)["heard"] == 0
    assert town.values("select withdrawn_at is not null from entry") == [True]


def test_stop_behind_a_code_takes_back_and_stops(town: Town) -> None:
    code = slip_of(town)
    keep(town, paper("damp", slip=code.replace("-", "")))

    town.said("sms", AYSE, f"{code} stop")

    stopped = "select stopped_at is not null from address where resident_id is not null"
    assert town.values(stopped) == [True]
    assert exact(town)["heard"] == 0


def test_a_code_that_is_in_use_by_somebody_else_changes_nothing(town: Town) -> None:
    code = slip_of(town)
    keep(town, paper("damp", slip=code.replace("-", "")))
    town.said("sms", AYSE, code)

    town.said("sms", BOB, f"{code} 0")
    town.said("sms", BOB, f"{code} more trees please")

    assert town.values("select withdrawn_at is null from entry") == [True]
    assert sorted(town.values("select words from contribution where held = ''")) == [
        "damp",
        "more trees please",
    ]


def test_a_code_texted_before_the_form_is_typed_in_ties_it_to_its_person(town: Town) -> None:
    code = slip_of(town)
    town.said("sms", AYSE, code)

    keep(town, paper("damp", slip=code.replace("-", "")))

    counts = exact(town)
    assert (counts["heard"], counts.get("written", 0)) == (1, 0)
    assert town.values("select count(*) from resident") == [1]


def test_what_looks_like_a_code_and_is_none_is_a_text_like_any_other(town: Town) -> None:
    town.said("sms", AYSE, "W3K 7RT the damp there")

    assert town.values("select words from contribution") == ["W3K 7RT the damp there"]


def test_worrying_words_are_held_and_the_contact_is_told_once(town: Town) -> None:
    [outcome] = keep(town, paper("I want to kill myself"))

    assert outcome.worries
    assert town.values("select held from contribution") == ["safeguarding"]
    with town.house.database.transaction() as db:
        [held] = list_held(db, town.present.community.id)
    assert held["address_sealed"] is None
    assert town.values("select kind from message") == ["staff"]


def test_a_slip_is_for_one_entry_and_must_be_known(town: Town) -> None:
    code = slip_of(town).replace("-", "")

    first, second, third = keep(
        town,
        paper("damp", slip=code),
        paper("the bus", slip=code, key="other"),
        paper("bins", slip="W3K7RT"),
    )

    assert first.entry_id
    assert "used for another entry" in second.problem
    assert "no slip has this code" in third.problem


def test_one_helper_behind_much_of_an_area_is_named_to_staff(town: Town) -> None:
    forms = [paper(f"bins {n}", area="Mill Lane", key=str(n), writer="Sam") for n in range(5)]
    others = [
        paper(f"bins {n}", area="Mill Lane", key=str(n), writer=f"Helper {n}") for n in range(5, 10)
    ]
    keep(town, *forms, *others)

    with town.house.database.transaction() as db:
        heavy = find_heavy(db, set_scene(db, town.house, town.present))

    found = {(name, one.by, one.code): (one.brought, one.people) for name, one in heavy}
    assert found == {("Sam", "area", "Mill Lane"): (5, 10), ("Sam", "language", "en"): (5, 10)}


def test_what_a_helper_answered_by_phone_is_written_down(town: Town) -> None:
    answers: dict[str, JsonScalar] = {
        "agreed": True,
        "helper": "carer",
        "why": "body",
        "ring": True,
        "number": BOB,
    }
    said = {"own_words": "the stairs are too steep", "own_view": "she is right"}
    one = read_flow("Sam", answers, said, said_on=DAY, key="text 1")
    assert one is not None

    keep(town, one)
    keep(town, one)

    assert town.values("select kind from entry order by id") == ["helper", "view"]
    assert read_flow("Sam", {"agreed": False}, said, said_on=DAY, key="text 2") is None


def test_whoever_left_a_number_on_paper_is_on_the_call_list_until_rung(
    town: Town, town_environment: dict[str, object]
) -> None:
    keep(town, paper("the stairs", ring=BOB, ring_when="after four"))

    [waiting] = json.loads(invoke(town_environment, "call-list", "--json").stdout)
    done = invoke(town_environment, "call-list", "done", "1", "--as", "Rosa", "--note", "all well")

    assert (waiting["number"], waiting["ring_when"]) == (BOB, "after four")
    assert done.exit_code == 0, done.output
    assert json.loads(invoke(town_environment, "call-list", "--json").stdout) == []
    assert town.rows("select rung_by, rung_note from entry") == [
        {"rung_by": "Rosa", "rung_note": "all well"}
    ]


@pytest.fixture
def file(tmp_path: Path) -> str:
    rows = (
        'paper,Sam,yes,"damp, and mould",,North,2026-11-20,,,,,,,\n'
        "helper,Sam,yes,otobüs çok geç geliyor,tr,North,20/11/2026,friend,phone,more benches,,,,\n"
        'meeting,Sam,yes,"bins\ndogs",,,2026-11-19,,,,,31,tea at the hall,\n'
        "paper,Sam,no,bins,,,,,,,,,,\n"
        "helper,Sam,yes,bins,,,,boss,,,,,,\n"
        'paper,Sam,yes,"damp, and mould",,North,2026-11-20,,,,,,,\n'
    )
    return write(tmp_path, "written.csv", HEAD + rows)


def test_a_file_read_twice_counts_once(
    town: Town, town_environment: dict[str, object], file: str
) -> None:
    first = invoke(town_environment, "write-down", "--from", file, "--json")
    again = invoke(town_environment, "write-down", "--from", file, "--json")

    told = json.loads(first.stdout)
    assert first.exit_code == 1
    assert told["new"] == 4
    assert {one["row"]: one["problem"].split(":")[0] for one in told["refused"]} == {
        5: "consent",
        6: "relation",
    }
    assert json.loads(again.stdout)["new"] == 0
    assert json.loads(again.stdout)["known"] == [2, 3, 4, 7]
    assert exact(town)["heard"] == 3
    assert town.values("select count(*) from entry where kind = 'meeting'") == [1]


def test_questions_at_the_terminal_lead_to_an_entry(
    town: Town, town_environment: dict[str, object]
) -> None:
    said = ["2", "Sam", "2", "1", "y", "the bus is late", "", "North", "", "", "so do I"]

    result = invoke(town_environment, "write-down", given="\n".join(said) + "\n")

    assert result.exit_code == 0, result.output
    assert town.rows("select kind, relation, why, area from entry where kind = 'helper'") == [
        {"kind": "helper", "relation": "friend", "why": "phone", "area": "North"}
    ]


def test_nothing_is_written_down_of_who_does_not_agree(
    town: Town, town_environment: dict[str, object]
) -> None:
    result = invoke(town_environment, "write-down", given="1\nSam\nn\n")

    assert "nothing is written down" in result.output
    assert town.values("select count(*) from entry") == [0]


def test_staff_change_and_take_back_by_a_code(
    town: Town, town_environment: dict[str, object]
) -> None:
    code = invoke(town_environment, "slips", "print", "1").stdout.split()[0]
    words = ["--kind", "paper", "--writer", "Sam", "--consent", "yes", "--words", "damp"]
    assert invoke(town_environment, "write-down", *words, "--slip", code).exit_code == 0

    changed = invoke(town_environment, "write-down", "change", code, "--words", "more benches")
    assert changed.exit_code == 0, changed.output
    assert town.values("select words from contribution where held = ''") == ["more benches"]

    assert invoke(town_environment, "write-down", "withdraw", code).exit_code == 0
    assert town.values("select count(*) from contribution where held = ''") == [0]
    for words in (["withdraw", "W3K-7RT"], ["change", "W3K-7RT"], ["--kind", "banana"]):
        refused = invoke(town_environment, "write-down", *words)
        assert isinstance(refused.exception, InputError), refused.output


def test_slips_are_printed_with_codes_that_are_stored_nowhere(
    town: Town, town_environment: dict[str, object]
) -> None:
    page = invoke(town_environment, "slips", "print", "12", "--html").stdout

    assert page.count("<strong>") == 12
    assert "+447700900000" in page
    assert len(set(town.values("select code_hash from slip"))) == 12


def test_the_list_has_words_only_for_who_is_named_and_notes_it(
    town: Town, town_environment: dict[str, object]
) -> None:
    keep(town, paper("damp in the flat"))

    plain = invoke(town_environment, "written", "list", "--json").stdout
    nameless = invoke(town_environment, "written", "list", "--words")
    named = invoke(town_environment, "written", "list", "--words", "--as", "Ayşe").stdout

    assert "damp" not in plain
    assert json.loads(plain)[0]["writer"] == "Sam"
    assert isinstance(nameless.exception, InputError)
    assert "damp in the flat" in named
    assert town.values("select distinct who from view") == ["Ayşe"]
