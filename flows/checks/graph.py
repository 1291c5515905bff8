"""The flow as boxes and arrows, and where guards can lead."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from flows.definition import Flow, State, Transition


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One way from a state to another.

    Attributes:
        path: where it stands in the flow's file.
        outcome: answered, skipped, unclear, entered or after.
    """

    source: str
    target: str
    path: str
    outcome: str
    number: int = 0


def list_outcomes(state: State) -> Iterator[tuple[str, tuple[Transition, ...]]]:
    """List the outcomes that can happen in a state, with where they lead."""
    for outcome, transitions in state.on.items():
        if is_possible(state, outcome):
            yield outcome, transitions


def is_possible(state: State, outcome: str) -> bool:
    """Tell whether an outcome ever happens: words are never unclear, a question is not passed."""
    if state.expect is None:
        return outcome == "entered"
    return outcome != "entered" and (outcome != "unclear" or state.expect.kind != "words")


def list_edges(flow: Flow, dead: Collection[str] = ()) -> tuple[Edge, ...]:
    """List every way from state to state.

    Args:
        dead: paths of transitions that are never taken.
    """
    found = []
    for state in flow.states.values():
        for outcome, transitions in list_outcomes(state):
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
