"""What there is to draw: states in layers, and arrows with what residents do to take them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.checks.graph import by_source, find_silent, list_edges, list_outcomes, reach
from flows.conversation import JsonScalar
from flows.definition import Flow, State, Timer, Transition
from flows.guards import holds

_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week"}
_ALWAYS = {
    "skipped": "SKIP",
    "unclear": "not understood",
    "entered": "at once",
    "answered": "any answer",
    "quiet": "after silence",
}
Way = tuple[str, str, str]
_NOBODY: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A way on.

    Attributes:
        label: what residents do, or how much time passes.
        outcome: answered, skipped, unclear, entered, quiet or after.
        is_timer: it is taken when nobody replies.
        people: how many went this way; None where that is not asked.
        is_shared: `people` went this way or another one with the same outcome and target.
    """

    target: str
    label: str
    outcome: str
    is_timer: bool = False
    people: int | None = None
    is_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A state.

    Attributes:
        text: what it says, with its placeholders; "" for nothing.
        expects: what kind of reply it waits for, "" for none.
        marks: what coming here does beside what is said, such as "promise: within 2 days".
        group: the state of the flow's own file that plays the flow it is from, "" for none.
        waiting: how many people are here now.
        gave_up: how many fell silent here for good.
        arrows: replies first, then timers, in the order they are tried.
    """

    name: str
    text: str
    expects: str
    is_initial: bool
    is_final: bool
    arrows: tuple[Arrow, ...]
    marks: tuple[str, ...] = ()
    group: str = ""
    waiting: int = 0
    gave_up: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A flow to be drawn; boxes stand in the order of their layers.

    Attributes:
        counts: people are counted: arrows and boxes have numbers.
    """

    id: str
    title: str
    boxes: tuple[Box, ...]
    counts: bool = False


def sketch_flow(
    flow: Flow,
    language: str,
    *,
    traffic: Mapping[Way, int] | None = None,
    waiting: Mapping[str, int] = _NOBODY,
    gave_up: Mapping[str, int] = _NOBODY,
) -> Sketch:
    """Make a sketch.

    Args:
        language: of the texts; the first one of the flow stands in where it has none.
        traffic: (state, outcome, target) -> how many people went that way; an outcome is
            answered, skipped, unclear, entered, quiet or after. Without it nobody is counted.
        waiting: state -> how many people are there now.
        gave_up: state -> how many people's conversation silence ended there.
    """
    boxes = [_make_box(flow, flow.states[name], language) for name in order_by_layer(flow)]
    if traffic is not None:
        boxes = [
            replace(
                box,
                arrows=tuple(_count(box, arrow, traffic) for arrow in box.arrows),
                waiting=waiting.get(box.name, 0),
                gave_up=gave_up.get(box.name, 0),
            )
            for box in boxes
        ]
    return Sketch(id=flow.id, title=flow.title, boxes=tuple(boxes), counts=traffic is not None)


def _count(box: Box, arrow: Arrow, traffic: Mapping[Way, int]) -> Arrow:
    alike = [
        one for one in box.arrows if (one.outcome, one.target) == (arrow.outcome, arrow.target)
    ]
    people = traffic.get((box.name, arrow.outcome, arrow.target), 0)
    return replace(arrow, people=people, is_shared=len(alike) > 1)


def order_by_layer(flow: Flow) -> tuple[str, ...]:
    """Order states by how far from the start they can be, without going round; ends come last.

    Those of a flow that is played stand behind the state that plays it.
    """
    edges = list_edges(flow)
    nexts = by_source(edges)
    depth = dict.fromkeys(flow.states, 0)
    forward = [edge for edge in edges if edge.source not in _reach_from(edge.target, nexts)]
    for _ in flow.states:
        for edge in forward:
            depth[edge.target] = max(depth[edge.target], depth[edge.source] + 1)
    known = reach({flow.initial}, nexts)
    place = {name: number for number, name in enumerate(flow.states)}
    quiet = {state.name for state in flow.states.values() if state.final and not state.say}

    def rank(name: str) -> tuple[bool, bool, bool, int, int]:
        return (
            name != flow.initial,
            name not in known,
            name in quiet,
            depth[name],
            place[name],
        )

    def rank_in_groups(name: str) -> tuple[tuple[bool, bool, bool, int, int], ...]:
        parts = name.split("/")
        return tuple(rank("/".join(parts[: number + 1])) for number in range(len(parts)))

    return tuple(sorted(flow.states, key=rank_in_groups))


