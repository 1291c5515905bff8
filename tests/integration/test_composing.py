import re
from datetime import timedelta

import pytest

from tests.integration.conftest import Open
from tests.integration.test_staffing import code_in, hear, last, link
from tests.integration.town import Town
from workers.broadcast import broadcast

ROSA, ANN, BEA, CEM = "+447700900500", "+447700900001", "+447700900002", "2001"
PEOPLE = (
    f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14",
    f"sms,{BEA},Bea,en,Mill Road,stall,consultation 2026-05-14",
    f"telegram,{CEM},Cem,tr,Marsh Lane,stall,consultation 2026-05-14",
)
ANSWERS = (
    "What do teenagers need here?",
    "The youth service",
    "2",
    "NONE",
    "12 January",
    "Rosa",
    "1",
    "1",
)


def compose(town: Town, *answers: str, channel: str = "sms", address: str = ROSA) -> list[str]:
    """Answer the composer; give all that was heard."""
    town.said(channel, address, "COMPOSE", *answers)
    return hear(town, channel, address)


@pytest.mark.parametrize(("channel", "address"), [("sms", ROSA), ("telegram", "2009")])
def test_question_put_together_by_phone_goes_out_once_its_code_came(
    town: Town, channel: str, address: str
) -> None:
    town.imports(*PEOPLE)
    link(town, **{channel: address})

    heard = compose(town, *ANSWERS, channel=channel, address=address)
    assert heard[1].startswith("1 of 8")
    assert heard[-2].startswith("Hello from Marsh Lane Hall. What do teenagers need here? Reply")
    assert '"What do teenagers need here?" goes to 3 people.' in heard[-1]
    assert town.values("select count(*) from engagement") == [1]

    town.said(channel, address, code_in(heard[-1]))
    broadcast(town.house)
    hear(town)

    assert town.handset(channel, address)[-1].startswith("Thank you. It is on its way")
    assert town.handset("sms", ANN)[-1] == heard[-2].replace("in November", "in May")
    assert "What do teenagers need here?" in town.handset("telegram", CEM)[-1]
    assert town.values("select title from engagement order by opened_at") == [
        "What would make life better here",
        "What do teenagers need here?",
    ]
    town.said("sms", ANN, "a place to skate")
    town.said(channel, address, "HOW")
    told = last(town, channel, address)
    assert "What do teenagers need here?: 3 of 3 sent. Answered 1." in told


def test_code_sends_once(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    code = code_in(compose(town, *ANSWERS)[-1])

    town.said("sms", ROSA, code, code)
    broadcast(town.house)

    assert town.values("select count(*) from broadcast") == [1]
    assert town.values("select count(*) from draft") == [1]


def test_wrong_code_sends_nothing_and_back_changes_an_answer(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    code = code_in(compose(town, *ANSWERS)[-1])
    wrong = "1111" if code != "1111" else "2222"

    town.said("sms", ROSA, wrong)
    assert "Tries left: 2" in last(town)
    town.said("sms", ROSA, "BACK")
    assert last(town).startswith("7 of 8")
    town.said("sms", ROSA, code)
    town.deliver()

    assert town.values("select count(*) from broadcast") == [0]


def test_no_drops_the_draft(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    code = code_in(compose(town, *ANSWERS)[-1])

    town.said("sms", ROSA, "NO")
    assert last(town).startswith("Dropped")
    town.said("sms", ROSA, code)

    assert town.values("select count(*) from broadcast") == [0]


def test_old_code_is_replaced_by_a_new_one(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    old = code_in(compose(town, *ANSWERS)[-1])
    town.hands.move(minutes=11)

    town.said("sms", ROSA, old)
    town.said("sms", ROSA, code_in(last(town)))

    assert town.values("select count(*) from broadcast") == [1]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Would you agree with our plan for the park?", "Careful: that leads"),
        ("What do you need and where do you want it?", "Careful: that asks two things"),
        ("How do we help hard to reach people?", "Careful: say"),
    ],
)
def test_question_that_may_hurt_is_warned_of_and_taken(
    town: Town, question: str, said: str
) -> None:
    link(town)

    heard = compose(town, question)

    assert heard[-2].startswith(said)
    assert heard[-1].startswith("2 of 8")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How shall we spend the budget?", "Not vote or budget"),
        ("What do you need " + "in this place " * 10 + "?", "That is too long: 100 letters"),
    ],
)
def test_question_that_cannot_be_kept_is_refused(town: Town, question: str, said: str) -> None:
    link(town)

    heard = compose(town, question, "What do you need?")

    assert heard[-2].startswith(said)
    assert heard[-1].startswith("2 of 8")


