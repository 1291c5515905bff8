"""Whatever residents do, a conversation answers, waits or ends; and replaying it gives the same.

`--examples 200000` takes as many; some thousand are enough for every day.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251  (seeded: a number stands for one event)
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from flows.checks.hostile import HOSTILE
from flows.conversation import Conversation
from flows.effects import Effect, Finish, Say, Stop
from flows.events import (
    ButtonPressed,
    Event,
    MediaReceived,
    Released,
    Started,
    TextReceived,
    TimerFired,
)
from flows.rendering import render
from flows.replaying import replay
from flows.samples import make_sample_setting
from flows.session import Shelf, Taken, take
from tests.unit.flows.random_flows import LABELS, make_shelf

SEEDS = 400
NUMBER = 8  # bytes
SETTING = make_sample_setting("en", "sms")
BEGAN = datetime(2026, 11, 22, 12, tzinfo=UTC)
REPLIES = (
    *HOSTILE, *LABELS, "1", "2", "3", "4", "5", "yes", "no", "maybe yes", "about forty", "6.30pm",
    "3rd March", "E8 1EAA", "sam@example.org", "07700 900123", "bins 3", "1 and 2", "agree", "pass",
    "main", "other", "gate", "other 2", "gate damp", "back", "skip", "stop", "start", "evet",
    "why do you keep texting", "more trees please", "Otobüsler hep geç kalıyor", "teh parc",
)  # fmt: skip
WRITTEN = (TextReceived, ButtonPressed, MediaReceived)


BUTTONS = ("1", "2", "3", "9", "a0", "a1", "", "x" * 300)
WAYS = ("text", "press", "send", "wait", "order", "restart", "publish")
KINDS = ("photo", "voice", "location")
ORDERS = (Started(), Started(asked=False), Released())


def make_text(dice: Random) -> str:
    """Make up what a resident writes: something that flows know of, or any signs at all."""
    if dice.random() < 0.5:
        return dice.choice(REPLIES)
    most = dice.choice((0x7F, 0x24F, 0x2FFF, sys.maxunicode))
    signs = (chr(dice.randint(0, most)) for _ in range(dice.randint(0, 30)))
    return "".join(sign for sign in signs if not "\ud800" <= sign <= "\udfff")


class Talk:
    """One resident, some flows that were made up, and anything that can happen."""

    def __init__(self, seed: int, *, known: bool, language: str) -> None:
        self.shelf, self.newer = make_shelf(seed)
        version = self.shelf.doors["main"]
        begun = Conversation.begin(language, known) if known else Conversation.begin()
        self.begun = self.at = begun.changed(version=version)
        self.runs: list[tuple[Shelf, list[tuple[datetime, Event]]]] = [(self.shelf, [])]
        self.kept: list[bytes] = []

    def go_on(self, way: str, dice: Random) -> None:
        match way:
            case "text":
                by_carrier = dice.random() < 0.025
                self.happen(TextReceived(make_text(dice), answered_by_carrier=by_carrier))
            case "press":
                self.happen(ButtonPressed(dice.choice(BUTTONS)))
            case "send":
                kind = dice.choice(KINDS)
                self.happen(MediaReceived(kind, "51.5,-0.1" if kind == "location" else ""))
            case "wait":
                state = dice.choice(("", "q0", "q1")) or self.at.state
                self.happen(TimerFired(state, dice.choice(("3d", "7d", "9w"))))
            case "order":
                self.happen(dice.choice(ORDERS))
            case "restart":
                self.restart()
            case "publish":
                self.publish()

    def restart(self) -> None:
        self.at = Conversation.from_bytes(self.at.to_bytes())
        assert Conversation.from_json(self.at.to_json()) == self.at

    def publish(self) -> None:
        """A conversation goes on with its version; only doors lead to the new one."""
        if self.shelf is not self.newer:
            self.shelf = self.newer
            self.runs.append((self.shelf, []))

    def happen(self, event: Event) -> None:
        before = self.at
        note(repr(event))
        events = self.runs[-1][1]
        events.append((BEGAN + timedelta(minutes=len(self.kept)), event))
        taken = take(self.shelf, before, event, now=events[-1][0])
        self.at = taken.conversation
        self.kept.append(self.at.to_bytes())
        self.judge(before, event, taken)

    def judge(self, before: Conversation, event: Event, taken: Taken) -> None:
        effects = [one for part in taken.parts for one in part.effects]
        at = taken.conversation
        said = [(part, one) for part in taken.parts for one in part.effects if isinstance(one, Say)]
        for part, one in said:
            assert render(part.flow, one, SETTING).strip()
        self.judge_answer(before, event, effects, len(said))
        assert at.status in ("new", "open", "paused", "ended")
        if at.status == "open":
            state = self.shelf.flows[at.version].states[at.state]
            assert state.expect
        self.try_stop()

    def judge_answer(
        self, before: Conversation, event: Event, effects: list[Effect], said: int
    ) -> None:
        is_muted = before.stopped or getattr(event, "answered_by_carrier", False)
        resumed = sum(isinstance(one, Say) and one.lead == "system.resume" for one in effects)
        over = any(isinstance(one, Finish) for one in effects)
        if isinstance(event, WRITTEN) and not is_muted:
            assert said == 1 + resumed or (over and said in (0, resumed))
        elif is_muted and not isinstance(event, TextReceived):
            assert not said

    def try_stop(self) -> None:
        taken = take(self.shelf, self.at, TextReceived("STOP"), now=BEGAN)
        assert taken.conversation.stopped
        assert self.at.stopped or any(
            isinstance(one, Stop) for part in taken.parts for one in part.effects
        )

    def replay(self) -> None:
        at = self.begun
        again = []
        for shelf, events in self.runs:
            for taken in replay(shelf, at, events):
                at = taken.conversation
                again.append(at.to_bytes())
        assert again == self.kept


def converse(numbers: Sequence[int], **begun: Any) -> None:
    """Hold the conversation that some numbers stand for, one a step; all are drawn at once."""
    talk = Talk(**begun)
    chance = Random(numbers[0])
    ways = chance.sample(WAYS, chance.randint(1, len(WAYS)))  # few of them go deeper
    for number in numbers:
        dice = Random(number)
        talk.go_on(dice.choice(ways), dice)
    talk.replay()


def test_conversations_answer_wait_or_end_and_replay_the_same(
    request: pytest.FixtureRequest,
) -> None:
    steps = request.config.getoption("steps")

    @settings(
        max_examples=request.config.getoption("examples"),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        drawn=st.binary(min_size=NUMBER * steps, max_size=NUMBER * steps),
        seed=st.integers(0, SEEDS),
        known=st.booleans(),
        language=st.sampled_from(["en", "tr"]),
    )
    def talk(drawn: bytes, **begun: Any) -> None:
        converse(memoryview(drawn).cast("Q"), **begun)

    talk()
