"""Plays a conversation through without a phone: what would be said, and what would be kept."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows import effects
from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Effect, Say
from flows.engine import advance
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

RESIDENT = "Resident"


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was said, by whom; or, with who "", something that happened or was kept."""

    who: str
    text: str


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
        """Write it out, one line each: said as "who: words", kept as "  [words]"."""
        return "\n".join(
            f"{line.who}: {line.text}" if line.who else f"  [{line.text}]" for line in self.lines
        )


def play(
    flow: Flow,
    lines: Iterable[str],
    setting: Setting,
    *,
    now: datetime,
    conversation: Conversation | None = None,
    started: bool = True,
) -> Transcript:
    """Play a conversation.

    Args:
        flow: to play.
        lines: what the resident texts, in order. A line that starts with ">>" is something else:
            ">> wait 3d", ">> photo", ">> button 2", ">> released", ">> started".
        setting: what the texts are filled with.
        now: when it all happens (aware, UTC).
        conversation: where to begin; a new one in the flow's first language by default.
        started: ask the first question before the first line.
    """
    at = conversation or Conversation.begin(flow.languages[0])
    said: list[Line] = []
    done: list[Effect] = []
    for line in ([">> started"] if started else []) + [line.rstrip("\n") for line in lines]:
        event = _read_event(line, at)
        if not (started and not said and isinstance(event, Started)):
            said.append(Line(RESIDENT, line) if isinstance(event, TextReceived) else Line("", line))
        step = advance(flow, at, event, now=now)
        at = step.conversation
        done.extend(step.effects)
        said.extend(_tell(flow, effect, setting) for effect in step.effects)
    return Transcript(lines=tuple(said), effects=tuple(done), conversation=at)


def _read_event(line: str, at: Conversation) -> Event:
    if not line.startswith(">>"):
        return TextReceived(line)
    word, _, rest = line.removeprefix(">>").strip().partition(" ")
    if word == "wait":
        return TimerFired(at.state, rest)
    if word == "button":
        return ButtonPressed(rest)
    orders: dict[str, Event] = {"released": Released(), "started": Started()}
    return orders.get(word, MediaReceived(word))


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