def test_question_goes_to_one_area_at_the_time_that_was_named(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    answers = (*ANSWERS[:6], "2", "Nowhere", "marsh lane", "2", "25 December", "10am")

    heard = compose(town, *answers)
    assert any("There is: Marsh Lane, Mill Road." in one for one in heard)
    assert any("25 Dec is a bank holiday" in one for one in heard)
    assert "goes to 2 people. Starts 25 Dec 10:00." in heard[-1]
    town.said("sms", ROSA, code_in(heard[-1]))
    broadcast(town.house)
    town.said("sms", ROSA, "HOW")

    assert "Starts 25 Dec 10:00." in last(town)
    assert town.values("select count(*) from delivery") == [0]


def test_question_about_danger_is_a_question_when_staff_put_it(town: Town) -> None:
    link(town)

    heard = compose(town, "Are you scared because somebody hits you?")

    assert heard[-1].startswith("2 of 8")
    assert town.values("select count(*) from task") == [0]


def test_pause_and_resume_hold_and_let_go(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    town.said("sms", ROSA, code_in(compose(town, *ANSWERS)[-1]))
    town.said("sms", ROSA, "PAUSE")
    assert "Paused. 3 people still wait" in last(town)
    town.said("sms", ROSA, "RESUME")
    town.said("sms", ROSA, code_in(last(town)))
    broadcast(town.house)
    town.said("sms", ROSA, "PAUSE")
    assert "Paused. 3 people still wait" in last(town)
    assert town.handset("sms", ANN) == []

    town.said("sms", ROSA, "RESUME")
    town.said("sms", ROSA, code_in(last(town)))
    town.deliver()

    assert len(town.handset("sms", ANN)) == 1


def test_cost_is_told_in_pounds(open_with: Open) -> None:
    town = open_with(SAYSO_SEGMENT_PENCE="4")
    town.imports(*PEOPLE)
    link(town)

    heard = compose(town, *ANSWERS)

    assert re.search(r"About 0\.16 pounds, done by 12:0\d", heard[-1])


def test_day_that_leaves_few_days_is_warned_of_at_once_and_once(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    soon = (town.hands.now + timedelta(days=5)).strftime("%d %B")

    heard = compose(town, *ANSWERS[:4], soon, *ANSWERS[5:])

    [n] = [n for n, one in enumerate(heard) if "only 5 days to hear back" in one]
    assert heard[n + 1].startswith("Still 5. Who tells them")


def test_few_days_are_counted_from_the_day_it_goes_out(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    day, sent = ((town.hands.now + timedelta(days=n)).strftime("%d %B") for n in (14, 10))

    heard = compose(town, *ANSWERS[:4], day, *ANSWERS[5:7], "2", sent, "10am")

    assert sum("only 4 days to hear back" in one for one in heard) == 1
    assert not any("only 14 days" in one for one in heard)


def test_code_that_no_longer_counts_is_told_of(town: Town) -> None:
    town.imports(*PEOPLE)
    link(town)
    town.said("sms", ANN, "more benches")
    town.said("sms", ROSA, "READ")
    question = code_in(compose(town, *ANSWERS)[-1])

    town.said("sms", ROSA, "ANSWER 1 Where?")
    heard = hear(town)
    assert heard[-2].startswith("The digits for your question no longer count")
    town.said("sms", ROSA, question)
    assert "not the code" in last(town)
    town.said("sms", ROSA, "ANSWER 1 Where exactly?")
    assert not any("no longer count" in one for one in hear(town)[len(heard) :])

    town.said("sms", ROSA, "SEND")
    heard = hear(town)
    assert "The digits for ANSWER 1 no longer count" in heard[-2]
    town.said("sms", ROSA, code_in(heard[-1]))

    assert town.values("select count(*) from broadcast") == [1]
