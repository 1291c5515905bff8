"""One event being worked through: the conversation as it changes, and the effects so far."""

from dataclasses import replace
from typing import Any

from flows.conversation import Conversation
from flows.definition import Flow, State, Timer, Transition
from flows.effects import Effect, Finish, Record, Say, SetLanguage, SetTimer
from flows.guards import holds

MAX_STEPS = 50


class Turn:
    """Collects what one event does. Lives for one call of `advance`.

    Attributes:
        conversation: as it stands now.
        effects: what was asked for, in order.
        purpose: of what is said: reply, prompt or reminder.
        mute: act, but say nothing.
    """

    __slots__ = ("conversation", "effects", "flow", "mute", "purpose")

    def __init__(self, flow: Flow, conversation: Conversation, *, purpose: str = "reply") -> None:
        self.flow = flow
        self.conversation = conversation
        self.effects: list[Effect] = []
        self.purpose = purpose
        self.mute = conversation.stopped

    @property
    def state(self) -> State | None:
        """The state the conversation is in; None before it began."""
        return self.flow.states.get(self.conversation.state)

    @property
    def recorded_kind(self) -> str:
        """The kind of contribution that words are when no question asked for them."""
        return self.flow.states[self.flow.initial].record or "other"

    def change(self, **fields: Any) -> None:
        """Change fields of the conversation."""
        self.conversation = replace(self.conversation, **fields)

    def say(self, key: str, *, options: tuple[tuple[str, str], ...] = ()) -> None:
        """Say a text, unless the resident stopped or the carrier has answered."""
        if not self.mute:
            self.effects.append(Say(key, self.conversation.language, self.purpose, options))

    def record(self, text: str, *, kind: str = "", held: str = "") -> None:
        """Keep words as a contribution."""
        at = self.conversation
        self.effects.append(Record(kind or self.recorded_kind, text, at.state, at.language, held))

    def switch(self, language: str) -> None:
        """Go on in another language."""
        self.change(language=language, language_known=True)
        self.effects.append(SetLanguage(language))

    def ask(self) -> None:
        """Say the question of the state the conversation is in."""
        state = self.state
        if state is None or not state.say:
            return
        if state.welcome and not self.conversation.language_known:
            self.change(menu="language")
            self.say(state.welcome, options=self.options(state))
        else:
            self.say(state.say, options=self.options(state))

    def options(self, state: State) -> tuple[tuple[str, str], ...]:
        """List what there is to choose from in a state, as (digit, label)."""
        expect = state.expect
        if expect is None:
            return ()
        if expect.kind == "yes_no":
            return self.labels("option_yes", "option_no")
        language = self.conversation.language
        is_scale = expect.kind == "scale"
        return tuple(
            (option.code if is_scale else str(digit), self.flow.text(option.key, language))
            for digit, option in enumerate(expect.options, 1)
        )

    def labels(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Number some of the texts every flow shares."""
        language = self.conversation.language
        return tuple(
            (str(digit), self.flow.text(f"system.{name}", language))
            for digit, name in enumerate(names, 1)
        )

    def set_timers(self) -> None:
        """Start the timers of the state the conversation is in."""
        state = self.state
        for timer in state.after if state else ():
            self.set_timer(timer)

    def set_timer(self, timer: Timer) -> None:
        """Start one timer of the state the conversation is in."""
        self.effects.append(SetTimer(self.conversation.state, timer.name, timer.after_s))

    def enter(self, target: str, *, quietly: bool = False) -> None:
        """Go to a state and on, up to one that waits or ends.

        Args:
            target: the state's name.
            quietly: do not say its text and start no timers: it has been answered already.
        """
        for _ in range(MAX_STEPS):
            state = self.flow.states[target]
            came_from = self._remember(target)
            self.change(state=target, status="open", misses=0, menu="", came_from=came_from)
            if state.final:
                self.finish(state)
                return
            if state.expect:
                if not quietly:
                    self.ask()
                    self.set_timers()
                return
            target = self.choose(state.on["entered"])
        self.change(status="ended")
        self.say("system.late")
        self.effects.append(Finish("limit"))

    def _remember(self, target: str) -> str:
        at = self.conversation
        state = self.state
        if state is None or not state.expect or target == at.state:
            return at.came_from
        return at.state

    def reopen(self) -> None:
        """Go back to waiting where the conversation was; what had ended stays so."""
        state = self.state
        status = "new" if state is None else "ended" if state.final else "open"
        self.change(status=status, menu="")

    def finish(self, state: State) -> None:
        """End the conversation in a final state."""
        self.change(status="ended")
        self.ask()
        self.effects.append(Finish("quiet" if self.purpose == "reminder" else "closed"))

    def choose(self, transitions: tuple[Transition, ...]) -> str:
        """Find the first transition whose guard holds; a guard that cannot be judged does not."""
        answers = self.conversation.answers
        for one in transitions:
            if one.program is None or holds(one.program, answers):
                return one.target
        return transitions[-1].target
