import csv
import io
import json
import unicodedata
from itertools import product
from uuid import UUID

import pytest

from flows.errors import InputError
from storage import digests, quotes
from tests.integration.command_line import invoke
from tests.integration.town import Town
from workers.digest import build_digest
from workers.digests.formats import FORMATS
from workers.house import House
from workers.quoting import ask_quote, leave_out_withdrawn
from workers.sweep import sweep
from workers.themes import sort_themes

ANN, BEN = "+447700900001", "+447700900002"
SAID = "My name is Ann Lee, ring 07700 900001. The heating is off and it has been since March"
SHORT = "The heating is off ... since March"


@pytest.fixture
def said(town: Town) -> str:
    """Somebody said something with a name and a number in it."""
    town.said("sms", ANN, SAID)
    return str(town.values("select id from contribution")[0])


@pytest.fixture
def environment(town_environment: dict[str, object]) -> dict[str, object]:
    return town_environment


def read_model(house: House) -> str:
    built = build_digest(house)
    assert built is not None
    return read_edition(house, built.number)


def read_edition(house: House, number: int) -> str:
    with house.database.transaction() as db:
        present = house.find_present(db)
        assert present is not None
        frozen = digests.find_by_number(db, present.community.id, number)
    assert frozen is not None
    return frozen.model


def pick(environment: dict[str, object], said: str, *words: str) -> str:
    picked = invoke(environment, "quotes", "pick", said, "--by", "Rosa", *words)
    assert picked.exception is None, picked.exception
    listed = invoke(environment, "quotes", "list", "--json")
    return str(json.loads(listed.stdout)[0]["id"])


