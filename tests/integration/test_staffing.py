import re

import pytest

from sayso.staffing import add_member, make_link, remove_member
from storage import timers
from tests.integration.flows_of_a_town import PARK, publish
from tests.integration.town import GUARD, Town
from workers.sweep import sweep

ROSA, ANN, CEM = "+447700900500", "+447700900001", "2001"


def hear(town: Town, channel: str = "sms", address: str = ROSA) -> list[str]:
    """Send all that waits; on Telegram a chat gets one message a second."""
    town.deliver()
    while town.values("select 1 from message where state = 'queued' and not_before < now()"):
        town.deliver()
    return town.handset(channel, address)


def last(town: Town, channel: str = "sms", address: str = ROSA) -> str:
    return hear(town, channel, address)[-1]


def code_in(text: str) -> str:
    found = re.findall(r"\b\d{4}(?:\d\d)?\b", text)
    assert found, text
    return str(found[-1])


def link(town: Town, name: str = "Rosa", *, role: str = "organiser", **to: str) -> None:
    """Put somebody on the staff and link their phone."""
    given = {"sms": "", "telegram": ""} | (to or {"sms": ROSA})
    add_member(town.house, town.present, name=name, role=role, **given)
    _, code = make_link(town.house, town.present, name, by_text=False)
    channel = "sms" if given["sms"] else "telegram"
    town.said(channel, given[channel], code)


def fire_timers(town: Town) -> None:
    with town.house.database.transaction() as db:
        timers.fire_due(db, town.present.community.id, now=town.hands.now)
    town.answer()


def test_phone_acts_only_once_its_code_came_from_it(town: Town) -> None:
    add_member(town.house, town.present, name="Rosa", role="organiser", sms=ROSA, telegram="")
    town.said("sms", ROSA, "HOW")
    assert "only gets alerts" in last(town)
    _, code = make_link(town.house, town.present, "rosa", by_text=False)
    town.said("sms", ANN, code)  # another phone's words are a resident's
    town.said("sms", ROSA, "HOW")
    assert "only gets alerts" in last(town)

    town.said("sms", ROSA, code)
    assert "linked, Rosa" in last(town)
    town.said("sms", ROSA, "HOW")

    assert "Nothing has gone out yet" in last(town)
    assert town.values("select count(*) from resident") == [1]


def test_code_is_gone_after_three_wrong_ones(town: Town) -> None:
    add_member(town.house, town.present, name="Rosa", role="organiser", sms=ROSA, telegram="")
    _, code = make_link(town.house, town.present, "Rosa", by_text=False)
    wrong = "111111" if code != "111111" else "222222"

    town.said("sms", ROSA, wrong, wrong, wrong, code)
    town.deliver()

    heard = town.handset("sms", ROSA)
    assert "Tries left: 2" in heard[0]
    assert "last try" in heard[2]
    assert "only gets alerts" in heard[3]
    assert town.values("select linked_at from staff where linked_at is not null") == []


def test_code_by_text_is_texted_back(town: Town) -> None:
    add_member(town.house, town.present, name="Cem", role="organiser", sms="", telegram=CEM)
    make_link(town.house, town.present, "Cem", by_text=True)
    asked = last(town, "telegram", CEM)

    town.said("telegram", CEM, code_in(asked))

    assert "linked, Cem" in last(town, "telegram", CEM)


def test_stop_of_a_staff_phone_ends_its_link_and_alerts_still_come(town: Town) -> None:
    link(town, "Sam", sms=GUARD)
    town.said("sms", GUARD, "stop")
    town.said("sms", ANN, "he hits me and i am scared")
    town.deliver()

    assert town.values("select count(*) from staff where linked_at is not null") == [0]
    assert "worrying text" in town.handset("sms", GUARD)[-1]


def test_number_off_the_staff_is_an_ordinary_one(town: Town) -> None:
    link(town)
    remove_member(town.house, town.present, "Rosa")

    town.said("sms", ROSA, "more benches")

    assert town.values("select words from contribution") == ["more benches"]


def test_replies_are_read_without_names_newest_first_and_each_once(town: Town) -> None:
    link(town)
    for n, words in enumerate(["more benches", "lights in the park", "bins", "a bus"]):
        town.said("sms", f"+44770090010{n}", words)

    town.said("sms", ROSA, "READ")
    first = last(town)
    town.said("sms", ROSA, "NEXT")
    second = last(town)
    town.said("sms", ROSA, "read")

    assert [part in first for part in ("a bus.", "bins.", "lights in the park.")] == [True] * 3
    assert "1 more: NEXT" in first
    assert "more benches." in second
    assert "NEXT" not in second
    assert "Nothing new" in last(town)
    assert town.rows("select who, what, count(*) as n from view group by who, what") == [
        {"who": "Rosa", "what": "reply", "n": 4}
    ]


