"""Which ways through their flow a resident took with one event. Only counts are kept of them."""

from collections.abc import Iterator, Sequence

from flows.conversation import Conversation, name_question
from flows.definition import Flow
from flows.effects import Effect, Finish, Save, Say
from flows.events import Event, TimerFired
from flows.guards import holds
from flows.session import Shelf, Taken
from storage.passages import Passage

ANSWERED, SKIPPED, UNCLEAR, ENTERED, AFTER = "answered", "skipped", "unclear", "entered", "after"
_BY_ITSELF = (ENTERED, "quiet")
_NOWHERE = Conversation()

Step = tuple[str, str]
"""A state, and what happened there."""

Arrow = tuple[str, str, str]
"""A state, what happened there, and the state that led to."""

_WALKED: dict[tuple[str, str, str, str], tuple[Arrow, ...]] = {}
"""Version, state, outcome, where it stopped -> the arrows; a version never changes."""


def find_passages(
    shelf: Shelf, before: Conversation, taken: Taken, event: Event
) -> Iterator[Passage]:
    """Tell which ways were taken from the state somebody was in.

    The engine says where somebody came from, what they did, and where they are; what lies between
    is found in the flow.

    Args:
        before: the conversation before the event.
        taken: what came of it.

    Yields:
        Each way, those through states that do not wait included.
    """
    flow, after = shelf.flows[before.version], taken.conversation
    parts = taken.parts
    effects = parts[0].effects if parts and parts[0].flow is flow else ()
    if after.version != flow.version:  # this flow ended, or another one was opened from it
        after, stop = _NOWHERE, _find_end(flow, effects)
    else:
        stop = after.state
    steps = _list_steps(flow, before, after, event, effects) if effects and stop else []
    for number, (source, outcome) in enumerate(steps):
        target = steps[number + 1][0] if number + 1 < len(steps) else stop
        for one in _walk(flow, source, outcome, target, after):
            yield (flow.version, *one)


def _find_end(flow: Flow, effects: Sequence[Effect]) -> str:
    """Find where a flow ended, by what it said there; "" where it did not end or said nothing."""
    if not any(isinstance(one, Finish) for one in effects):
        return ""
    said = {one.key for one in effects if isinstance(one, Say)}
    return next((one.name for one in flow.states.values() if one.final and one.say in said), "")


def _list_steps(
    flow: Flow, before: Conversation, after: Conversation, event: Event, effects: Sequence[Effect]
) -> list[Step]:
    if isinstance(event, TimerFired):
        return [(event.state, AFTER)] if before.state == event.state else []
    known = len(before.trail)
    if len(after.trail) > known or (after.trail and after.trail[:known] != before.trail):
        new = after.trail[known:] if len(after.trail) > known else after.trail[-1:]
        return (
            [(name_question(given), ANSWERED) for given in new] if len(after.trail) >= known else []
        )
    state = flow.states.get(before.state)
    if state is None or before.status != "open" or after.state == before.state:
        return []
    if len(after.trail) < known:  # they went back, or went out of this flow by answering
        return [(state.name, ANSWERED)] if after is _NOWHERE else []
    missed = any(isinstance(one, Save) and one.value is None for one in effects)
    if UNCLEAR in state.on and (missed or SKIPPED not in state.on):
        return [(state.name, UNCLEAR)]
    return [(state.name, ANSWERED if after is _NOWHERE else SKIPPED)]


def _walk(flow: Flow, source: str, outcome: str, stop: str, after: Conversation) -> Sequence[Arrow]:
    """Give the arrows from a state to where it led."""
    key = (flow.version, source, outcome, stop)
    found = _WALKED.get(key)
    if found is None:
        found, sure = _find_way(flow, source, outcome, stop, after)
        if sure:
            _WALKED[key] = found
    return found


def _find_way(
    flow: Flow, source: str, outcome: str, stop: str, after: Conversation
) -> tuple[tuple[Arrow, ...], bool]:
    """Find the arrows from a state to where it led, and whether answers had no part in it."""
    state = flow.states[source]
    transitions = state.on.get(outcome, ())
    targets = [one.target for one in (state.after if outcome == AFTER else transitions)]
    leading = [target for target in targets if stop in _find_ways(flow, target)]
    sure = len(set(leading)) <= 1
    if not sure:
        held = (
            one.target
            for one in transitions
            if one.program is None or holds(one.program, after.answers)
        )
        leading = [next((target for target in held if target in leading), leading[0])]
    if not leading:
        return (), sure
    return ((source, outcome, leading[0]), *_find_ways(flow, leading[0])[stop]), sure


def _find_ways(flow: Flow, start: str) -> dict[str, tuple[Arrow, ...]]:
    """Find where one gets to from a state without waiting: state -> the arrows to it."""
    found: dict[str, tuple[Arrow, ...]] = {start: ()}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        for outcome, transitions in flow.states[name].on.items():
            for one in transitions if outcome in _BY_ITSELF else ():
                if one.target not in found:
                    found[one.target] = (*found[name], (name, outcome, one.target))
                    waiting.append(one.target)
    return found