def _reach_from(name: str, nexts: dict[str, set[str]]) -> frozenset[str]:
    return reach({name}, nexts)


def _make_box(flow: Flow, state: State, language: str) -> Box:
    key = state.say or state.welcome
    inside = state.name.partition("/")[0]
    return Box(
        name=state.name,
        text=flow.text(key, language) if key else "",
        expects=state.expect.kind.replace("_", " ") if state.expect else "",
        is_initial=state.name == flow.initial,
        is_final=state.final,
        arrows=(*_list_replies(flow, state, language), *_list_timers(state)),
        marks=tuple(_list_marks(state)),
        group=inside if flow.states[inside].invoke else "",
    )


def _list_marks(state: State) -> Iterator[str]:
    """List what a state does, in the words of the drawing."""
    by = "yes" if state.expect else "coming here"
    said = (
        (state.invoke, f"plays {state.invoke}"),
        (state.sensitive, "private matter"),
        (state.consent, f"consent: {state.consent}, by {by}"),
        (state.join, f"onto the list: {state.join}"),
        (state.leave, f"off the list: {state.leave}"),
        (state.alert, f"tells the contact: {state.alert}"),
        (state.promise_s, f"promise: a person within {_tell_time(state.promise_s)}"),
        (state.on.get("quiet", True) == (), "silence before this ends it"),
    )
    return (words for is_so, words in said if is_so)


def _tell_time(seconds: int) -> str:
    sizes = (("day", 86400), ("hour", 3600), ("minute", 60))
    return next(_count_units(seconds // size, unit) for unit, size in sizes if seconds % size == 0)


def _count_units(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _list_replies(flow: Flow, state: State, language: str) -> Iterator[Arrow]:
    for outcome, transitions in list_outcomes(state, find_silent(flow)):
        for number, one in enumerate(transitions):
            label = _name_answers(flow, state, outcome, transitions, number, language)
            yield Arrow(
                target=one.target, label=label, outcome=outcome, is_timer=outcome == "quiet"
            )


def _name_answers(
    flow: Flow,
    state: State,
    outcome: str,
    transitions: Sequence[Transition],
    number: int,
    language: str,
) -> str:
    """Name the options that lead somewhere, or failing that the guard."""
    one = transitions[number]
    if outcome == "answered" and state.save and state.expect:
        pairs = _list_values(flow, state, language)
        taken = [label for value, label in pairs if _choose(transitions, state.save, value) == one]
        own = f"answers.{state.save}"
        speak = "".join(other.guard.replace(own, "") for other in transitions)
        if pairs and "answers" not in speak:
            return "any answer" if len(taken) == len(pairs) else " / ".join(taken) or "never"
    if one.guard:
        return one.guard.replace("answers.", "")
    return _ALWAYS[outcome] if len(transitions) == 1 else "otherwise"


def _choose(transitions: Sequence[Transition], name: str, value: JsonScalar) -> Transition:
    return next(
        one for one in transitions if one.program is None or holds(one.program, {name: value})
    )


def _list_values(flow: Flow, state: State, language: str) -> list[tuple[JsonScalar, str]]:
    if state.expect is None:
        return []
    if state.expect.kind == "yes_no":
        keys = {True: "system.option_yes", False: "system.option_no"}
        return [(value, flow.text(key, language)) for value, key in keys.items()]
    if state.expect.kind == "vote":
        names = ("agree", "disagree", "pass")
        return [(name, flow.text(f"system.option_{name}", language)) for name in names]
    if state.expect.kind == "choice":
        return [(one.code, flow.text(one.key, language)) for one in state.expect.options]
    if state.expect.kind == "scale":
        low, high = (int(state.expect.options[end].code) for end in (0, -1))
        return [(value, str(value)) for value in range(low, high + 1)]
    return []


def _list_timers(state: State) -> Iterator[Arrow]:
    for timer in state.after:
        yield Arrow(target=timer.target, label=_name_timer(timer), outcome="after", is_timer=True)


def _name_timer(timer: Timer) -> str:
    after = f"after {_count_units(int(timer.name[:-1]), _UNITS[timer.name[-1]])}"
    if not timer.key:
        return after
    times = f", up to {timer.times} times" if timer.times > 1 else ""
    return f"{after}: reminder{times}"
