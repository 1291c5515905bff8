"""Plays a conversation through without a phone: what would be said, and what would be kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flows import effects
from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Effect, Say
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
from flows.session import Shelf, take

RESIDENT = "Resident"


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was said, by whom; or, with who "", something that happened or was kept."""

    who: str
    text: str

    def __str__(self) -> str:
        """Write it out: said as "who: words", kept as "  [words]"."""
        return f"{self.who}: {self.text}" if self.who else f"  [{self.text}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A conversation that was played.

    Attributes:
        lines: what was said and kept, in order.
        effects: every effect, in order.
        conversation: as it stands at the end.
    """

    lines: tuple[Line, ...]
    effects: tuple[Effect, ...]
    conversation: Conversation

    def to_text(self) -> str:
        """Write it out, one line each."""
        return "\n".join(map(str, self.lines))


class Player:
    """Plays one conversation, line by line.

    A line is a text, unless it starts with ">>": ">> wait 3d" lets time pass and fires the timer of
    that name, ">> photo" or ">> location 51.5,-0.1" sends something else, ">> button 2" presses
    one, ">> released" and ">> started" are orders.

    Attributes:
        at: the conversation as it stands.
        effects: every effect so far, in order.
    """

    def __init__(
        self,
        flow: Flow,
        setting: Setting,
        *,
        now: datetime,
        conversation: Conversation | None = None,
        zone: str = "Europe/London",
    ) -> None:
        """Get ready.

        Args:
            flow: to play.
            setting: what the texts are filled with.
            now: when it begins (aware, UTC).
            conversation: where to begin; a new one in the flow's first language by default.
            zone: the community's time zone.
        """
        begun = conversation or Conversation.begin(flow.languages[0])
        self.at = begun.changed(version=flow.version)
        self.effects: list[Effect] = []
        self._shelf = Shelf(flows={flow.version: flow}, doors={})
        self._setting, self._now, self._zone = setting, now, zone

    def start(self) -> list[Line]:
        """Ask the first question, as a broadcast does."""
        return self._happen(Started())

    def take(self, line: str) -> list[Line]:
        """Take one line, and give it back with what came of it."""
        event = self._read_event(line)
        mine = Line(RESIDENT, line) if isinstance(event, TextReceived) else Line("", line)
        return [mine, *self._happen(event)]

    def _happen(self, event: Event) -> list[Line]:
        taken = take(self._shelf, self.at, event, now=self._now, zone=self._zone)
        self.at = taken.conversation
        told: list[Line] = []
        for part in taken.parts:
            self.effects.extend(part.effects)
            setting = replace(self._setting, given={**self._setting.given, **part.at.given})
            told.extend(_tell(part.flow, effect, setting) for effect in part.effects)
        return told

    def _read_event(self, line: str) -> Event:
        if not line.startswith(">>"):
            return TextReceived(line)
        word, _, rest = line.removeprefix(">>").strip().partition(" ")
        if word == "wait":
            self._now += timedelta(seconds=self._measure(rest))
            return TimerFired(self.at.state, rest)
        if word == "button":
            return ButtonPressed(rest)
        orders: dict[str, Event] = {"released": Released(), "started": Started()}
        return orders.get(word, MediaReceived(word, rest))

    def _measure(self, timer: str) -> int:
        state = self._shelf.flows[self.at.version].states.get(self.at.state)
        return next((one.after_s for one in (state.after if state else ()) if one.name == timer), 0)


def play(
    flow: Flow,
    lines: Iterable[str],
    setting: Setting,
    *,
    now: datetime,
    conversation: Conversation | None = None,
    started: bool = True,
) -> Transcript:
    """Play a conversation to the end of its lines.

    Args:
        flow: to play.
        lines: what the resident texts, in order; see `Player`.
        setting: what the texts are filled with.
        now: when it begins (aware, UTC).
        conversation: where to begin; a new one in the flow's first language by default.
        started: ask the first question before the first line.
    """
    player = Player(flow, setting, now=now, conversation=conversation)
    said = player.start() if started else []
    for line in lines:
        said.extend(player.take(line.rstrip("\n")))
    return Transcript(lines=tuple(said), effects=tuple(player.effects), conversation=player.at)


def _tell(flow: Flow, effect: Effect, setting: Setting) -> Line:
    if isinstance(effect, Say):
        return Line(setting.community_name, render(flow, effect, setting))
    return Line("", _TELL[type(effect)](effect))


def _tell_record(effect: effects.Record) -> str:
    held = f", held for {effect.held}" if effect.held else ""
    return f"recorded {effect.kind}{held}: {effect.text}"


def _tell_save(effect: effects.Save) -> str:
    sure = "" if effect.sure else " (not sure)"
    value = "nothing" if effect.value is None else effect.value
    return f"saved {effect.name} = {value}{sure}"


_TELL: dict[type, Callable[[Any], str]] = {
    effects.Record: _tell_record,
    effects.Save: _tell_save,
    effects.Unrecord: lambda effect: f"taken back: what was recorded in {effect.state}",
    effects.Unsave: lambda effect: (
        f"taken back: {effect.name}"
        if effect.value is None
        else f"taken back: {effect.name} = {effect.value} again"
    ),
    effects.Consent: lambda effect: f"{'agreed' if effect.given else 'refused'}: {effect.purpose}",
    effects.Join: lambda effect: f"joined {effect.name}",
    effects.Leave: lambda effect: f"left {effect.name}",
    effects.Promise: lambda effect: f"promised in {effect.state}, within {effect.within_s:,} s",
    effects.Invoke: lambda effect: f"goes over to the flow of {effect.code}",
    effects.SetTimer: lambda effect: f"timer {effect.name} in {effect.state}",
    effects.Alert: lambda effect: f"alert to the {effect.kind} contact: {effect.phrase}",
    effects.Stop: lambda effect: f"stopped by {effect.how}",
    effects.StartAgain: lambda effect: "starts again",
    effects.SetLanguage: lambda effect: f"language {effect.language}",
    effects.Request: lambda effect: f"task for a person: {effect.kind}",
    effects.Finish: lambda effect: f"finished: {effect.reason}",
}
