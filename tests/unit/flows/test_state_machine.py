"""Whatever residents do, a conversation answers, waits or ends; and replaying it gives the same.

`--examples 200000` takes as many; some thousand are enough for every day.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

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
SETTING = make_sample_setting("en", "sms")
BEGAN = datetime(2026, 11, 22, 12, tzinfo=UTC)
REPLIES = (
    *HOSTILE, *LABELS, "1", "2", "3", "4", "5", "yes", "no", "maybe yes", "about forty", "6.30pm",
    "3rd March", "E8 1EAA", "sam@example.org", "07700 900123", "bins 3", "1 and 2", "agree", "pass",
    "main", "other", "gate", "other 2", "gate damp", "back", "skip", "stop", "start", "evet",
    "why do you keep texting", "more trees please", "Otobüsler hep geç kalıyor", "teh parc",
)  # fmt: skip
WRITTEN = (TextReceived, ButtonPressed, MediaReceived)


class Talk(RuleBasedStateMachine):
    """One resident, some flows that were made up, and anything that can happen."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf = self.newer = Shelf(flows={}, doors={})
        self.begun = self.at = Conversation.begin()
        self.runs: list[tuple[Shelf, list[tuple[datetime, Event]]]] = []
        self.kept: list[bytes] = []

    @initialize(
        seed=st.integers(0, SEEDS), known=st.booleans(), language=st.sampled_from(["en", "tr"])
    )
    def meet(self, seed: int, known: bool, language: str) -> None:
        self.shelf, self.newer = make_shelf(seed)
        version = self.shelf.doors["main"]
        begun = Conversation.begin(language, known) if known else Conversation.begin()
        self.begun = self.at = begun.changed(version=version)
        self.runs = [(self.shelf, [])]

    @rule(text=st.sampled_from(REPLIES) | st.text(max_size=30), by_carrier=st.integers(0, 40))
    def text(self, text: str, by_carrier: int) -> None:
        self.happen(TextReceived(text, answered_by_carrier=not by_carrier))

    @rule(value=st.sampled_from(["1", "2", "3", "9", "a0", "a1", "", "x" * 300]))
    def press(self, value: str) -> None:
        self.happen(ButtonPressed(value))

    @rule(kind=st.sampled_from(["photo", "voice", "location"]))
    def send(self, kind: str) -> None:
        self.happen(MediaReceived(kind, "51.5,-0.1" if kind == "location" else ""))

    @rule(name=st.sampled_from(["3d", "7d", "9w"]), state=st.sampled_from(["", "q0", "q1"]))
    def wait(self, name: str, state: str) -> None:
        self.happen(TimerFired(state or self.at.state, name))

    @rule(event=st.sampled_from([Started(), Started(asked=False), Released()]))
    def order(self, event: Event) -> None:
        self.happen(event)

    @rule()
    def restart(self) -> None:
        self.at = Conversation.from_bytes(self.at.to_bytes())
        assert Conversation.from_json(self.at.to_json()) == self.at

    @precondition(lambda self: self.shelf is not self.newer)
    @rule()
    def publish(self) -> None:
        """A conversation goes on with its version; only doors lead to the new one."""
        self.shelf = self.newer
        self.runs.append((self.shelf, []))

    def happen(self, event: Event) -> None:
        before = self.at
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

    def teardown(self) -> None:
        at = self.begun
        again = []
        for shelf, events in self.runs:
            for taken in replay(shelf, at, events):
                at = taken.conversation
                again.append(at.to_bytes())
        assert again == self.kept


def test_conversations_answer_wait_or_end_and_replay_the_same(
    request: pytest.FixtureRequest,
) -> None:
    run_state_machine_as_test(
        Talk,
        settings=settings(
            max_examples=request.config.getoption("examples"),
            stateful_step_count=request.config.getoption("steps"),
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
