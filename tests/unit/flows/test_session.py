"""Doors between flows, flows inside flows, and what BACK undoes."""

from datetime import UTC, datetime

import pytest

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Consent, Join, Leave, Promise, Record, Save, Say, Unrecord, Unsave
from flows.errors import FlowError
from flows.events import Event, Started, TextReceived, TimerFired
from flows.loading import load_flow
from flows.replaying import replay
from flows.session import Shelf, Taken

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

PARK = """\
id: park
title: The park
languages: [en]
keywords: [park]
codes: [gate7]
initial: what
states:
  what:
    say: What should we mend in the park?
    expect: {choice: {bench: Benches, light: Lights}}
    save: what
    on: {answered: many}
    after: {7d: {target: quiet}}
  many: {say: How many?, expect: number, save: many, on: {answered: again, skipped: again}}
  again:
    say: May we ask again?
    expect: yes_no
    consent: consultation
    on: {answered: [{target: on_list, guard: answers.many > 2}, {target: more}]}
  on_list: {join: walkers, promise: 2d, on: {entered: more}}
  more:
    invoke: mood
    on: {done: [{target: bad, guard: 'answers.mood == "bad"'}, {target: close}]}
  bad: {say: Sorry. A person rings you., final: true}
  close: {say: Thank you. Goodbye., final: true}
  quiet: {final: true}
"""
MOOD = """\
id: mood
title: How it is
languages: [en]
initial: feel
states:
  feel:
    say: How is it here?
    expect: {choice: {good: Good, bad: Bad}}
    save: mood
    on: {answered: end}
    after: {2d: {target: gone}}
  end: {say: Thank you for that., final: true}
  gone: {final: true}
"""


@pytest.fixture(scope="module")
def park(sources: dict[str, str]) -> Flow:
    return load_flow({"park.yaml": PARK, "mood.yaml": MOOD, "system.yaml": sources["system.yaml"]})


@pytest.fixture(scope="module")
def shelf(park: Flow, needs: Flow) -> Shelf:
    doors = {"park": park.version, "gate7": park.version, "needs": needs.version}
    return Shelf(flows={park.version: park, needs.version: needs}, doors=doors)


def talk(shelf: Shelf, flow: Flow, *said: str | Event) -> Taken:
    begun = Conversation.begin("en", language_known=True).changed(version=flow.version)
    events = [(NOW, TextReceived(one) if isinstance(one, str) else one) for one in said]
    return list(replay(shelf, begun, events))[-1]


def says(taken: Taken) -> list[str]:
    return [one.key for part in taken.parts for one in part.effects if isinstance(one, Say)]


def of(taken: Taken, kind: type) -> list[object]:
    return [one for part in taken.parts for one in part.effects if isinstance(one, kind)]


def test_keyword_opens_another_flow_and_its_end_leads_back(shelf: Shelf, needs: Flow) -> None:
    opened = talk(shelf, needs, Started(), "park")
    assert says(opened) == ["what.say"]
    over = talk(shelf, needs, Started(), "park", "1", "9", "yes", "good")
    assert says(over) == ["close.say", "need.say"]
    (resumed,) = [one for one in of(over, Say) if getattr(one, "lead", "")]
    assert getattr(resumed, "lead", "") == "system.resume"
    assert over.conversation.version == needs.version
    answered = talk(shelf, needs, Started(), "park", "1", "9", "yes", "good", "more trees")
    assert of(answered, Record) == [Record("need", "more trees", "need", "en")]


def test_words_behind_a_keyword_or_code_answer_the_first_questions(
    shelf: Shelf, needs: Flow
) -> None:
    taken = talk(shelf, needs, "gate7 benches 3")

    assert of(taken, Save) == [
        Save("entered_by", "gate7", "gate7", "gate7", True),
        Save("what", "bench", "bench", "benches", True),
        Save("many", 3, "number", "3", True),
    ]
    assert says(taken) == ["again.say"]


def test_keyword_inside_an_answer_is_no_door(shelf: Shelf, needs: Flow) -> None:
    assert says(talk(shelf, needs, Started(), "park more police")) == ["reach.say"]


def test_silence_in_the_other_flow_leaves_the_first_question_to_a_late_reply(
    shelf: Shelf, needs: Flow
) -> None:
    quiet = talk(shelf, needs, Started(), "park", TimerFired("what", "7d"))
    assert says(quiet) == []
    late = talk(shelf, needs, Started(), "park", TimerFired("what", "7d"), "more trees")
    assert says(late) == ["reach.say"]


def test_played_flow_gives_its_answers_to_guards(shelf: Shelf, park: Flow) -> None:
    assert says(talk(shelf, park, Started(), "1", "9", "yes")) == ["more/feel.say"]
    assert says(talk(shelf, park, Started(), "1", "9", "yes", "bad")) == ["bad.say"]
    assert says(talk(shelf, park, Started(), "1", "9", "yes", "good")) == ["close.say"]


