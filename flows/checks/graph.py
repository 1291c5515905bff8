"""The flow as boxes and arrows, and where guards and silence can lead."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from flows.definition import Flow, State, Transition

SILENCE = frozenset(("after", "quiet"))
"""Outcomes that come of nobody replying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One way from a state to another.

    Attributes:
        path: where it stands in the flow's file.
        outcome: answered, skipped, unclear, entered, done, quiet or after.
    """

    source: str
    target: str
    path: str
    outcome: str
    number: int = 0


def collapse(flow: Flow) -> Flow:
    """Give a flow as its file has it: each flow it plays is one state, with `done` and `quiet`."""
    own = {
        name: _fold(flow, state) if state.invoke else state
        for name, state in flow.states.items()
        if "/" not in name
    }
    return replace(flow, states=own)


def find_ends(flow: Flow, caller: State) -> tuple[State, ...]:
    """List the ends of the flow that a state plays, which lead back behind that state."""
    inside = f"{caller.name}/"
    return tuple(
        state
        for name, state in flow.states.items()
        if name.startswith(inside) and _leads_out(state, inside)
    )


def _leads_out(state: State, inside: str) -> bool:
    entered = () if state.expect or state.invoke else state.on.get("entered", ())
    is_below = "/" not in state.name.removeprefix(inside)
    return is_below and any(not one.target.startswith(inside) for one in entered)


def _fold(flow: Flow, caller: State) -> State:
    on: dict[str, tuple[Transition, ...]] = {}
    for end in find_ends(flow, caller):
        on = {"done": end.on["entered"]}
        if end.on.get("quiet"):
            on["quiet"] = end.on["quiet"]
    return replace(caller, on=on)


def find_silent(flow: Flow) -> frozenset[str]:
    """List the states that somebody comes to without having replied to what was asked last."""
    waiting = [
        timer.target
        for state in flow.states.values()
        for timer in state.after
        if timer.target != state.name
    ]
    seen = set(waiting)
    while waiting:
        state = flow.states[waiting.pop()]
        if state.expect or state.final:
            continue
        onwards = state.on.get("quiet", state.on.get("entered", ()))
        new = {one.target for one in onwards} - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)


def list_outcomes(
    state: State, silent: Collection[str]
) -> Iterator[tuple[str, tuple[Transition, ...]]]:
    """List the outcomes that can happen in a state, with where they lead.

    Args:
        silent: states that silence leads to.
    """
    for outcome, transitions in state.on.items():
        if is_possible(state, outcome, silent):
            yield outcome, transitions


def is_possible(state: State, outcome: str, silent: Collection[str]) -> bool:
    """Tell whether an outcome ever happens: words are never unclear, a question is not passed."""
    if state.expect is not None:
        is_read = outcome == "unclear" and state.expect.kind != "words"
        return is_read or outcome in ("answered", "skipped")
    if state.invoke:
        return outcome in ("entered", "done", "quiet")
    return outcome == "entered" or (outcome == "quiet" and state.name in silent)


def list_edges(flow: Flow, dead: Collection[str] = ()) -> tuple[Edge, ...]:
    """List every way from state to state.

    Args:
        dead: paths of transitions that are never taken.
    """
    silent = find_silent(flow)
    found = []
    for state in flow.states.values():
        for outcome, transitions in list_outcomes(state, silent):
            for number, one in enumerate(transitions):
                path = f"states.{state.name}.on.{outcome}.{number}"
                if path not in dead:
                    edge = Edge(
                        source=state.name,
                        target=one.target,
                        path=path,
                        outcome=outcome,
                        number=number,
                    )
                    found.append(edge)
        for timer in state.after:
            path = f"states.{state.name}.after.{timer.name}"
            found.append(Edge(source=state.name, target=timer.target, path=path, outcome="after"))
    return tuple(found)


def reach(start: Collection[str], next_of: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Find everything that can be reached from where one starts."""
    seen, waiting = set(start), list(start)
    while waiting:
        new = set(next_of.get(waiting.pop(), ())) - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)


def measure_longest(
    start: str, edges: Collection[Edge], weights: Mapping[str, int]
) -> tuple[int, str]:
    """Measure the heaviest way from a state; each state on it counts once, also in a ring.

    Returns:
        The weight, and the state where it ends.
    """
    nexts = by_source(edges)
    reached = {name: reach({name}, nexts) for name in reach({start}, nexts)}
    rings = {
        name: frozenset(other for other in after if name in reached[other])
        for name, after in reached.items()
    }
    best: dict[frozenset[str], tuple[int, str]] = {}
    for name in sorted(reached, key=lambda one: len(reached[one])):  # what it leads to comes first
        ring = rings[name]
        if ring in best:
            continue
        own = sum(weights.get(one, 0) for one in ring)
        heavy = max(ring, key=lambda one: (weights.get(one, 0), one))
        ahead = [best[rings[to]] for one in ring for to in nexts.get(one, ()) if to not in ring]
        weight, last = max(ahead, default=(0, ""))
        best[ring] = (own + weight, last if weight else heavy)
    return best[rings[start]]


def by_source(edges: Collection[Edge]) -> dict[str, set[str]]:
    """Sort targets by where they are reached from."""
    found: dict[str, set[str]] = {}
    for edge in edges:
        found.setdefault(edge.source, set()).add(edge.target)
    return found


def by_target(edges: Collection[Edge]) -> dict[str, set[str]]:
    """Sort sources by where they lead."""
    found: dict[str, set[str]] = {}
    for edge in edges:
        found.setdefault(edge.target, set()).add(edge.source)
    return found
