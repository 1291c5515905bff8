"""What a resident's patience is asked to bear: questions, reminders, texts that never end."""

from collections.abc import Collection, Iterator, Mapping

import regex

from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.checks.graph import SILENCE, by_source, list_edges, measure_longest, reach
from flows.definition import Flow, State, Timer

MOST_QUESTIONS = 3
MOST_REMINDERS = 1
_LAST = regex.compile(
    r"\b(?:last|final|only)\s+(?:reminder|text|message|time)\b|"
    r"\b(?:not|never)\s+(?:ask|text|remind)\s+(?:you\s+)?(?:about\s+(?:it|this)\s+)?again\b",
    regex.IGNORECASE,
)


def check_patience(case: Case, dead: Collection[str]) -> Iterator[Finding]:
    """Check how much a flow asks of those who answer, and of those who do not.

    Args:
        dead: paths of transitions whose guards never let anybody through.
    """
    yield from _check_rings(case)
    if case.is_for_residents:
        yield from _check_questions(case, dead)
        yield from _check_reminders(case)


def repeats(state: State) -> tuple[Timer, ...]:
    """List the timers that speak to somebody silent and leave the question open."""
    return tuple(timer for timer in state.after if timer.target == state.name)


def _check_questions(case: Case, dead: Collection[str]) -> Iterator[Finding]:
    edges = [edge for edge in list_edges(case.flow, dead) if edge.outcome not in SILENCE]
    weights = {state.name: 1 for state in case.flow.states.values() if state.expect}
    count, last = measure_longest(case.flow.initial, edges, weights)
    if count > MOST_QUESTIONS:
        yield case.at(
            "too-many-questions",
            f"states.{last}.expect",
            f"one resident can be asked {count} questions, over {MOST_QUESTIONS}: people give up, "
            "or pay for each text",
            "keep those you will act on; ask the others another time",
        )


def _check_reminders(case: Case) -> Iterator[Finding]:
    speaks_english = case.flow.languages[0].partition("-")[0] == "en"
    for state in case.states() if speaks_english else ():
        for timer in repeats(state):
            key = timer.key or state.say
            if not _LAST.search(case.flow.text(key, case.flow.languages[0])):
                yield case.at(
                    "reminder-not-last",
                    f"states.{state.name}.after.{timer.name}",
                    f"the reminder in {state.name} does not say that it is the last: people fear "
                    "that more will come, and text STOP",
                    "say 'last reminder'",
                )
    weights = {state.name: _count_reminders(state) for state in case.flow.states.values()}
    for edge in list_edges(case.flow):
        target = case.flow.states[edge.target]
        if edge.outcome == "after" and edge.source != edge.target and target.expect:
            weights[target.name] += 1
    count, last = measure_longest(case.flow.initial, list_edges(case.flow), weights)
    if count > MOST_REMINDERS:
        yield case.at(
            "too-many-reminders",
            f"states.{last}.after",
            f"one resident can get {count} texts for not replying, over {MOST_REMINDERS}: "
            "that reads like pressure",
            "keep one reminder in the whole flow, best at its first question",
        )


def _count_reminders(state: State) -> int:
    return sum(timer.times for timer in repeats(state))


def _check_rings(case: Case) -> Iterator[Finding]:
    nexts = _follow_silence(case.flow)
    told: set[str] = set()
    for state in case.states():
        ring = reach(nexts.get(state.name, ()), nexts)
        path = _find_turn(state, ring, nexts)
        if state.name in ring and state.name not in told and path:
            told |= {name for name in ring if state.name in reach({name}, nexts)}
            yield case.at(
                "timer-ring",
                path,
                f"silence leads from {state.name} back to {state.name}: who never replies is "
                "texted for ever",
                "let silence lead to an end",
            )


def _find_turn(state: State, ring: Collection[str], nexts: Mapping[str, set[str]]) -> str:
    """Find where silence leads round: a timer, or `quiet` behind a flow that is played."""
    for timer in state.after:
        onwards = reach({timer.target}, nexts)
        if timer.target != state.name and state.name in onwards:
            return f"states.{state.name}.after.{timer.name}"
    return f"states.{state.name}.on.quiet" if state.invoke and ring else ""


def _follow_silence(flow: Flow) -> dict[str, set[str]]:
    """List where each state leads when nobody replies any more; staying is no way."""
    found = by_source([edge for edge in list_edges(flow) if edge.outcome == "after"])
    for state in flow.states.values():
        if not (state.expect or state.final):
            onwards = state.on.get("quiet", state.on.get("entered", ()))
            found[state.name] = {one.target for one in onwards}
    return {name: targets - {name} for name, targets in found.items()}
