"""One event at a time: what a conversation becomes, and what is asked of the world."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import (
    Alert,
    Effect,
    Finish,
    Record,
    Request,
    Save,
    Say,
    SetLanguage,
    SetTimer,
    StartAgain,
    Stop,
)
from flows.engine import Step, advance
from flows.events import (
    ButtonPressed,
    Event,
    MediaReceived,
    Released,
    Started,
    TextReceived,
    TimerFired,
)
from flows.loading import load_flow
from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.rendering import Setting, render

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANSWERS = {
    "stop": ("system.stop",),
    "help": ("system.help",),
    "who": ("system.who",),
    "call": ("system.call",),
    "delete": ("system.delete",),
    "complain": ("system.complaint",),
}
Play = Callable[..., Step]


@pytest.fixture
def play(needs: Flow) -> Play:
    def run(*events: Event | str, begin: Conversation | None = None) -> Step:
        step = Step(begin or Conversation.begin("en", language_known=True), ())
        for event in events:
            told = TextReceived(event) if isinstance(event, str) else event
            step = advance(needs, step.conversation, told, now=NOW)
        return step

    return run


def says(step: Step) -> list[str]:
    return [effect.key for effect in step.effects if isinstance(effect, Say)]


def of(step: Step, kind: type[Effect]) -> list[Effect]:
    return [effect for effect in step.effects if isinstance(effect, kind)]


def test_started_asks_with_the_menu_where_the_language_is_unknown(play: Play) -> None:
    assert says(play(Started())) == ["need.say"]
    step = play(Started(), begin=Conversation.begin())
    assert step.effects == (
        Say("need.welcome", "en", "prompt"),
        SetTimer("need", "3d", 259_200),
        SetTimer("need", "7d", 604_800),
    )
    assert step.conversation.menu == "language"


def test_started_quietly_only_sets_the_timers(play: Play) -> None:
    step = play(Started(asked=False))
    assert [type(effect) for effect in step.effects] == [SetTimer, SetTimer]
    assert says(play(Started(asked=False), "more benches")) == ["reach.say"]


def test_first_text_is_a_whole_contribution(play: Play) -> None:
    for text in (
        "more benches",
        "9",
        "x",
        "?!",
        "ok",
        "yes",
        "stop the traffic",
        "not sure",
        "😀",
        "thanks",
    ):
        step = play(Started(), text)
        assert Record("need", text, "need", "en") in step.effects or text == "?!"
        assert says(step) == ["reach.say"] or text == "?!"


def test_text_nobody_asked_for_answers_the_question(play: Play) -> None:
    step = play("more benches", begin=Conversation.begin())
    assert of(step, Record) == [Record("need", "more benches", "need", "en")]
    assert says(step) == ["reach.say"]
    assert [effect.state for effect in step.effects if isinstance(effect, SetTimer)] == ["reach"]


@pytest.mark.parametrize("text", ["Hi", "needs", "NEEDS", "START", "", " \n"])
def test_greeting_or_keyword_is_met_with_the_question(play: Play, text: str) -> None:
    step = play(text)
    assert says(step) == ["need.say"]
    assert not of(step, Record)


def test_language_digit_switches_and_asks_again(play: Play) -> None:
    for before in ((Started(),), (), (Started(), "who is this")):
        step = play(*before, "2", begin=Conversation.begin())
        assert SetLanguage("tr") in step.effects
        assert says(step) == ["need.say"]
        assert step.conversation.language == "tr"
        assert not of(step, Record)
    assert of(play(Started(), "2"), Record)


def test_choice_follows_its_guard(play: Play) -> None:
    step = play("more benches", "4")
    assert Save("reach", "many", "many", "4", True) in step.effects
    assert says(step) == ["detail.say"]
    assert says(play("more benches", "1")) == ["close.say"]


def test_free_words_at_a_choice_are_kept(play: Play) -> None:
    step = play("more benches", "and the lights are broken")
    assert of(step, Record) == [Record("need", "and the lights are broken", "reach", "en")]
    assert Save("reach", None, "unclear", "and the lights are broken", False) in step.effects
    assert says(step) == ["close.say"]
    assert Finish("closed") in step.effects
    assert not of(play("more benches", "dunno"), Record)


def test_late_words_are_kept_and_thanked(play: Play) -> None:
    step = play("more benches", "1", "and the lights")
    assert of(step, Record) == [Record("need", "and the lights", "close", "en")]
    assert says(step) == ["system.late"]
    assert says(play("more benches", "1", "thanks")) == ["system.pleasantry"]
    assert says(play("more benches", "1", "hello")) == ["need.say"]


@pytest.mark.parametrize(
    ("text", "how"),
    [("STOP", "word"), ("please stop texting me", "phrase"), ("wrong number", "wrong number")],
)
def test_stop_closes_everything_and_is_confirmed_once(play: Play, text: str, how: str) -> None:
    for before in ((), (Started(),), ("benches",), ("benches", "1"), ("I want to kill myself",)):
        step = play(*before, text)
        assert Stop(how) in step.effects
        assert says(step) == ["system.stop"]
        assert step.conversation.stopped
        assert play(text, begin=step.conversation).effects == ()


def test_stopped_person_is_kept_but_not_answered(play: Play) -> None:
    stopped = play(Started(), "STOP").conversation
    step = play("the bins are full", begin=stopped)
    assert step.effects == (Record("other", "the bins are full", "need", "en"),)
    assert play(Started(), begin=stopped).effects == ()
    assert play(TimerFired("need", "3d"), begin=stopped).effects == ()
    assert says(play(MediaReceived("photo"), begin=stopped)) == []
    danger = play("I want to kill myself", begin=stopped)
    assert [type(effect) for effect in danger.effects] == [Record, Alert]


def test_start_lets_a_stopped_person_back_to_the_question(play: Play) -> None:
    step = play(Started(), "STOP", "START")
    assert step.effects == (StartAgain(), Say("system.started", "en"))
    assert says(play("more benches", begin=step.conversation)) == ["reach.say"]
    assert play("I want to kill myself", "STOP", "START").conversation.status == "paused"


@pytest.mark.parametrize("text", ["STOP", "HELP", "START"])
def test_nothing_is_said_where_the_carrier_has_answered(play: Play, text: str) -> None:
    assert says(play(Started(), TextReceived(text, answered_by_carrier=True))) == []
    again = play(Started(), "STOP", TextReceived("YES", answered_by_carrier=True))
    assert again.effects == (StartAgain(),)


@pytest.mark.parametrize(
    ("digit", "key", "kind"),
    [
        ("1", "system.call", "call"),
        ("3", "system.happened", "happened"),
        ("4", "system.data", "data"),
        ("5", "system.delete", "delete"),
        ("6", "system.complaint", "complaint"),
    ],
)
def test_help_digits_become_tasks(play: Play, digit: str, key: str, kind: str) -> None:
    for before in ((), ("benches",), ("benches", "1"), ("I want to kill myself",)):
        step = play(*before, "HELP", digit)
        assert says(step) == [key]
        assert of(step, Request) == [Request(kind)]


def test_help_offers_digits_and_the_next_words_still_answer(play: Play) -> None:
    step = play(Started(), "help")
    assert [effect.options[0] for effect in step.effects if isinstance(effect, Say)] == [
        ("1", "Call me")
    ]
    assert of(play("more benches", begin=step.conversation), Record) == [
        Record("need", "more benches", "need", "en")
    ]
    complaint = play(Started(), "help", "6", "you never rang")
    assert of(complaint, Record) == [Record("other", "you never rang", "need", "en")]


@pytest.mark.parametrize(
    ("text", "kind"), [("delete my data", "delete"), ("I want to complain", "complaint")]
)
def test_what_stands_behind_help_can_be_said_in_words(play: Play, text: str, kind: str) -> None:
    step = play(Started(), text)
    assert of(step, Request) == [Request(kind)]
    assert says(step) == [f"system.{kind}"]


def test_turkish_words_answer_in_turkish_where_no_language_is_known(play: Play) -> None:
    step = play("YARDIM", begin=Conversation.begin())
    assert SetLanguage("tr") in step.effects
    assert [effect.language for effect in step.effects if isinstance(effect, Say)] == ["tr"]
    assert play("YARDIM").conversation.language == "en"


def test_disclosure_is_held_and_answered_calmly(play: Play, needs: Flow, setting: Setting) -> None:
    text = "My husband hits me, I’m scared"
    step = play("benches", text)
    assert of(step, Record) == [Record("need", text, "reach", "en", "safeguarding")]
    assert of(step, Alert) == [Alert("somebody hurts me")]
    (said,) = (effect for effect in step.effects if isinstance(effect, Say))
    assert said.key == "system.danger"
    rendered = render(needs, said, setting)
    assert "We do not read this all the time" in rendered
    assert "told" not in rendered.replace("telling", "")
    assert "husband" not in rendered
    assert step.conversation.status == "paused"


def test_paused_person_is_held_until_released(play: Play) -> None:
    paused = play(Started(), "I want to kill myself").conversation
    assert play("1", begin=paused).effects == (Request("call"), Say("system.ring_yes", "en"))
    assert play("no thanks", begin=paused).effects == (Say("system.ring_no", "en"),)
    step = play("it is so dark", begin=paused)
    assert step.effects == (
        Record("need", "it is so dark", "need", "en", "safeguarding"),
        Say("system.paused", "en"),
    )
    assert play(TimerFired("need", "3d"), begin=paused).effects == ()
    assert play(Started(), begin=paused).effects == ()
    released = play(Released(), begin=paused)
    assert says(released) == []
    assert released.conversation.status == "open"
    assert says(play("more benches", begin=released.conversation)) == ["reach.say"]


def test_timers_remind_once_and_then_go_quiet(play: Play) -> None:
    open_ = play(Started()).conversation
    step = play(TimerFired("need", "3d"), begin=open_)
    assert step.effects == (Say("need.after.3d", "en", "reminder"),)
    assert play(TimerFired("need", "3d"), begin=step.conversation).effects == ()
    quiet = play(TimerFired("need", "7d"), begin=step.conversation)
    assert quiet.effects == (Finish("quiet"),)
    late = play("more trees", begin=quiet.conversation)
    assert says(late) == ["reach.say"]
    assert of(late, Record) == [Record("need", "more trees", "need", "en")]
    assert play(TimerFired("reach", "7d"), begin=open_).effects == ()


def test_media_is_kept_thanked_and_asked_for_words(play: Play) -> None:
    step = play(MediaReceived("photo"))
    assert of(step, Record) == [Record("other", "[photo]", "need", "en")]
    assert says(step) == ["system.media"]
    assert says(play(MediaReceived("photo"), "the lift")) == ["reach.say"]


def test_buttons_choose_and_old_ones_ask_the_open_question(play: Play) -> None:
    assert says(play("benches", ButtonPressed("4"))) == ["detail.say"]
    assert says(play("benches", ButtonPressed("many"))) == ["detail.say"]
    assert says(play("benches", ButtonPressed("17"))) == ["reach.say"]
    assert says(play("benches", "1", ButtonPressed("4"))) == ["system.pleasantry"]
    assert says(play("HELP", ButtonPressed("1"))) == ["system.call"]


def test_no_thanks_skips_a_question_and_is_no_contribution(play: Play) -> None:
    for text in ("no thanks", "Nothing", "nope", "hayır"):
        step = play(Started(), text)
        assert says(step) == ["close.say"], text
        assert of(step, Record) == [], text
    assert of(play(Started(), "no more buses"), Record)


def test_skip_and_back_work_where_a_question_is_open(play: Play) -> None:
    assert says(play(Started(), "skip")) == ["close.say"]
    assert says(play("benches", "4", "back")) == ["reach.say"]
    assert says(play(Started(), "back")) == ["need.say"]
    assert of(play("benches", "1", "skip the queue"), Record)


LOOP = """\
id: loop
title: Loop
languages: [en]
initial: ask
states:
  ask: {say: "Two?", expect: CHOICE, save: n, on: {answered: round}}
  round: {on: {entered: round2}}
  round2: {on: {entered: [{target: end, guard: 'answers.n == "yellow"'}, {target: round}]}}
  end: {say: Bye., final: true}
