"""What there is to draw: states in layers, and arrows with what residents do to take them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A way on.

    Attributes:
        label: what residents do, or how much time passes.
        is_timer: it is taken when nobody replies.
    """

    target: str
    label: str
    is_timer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A state.

    Attributes:
        text: what it says, with its placeholders; "" for nothing.
        expects: what kind of reply it waits for, "" for none.
        arrows: replies first, then timers, in the order they are tried.
    """

    name: str
    text: str
    expects: str
    is_initial: bool
    is_final: bool
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A flow to be drawn; boxes stand in the order of their layers."""

    id: str
    title: str
    boxes: tuple[Box, ...]


def sketch_flow(flow: Flow, language: str) -> Sketch:
    """Make a sketch.

    Args:
        language: of the texts; the first one of the flow stands in where it has none.
    """
    return Sketch(
        id=flow.id,
        title=flow.title,
        boxes=tuple(_make_box(flow, flow.states[name], language) for name in order_by_layer(flow)),
    )


def order_by_layer(flow: Flow) -> tuple[str, ...]:
    """Order states by how far from the start they can be, without going round; ends come last."""
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

    return tuple(sorted(flow.states, key=rank))


def _reach_from(name: str, nexts: dict[str, set[str]]) -> frozenset[str]:
    return reach({name}, nexts)


def _make_box(flow: Flow, state: State, language: str) -> Box:
    key = state.say or state.welcome
    return Box(
        name=state.name,
        text=flow.text(key, language) if key else "",
        expects=state.expect.kind.replace("_", " ") if state.expect else "",
        is_initial=state.name == flow.initial,
        is_final=state.final,
        arrows=(*_list_replies(flow, state, language), *_list_timers(state)),
    )


def _list_replies(flow: Flow, state: State, language: str) -> Iterator[Arrow]:
    for outcome, transitions in list_outcomes(state, find_silent(flow)):
        for number, one in enumerate(transitions):
            label = _name_answers(flow, state, outcome, transitions, number, language)
            yield Arrow(target=one.target, label=label)


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
        names = {True: "system.option_yes", False: "system.option_no"}
        return [(value, flow.text(key, language)) for value, key in names.items()]
    if state.expect.kind == "choice":
        return [(one.code, flow.text(one.key, language)) for one in state.expect.options]
    if state.expect.kind == "scale":
        low, high = (int(state.expect.options[end].code) for end in (0, -1))
        return [(value, str(value)) for value in range(low, high + 1)]
    return []


def _list_timers(state: State) -> Iterator[Arrow]:
    for timer in state.after:
        yield Arrow(target=timer.target, label=_name_timer(timer), is_timer=True)


def _name_timer(timer: Timer) -> str:
    count, unit = timer.name[:-1], _UNITS[timer.name[-1]]
    after = f"after {count} {unit}{'' if count == '1' else 's'}"
    if not timer.key:
        return after
    times = f", up to {timer.times} times" if timer.times > 1 else ""
    return f"{after}: reminder{times}"


def describe(sketch: Sketch) -> str:
    """Write a drawing out in words, for people who do not see it."""
    sentences = []
    for box in sketch.boxes:
        kind = (
            "an end" if box.is_final else f"expects {box.expects}" if box.expects else "a passage"
        )
        says = f", says: {box.text}" if box.text else ""
        ways = "".join(f"; {arrow.label} leads to {arrow.target}" for arrow in box.arrows)
        sentences.append(f"{box.name}, {kind}{says}{ways}.")
    return " ".join(sentences)
