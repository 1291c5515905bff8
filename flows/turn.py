"""One event being worked through: the conversation as it changes, and the effects so far."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from flows.conversation import Conversation, Given, JsonScalar
from flows.definition import Flow, State, Timer, Transition
from flows.effects import (
    Alert,
    Consent,
    Effect,
    Finish,
    Join,
    Leave,
    Promise,
    Record,
    Save,
    Say,
    SetLanguage,
    SetTimer,
    Unrecord,
    Unsave,
)
from flows.guards import holds
from flows.reader.reading import Reading

MAX_STEPS = 50


class Turn(msgspec.Struct, gc=False):
    """Collects what one event does. Lives for one call of `advance`.

    Attributes:
        at: the conversation as it stands now.
        effects: what was asked for, in order.
        doors: keyword or code -> the other flow it starts.
        now: when the event reached us (aware, UTC).
        zone: the community's time zone.
        purpose: of what is said: reply, prompt or reminder.
        lead: key of a text to say in front of the next one.
        offer: a language to offer with the next text.
        mute: act, but say nothing.
    """

    flow: Flow
    at: Conversation
    now: datetime
    zone: str
    doors: Mapping[str, str]
    mute: bool
    effects: list[Effect] = []
    purpose: str = "reply"
    lead: str = ""
    offer: str = ""

    @property
    def state(self) -> State | None:
        """The state the conversation is in; None before it began."""
        return self.flow.states.get(self.at.state)

    @property
    def is_plain(self) -> bool:
        """What is said is said as the tables have it: a reply, with nothing added."""
        return not (self.mute or self.lead or self.offer or self.purpose != "reply")

    @property
    def recorded_kind(self) -> str:
        """The kind of contribution that words are when no question asked for them."""
        return self.flow.states[self.flow.initial].record or "other"

    def change(self, **fields: Any) -> None:
        """Change fields of the conversation."""
        self.at = replace(self.at, **fields)

    def say(self, key: str, *, options: tuple[tuple[str, str], ...] = (), echo: str = "") -> None:
        """Say a text, unless the resident stopped or the carrier has answered."""
        self.utter(Say(key, self.at.language, options=options, echo=echo))

    def utter(self, say: Say) -> None:
        """Say something that is made up already, with what belongs to this turn."""
        if self.mute:
            return
        if not self.is_plain:
            say = replace(say, purpose=self.purpose, lead=self.lead, offer=self.offer)
            self.lead = self.offer = ""
        self.effects.append(say)

    def record(self, text: str, *, kind: str = "", held: str = "") -> None:
        """Keep words as a contribution."""
        at = self.at
        self.effects.append(Record(kind or self.recorded_kind, text, at.state, at.language, held))

    def switch(self, language: str) -> None:
        """Go on in another language."""
        self.change(language=language, language_known=True)
        self.effects.append(SetLanguage(language))

    def ask(self) -> None:
        """Say the question of the state the conversation is in."""
        at = self.at
        tables = self.flow.tables
        if not at.language_known:
            welcome = tables.welcomes.get((at.state, at.language))
            if welcome:
                self.change(menu="language")
                self.utter(welcome)
                return
        question = self.question
        if question:
            self.utter(question)

    def ask_again(self, misses: int) -> None:
        """Ask the open question in other words, after so many replies that were not read."""
        at = self.at
        again = self.flow.tables.again
        wordings = again.get((at.state, at.language)) or again[at.state, self.flow.languages[0]]
        self.at = replace(at, misses=misses)
        say = wordings[min(misses, len(wordings)) - 1]
        self.utter(say if say.language == at.language else replace(say, language=at.language))

    def list_options(self, state: State) -> tuple[tuple[str, ...], ...]:
        """List what a question may be answered with, as the reader takes it."""
        options = self.flow.tables.options
        found = options.get((state.name, self.at.language))
        return options[state.name, self.flow.languages[0]] if found is None else found

    def options(self) -> tuple[tuple[str, str], ...]:
        """List what there is to choose from where the conversation is, as (digit, label)."""
        question = self.question
        return question.options if question else ()

    @property
    def question(self) -> Say | None:
        """What the state they are in says; in the flow's first language where theirs is no other.

        Somebody's language can be one the flow does not have: another flow or an import set it.
        """
        questions = self.flow.tables.questions
        found = questions.get((self.at.state, self.at.language))
        return found or questions.get((self.at.state, self.flow.languages[0]))

    def labels(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Number some of the texts every flow shares."""
        language = self.at.language
        return tuple(
            (str(digit), self.flow.text(f"system.{name}", language))
            for digit, name in enumerate(names, 1)
        )

    def set_timers(self) -> None:
        """Start the timers of the state the conversation is in."""
        self.effects.extend(self.flow.tables.timers.get(self.at.state, ()))

    def set_timer(self, timer: Timer) -> None:
        """Start one timer of the state the conversation is in."""
        self.effects.append(SetTimer(self.at.state, timer.name, timer.after_s))

    def save(self, state: State, reading: Reading) -> None:
        """Save what was read, where the state saves its answer."""
        if state.save:
            self.effects.append(
                Save(state.save, reading.value, reading.category, reading.raw, reading.sure)
            )

    def go_back(self) -> None:
        """Undo the last answer and ask its question again; without one, ask the open question."""
        trail = self.at.trail
        if not trail:
            self.ask()
            return
        given = _as_given(trail[-1])
        state = self.flow.states[given.state]
        if state.record:
            self.effects.append(Unrecord(state.name))
        answers = dict(self.at.answers)
        if state.save:
            self.effects.append(Unsave(state.save, given.before))
            answers.pop(state.save, None)
            if given.before is not None:
                answers[state.save] = given.before
        for verb, what in reversed(given.undo):
            self._undo(verb, what, state)
        self.enter(state.name, answers, trail[:-1], again=True)

    def _undo(self, verb: str, what: str, state: State) -> None:
        if verb == "consent":
            self.consent(state, given=False)
        else:
            self.effects.append(Leave(what) if verb == "join" else Join(what))

    def consent(self, state: State, *, given: bool) -> None:
        """Note that they agreed to a state's purpose, or no longer do."""
        self.effects.append(Consent(state.consent, given, state.say, self.at.language))

    def enter(
        self,
        target: str,
        answers: dict[str, JsonScalar] | None = None,
        trail: tuple[str | Given, ...] | None = None,
        *,
        quietly: bool = False,
        again: bool = False,
    ) -> None:
        """Go to a state and on, up to one that waits or ends.

        Args:
            target: the state's name.
            answers: instead of those of the conversation.
            trail: the same.
            quietly: do not say its text and start no timers: it has been answered already.
            again: the state was entered before; what coming there does has been done.
        """
        at, flow = self.at, self.flow
        for _ in range(MAX_STEPS):
            state = flow.states[target]
            self.at = replace(
                at,
                state=target,
                status="ended" if state.final else "open",
                misses=0,
                menu="",
                guess=None,
                unanswered="",
                answers=at.answers if answers is None else answers,
                trail=at.trail if trail is None else trail,
            )
            if target in flow.tables.acting and not again:
                self._act(state)
            if state.final:
                self._arrive(state)
                self._finish()
                return
            if state.expect is not None:
                if not quietly:
                    self._arrive(state)
                return
            onwards = state.on["entered"]
            if self.purpose == "reminder":
                onwards = state.on.get("quiet", onwards)
            if not onwards:
                self.change(status="ended")
                self._finish()
                return
            target = self.choose(onwards)
            again = False
            at, answers, trail = self.at, None, None
        self.change(status="ended")
        self.say("system.late")
        self.effects.append(Finish("limit"))

    def _arrive(self, state: State) -> None:
        """Ask a state's question and start its timers."""
        at = self.at
        if at.language_known or not state.welcome:
            arrival = self.flow.tables.arrivals.get((state.name, at.language))
            if arrival and self.is_plain:
                self.effects.extend(arrival)
                return
        self.ask()
        self.set_timers()

    def _act(self, state: State) -> None:
        """Do what coming to a state does, and let BACK undo what can be undone."""
        undo = []
        if state.join:
            self.effects.append(Join(state.join))
            undo.append(("join", state.join))
        if state.leave:
            self.effects.append(Leave(state.leave))
            undo.append(("leave", state.leave))
        if state.consent and not state.expect:
            self.consent(state, given=True)
            undo.append(("consent", state.consent))
        if state.alert:
            self.effects.append(Alert(state.alert, "flow"))
        if state.promise_s:
            self.effects.append(Promise(state.name, state.promise_s))
        trail = self.at.trail
        if undo and trail:
            last = _as_given(trail[-1])
            self.change(trail=(*trail[:-1], replace(last, undo=(*last.undo, *undo))))

    def reopen(self) -> None:
        """Go back to waiting where the conversation was; what had ended stays so."""
        state = self.state
        status = "new" if state is None else "open" if state.expect else "ended"
        self.change(status=status, menu="", guess=None)

    def _finish(self) -> None:
        self.effects.append(Finish("quiet" if self.purpose == "reminder" else "closed"))

    def choose(
        self,
        transitions: tuple[Transition, ...],
        answers: Mapping[str, JsonScalar] | None = None,
    ) -> str:
        """Find the first transition whose guard holds; a guard that cannot be judged does not.

        Args:
            answers: to judge by, instead of those of the conversation.
        """
        if len(transitions) == 1:
            return transitions[0].target
        if answers is None:
            answers = self.at.answers
        for one in transitions:
            if one.program is None or holds(one.program, answers):
                return one.target
        return transitions[-1].target


def _as_given(one: str | Given) -> Given:
    return Given(one) if isinstance(one, str) else one
