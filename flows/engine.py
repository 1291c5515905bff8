"""Moves a conversation on by one event. Pure: it stores and sends nothing, and asks no clock."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from flows.answers import accept
from flows.conversation import Conversation
from flows.definition import Flow, State, Timer
from flows.effects import Effect, Save
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
from flows.reader.reading import Reading
from flows.texts import enter_with, press_button, take_text
from flows.turn import Turn

_NO_DOORS: Mapping[str, str] = {}
_SPOKEN = frozenset(("voice", "audio", "video", "video_note"))
"""What people send to say something without writing: a person listens to it."""


class Step(msgspec.Struct, frozen=True, gc=False):
    """What one event led to.

    Attributes:
        conversation: as it will be.
        effects: to apply in order; nothing has been stored or sent.
    """

    conversation: Conversation
    effects: tuple[Effect, ...]


def advance(
    flow: Flow,
    conversation: Conversation,
    event: Event,
    *,
    now: datetime,
    zone: str = "Europe/London",
    doors: Mapping[str, str] = _NO_DOORS,
) -> Step:
    """Move a conversation on by one event, up to the next question or the end.

    Args:
        flow: the version the conversation began with.
        event: a text, a button, something else they sent, a timer, or an order to start or go on.
        now: when the event reached us (aware, UTC).
        zone: the community's time zone, for days.
        doors: keyword or code in its plain form -> the other flow it starts.

    Returns:
        The conversation as it will be, and the effects to apply in order. A text, a button or a
        photo is answered by exactly one Say, unless the carrier has answered, the resident
        stopped, or the text starts another flow (Invoke). A limit that was hit (50 states for one
        event) ends it with a Finish effect.
    """
    turn = Turn(flow, conversation, now, zone, doors, conversation.stopped)
    _TAKE[type(event)](turn, event)
    return Step(turn.at, tuple(turn.effects))


def _take_button(turn: Turn, event: ButtonPressed) -> None:
    press_button(turn, event.value)


def _take_media(turn: Turn, event: MediaReceived) -> None:
    """Take it as the answer where it can be one; else keep it, thank for it and ask for words."""
    at = turn.at
    held = "safeguarding" if at.status == "paused" else ""
    if at.status == "new" and not at.stopped:
        turn.enter(turn.flow.initial, quietly=True)
    state = turn.state
    raw = f"[{event.kind}]"
    if state and turn.at.status == "open" and not at.stopped and _is_answer(state, event):
        accept(turn, state, _read_media(state, event, raw))
        return
    if at.status == "new" and not at.stopped:
        turn.set_timers()
    turn.record(raw, kind="other", held=held)
    turn.say("system.paused" if held else "system.media")


def _is_answer(state: State, event: MediaReceived) -> bool:
    kind = state.expect.kind if state.expect else ""
    if kind == "location":
        return event.kind in ("location", "venue") and bool(event.value)
    return kind == "media" or (kind == "words" and event.kind in _SPOKEN)


def _read_media(state: State, event: MediaReceived, raw: str) -> Reading:
    kind = state.expect.kind if state.expect else ""
    value = event.value if kind == "location" else raw
    return Reading(value=value, category=event.kind, raw=event.value or raw, sure=True, kind=kind)


def _take_timer(turn: Turn, event: TimerFired) -> None:
    at = turn.at
    state = turn.state
    if at.stopped or at.status != "open" or state is None or at.state != event.state:
        return
    timer = next((one for one in state.after if one.name == event.name), None)
    if timer is None:
        return
    turn.purpose = "reminder"
    if timer.key and not _remind(turn, timer):
        return
    if timer.target != at.state:
        turn.enter(timer.target)
        if turn.at.status == "ended":
            turn.change(unanswered=at.state)
    elif not timer.key:
        turn.ask()


def _remind(turn: Turn, timer: Timer) -> bool:
    name = f"{turn.at.state}.{timer.name}"
    told = turn.at.reminded.get(name, 0)
    if told >= timer.times:
        return False
    turn.change(reminded={**turn.at.reminded, name: told + 1})
    turn.say(timer.key, options=turn.options())
    if told + 1 < timer.times and timer.target == turn.at.state:
        turn.set_timer(timer)
    return True


def _take_start(turn: Turn, event: Started) -> None:
    if turn.at.stopped or turn.at.status == "paused":
        return
    turn.purpose = "prompt"
    turn.enter(turn.flow.initial, quietly=not event.asked)
    if not event.asked:
        turn.set_timers()


def _take_entry(turn: Turn, event: Entered) -> None:
    """Begin with the words they came in by; what stands behind them may answer at once."""
    if turn.at.stopped or turn.at.status == "paused":
        return
    if event.code in turn.flow.codes:
        turn.effects.append(Save("entered_by", event.code, event.code, event.code, True))
    enter_with(turn, event.rest)


def _take_resumption(turn: Turn, event: Resumed) -> None:
    """Ask again what was asked before something else came between."""
    if turn.at.status != "open" or turn.at.stopped:
        return
    turn.lead = "system.resume"
    turn.ask()
    turn.set_timers()


def _take_release(turn: Turn, event: Released) -> None:
    """Go on where the conversation was paused; its question still stands and is not asked anew."""
    if turn.at.status != "paused":
        return
    turn.reopen()
    if turn.at.status == "open":
        turn.set_timers()


_TAKE: dict[type, Callable[[Turn, Any], None]] = {
    TextReceived: take_text,
    ButtonPressed: _take_button,
    MediaReceived: _take_media,
    TimerFired: _take_timer,
    Started: _take_start,
    Entered: _take_entry,
    Resumed: _take_resumption,
    Released: _take_release,
}
