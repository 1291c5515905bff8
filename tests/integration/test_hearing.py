import json
from datetime import timedelta

import pytest

from flows.errors import InputError
from insight.frame import Theme
from sayso.hearing import draft_hearing, preview_hearing
from sayso.responding import find_topic
from sayso.sending import order
from storage.hearings import Hearing
from tests.integration.command_line import invoke
from tests.integration.town import Town
from workers.digest import build_digest
from workers.hearing import begin_hearing
from workers.themes import sort_themes

ANN, BEA, CEM, DEV = "+447700900001", "+447700900002", "2001", "+447700900004"
DAMP = "homes are cold and damp, mostly in blocks A to C"


@pytest.fixture
def topic(town: Town) -> Theme:
    """Four people who raised damp homes, and agreed to be asked; eight days ago."""
    for number in (ANN, BEA, DEV):
        town.said("sms", number, "the flat is damp and cold")
    town.said("telegram", CEM, "damp and mould in my bedroom")
    sort_themes(town.house)
    town.run(
        "insert into consent (community_id, id, resident_id, purpose, how, recorded_at)"
        " select community_id, id, id, 'consultation', 'stall', now() from resident"
    )
    town.hands.move(days=8)
    return find_topic(town.house, town.present, "homes")


def draft(town: Town, topic: Theme, words: str = DAMP) -> Hearing:
    return draft_hearing(town.house, town.present, topic, {"en": words}, who="Rosa")


def ask_back(town: Town, topic: Theme) -> int:
    begun = begin_hearing(town.house, town.present, draft(town, topic))
    town.deliver()
    return len(begun.begun)


def test_who_raised_a_topic_is_asked_whether_we_heard_them(town: Town, topic: Theme) -> None:
    town.said("sms", DEV, "STOP")

    assert ask_back(town, topic) == 3

    told = town.handset("sms", ANN)[-1]
    assert f"We heard: {DAMP}." in told
    assert told.endswith("1 Yes 2 Not quite")
    assert not any(DAMP in one for one in town.handset("sms", DEV))


def test_asking_back_twice_asks_nobody_twice(town: Town, topic: Theme) -> None:
    one = draft(town, topic)
    first = begin_hearing(town.house, town.present, one)

    second = begin_hearing(town.house, town.present, one)

    assert (len(first.begun), len(second.begun)) == (4, 0)


@pytest.fixture
def hushed(town: Town, topic: Theme, town_environment: dict[str, object]) -> Theme:
    """The same topic, which is not to be seen on phones that others may see."""
    marked = ("topics", "rename", "homes", "--sensitive", "--why", "Shelter asked for it")
    assert invoke(town_environment, *marked).exit_code == 0
    return topic


def test_a_sensitive_topic_is_played_back_only_once_it_is_a_good_time(
    town: Town, hushed: Theme
) -> None:
    shown = preview_hearing(town.house, town.present, draft(town, hushed))
    assert (shown["people"], shown["after"]) == (4, 4)
    assert DAMP not in str(shown["texts"])

    assert ask_back(town, hushed) == 4

    for channel, number in (("sms", ANN), ("sms", BEA), ("telegram", CEM), ("sms", DEV)):
        door = town.handset(channel, number)[-1]
        assert "we have a question for you, when it suits you" in door
        assert "damp" not in door.lower()
        assert "homes" not in door.lower()
    town.said("sms", BEA, "2")
    town.said("sms", ANN, "1")
    town.deliver()
    assert f"We heard: {DAMP}." in town.handset("sms", ANN)[-1]
    assert "That is fine" in town.handset("sms", BEA)[-1]
    town.said("sms", ANN, "1")
    assert town.values("select value from answer where name = 'did-we-hear-you.heard'") == ["right"]


def test_a_sensitive_topic_is_never_played_back_on_a_shared_phone(
    town: Town, hushed: Theme
) -> None:
    town.run("update address set shared = 3 where channel = 'telegram'")
    shown = preview_hearing(town.house, town.present, draft(town, hushed))
    assert ask_back(town, hushed) == 3

    assert shown["not_asked"] == {"not for a phone that others may see": 1}
    told = " ".join(town.handset("telegram", CEM))
    assert DAMP not in told
    assert "when it suits you" not in told


def test_digest_says_who_has_not_opened_what_is_sensitive(town: Town, hushed: Theme) -> None:
    ask_back(town, hushed)
    town.said("sms", ANN, "1")
    town.hands.move(hours=1)
    build_digest(town.house)

    (model,) = town.values("select model from digest")
    lines = {line["key"]: line["text"] for line in json.loads(model)["shown"]["lines"]}
    assert "Fewer than 5 more, asked for a good time first, have not" in lines["heard_back"]


