"""Keys that do not do what they seem to: consent nobody gave, answers that overwrite each other."""

from collections.abc import Iterator

from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.checks.graph import list_edges, reach
from flows.definition import State
from flows.templates import find_placeholders
from flows.yaml_tree import parse_tree

HASTY_S = 86_400
ENTERED_BY = "entered_by"
"""The name under which the engine saves the code somebody came in by."""
_UNTEXTED = frozenset(("media", "location"))
_REFUSALS = frozenset(("skipped", "unclear"))
_ASKING = ("save", "record", "again", "welcome", "sensitive")


def check_keys(case: Case) -> Iterator[Finding]:
    """Check what states do beside speaking."""
    yield from _check_clashes(case)
    for state in case.states():
        yield from _check_consent(case, state)
        yield from _check_state(case, state)
    yield from _check_silent_consent(case)
    yield from _check_audience(case)
    yield from _check_placeholders(case)


def _check_clashes(case: Case) -> Iterator[Finding]:
    """Find names that are saved by questions of two kinds, or by two flows."""
    savers: dict[str, list[State]] = {}
    for state in case.flow.states.values():
        if state.save and state.expect:
            savers.setdefault(state.save, []).append(state)
    for name, states in savers.items():
        first, *others = states
        for other in others:
            is_ours = first.name.partition("/")[0] != other.name.partition("/")[0]
            if is_ours and _describe(case, first) != _describe(case, other):
                yield _tell_clash(case, name, first.name, other.name)
        if name == ENTERED_BY:
            yield _tell_clash(case, name, "the engine", first.name)


def _describe(case: Case, state: State) -> tuple[str, str]:
    """Tell which flow a question is from, and what it saves."""
    caller = state.name.rpartition("/")[0]
    flow = case.flow.states[caller].invoke if caller else case.flow.id
    return flow, state.expect.kind if state.expect else ""


def _tell_clash(case: Case, name: str, first: str, other: str) -> Finding:
    return case.at(
        "answer-clash",
        f"states.{other}.save",
        f"{first} saves '{name}', and {other} saves something else under it: one answer of a "
        "resident is lost, and guards mistake it for the other",
        "save one of them under another name",
    )


def _check_consent(case: Case, state: State) -> Iterator[Finding]:
    path = f"states.{state.name}.consent"
    if state.consent and state.expect and state.expect.kind != "yes_no":
        yield case.at(
            "consent-unclear",
            path,
            f"only a yes gives consent, and {state.name} expects {state.expect.kind}: nobody ever "
            "agrees here",
            "let it expect yes_no",
        )
    if state.consent == "promotion" and case.flow.purpose == "consultation":
        yield case.at(
            "consent-mixed",
            path,
            "asking what people need turns into asking to send them news: some will think it was "
            "the reason all along",
            "ask it in a flow of its own, on another day",
        )


def _check_state(case: Case, state: State) -> Iterator[Finding]:
    path = f"states.{state.name}"
    if 0 < state.promise_s < HASTY_S:
        yield case.at(
            "promise-hasty",
            f"{path}.promise",
            f"whoever comes to {state.name} at night or at a weekend is promised a person within "
            f"{state.promise_s // 3600} hours",
            "promise a day or more, as 1d or 2d",
        )
    kind = state.expect.kind if state.expect else ""
    if kind in _UNTEXTED and not _REFUSALS & set(state.on):
        yield case.at(
            "no-way-by-text",
            f"{path}.expect",
            f"a simple phone cannot send a {kind}: whoever has one is asked again and again",
            "add 'skipped:' to its 'on:', and say that SKIP works",
        )
    unasked = [key for key in _ASKING if f"{path}.{key}" in case.lines]
    if unasked and not kind:
        yield case.at(
            "nothing-asked",
            f"{path}.{unasked[0]}",
            f"{state.name} asks nothing, so '{unasked[0]}' never does anything",
            "take it out, or add 'expect:'",
        )


def _check_silent_consent(case: Case) -> Iterator[Finding]:
    """Find consent that is taken from people who skipped, were not understood or said nothing."""
    states = case.flow.states
    onwards: dict[str, set[str]] = {}
    for state in states.values():
        if not (state.expect or state.final):
            onwards[state.name] = {one.target for one in state.on.get("entered", ())}
    refused = {edge.target for edge in list_edges(case.flow) if edge.outcome in _REFUSALS}
    unsaid = case.silent | reach(refused, onwards)
    for state in case.states():
        if state.consent and not state.expect and state.name in unsaid:
            yield case.at(
                "consent-by-silence",
                f"states.{state.name}.consent",
                f"people come to {state.name} by SKIP, by silence or by words we could not read, "
                "and that would count as a yes",
                "ask with 'expect: yes_no', or lead them elsewhere",
            )


def _check_audience(case: Case) -> Iterator[Finding]:
    if not case.is_for_residents and case.flow.codes:
        yield case.at(
            "staff-code",
            "codes",
            "a code stands on posters: any resident who texts it gets the questions for staff",
            "take out 'codes:'; staff start it by a keyword",
        )
    for state in case.states():
        file = f"{state.invoke}.yaml"
        if not (state.invoke and case.is_for_residents and file in case.sources):
            continue
        head = parse_tree(case.sources[file], file).value
        audience = head.get("audience") if isinstance(head, dict) else None
        if audience and audience.value == "staff":
            yield case.at(
                "staff-invoked",
                f"states.{state.name}.invoke",
                f"{state.invoke} is for staff and helpers, and residents get its questions here",
                "play a flow for residents",
            )


def _check_placeholders(case: Case) -> Iterator[Finding]:
    """Find placeholders that stay empty where they stand."""
    empty = {"link.code", "reading.echo", "source.month"}
    if case.is_for_residents:
        empty.add("draft.preview")
    for key in case.own_keys():
        for language in case.flow.languages:
            found = sorted(empty & find_placeholders(case.flow.text(key, language)))
            if found:
                yield case.at(
                    "placeholder-empty",
                    key,
                    f"{{{found[0]}}} in {key} ({language}) can stay empty: residents read a "
                    "sentence with a hole",
                    "use {address.source}" if found[0] == "source.month" else "take it out",
                )
                break
