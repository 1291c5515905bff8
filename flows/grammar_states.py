"""What one state of a flow file may say."""

from collections.abc import Mapping

import regex

from flows.definition import Expect, Option, State, Timer, Transition
from flows.draft import Draft
from flows.guards import compile_guard
from flows.normal import words
from flows.yaml_tree import Node

CONTRIBUTIONS = ("need", "idea", "offer", "barrier", "question", "story", "other")
STATE_KEYS = words("say welcome again expect record save on after final")
OUTCOMES = ("answered", "skipped", "unclear", "entered")
TARGET_KEYS = words("target guard")
TIMER_KEYS = words("say target times")
MOST_TIMES = 5
PLAIN_KINDS = ("words", "yes_no", "number")
DELAY = r"([1-9][0-9]{0,3})(m|h|d|w)"
OPTION_CODE = "[A-Za-z0-9_]{1,40}"
_DELAY = regex.compile(DELAY)
_UNIT_S = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


def parse_state(draft: Draft, name: str, node: Node, states: Mapping[str, Node]) -> State:
    """Read one state.

    Args:
        draft: the file being read; the state's texts are kept in it.
        name: of the state.
        node: what stands under its name.
        states: every state of the flow by name, to check targets and guards against.

    Raises:
        FlowError: with the line.
    """
    entries = draft.take_mapping(node, f"state {name}", STATE_KEYS)
    keys = {
        part: draft.keep_text(f"{name}.{part}", entries[part], part)
        for part in ("say", "welcome", "again")
        if part in entries
    }
    final = entries["final"].value if "final" in entries else False
    if not isinstance(final, bool):
        raise draft.refuse("final must be true or false", entries["final"])
    state = State(
        name=name,
        say=keys.get("say", ""),
        welcome=keys.get("welcome", ""),
        again=keys.get("again", ""),
        expect=_parse_expect(draft, name, entries["expect"]) if "expect" in entries else None,
        record=draft.take_one_of(entries["record"], "record", CONTRIBUTIONS)
        if "record" in entries
        else "",
        save=_parse_save(draft, entries["save"]) if "save" in entries else "",
        on=_parse_on(draft, entries["on"], states) if "on" in entries else {},
        after=_parse_after(draft, name, entries["after"], states) if "after" in entries else (),
        final=final,
    )
    _check_shape(draft, state, node)
    return state


def _check_shape(draft: Draft, state: State, node: Node) -> None:
    name = state.name
    if state.final and (state.expect or state.on or state.after):
        raise draft.refuse(f"{name} is final; take out its expect, on and after", node)
    if state.expect and not state.say:
        raise draft.refuse(f"{name} expects a reply; add what it says", node)
    if state.expect and "answered" not in state.on:
        raise draft.refuse(f"{name} expects a reply; add 'on: {{answered: ...}}'", node)
    if state.final or state.expect:
        return
    if state.say or "entered" not in state.on:
        raise draft.refuse(
            f"{name} neither waits nor ends; add 'expect:' or 'final: true'",
            node,
        )


def _parse_save(draft: Draft, node: Node) -> str:
    name = draft.take_text(node, "save").removeprefix("answers.")
    return draft.check_name(name, node, "save")


def _parse_expect(draft: Draft, name: str, node: Node) -> Expect:
    if isinstance(node.value, str):
        return Expect(kind=draft.take_one_of(node, "expect", PLAIN_KINDS))
    entries = draft.take_mapping(node, "expect", ("choice", "scale"))
    if len(entries) != 1:
        raise draft.refuse("expect one thing: choice or scale", node)
    ((kind, below),) = entries.items()
    options = tuple(
        _parse_option(draft, name, code, option)
        for code, option in draft.take_mapping(below, kind).items()
    )
    if not 2 <= len(options) <= 9:
        raise draft.refuse(f"a {kind} needs two to nine options", below)
    if kind == "scale" and not all(regex.fullmatch("[0-9]{1,2}", one.code) for one in options):
        raise draft.refuse("a scale needs its ends as digits, such as {1: Bad, 5: Good}", below)
    if kind == "scale" and int(options[0].code) >= int(options[-1].code):
        raise draft.refuse("a scale begins with its low end", below)
    return Expect(kind=kind, options=options)


