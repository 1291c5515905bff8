"""Walks a flow at random with hostile replies, and tells where it broke. Asks for its dice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flows.checks.finding import Finding
from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Effect, Finish, Say, Stop
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
from flows.rendering import Setting, render

MOST_EVENTS = 50
HOSTILE = (
    "", " ", "\u200b", "?", "...", "👍", "👎👎",
    "\U0001f3f3\ufe0f\u200d\U0001f308\U0001f9d1\u200d\U0001f9bd", "\x00\x07", "\ud800",
    "\u202eabc", "a" * 20_000, "bus " * 4_000, "STOP", "stop texting me", "Stop the traffic",
    "START", "HELP", "CALL", "WHO", "BACK", "SKIP", "delete my data", "complain",
    "wrong number", "0", "1", "2", "3", "4", "9", "-1", "99999999999999999999", "1.5k",
    "about forty", "٣", "২", "1 and 3", "first one", "the last one", "YES", "no", "maybe",
    "not sure", "fuck off", "this is shit", "evet", "hayır", "Durmak istiyorum",
    "Otobüsler hep geç kalıyor", "TÜRKÇE", "bangla", "haan ji",
    "আমাদের বাড়ি ঠান্ডা", "العربية", "przestań", "Cold damp homes, my kids cough",
    "07700 900123", "E8 1AA", "{community.name}", "{0.__class__}", "<script>alert(1)</script>",
    "'; DROP TABLE inbox; --", "%s%n", "http://example.org", "thanks", "hi", "/start needs",
    "i want to kill myself", "everyone", "Lots of us", "my street", "many",
)  # fmt: skip
_MEDIA = ("photo", "voice", "location", "sticker")
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
        self._flow, self._setting, self._now = flow, setting, now
        self._pick, self._advance = pick, advance
        self._labels = tuple(
            text for (key, _), text in flow.texts.items() if ".options." in key
        ) + tuple(
            option.code
            for state in flow.states.values()
            for option in (state.expect.options if state.expect else ())
        )
        self._rendered: set[Say] = set()
        self._stopped_from: set[tuple[object, ...]] = set()

    def stop_everywhere(self) -> Trouble | None:
        """Say STOP in every state and language, also in those that no walk comes to."""
        for _, language in self._flow.offered:
            for state in self._flow.states.values():
                status = "ended" if state.final else "open"
                at = Conversation(state=state.name, language=language, status=status)
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
                step = self._advance(self._flow, at, event, now=self._now)
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
        dice = self._pick(20)
        if dice < 9:
            return TextReceived(self._choose(HOSTILE), answered_by_carrier=not self._pick(40))
        if dice < 13 and self._labels:
            return TextReceived(self._choose(self._labels))
        if dice < 14:
            return TextReceived(f"{self._choose(HOSTILE)} {self._choose(HOSTILE)}"[:30_000])
        if dice < 15:
            return ButtonPressed(self._choose(("1", "2", "3", "9", "me", "", "x" * 500)))
        if dice < 16:
            return MediaReceived(self._choose(_MEDIA))
        if dice < 19:
            return self._choose_timer(at)
        orders: tuple[Event, ...] = (Started(), Started(asked=False), Released())
        return self._choose(orders)

    def _choose_timer(self, at: Conversation) -> Event:
        state = self._flow.states.get(at.state)
        names = [timer.name for timer in state.after] if state else []
        return TimerFired(at.state, self._choose([*names, "99w"]))

    def _judge(self, before: Conversation, event: Event, step: Step) -> str:
        """Tell what is wrong with a step; "" where nothing is."""
        said = sum(isinstance(effect, Say) for effect in step.effects)
        finished = [effect.reason for effect in step.effects if isinstance(effect, Finish)]
        if "limit" in finished:
            return "ran through 50 states without asking"
        is_reply = isinstance(event, TextReceived | ButtonPressed | MediaReceived)
        is_muted = isinstance(event, TextReceived) and event.answered_by_carrier
        if is_reply and not is_muted and not before.stopped and said != 1 and not finished:
            return f"answered a reply with {said} texts"
        if is_reply and said > 1:
            return f"answered a reply with {said} texts"
        restored = Conversation.from_json(step.conversation.to_json())
        return "" if restored == step.conversation else "does not come back from the database"

    def _try_texts(self, effects: Sequence[Effect]) -> str:
        for effect in effects:
            if not isinstance(effect, Say) or effect in self._rendered:
                continue
            self._rendered.add(effect)
            text = render(self._flow, effect, self._setting)
            if not text.strip() or "{" in text:
                return f"says '{text[:40]}'"
        return ""

    def _try_stop(self, at: Conversation) -> str:
        """Say STOP to a copy of the conversation, once in each situation."""
        place = (at.state, at.status, at.menu, at.language, at.misses > 0, at.stopped)
        if at.stopped or place in self._stopped_from:
            return ""
        self._stopped_from.add(place)
        step = self._advance(self._flow, at, TextReceived("STOP"), now=self._now)
        is_over = step.conversation.stopped and step.conversation.status != "open"
        told = any(isinstance(effect, Stop) for effect in step.effects)
        return "" if is_over and told else f"goes on in {at.state} after STOP"


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
            yield type(event).__name__