"""


def test_loop_without_a_wait_ends_with_an_effect(sources: dict[str, str]) -> None:
    flow = load_flow(
        {"loop.yaml": LOOP.replace("CHOICE", "words"), "system.yaml": sources["system.yaml"]}
    )
    started = advance(flow, Conversation.begin(), Started(), now=NOW).conversation
    step = advance(flow, started, TextReceived("x"), now=NOW)
    assert step.effects[-1] == Finish("limit")
    assert step.conversation.status == "ended"
    assert Finish("closed") in advance(flow, started, TextReceived("yellow"), now=NOW).effects

    paused = advance(flow, step.conversation, TextReceived("i want to kill myself"), now=NOW)
    assert paused.conversation.status == "paused"
    released = advance(flow, paused.conversation, Released(), now=NOW)
    assert released.conversation.status == "ended"


@pytest.mark.parametrize(("kind", "wordings"), [
    ("yes_no", ["system.again", "system.again_digits", "system.again_person"]),
    ("number", ["system.again_number", "system.again_number", "system.again_person"]),
])  # fmt: skip
def test_unclear_is_asked_plainer_then_by_digit_then_a_person(
    sources: dict[str, str], kind: str, wordings: list[str]
) -> None:
    flow = load_flow(
        {"loop.yaml": LOOP.replace("CHOICE", kind), "system.yaml": sources["system.yaml"]}
    )
    step = advance(flow, Conversation.begin(), Started(), now=NOW)
    for wording in wordings:
        step = advance(flow, step.conversation, TextReceived("the bins are full"), now=NOW)
        assert says(step) == [wording]
        assert of(step, Record) == [Record("other", "the bins are full", "ask", "en")]


COMMANDS = "STOP START HELP CALL WHO 1 2 3 4 5 6 7 skip back hi needs türkçe no yes thanks"
SENTENCES = (
    "more benches",
    "I want to kill myself",
    "wrong number",
    "and the lights are broken",
    "Lots of us",
    "Sokak lambaları",
)
WORDS = st.sampled_from([*COMMANDS.split(), *SENTENCES])
EVENTS = st.one_of(
    st.builds(TextReceived, WORDS | st.text(max_size=60), st.booleans()),
    st.builds(ButtonPressed, WORDS),
    st.builds(MediaReceived, st.sampled_from(["photo", "voice"])),
    st.builds(
        TimerFired, st.sampled_from(["need", "reach", "close"]), st.sampled_from(["3d", "7d"])
    ),
    st.builds(Started, st.booleans()),
    st.just(Released()),
)


@given(st.lists(EVENTS, max_size=12), st.booleans())
def test_advance_answers_everything_exactly_once(
    needs: Flow, setting: Setting, events: list[Event], known: bool
) -> None:
    at = Conversation.begin("en", language_known=known)
    for event in events:
        step = advance(needs, at, event, now=NOW)
        assert step == advance(needs, Conversation.from_json(at.to_json()), event, now=NOW)
        said = [effect for effect in step.effects if isinstance(effect, Say)]
        is_theirs = isinstance(event, TextReceived | ButtonPressed | MediaReceived)
        by_carrier = isinstance(event, TextReceived) and event.answered_by_carrier
        came_back = at.stopped and not step.conversation.stopped
        expected = int(is_theirs and not by_carrier and (not at.stopped or came_back))
        assert len(said) == expected if is_theirs else len(said) <= 1
        assert all(render(needs, one, setting) for one in said)
        assert not (at.stopped and said and not came_back)
        at = step.conversation


@given(st.text(min_size=1, max_size=200))
def test_advance_loses_no_first_text(needs: Flow, text: str) -> None:
    step = advance(
        needs, Conversation.begin("en", language_known=True), TextReceived(text), now=NOW
    )
    kept = [effect.text for effect in step.effects if isinstance(effect, Record)]
    command = find_command(normalise(text))
    obeyed = command is not None and says(step)[0] in ANSWERS.get(command.word, says(step))
    assert (
        kept == [text]
        or obeyed
        or says(step)[0]
        in (
            "need.say",
            "system.stop_ask",
            "close.say",  # no thanks
        )
    )