def _parse_option(draft: Draft, name: str, code: str, node: Node) -> Option:
    if not regex.fullmatch(OPTION_CODE, code):
        raise draft.refuse(
            f"an option's code must be letters, digits and _, not '{code[:40]}'", node
        )
    key = f"{name}.options.{code}"
    if not isinstance(node.value, Mapping):
        return Option(code=code, key=draft.keep_text(key, node, "an option"))
    entries = draft.take_mapping(node, "an option", ("label", "words"))
    if "label" not in entries:
        raise draft.refuse("add the option's 'label:'", node)
    words = draft.take_list(entries["words"], "words") if "words" in entries else ()
    return Option(
        code=code,
        key=draft.keep_text(key, entries["label"], "label"),
        words=tuple(draft.take_text(word, "a word") for word in words),
    )


def _parse_on(
    draft: Draft, node: Node, states: Mapping[str, Node]
) -> dict[str, tuple[Transition, ...]]:
    return {
        outcome: _parse_targets(draft, below, states)
        for outcome, below in draft.take_mapping(node, "on", OUTCOMES).items()
    }


def _parse_targets(draft: Draft, node: Node, states: Mapping[str, Node]) -> tuple[Transition, ...]:
    if not isinstance(node.value, list):
        return (Transition(target=_parse_target(draft, node, states)),)
    found = [_parse_transition(draft, one, states) for one in node.value]
    if not found or found[-1].guard:
        raise draft.refuse(
            "the last target must have no guard, so that one always holds",
            node,
            "guard-not-exhaustive",
        )
    return tuple(found)


def _parse_transition(draft: Draft, node: Node, states: Mapping[str, Node]) -> Transition:
    entries = draft.take_mapping(node, "a target", TARGET_KEYS)
    if "target" not in entries:
        raise draft.refuse("add 'target:'", node)
    target = _parse_target(draft, entries["target"], states)
    if "guard" not in entries:
        return Transition(target=target)
    guard = draft.take_text(entries["guard"], "guard")
    saved = {_saved_name(state) for state in states.values()}
    try:
        program = compile_guard(guard, saved)
    except ValueError as error:
        raise draft.refuse(str(error), entries["guard"], "guard-wrong") from error
    return Transition(target=target, guard=guard, program=program)


def _saved_name(node: Node) -> str:
    save = node.value.get("save") if isinstance(node.value, Mapping) else None
    return str(save.value).removeprefix("answers.") if save else ""


def _parse_target(draft: Draft, node: Node, states: Mapping[str, Node]) -> str:
    target = draft.take_text(node, "target")
    if target not in states:
        raise draft.refuse(f"'{target[:40]}' is no state of this flow", node)
    return target


def _parse_after(
    draft: Draft, name: str, node: Node, states: Mapping[str, Node]
) -> tuple[Timer, ...]:
    return tuple(
        _parse_timer(draft, name, delay, below, states)
        for delay, below in draft.take_mapping(node, "after").items()
    )


def _parse_timer(
    draft: Draft, name: str, delay: str, node: Node, states: Mapping[str, Node]
) -> Timer:
    match = _DELAY.fullmatch(delay)
    if not match:
        raise draft.refuse(f"'{delay[:20]}' is no delay; write 30m, 12h, 3d or 2w", node)
    entries = draft.take_mapping(node, "after", TIMER_KEYS)
    if "target" not in entries:
        raise draft.refuse("add 'target:'", node, "timer-without-target")
    times = entries["times"].value if "times" in entries else 1
    if type(times) is not int or not 1 <= times <= MOST_TIMES:
        raise draft.refuse(f"times must be 1 to {MOST_TIMES}", entries["times"])
    target = _parse_target(draft, entries["target"], states)
    key = ""
    if "say" in entries:
        key = draft.keep_text(f"{name}.after.{delay}", entries["say"], "say")
    if key and target != name and "say" in draft.take_mapping(states[target], f"state {target}"):
        raise draft.refuse(f"{target} says something itself; take out this say", entries["say"])
    return Timer(
        name=delay, after_s=int(match[1]) * _UNIT_S[match[2]], key=key, target=target, times=times
    )
