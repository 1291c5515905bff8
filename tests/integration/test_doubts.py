import pytest

from sayso.sending import order
from tests.integration.test_linking import count_residents, last
from tests.integration.town import Town
from workers.doubts import settle_unanswered

ANN, CEM = "+447700900001", "2001"


@pytest.fixture
def silent(town: Town) -> Town:
    """Somebody spoke, and then was silent for over a year."""
    town.said("sms", ANN, "street lights")
    town.hands.move(days=366)
    return town


def asks(town: Town) -> bool:
    return "Is that you? 1 Yes 2 No" in last(town)


def owners(town: Town) -> list[tuple[str, bool]]:
    """List what was said, and whether by whoever has the number now."""
    rows = town.rows(
        "select c.words, exists (select from address a where a.resident_id = c.resident_id) as own"
        " from contribution c order by c.id"
    )
    return [(row["words"], row["own"]) for row in rows]


def test_long_silent_number_is_asked_first_and_its_text_waits(silent: Town) -> None:
    silent.said("sms", ANN, "more benches")

    assert asks(silent)
    assert owners(silent) == [("street lights", True)]
    assert silent.values("select state from inbox order by id") == ["done", "doubted"]


def test_whoever_says_yes_goes_on_as_the_same_person(silent: Town) -> None:
    silent.said("sms", ANN, "more benches")
    silent.said("sms", ANN, "1")

    assert owners(silent) == [("street lights", True), ("more benches", True)]
    assert count_residents(silent) == 1
    silent.said("sms", ANN, "and noise")
    assert not asks(silent)


@pytest.mark.parametrize("word", ["2", "no"])
def test_whoever_says_no_is_somebody_new(silent: Town, word: str) -> None:
    silent.said("sms", ANN, "more benches")
    silent.said("sms", ANN, word)

    assert owners(silent) == [("street lights", False), ("more benches", True)]
    assert count_residents(silent) == 2
    assert last(silent).startswith("Thank you. That counts")


def test_whoever_does_not_answer_is_somebody_new_at_the_third_text(silent: Town) -> None:
    for words in ("more benches", "hello?", "and noise"):
        silent.said("sms", ANN, words)

    assert owners(silent)[0] == ("street lights", False)
    assert ("more benches", True) in owners(silent)
    assert silent.values("select distinct state from inbox") == ["done"]


def test_whoever_does_not_answer_for_three_days_is_somebody_new(silent: Town) -> None:
    silent.said("sms", ANN, "more benches")
    assert settle_unanswered(silent.house, silent.present) == 0
    silent.hands.move(days=3, hours=1)

    assert settle_unanswered(silent.house, silent.present) == 1
    silent.answer()

    assert owners(silent) == [("street lights", False), ("more benches", True)]


def test_stop_of_a_long_silent_number_is_obeyed_at_once(silent: Town) -> None:
    silent.said("sms", ANN, "please stop texting me")

    assert not asks(silent)
    assert silent.values("select count(*) from suppression") == [1]


def test_worrying_text_of_a_long_silent_number_is_held_at_once(silent: Town) -> None:
    silent.said("sms", ANN, "he hits me and i am scared")

    assert silent.values("select count(*) from contribution where held = 'safeguarding'") == [1]


def test_wrong_number_forgets_the_owner_and_stops_the_number_alone(town: Town) -> None:
    town.said("sms", ANN, "street lights")
    town.said("sms", ANN, "wrong number")

    assert owners(town) == [("street lights", False)]
    assert last(town).startswith("Done. No more texts from us")
    assert town.values("select stopped_at is not null from address where staff_id is null") == [
        True
    ]


def test_chat_and_a_number_that_texts_every_month_are_not_asked(town: Town) -> None:
    town.said("telegram", CEM, "street lights")
    for _ in range(14):
        town.said("sms", ANN, "more benches")
        town.hands.move(days=30)
    town.said("sms", ANN, "and noise")
    town.said("telegram", CEM, "and litter")

    assert town.values("select count(*) from inbox where state = 'doubted'") == [0]


def test_broadcast_asks_a_long_silent_number_first_whose_it_is(town: Town) -> None:
    for n in (1, 2):
        row = f"sms,+44770090000{n},Name,en,Marsh Lane,stall,consultation 2026-05-14"
        town.imports(row)
    town.run("update address set created_at = created_at - interval '2 years'")
    town.hands.move(days=1)
    order(town.house, town.present, "", unchecked_by="Rosa")

    assert town.values("select distinct why_not from delivery") == ["silent for long"]
    assert town.values("select distinct kind from message") == ["prompt"]
    assert asks(town)
    town.said("sms", ANN, "yes")
    assert "what is one thing" in last(town)
    town.said("sms", "+447700900002", "2")
    assert last(town).startswith("Thank you. We have let go")
    town.said("sms", "+447700900002", "more benches")
    assert last(town).startswith("Thank you. That counts")