def test_own_words_stand_in_a_digest_only_with_a_yes_to_them(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = pick(environment, said, "--words", SHORT)
    assert "heating is off" not in read_model(town.house)

    told = invoke(environment, "quotes", "tell", id, "yes", "--by", "Rosa")

    assert "may show them" in told.stdout
    model = read_model(town.house)
    assert f"...{SHORT}" in model
    assert "Ann" not in model
    assert "it has been since" not in model


def test_own_words_leave_later_digests_when_they_are_taken_back(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = pick(environment, said, "--words", SHORT)
    invoke(environment, "quotes", "tell", id, "yes", "--by", "Rosa")
    assert "heating" in read_model(town.house)

    gone = invoke(environment, "quotes", "withdraw", id, "--by", "Rosa")

    assert "Digest 1 has edition 2 now" in gone.stdout
    assert "heating" not in read_edition(town.house, 1)
    assert "heating" not in read_model(town.house)
    assert leave_out_withdrawn(town.house) == []
    assert "taken back" in invoke(environment, "quotes", "status", id).stdout
    again = invoke(environment, "quotes", "tell", id, "yes", "--by", "Rosa")
    assert isinstance(again.exception, InputError)


def ask(town: Town, environment: dict[str, object], said: str) -> str:
    id = pick(environment, said, "--words", SHORT)
    send(town, id)
    return id


def send(town: Town, id: str) -> None:
    with town.house.database.transaction() as db:
        quote = quotes.find(db, town.present.community.id, UUID(id))
    assert quote is not None
    ask_quote(town.house, town.present, quote)
    town.deliver()


def test_asking_says_the_very_words_and_a_yes_by_text_is_one(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = ask(town, environment, said)
    send(town, id)
    asked = [one for one in town.handset("sms", ANN) if SHORT in one]
    assert len(asked) == 1
    assert "Print cannot be undone" in asked[0]
    assert "heating is off" not in read_model(town.house)

    town.said("sms", ANN, "yes")

    assert "yes" in invoke(environment, "quotes", "status", id).stdout
    assert f"...{SHORT}" in read_model(town.house)
    again = invoke(environment, "quotes", "pick", said, "--by", "Rosa")
    assert isinstance(again.exception, InputError)


def agree(town: Town, environment: dict[str, object], said: str) -> str:
    town.said("sms", ANN, "1")  # the question that was open: nothing is beneath the quote
    id = ask(town, environment, said)
    town.said("sms", ANN, "1")
    town.deliver()
    assert "text UNQUOTE" in town.handset("sms", ANN)[-1]
    return id


@pytest.mark.parametrize("reply", ["UNQUOTE", "2"])
def test_a_resident_takes_their_words_back_by_text(
    town: Town, environment: dict[str, object], said: str, reply: str
) -> None:
    id = agree(town, environment, said)
    assert f"...{SHORT}" in read_model(town.house)

    town.said("sms", ANN, reply)
    sweep(town.house)
    town.said("sms", ANN, "UNQUOTE")
    town.deliver()

    told = town.handset("sms", ANN)[-2:]
    assert told[0].startswith("Done. Our reports show your words no more.")
    assert told[1].startswith("Our reports show no words of yours")
    assert "taken back" in invoke(environment, "quotes", "status", id).stdout
    assert town.values("select edition from digest order by edition") == [1, 2]
    assert "heating" not in read_edition(town.house, 1)
    assert town.values("select count(*) from contribution") == [1]
    assert town.values("select body from inbox order by id desc limit 2") == ["", ""]


def test_a_yes_and_its_taking_back_may_come_together(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = ask(town, environment, said)
    town.store(town.sms(ANN, "yes"), town.sms(ANN, "unquote"))
    town.answer()

    assert "taken back" in invoke(environment, "quotes", "status", id).stdout
    assert "heating is off" not in read_model(town.house)


def test_words_are_taken_back_after_stop_and_nothing_is_said(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = agree(town, environment, said)
    town.said("sms", ANN, "STOP")
    town.deliver()
    before = town.handset("sms", ANN)

    town.said("sms", ANN, "unquote")
    town.deliver()

    assert town.handset("sms", ANN) == before
    assert "taken back" in invoke(environment, "quotes", "status", id).stdout


def test_a_no_to_something_else_takes_nothing_back(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = agree(town, environment, said)
    town.said("sms", ANN, "?")
    town.said("sms", ANN, "2")
    assert "Which language?" in town.values("select body from message order by id desc limit 1")[0]
    town.said("sms", ANN, "needs")
    town.said("sms", ANN, "more benches", "no")
    town.said("sms", BEN, "unquote")
    town.deliver()

    assert "taken back" not in invoke(environment, "quotes", "status", id).stdout
    assert town.handset("sms", BEN)[-1].startswith("Our reports show no words of yours")


@pytest.mark.parametrize("reply", ["2", "maybe, who reads it?", "STOP", ""])
def test_nothing_but_a_clear_yes_lets_words_in(
    town: Town, environment: dict[str, object], said: str, reply: str
) -> None:
    ask(town, environment, said)
    if reply:
        town.said("sms", ANN, reply)

    assert "heating is off" not in read_model(town.house)


def test_words_about_a_sensitive_topic_are_asked_for_by_a_person(
    town: Town, environment: dict[str, object], said: str
) -> None:
    sort_themes(town.house)
    id = pick(environment, said, "--words", SHORT)
    kept = invoke(environment, "topics", "rename", "homes", "--sensitive", "--why", "Shelter asked")
    assert kept.exit_code == 0

    refused = invoke(environment, "quotes", "ask", id)

    assert "not for a phone" in str(refused.exception)
    assert not [one for one in town.handset("sms", ANN) if "heating" in one]


def test_nobody_is_asked_on_a_shared_phone_or_after_stop(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = pick(environment, said, "--words", SHORT)
    town.run("update address set shared = 3")
    assert "shared phone" in str(invoke(environment, "quotes", "ask", id).exception)
    town.run("update address set shared = 0")
    town.said("sms", ANN, "STOP")

    refused = invoke(environment, "quotes", "ask", id)
    town.deliver()

    assert "stop" in str(refused.exception)
    assert not [one for one in town.handset("sms", ANN) if "heating" in one]


def test_erasing_somebody_takes_their_words_out_of_digests(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = pick(environment, said, "--words", SHORT)
    invoke(environment, "quotes", "tell", id, "yes", "--by", "Rosa")
    assert "heating" in read_model(town.house)

    erased = invoke(environment, "resident", "erase", ANN, "--yes")

    assert erased.exception is None, erased.exception
    assert "heating" not in read_edition(town.house, 1)
    assert town.values("select count(*) from quote") == [0]


def test_sweep_leaves_out_words_that_were_held_back_since(
    town: Town, environment: dict[str, object], said: str
) -> None:
    id = pick(environment, said, "--words", SHORT)
    invoke(environment, "quotes", "tell", id, "yes", "--by", "Rosa")
    assert "heating" in read_model(town.house)
    town.run("update contribution set held = 'undone'")

    sweep(town.house)

    assert "heating" not in read_edition(town.house, 1)


def test_pick_takes_only_what_was_said_in_its_order(
    environment: dict[str, object], said: str
) -> None:
    for words in ("the heating is on", "since March ... heating", "x" * 200, "Ann Lee"):
        refused = invoke(environment, "quotes", "pick", said, "--by", "Rosa", "--words", words)
        assert isinstance(refused.exception, InputError), words
    assert isinstance(invoke(environment, "quotes", "pick", said).exception, InputError)


def test_pick_refuses_what_is_held_back(
    town: Town, environment: dict[str, object], said: str
) -> None:
    town.run("update contribution set held = 'safeguarding'")

    refused = invoke(environment, "quotes", "pick", said, "--by", "Rosa")

    assert isinstance(refused.exception, InputError)


def test_clear_refuses_own_words_and_labels_an_organisers(
    town: Town, environment: dict[str, object], said: str
) -> None:
    for own in ("", "the heating is off and it has been", "x" * 201):
        refused = invoke(environment, "words", "clear", said, "--as", own)
        assert isinstance(refused.exception, InputError)

    invoke(environment, "words", "clear", said, "--as", "warm rooms again, ask for Mr Lee")

    assert "warm rooms again, ask for [name] [organiser's words]" in read_model(town.house)


def test_words_and_exports_are_masked_and_each_unmasked_view_is_kept(
    town: Town, environment: dict[str, object], said: str
) -> None:
    masked = "My name is [name], ring [phone number]. The heating"
    for command in (("words", "list"), ("export", "contributions")):
        shown = invoke(environment, *command)
        assert masked in shown.stdout
        refused = invoke(environment, *command, "--unmasked")
        assert isinstance(refused.exception, InputError)
    assert town.values("select count(*) from view") == [0]

    who = ("--unmasked", "--by", "Rosa", "--because", "a complaint")
    for command in (("words", "list"), ("export", "contributions")):
        assert "Ann Lee" in invoke(environment, *command, *who).stdout

    seen = town.rows("select who, what, cast(subject_id as text) as id, why from view order by id")
    assert {(one["who"], one["id"], one["why"]) for one in seen} == {("Rosa", said, "a complaint")}
    assert {one["what"] for one in seen} == {"reply", "contributions"}


def test_safeguarding_list_notes_who_looked(town: Town, environment: dict[str, object]) -> None:
    town.said("sms", BEN, "he hits me and i am scared")

    invoke(environment, "safeguarding", "list", "--as", "Sam")

    assert town.rows("select who, what from view") == [{"who": "Sam", "what": "worrying"}]


STARTS = ["=", "+", "-", "@", "＝", "＋", "﹣", "＠"]
BEFORE = ("", "\t", "\r", " ", "\u200b")


def test_no_command_writes_a_cell_that_is_a_formula(
    town: Town, environment: dict[str, object]
) -> None:
    for n, (before, sign) in enumerate(product(BEFORE, STARTS)):
        town.store(town.sms(f"+4477009001{n:02}", f"{before}{sign}1+1 benches"))
    town.answer()
    who = ("--unmasked", "--by", "Rosa", "--because", "a test")
    for what in (
        ("export", "contributions", *who),
        ("export", "messages", *who),
        ("broadcasts", "who", "--csv"),
    ):
        out = invoke(environment, *what).stdout
        assert "benches" in out or what[1] != "contributions"
        for cell in (one for row in csv.reader(io.StringIO(out)) for one in row):
            assert unicodedata.normalize("NFKC", cell.lstrip("\t\r \u200b"))[:1] not in set("=+-@")


def test_file_names_are_ours(town: Town) -> None:
    town.run("""update engagement set title = '../../=evil"; rm'""")

    built = build_digest(town.house)

    assert built is not None
    assert [path.name for path in built.paths] == [f"digest-1.{ending}" for ending in FORMATS]
