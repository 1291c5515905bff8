"""Nobody gets stuck: every state is reached, every state leads out, nothing runs round unasked."""

from collections.abc import Collection, Iterator

from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.checks.graph import (
    SILENCE,
    Edge,
    by_source,
    by_target,
    find_ends,
    is_possible,
    list_edges,
    list_outcomes,
    reach,
)
from flows.definition import State
from flows.grammar_states import OUTCOMES


def check_structure(case: Case, dead: Collection[str]) -> Iterator[Finding]:
    """Check the boxes and arrows.

    Args:
        dead: paths of transitions whose guards never let anybody through.
    """
    edges = list_edges(case.own, dead)
    # what only a dead guard leads to is told by that guard
    yield from _check_reached(case, reach({case.own.initial}, by_source(list_edges(case.own))))
    rings = _find_rings(case, edges)
    reached = reach({case.own.initial}, by_source(edges))
    yield from _check_ways_out(case, edges, reached, rings)
    yield from _check_loops(case, rings)
    yield from _check_silent_ends(case, edges)
    yield from _check_outcomes(case)
    yield from _check_timers(case)


def _check_reached(case: Case, reached: Collection[str]) -> Iterator[Finding]:
    for state in case.states():
        if state.name not in reached:
            yield case.at(
                "unreachable-state",
                f"states.{state.name}",
                f"no way leads to {state.name}: no resident ever gets there",
                "lead to it from another state, or take it out",
            )


def _check_ways_out(
    case: Case,
    edges: Collection[Edge],
    reached: Collection[str],
    rings: Collection[Collection[str]],
) -> Iterator[Finding]:
    finals = {state.name for state in case.states() if state.final}.union(*rings)
    replies = [edge for edge in edges if edge.outcome not in SILENCE]
    for name in sorted(set(reached) - reach(finals, by_target(replies))):
        yield case.at(
            "no-way-out",
            f"states.{name}",
            f"whoever is in {name} and goes on answering never comes to an end",
            "let an answer lead on to a state with 'final: true'",
        )


def _find_rings(case: Case, edges: Collection[Edge]) -> list[frozenset[str]]:
    """Find states that come back to themselves without asking."""
    passing = {
        state.name
        for state in case.states()
        if not (state.expect or state.final or state.invoke)  # a flow it plays asks
    }
    nexts = by_source([edge for edge in edges if edge.source in passing and edge.target in passing])
    after = {name: reach(nexts.get(name, ()), nexts) for name in passing}
    rings = {
        frozenset(other for other in after[name] if name in after[other])
        for name in passing
        if name in after[name]
    }
    return sorted(rings, key=sorted)


def _check_loops(case: Case, rings: Collection[Collection[str]]) -> Iterator[Finding]:
    for ring in rings:
        name = min(ring, key=lambda one: case.line(f"states.{one}"))
        yield case.at(
            "loop-without-wait",
            f"states.{name}",
            f"{name} comes back to itself without asking: the talk breaks off with a limit",
            "let one state of the loop expect a reply, or end",
        )


def _check_silent_ends(case: Case, edges: Collection[Edge]) -> Iterator[Finding]:
    states = case.own.states
    asking = {name for name, state in states.items() if state.expect or state.invoke}
    spoken = {
        edge.target for edge in edges if edge.source in asking and edge.outcome not in SILENCE
    }
    passed = [edge for edge in edges if edge.source not in asking and edge.outcome != "quiet"]
    for name in sorted(reach(spoken, by_source(passed))):
        if states[name].final and not states[name].say:
            yield case.at(
                "silent-end",
                f"states.{name}",
                f"a reply leads to {name}, which says nothing: a resident writes and hears nothing",
                "add 'say:', or let replies lead to an end that speaks",
            )


def _check_outcomes(case: Case) -> Iterator[Finding]:
    for state in case.states():
        for outcome in OUTCOMES:
            path = f"states.{state.name}.on.{outcome}"
            if path in case.lines and not _can_happen(case, state, outcome):
                yield case.at(
                    "outcome-unreachable",
                    path,
                    f"'{outcome}' never happens in {state.name}, so nobody goes that way",
                    "take it out",
                )


def _can_happen(case: Case, state: State, outcome: str) -> bool:
    if not state.invoke:
        return is_possible(state, outcome, case.silent)
    if outcome == "quiet":
        return any(end.name in case.silent for end in find_ends(case.flow, state))
    return outcome == "done"


def _check_timers(case: Case) -> Iterator[Finding]:
    for state in case.states():
        for number, timer in enumerate(state.after):
            if _comes_too_late(state, number):
                what = "some of its texts never come" if timer.times > 1 else "it never comes"
                yield case.at(
                    "timer-unreachable",
                    f"states.{state.name}.after.{timer.name}",
                    f"another timer has left {state.name} by then: {what}",
                    "give it a shorter time, or take it out",
                )


def _comes_too_late(state: State, number: int) -> bool:
    timer = state.after[number]
    last_s = timer.after_s * (timer.times if timer.target == state.name else 1)
    leaving = [
        (other.after_s, place)
        for place, other in enumerate(state.after)
        if place != number and other.target != state.name
    ]
    return bool(leaving) and min(leaving) < (last_s, number)


def find_saved(case: Case) -> dict[str, frozenset[str]]:
    """Find which answers are surely there when a state is entered.

    Returns:
        state -> names, also for the states of flows it plays; one that is never reached has all.
    """
    states, edges = case.flow.states, list_edges(case.flow)
    every = frozenset(state.save for state in states.values() if state.save)
    known = dict.fromkeys(case.flow.states, every) | {case.flow.initial: frozenset[str]()}
    changed = True
    while changed:
        changed = False
        for edge in edges:
            save = states[edge.source].save
            gained = {save} if save and edge.outcome == "answered" else set()
            found = known[edge.target] & (known[edge.source] | gained)
            changed = changed or found != known[edge.target]
            known[edge.target] = found
    return known


def list_guarded(case: Case) -> Iterator[tuple[str, str]]:
    """List (state, outcome) wherever there is more than one way to go on."""
    for state in case.states():
        for outcome, transitions in list_outcomes(state, case.silent):
            if len(transitions) > 1:
                yield state.name, outcome