def test_worrying_words_are_never_read_out(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "he hits me and i am scared")
    town.said("sms", ANN, "1")  # yes, ring me

    town.said("sms", ROSA, "READ")
    read = last(town)
    town.said("sms", ROSA, "CALLS")

    assert "hits" not in read
    assert "1 worrying: for Sam only" in read
    assert ANN not in last(town)


def test_safeguarding_contact_alone_reads_worrying_words_once(town: Town) -> None:
    link(town, "Sam", role="safeguarding", sms=GUARD)
    town.said("sms", ANN, "he hits me and i am scared")

    town.said("sms", GUARD, "READ", "READ")
    heard = hear(town, "sms", GUARD)

    assert f"Worrying, from {ANN}: he hits me and i am scared" in heard
    assert heard[-1] == "Nothing new to read."
    assert town.values("select what from view") == ["worrying"]


def test_answer_goes_to_one_person_once_its_code_came_and_their_flow_waits(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "more benches")
    town.said("sms", ROSA, "READ")
    town.said("sms", ROSA, "ANSWER 1 Where would you put them?")
    asked = last(town)
    assert "Where would you put them?" in asked
    assert len(town.handset("sms", ANN)) == 1

    town.said("sms", ROSA, code_in(asked))
    town.deliver()
    assert town.handset("sms", ANN)[-1] == "Marsh Lane Hall, Rosa: Where would you put them?"
    town.said("sms", ANN, "by the pond")
    town.hands.move(days=8)
    fire_timers(town)
    town.deliver()
    assert len(town.handset("sms", ANN)) == 2
    assert town.values("select waits_in from conversation") == ["reach"]

    town.said("sms", ROSA, "READ")
    assert "2 by the pond" in last(town)
    town.said("sms", ROSA, "DONE 1")
    town.said("sms", ANN, "4")

    assert town.values("select waits_in from conversation") == ["detail"]


def test_a_talk_in_which_nobody_writes_for_a_day_ends_by_itself(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "more benches")
    town.said("sms", ROSA, "READ", "ANSWER 1 Where would you put them?")
    town.said("sms", ROSA, code_in(last(town)))
    town.hands.move(hours=23)
    town.said("sms", ANN, "by the pond")
    town.hands.move(hours=23)
    sweep(town.house)
    assert town.values("select done_at from talk") == [None]
    assert town.values("select waits_in from conversation") == ["reach"]

    town.hands.move(hours=2)
    sweep(town.house)
    sweep(town.house)
    town.deliver()
    told = [one for one in town.handset("sms", ROSA) if "Nobody wrote for a day" in one]
    town.said("sms", ANN, "4")

    assert told == [
        "Nobody wrote for a day: the talk with 1 is over, and the questions go on for them."
        " ANSWER 1 begins it again."
    ]
    assert town.values("select waits_in from conversation") == ["detail"]


def test_a_talk_that_is_gone_on_with_does_not_end(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "more benches")
    for words in ("Where would you put them?", "Thank you"):
        town.said("sms", ROSA, "READ", f"ANSWER 1 {words}")
        town.said("sms", ROSA, code_in(last(town)))
        town.hands.move(hours=20)
        sweep(town.house)

    assert town.values("select done_at from talk") == [None]


def test_stop_works_in_the_middle_of_a_talk(town: Town) -> None:
    link(town)
    town.said("sms", ANN, "more benches")
    town.said("sms", ROSA, "READ", "ANSWER 1 Thank you")
    town.said("sms", ROSA, code_in(last(town)))
    town.said("sms", ANN, "STOP")
    town.said("sms", ROSA, "ANSWER 1 Are you there?")

    assert "cannot be texted" in last(town)


def test_calls_show_the_number_and_are_ticked_off(town: Town) -> None:
    link(town)
    town.imports(f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14")
    town.said("sms", ANN, "CALL")

    town.said("sms", ROSA, "CALLS")
    shown = last(town)
    town.said("sms", ROSA, "DONE 1")
    town.said("sms", ROSA, "calls")

    assert f"1 Ann {ANN} (en)" in shown
    assert "Nobody waits" in last(town)
    assert town.rows("select done_by from task") == [{"done_by": "Rosa"}]
    assert town.values("select what from view") == ["call"]


@pytest.mark.parametrize("word", ["COMPOSE", "PAUSE", "READ", "ANSWER 1 hello"])
def test_officer_may_see_how_it_goes_and_no_more(town: Town, word: str) -> None:
    link(town, role="officer")

    town.said("sms", ROSA, word)

    assert "Sorry, that is for" in last(town)


def test_words_that_are_no_command_are_answered_with_what_there_is(town: Town) -> None:
    link(town)

    town.said("sms", ROSA, "hello?")

    assert "COMPOSE" in last(town)


def test_what_a_flow_asks_a_person_for_goes_to_whoever_is_on_duty(town: Town) -> None:
    publish(town, "park", PARK)
    link(town, "Dot", role="duty", sms=ROSA)
    town.said("sms", ANN, "more benches", "gate7", "1", "it broke", "yes")

    assert 'asked for you in "The park"' in last(town)
    assert hear(town, "sms", GUARD) == []
