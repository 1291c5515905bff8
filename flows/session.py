"""One resident's conversations: the one that is open, and those it interrupted.

Pure, like the engine. Whoever stores conversations hands over the flows they may need.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Effect, Invoke
from flows.engine import advance
from flows.events import Entered, Event, Resumed, TimerFired

MOST_BENEATH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The flows at hand.

    Attributes:
        flows: version -> flow: those that conversations run on, and those behind doors.
        doors: keyword or code in its plain form -> the version it starts.
    """

    flows: Mapping[str, Flow]
    doors: Mapping[str, str]


class Part(msgspec.Struct, frozen=True):
    """What one flow asked for, and the conversation after it; its texts are in that flow."""

    flow: Flow
    effects: tuple[Effect, ...]
    at: Conversation


class Taken(msgspec.Struct, frozen=True):
    """What one event led to, over all flows it touched, in order."""

    conversation: Conversation
    parts: tuple[Part, ...]


def take(
    shelf: Shelf,
    conversation: Conversation,
    event: Event,
    *,
    now: datetime,
    zone: str = "Europe/London",
) -> Taken:
    """Move a resident on by one event, through a door into another flow and back where it ends.

    Args:
        conversation: the open one; `version` names its flow.
        event: as for `flows.engine.advance`.
        now: when it reached us (aware, UTC).
        zone: the community's time zone.

    Returns:
        The conversation that is open now, with those it interrupted beneath it. Effects may hold
        two texts to say: the end of one flow, and the question of the one that goes on.
    """
    at = conversation
    flow = shelf.flows[at.version]
    step = advance(flow, at, event, now=now, zone=zone, doors=_doors_of(shelf, flow, at))
    at = step.conversation
    asked = tuple(one for one in step.effects if not isinstance(one, Invoke))
    parts = [Part(flow, asked, at)]
    for order in (one for one in step.effects if isinstance(one, Invoke)):
        flow = shelf.flows[shelf.doors[order.code]]
        begun = _begin(flow, at)
        step = advance(flow, begun, Entered(order.code, order.rest), now=now, zone=zone)
        at = step.conversation
        parts.append(Part(flow, step.effects, at))
    while at.status == "ended" and at.beneath and not at.stopped:
        at, part = _go_on(shelf, at, at.beneath, isinstance(event, TimerFired), now, zone)
        parts.append(part)
    return Taken(at, tuple(part for part in parts if part.effects))


def _doors_of(shelf: Shelf, flow: Flow, at: Conversation) -> dict[str, str]:
    """Leave out the doors into the flow they are in: it has its own keywords.

    Its newest version has a door where the conversation on an older one is over.
    """
    return {
        code: version
        for code, version in shelf.doors.items()
        if version != flow.version and (at.status != "open" or shelf.flows[version].id != flow.id)
    }


def interrupt(at: Conversation, version: str) -> Conversation | None:
    """Give what goes on after a conversation on this version, which comes in between."""
    beneath = at.changed(beneath=None) if at.status == "open" else None
    chain = [one for one in (beneath, *list_beneath(at)) if one and one.version != version]
    below: Conversation | None = None
    for one in reversed(chain[:MOST_BENEATH]):
        below = one.changed(beneath=below, menu="", guess=None)
    return below


def list_beneath(at: Conversation) -> list[Conversation]:
    """List what a conversation interrupted, the last first."""
    found = []
    below = at.beneath
    while below:
        found.append(below)
        below = below.beneath
    return found


def _begin(flow: Flow, at: Conversation) -> Conversation:
    return Conversation.begin(at.language, at.language_known).changed(
        version=flow.version, beneath=interrupt(at, flow.version), offered=at.offered
    )


def _go_on(
    shelf: Shelf,
    over: Conversation,
    below: Conversation,
    in_silence: bool,
    now: datetime,
    zone: str,
) -> tuple[Conversation, Part]:
    """Go on with what was interrupted; after a silence nothing is said, and a late reply counts."""
    at = below.changed(
        language=over.language, language_known=over.language_known, offered=over.offered
    )
    flow = shelf.flows[at.version]
    if in_silence:
        over = at.changed(status="ended", unanswered=at.state)
        return over, Part(flow, (), over)
    event = Entered("", "") if at.status == "new" else Resumed()
    step = advance(flow, at, event, now=now, zone=zone)
    return step.conversation, Part(flow, step.effects, step.conversation)