def test_shared_phones_are_told_nothing_before_it_is_a_good_time(town: Town, topic: Theme) -> None:
    town.run("update address set shared = 3 where channel = 'sms'")
    shown = preview_hearing(town.house, town.present, draft(town, topic))
    assert DAMP in shown["texts"]["en"]

    assert ask_back(town, topic) == 4

    assert DAMP in town.handset("telegram", CEM)[-1]
    door = town.handset("sms", ANN)[-1]
    assert "we have a question for you, when it suits you" in door
    town.said("sms", ANN, "no")
    town.said("sms", BEA, "the lift is broken")
    town.deliver()
    for number in (ANN, BEA, DEV):
        assert not any(DAMP in one for one in town.handset("sms", number))

    town.said("sms", ANN, "1")
    town.deliver()
    assert f"We heard: {DAMP}." in town.handset("sms", ANN)[-1]
    town.said("sms", ANN, "1")
    assert town.values("select value from answer where name = 'did-we-hear-you.heard'") == ["right"]
    assert "the lift is broken" in town.values("select words from contribution")


def test_digest_counts_nobody_as_asked_back_before_they_opened_the_question(
    town: Town, topic: Theme
) -> None:
    town.run("update address set shared = 3 where channel = 'sms'")
    ask_back(town, topic)
    town.said("sms", ANN, "1")
    town.hands.move(hours=1)
    build_digest(town.house)

    (basis,) = town.values("select basis from digest")
    counted = dict(json.loads(basis) if isinstance(basis, str) else basis)["heard_back"][0]
    (model,) = town.values("select model from digest")
    lines = {line["key"]: line["text"] for line in json.loads(model)["shown"]["lines"]}

    assert (counted["asked"], counted["waiting"], counted["replied"]) == (2, 2, 0)
    assert (
        "Fewer than 5 more, on phones that others use too, have not opened" in lines["heard_back"]
    )


def test_an_answer_that_was_not_looked_at_is_not_lost_to_a_question(
    town: Town, topic: Theme
) -> None:
    town.run("update address set shared = 3 where channel = 'sms'")
    ask_back(town, topic)
    town.run("update round_line set at = at - :by", by=timedelta(days=8))
    town.run("update message set accepted_at = accepted_at - :by", by=timedelta(days=8))

    again = preview_hearing(town.house, town.present, draft(town, topic, "flats are cold and damp"))

    assert again["not_asked"] == {"has not looked yet at what we sent before": 3}
    assert again["people"] == 1


def test_asking_back_counts_for_how_often_people_are_asked(town: Town, topic: Theme) -> None:
    ask_back(town, topic)
    town.run("delete from conversation where subject = ''")

    asked = order(town.house, town.present, "", unchecked_by="Rosa")

    assert asked["not_asked"] == {"asked this week": 4}
    again = draft(town, topic, "flats are cold and damp")
    assert preview_hearing(town.house, town.present, again)["people"] == 0


def test_digest_says_who_was_asked_back_and_what_they_said(town: Town, topic: Theme) -> None:
    ask_back(town, topic)
    for number, said in ((ANN, ("1",)), (BEA, ("yes",)), (DEV, ("2", "the stairwells are dark"))):
        town.said("sms", number, *said)
    town.hands.move(hours=1)
    build_digest(town.house)

    (model,) = town.values("select model from digest")

    lines = {line["key"]: line["text"] for line in json.loads(model)["shown"]["lines"]}
    assert lines["heard_back"].startswith(
        "of fewer than 5 asked back, fewer than 5 replied. Fewer than 5 added something."
    )
    assert "stairwells" not in model
    counted = town.rows("select kind, state from contribution where state like 'did-we%'")
    assert counted == [{"kind": "need", "state": "did-we-hear-you.missed"}]


def test_digest_of_before_knows_nothing_of_it(town: Town, topic: Theme) -> None:
    build_digest(town.house)
    town.hands.move(hours=1)
    ask_back(town, topic)
    town.hands.move(hours=1)
    build_digest(town.house)

    before, after = town.values("select model from digest order by number")

    assert "heard_back" not in before
    assert '"heard_back"' in after


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Say what you heard"),
        ("x" * 101, "1 letters too long"),
        ("they say the flat is damp and cold", "words of your own"),
        ("homes {are} cold", "plain signs"),
    ],
)
def test_summary_is_refused_with_what_to_do(
    town: Town, topic: Theme, words: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        draft(town, topic, words)


def test_command_shows_the_text_and_who_is_not_asked(
    town: Town, topic: Theme, town_environment: dict[str, object]
) -> None:
    town.said("sms", DEV, "STOP")
    town.run("update contribution set received_at = received_at - :by", by=timedelta(days=30))

    result = invoke(town_environment, "hear", "homes", "--summary", DAMP, "--yes", "--json")

    assert result.exit_code == 0, result.output
    shown = json.loads(result.stdout)
    assert shown["queued"] == 3
    assert shown["not_asked"] == {"said stop": 1}
    assert DAMP in shown["texts"]["en"]