def test_silence_in_a_played_flow_ends_the_conversation(shelf: Shelf, park: Flow) -> None:
    asked = (Started(), "1", "9", "yes")
    quiet = talk(shelf, park, *asked, TimerFired("more/feel", "2d"))
    assert says(quiet) == []
    assert quiet.conversation.status == "ended"
    assert says(talk(shelf, park, *asked, TimerFired("more/feel", "2d"), "bad")) == ["bad.say"]


def test_back_undoes_an_answer_with_all_that_came_of_it(shelf: Shelf, park: Flow) -> None:
    given = talk(shelf, park, Started(), "1", "9", "yes")
    assert of(given, Consent) == [Consent("consultation", True, "again.say", "en")]
    assert of(given, Join) == [Join("walkers")]
    assert of(given, Promise) == [Promise("on_list", 172_800)]
    back = talk(shelf, park, Started(), "1", "9", "yes", "back")
    assert of(back, Consent) == [Consent("consultation", False, "again.say", "en")]
    assert of(back, Leave) == [Leave("walkers")]
    assert says(back) == ["again.say"]
    twice = talk(shelf, park, Started(), "1", "9", "yes", "back", "back")
    assert of(twice, Unsave) == [Unsave("many")]
    assert twice.conversation.answers == {"what": "bench"}


def test_back_takes_recorded_words_back(shelf: Shelf, needs: Flow) -> None:
    back = talk(shelf, needs, Started(), "more trees", "back")
    assert of(back, Unrecord) == [Unrecord("need")]
    assert says(back) == ["need.say"]


def test_guess_is_asked_back_once(shelf: Shelf, park: Flow) -> None:
    asked = talk(shelf, park, Started(), "1", "about forty")
    assert says(asked) == ["system.echo"]
    assert [getattr(one, "echo", "") for one in of(asked, Say)] == ["40"]
    yes = talk(shelf, park, Started(), "1", "about forty", "yes")
    assert of(yes, Save) == [Save("many", 40, "number", "about forty", True)]
    no = talk(shelf, park, Started(), "1", "about forty", "no")
    assert says(no) == ["system.again_number"]
    assert of(no, Unsave) == [Unsave("many")]
    other = talk(shelf, park, Started(), "1", "about forty", "about fifty")
    assert of(other, Save) == [Save("many", 50, "number", "about fifty", False)]
    assert says(other) == ["again.say"]


def test_words_that_may_ask_to_stop_are_asked_about(shelf: Shelf, needs: Flow) -> None:
    asked = talk(shelf, needs, Started(), "why do you keep texting me")
    assert says(asked) == ["system.stop_ask"]
    assert of(asked, Record) == [Record("other", "why do you keep texting me", "need", "en")]
    assert says(talk(shelf, needs, Started(), "why do you keep texting me", "1")) == ["system.stop"]
    no = talk(shelf, needs, Started(), "why do you keep texting me", "2")
    assert of(no, Unrecord) == [Unrecord("need")]
    assert of(no, Record) == [Record("need", "why do you keep texting me", "need", "en")]


def test_flows_that_play_each_other_are_refused(sources: dict[str, str]) -> None:
    round_ = MOOD.replace(
        "  end: {say: Thank you for that., final: true}", "  end: {invoke: park, on: {done: gone}}"
    )
    with pytest.raises(FlowError, match="comes back") as refused:
        load_flow({"park.yaml": PARK, "mood.yaml": round_, "system.yaml": sources["system.yaml"]})
    assert refused.value.finding == "subflow-cycle"


def test_replay_gives_the_same_bytes(shelf: Shelf, needs: Flow) -> None:
    said = (Started(), "park", "1", "about forty", "yes", "back", "3", "no", "good", "trees")
    first, second = talk(shelf, needs, *said), talk(shelf, needs, *said)
    assert first.conversation.to_bytes() == second.conversation.to_bytes()
    restored = Conversation.from_bytes(first.conversation.to_bytes())
    assert restored == first.conversation


def test_defaults_of_a_conversation_never_change_their_meaning() -> None:
    assert Conversation().to_bytes() == b"{}"
    assert {name: getattr(Conversation(), name) for name in Conversation.__struct_fields__} == {
        "version": "",
        "state": "",
        "language": "en",
        "language_known": False,
        "status": "new",
        "answers": {},
        "misses": 0,
        "menu": "",
        "guess": None,
        "stopped": False,
        "reminded": {},
        "trail": (),
        "unanswered": "",
        "offered": "",
        "beneath": None,
        "given": {},
        "engagement": "",
    }


def test_half_a_sign_is_kept_as_something_that_can_be_stored(shelf: Shelf, park: Flow) -> None:
    taken = talk(shelf, park, Started(), "1", "about \ud800 forty")
    assert Conversation.from_bytes(taken.conversation.to_bytes()) == taken.conversation
    (kept,) = of(taken, Save)
    assert getattr(kept, "raw", "") == "about \ufffd forty"
