"""Moves a conversation on by one event. Pure: it stores and sends nothing, and asks no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.conversation import Conversation
from flows.definition import Flow, Timer
from flows.effects import Effect
from flows.events import (
    ButtonPressed,
    Event,
    MediaReceived,
    Released,
    Started,
    TextReceived,
    TimerFired,
)
from flows.texts import press_button, take_text
from flows.turn import Turn


@dataclass(frozen=True, slots=True)
class Step:
    """What one event led to.

    Attributes:
        conversation: as it will be.
        effects: to apply in order; nothing has been stored or sent.
    """

    conversation: Conversation
    effects: tuple[Effect, ...]


def advance(flow: Flow, conversation: Conversation, event: Event, *, now: datetime) -> Step:
    """Move a conversation on by one event, up to the next question or the end.

    Args:
        flow: the version the conversation began with.
        event: a text, a button, something else they sent, a timer, or an order to start or go on.
        now: when the event reached us (aware, UTC).

    Returns:
        The conversation as it will be, and the effects to apply in order. A text, a button or a
        photo is answered by exactly one Say, unless the carrier has answered or the resident
        stopped. A limit that was hit (50 states for one event) ends it with a Finish effect.
    """
    turn = Turn(flow, conversation)
    _TAKE[type(event)](turn, event)
    return Step(turn.conversation, tuple(turn.effects))


def _take_button(turn: Turn, event: ButtonPressed) -> None:
    press_button(turn, event.value)


def _take_media(turn: Turn, event: MediaReceived) -> None:
    """Keep that something came, thank for it and ask for words."""
    held = "safeguarding" if turn.conversation.status == "paused" else ""
    if turn.conversation.status == "new" and not turn.conversation.stopped:
        turn.enter(turn.flow.initial, quietly=True)
        turn.set_timers()
    turn.record(f"[{event.kind}]", kind="other", held=held)
    turn.say("system.paused" if held else "system.media")


def _take_timer(turn: Turn, event: TimerFired) -> None:
    at = turn.conversation
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
    elif not timer.key:
        turn.ask()


def _remind(turn: Turn, timer: Timer) -> bool:
    name = f"{turn.conversation.state}.{timer.name}"
    told = turn.conversation.reminded.get(name, 0)
    if told >= timer.times:
        return False
    turn.change(reminded={**turn.conversation.reminded, name: told + 1})
    state = turn.state
    turn.say(timer.key, options=turn.options(state) if state else ())
    if told + 1 < timer.times and timer.target == turn.conversation.state:
        turn.set_timer(timer)
    return True


def _take_start(turn: Turn, event: Started) -> None:
    if turn.conversation.stopped or turn.conversation.status == "paused":
        return
    turn.purpose = "prompt"
    turn.enter(turn.flow.initial, quietly=not event.asked)
    if not event.asked:
        turn.set_timers()


def _take_release(turn: Turn, event: Released) -> None:
    """Go on where the conversation was paused; its question still stands and is not asked anew."""
    if turn.conversation.status != "paused":
        return
    turn.reopen()
    if turn.conversation.status == "open":
        turn.set_timers()


_TAKE: dict[type, Callable[[Turn, Any], None]] = {
    TextReceived: take_text,
    ButtonPressed: _take_button,
    MediaReceived: _take_media,
    TimerFired: _take_timer,
    Started: _take_start,
    Released: _take_release,
}
