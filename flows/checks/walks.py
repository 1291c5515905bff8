"""Walks a flow at random with hostile replies, and tells where it broke. Asks for its dice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import regex

from flows.checks.finding import Finding
from flows.checks.hostile import FITTING, HOSTILE, MEDIA
from flows.conversation import Conversation, Guess
from flows.definition import Flow
from flows.effects import Effect, Finish, Invoke, Say, Stop
from flows.engine import Step, advance
from flows.events import (
    ButtonPressed,
    Entered,
    Event,
    MediaReceived,
    Released,
    Resumed,
    Started,
    TextReceived,
    TimerFired,
)
from flows.rendering import Setting, render

MOST_EVENTS = 50
_DOORS = {"helphere": "another flow"}
"""A keyword of some other flow, so that walks leave by it."""
_MENUS = ("", "language", "help", "ring", "complaint", "echo", "stop")
_GUESS = Guess("not sure", "me", "me")
_BRACE = regex.compile(r"[{}]")
Pick = Callable[[int], int]
Advance = Callable[..., Step]
_One = TypeVar("_One")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something a walk ran into: what, and the events that led there."""

    what: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A walk that was taken.

    Attributes:
        steps: how many events it took.
        states: the states it came through.
        ended: whether the conversation was over at the end.
    """

    trouble: Trouble | None
    steps: int
    states: frozenset[str]
    ended: bool


class Walker:
    """Walks one flow; remembers what it has rendered and where it has tried STOP."""

    def __init__(
        self,
        flow: Flow,
        setting: Setting,
        *,
        pick: Pick,
        now: datetime,
        advance: Advance = advance,
    ) -> None:
        """Get ready to walk.

        Args:
            flow: to walk through.
            setting: what the texts are filled with.
            pick: gives a whole number from 0 up to below its argument; seed it to walk the same.
            now: when it all happens (aware, UTC).
            advance: the engine.
        """
        self._flow, self._now = flow, now
        self._pick, self._advance = pick, advance
        self._settings = (setting, replace(setting, source="", phone="", channel="telegram"))
        self._labels = tuple(
            text for (key, _), text in flow.texts.items() if ".options." in key
        ) + tuple(
            option.code
            for state in flow.states.values()
            for option in (state.expect.options if state.expect else ())
        )
        self._rendered: set[Say] = set()
        self._stopped_from: set[tuple[object, ...]] = set()

    def _take(self, at: Conversation, event: Event) -> Step:
        return self._advance(self._flow, at, event, now=self._now, doors=_DOORS)

    def stop_everywhere(self) -> Trouble | None:
        """Say STOP in every state, language and menu, also in those that no walk comes to."""
        for _, language in self._flow.offered:
            for state in self._flow.states.values():
                for menu in _MENUS if state.expect else _MENUS[:1]:
                    at = Conversation(
                        state=state.name,
                        language=language,
                        status="ended" if state.final else "open",
                        menu=menu,
                        guess=_GUESS if menu in ("echo", "stop") else None,
                    )
                    what = self._try_stop(at)
                    if what:
                        return Trouble(what=what, events=(TextReceived("STOP"),))
        return None

    def walk(self) -> Walked:
        """Take one walk, of at most 50 events; it ends with the first trouble."""
        language = self._choose([language for _, language in self._flow.offered])
        at = Conversation.begin(language, language_known=bool(self._pick(2)))
        events: list[Event] = []
        states: set[str] = set()
        for number in range(MOST_EVENTS):
            event = Started() if not number and self._pick(2) else self._choose_event(at)
            events.append(event)
            before = at
            try:
                step = self._take(at, event)
                at = step.conversation
                what = (
                    self._judge(before, event, step)
                    or self._try_texts(step.effects)
                    or self._try_stop(at)
                )
            except Exception as error:  # noqa: BLE001  (whatever it is, it is what we look for)
                what = f"{type(error).__name__}: {error}"
            if what:
                trouble = Trouble(what=what, events=tuple(events))
                return Walked(
                    trouble=trouble, steps=number + 1, states=frozenset(states), ended=False
                )
            states.add(at.state)
            if at.status == "ended" and not self._pick(4):
                break
        ended = at.status == "ended"
        return Walked(trouble=None, steps=len(events), states=frozenset(states), ended=ended)

    def _choose(self, things: Sequence[_One]) -> _One:
        return things[self._pick(len(things))]

    def _choose_event(self, at: Conversation) -> Event:
        dice = self._pick(24)
        if dice < 9:
            return TextReceived(self._choose(HOSTILE), answered_by_carrier=not self._pick(40))
        if dice < 12 and self._labels:
            return TextReceived(self._choose(self._labels))
        if dice < 16:
            return TextReceived(self._choose(self._list_fitting(at)))
        if dice < 17:
            return TextReceived(f"{self._choose(HOSTILE)} {self._choose(HOSTILE)}"[:10_000])
        if dice < 18:
            return ButtonPressed(self._choose(("1", "2", "3", "9", "me", "", "x" * 500)))
        if dice < 19:
            return self._choose(MEDIA)
        if dice < 22:
            return self._choose_timer(at)
        return self._choose_order()

    def _list_fitting(self, at: Conversation) -> Sequence[str]:
        state = self._flow.states.get(at.state)
        return FITTING[state.expect.kind if state and state.expect else "words"]

    def _choose_order(self) -> Event:
        doors = (*self._flow.keywords, *self._flow.codes, "")
        orders: tuple[Event, ...] = (
            Started(),
            Started(asked=False),
            Released(),
            Resumed(),
            Entered(self._choose(doors), self._choose(("", "hi", self._choose(HOSTILE)))),
        )
        return self._choose(orders)

    def _choose_timer(self, at: Conversation) -> Event:
        state = self._flow.states.get(at.state)
        names = [timer.name for timer in state.after] if state else []
        return TimerFired(at.state, self._choose([*names, "99w"]))

    def _judge(self, before: Conversation, event: Event, step: Step) -> str:
        """Tell what is wrong with a step; "" where nothing is."""
        after = step.conversation
        if any(isinstance(effect, Finish) and effect.reason == "limit" for effect in step.effects):
            return "ran through 50 states without asking"
        said = sum(isinstance(effect, Say) for effect in step.effects)
        expected = self._count_texts(before, event, step)
        if said not in expected:
            return f"answered {_name(event)} with {said} texts"
        restored = Conversation.from_bytes(after.to_bytes())
        same = restored == after and Conversation.from_json(after.to_json()) == after
        return "" if same else "does not come back from the database"

    def _count_texts(self, before: Conversation, event: Event, step: Step) -> tuple[int, ...]:
        """Tell how many texts an event may be answered with: a reply with exactly one."""
        is_muted = isinstance(event, TextReceived) and event.answered_by_carrier
        if is_muted or any(isinstance(effect, Invoke) for effect in step.effects):
            return (0,)
        if not isinstance(event, TextReceived | ButtonPressed | MediaReceived) or before.stopped:
            return (0, 1)
        end = self._flow.states.get(step.conversation.state)
        is_silent = end is not None and end.final and not end.say  # told by silent-end
        return (0, 1) if is_silent else (1,)

    def _try_texts(self, effects: Sequence[Effect]) -> str:
        for effect in effects:
            if not isinstance(effect, Say) or effect in self._rendered:
                continue
            self._rendered.add(effect)
            for setting in self._settings:
                text = render(self._flow, effect, setting)
                if not text.strip() or _BRACE.search(text):
                    return f"says '{text[:40]}'"
        return ""

    def _try_stop(self, at: Conversation) -> str:
        """Say STOP to a copy of the conversation, once in each situation."""
        place = (at.state, at.status, at.menu, at.language, at.misses > 0, bool(at.trail))
        if at.stopped or place in self._stopped_from:
            return ""
        self._stopped_from.add(place)
        step = self._take(at, TextReceived("STOP"))
        is_over = step.conversation.stopped and step.conversation.status != "open"
        told = any(isinstance(effect, Stop) for effect in step.effects)
        said = sum(isinstance(effect, Say) for effect in step.effects)
        return "" if is_over and told and said == 1 else f"goes on in {at.state} after STOP"


def tell_trouble(flow: Flow, trouble: Trouble) -> Finding:
    """Make a finding of what a walk ran into, with the events to try it again."""
    way = " > ".join(_tell_events(trouble.events[-6:]))
    return Finding(
        code="walk-failed",
        file=f"{flow.id}.yaml",
        line=1,
        means=f"a resident who did this met trouble: it {trouble.what}",
        fix=f"play it again: {way}",
    )


def _tell_events(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        if isinstance(event, TextReceived):
            yield ascii(event.text[:40])
        elif isinstance(event, TimerFired):
            yield f"wait {event.name}"
        else:
            yield _name(event)


def _name(event: Event) -> str:
    if isinstance(event, TextReceived | MediaReceived):
        return "a reply" if isinstance(event, TextReceived) else f"[{event.kind}]"
    return type(event).__name__
