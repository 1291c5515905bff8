"""What one state of a flow file may say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import regex

from flows.definition import Expect, Option, State, Timer, Transition
from flows.draft import Draft
from flows.guards import compile_guard
from flows.reader.normal import words
from flows.yaml_tree import Node

CONTRIBUTIONS = ("need", "idea", "offer", "barrier", "question", "story", "other")
STATE_KEYS = words(
    "say welcome again expect record save consent join leave alert promise sensitive invoke on"
    " after final"
)
OUTCOMES = ("answered", "skipped", "unclear", "entered", "done", "quiet")
TARGET_KEYS = words("target guard")
TIMER_KEYS = words("say target times")
MOST_TIMES = 5
PLAIN_KINDS = words("words yes_no number date time postcode phone email code location media vote")
OPTION_KINDS = words("choice choices rank ballot scale")
PURPOSES = ("service", "consultation", "promotion")
DELAY = r"([1-9][0-9]{0,3})(m|h|d|w)"
OPTION_CODE = "[A-Za-z0-9_]{1,40}"
_DELAY = regex.compile(DELAY)
_UNIT_S = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a state may speak of.

    Attributes:
        states: names of all states of the flow.
        saved: names under which answers are saved, also by the flows it plays.
        flows: ids of flows that can be played.
    """

    states: Collection[str]
    saved: Collection[str]
    flows: Collection[str]
    says: Collection[str]


def look_round(states: Mapping[str, Node], invoked: Mapping[str, Collection[str]]) -> Surroundings:
    """Gather what states may speak of, before any is read.

    Args:
        states: name -> what stands under it.
        invoked: flow that can be played -> the names it saves answers under.
    """
    under = {
        name: node.value if isinstance(node.value, Mapping) else {} for name, node in states.items()
    }
    own = {
        str(one["save"].value).removeprefix("answers.") for one in under.values() if "save" in one
    }
    return Surroundings(
        states=frozenset(states),
        saved=own.union(*invoked.values()),
        flows=frozenset(invoked),
        says=frozenset(name for name, one in under.items() if "say" in one),
    )


def parse_state(draft: Draft, name: str, node: Node, around: Surroundings) -> State:
    """Read one state.

    Args:
        draft: the file being read; the state's texts are kept in it.
        name: of the state.
        node: what stands under its name.
        around: what its targets, guards and invoke may name.

    Raises:
        FlowError: with the line.
    """
    entries = draft.take_mapping(node, f"state {name}", STATE_KEYS)
    keys = {
        part: draft.keep_text(f"{name}.{part}", entries[part], part)
        for part in ("say", "welcome", "again")
        if part in entries
    }
    state = State(
        name=name,
        say=keys.get("say", ""),
        welcome=keys.get("welcome", ""),
        again=keys.get("again", ""),
        expect=_parse_expect(draft, name, entries["expect"]) if "expect" in entries else None,
        record=_parse_word(draft, entries, "record", CONTRIBUTIONS),
        save=_parse_save(draft, entries["save"]) if "save" in entries else "",
        consent=_parse_word(draft, entries, "consent", PURPOSES),
        join=_parse_name(draft, entries, "join"),
        leave=_parse_name(draft, entries, "leave"),
        alert=_parse_name(draft, entries, "alert"),
        promise_s=_parse_delay(draft, "promise", entries["promise"]) if "promise" in entries else 0,
        sensitive=draft.take_flag(entries, "sensitive"),
        invoke=_parse_invoke(draft, entries["invoke"], around) if "invoke" in entries else "",
        on=_parse_on(draft, entries["on"], around) if "on" in entries else {},
        after=_parse_after(draft, name, entries["after"], around) if "after" in entries else (),
        final=draft.take_flag(entries, "final"),
    )
    _check_shape(draft, state, node)
    return state


def _parse_word(
    draft: Draft, entries: Mapping[str, Node], key: str, allowed: tuple[str, ...]
) -> str:
    return draft.take_one_of(entries[key], key, allowed) if key in entries else ""


def _parse_name(draft: Draft, entries: Mapping[str, Node], key: str) -> str:
    return draft.take_name(entries[key], key) if key in entries else ""


def _parse_invoke(draft: Draft, node: Node, around: Surroundings) -> str:
    flow = draft.take_flow_id(node, "invoke")
    if flow not in around.flows:
        raise draft.refuse(f"invoke names '{flow}'; give {flow}.yaml beside this file", node)
    return flow


def _check_shape(draft: Draft, state: State, node: Node) -> None:
    fault = _find_fault(state)
    if fault:
        raise draft.refuse(f"{state.name} {fault}", node)


def _find_fault(state: State) -> str:
    """Tell what is wrong with how a state's parts go together; "" where nothing is."""
    if state.final and (state.expect or state.on or state.after or state.invoke):
        return "is final; take out its expect, invoke, on and after"
    if state.expect and not state.say:
        return "expects a reply; add what it says"
    if state.expect and "answered" not in state.on:
        return "expects a reply; add 'on: {answered: ...}'"
    if state.invoke and (state.say or state.expect or state.after or "done" not in state.on):
        return "plays another flow; give it only 'invoke:' and 'on: {done: ...}'"
    if state.final or state.expect or state.invoke:
        return ""
    if state.say or "entered" not in state.on:
        return "neither waits nor ends; add 'expect:' or 'final: true'"
    return ""


def _parse_save(draft: Draft, node: Node) -> str:
    name = draft.take_text(node, "save").removeprefix("answers.")
    return draft.check_name(name, node, "save")


def _parse_expect(draft: Draft, name: str, node: Node) -> Expect:
    if isinstance(node.value, str):
        return Expect(kind=draft.take_one_of(node, "expect", PLAIN_KINDS))
    entries = draft.take_mapping(node, "expect", OPTION_KINDS)
    if len(entries) != 1:
        raise draft.refuse(f"expect one thing: {', '.join(OPTION_KINDS)}", node)
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


def _parse_on(draft: Draft, node: Node, around: Surroundings) -> dict[str, tuple[Transition, ...]]:
    return {
        outcome: _parse_targets(draft, below, around)
        for outcome, below in draft.take_mapping(node, "on", OUTCOMES).items()
    }


def _parse_targets(draft: Draft, node: Node, around: Surroundings) -> tuple[Transition, ...]:
    if not isinstance(node.value, list):
        return (Transition(target=_parse_target(draft, node, around)),)
    found = [_parse_transition(draft, one, around) for one in node.value]
    if not found or found[-1].guard:
        raise draft.refuse(
            "the last target must have no guard, so that one always holds",
            node,
            "guard-not-exhaustive",
        )
    return tuple(found)


def _parse_transition(draft: Draft, node: Node, around: Surroundings) -> Transition:
    entries = draft.take_mapping(node, "a target", TARGET_KEYS)
    if "target" not in entries:
        raise draft.refuse("add 'target:'", node)
    target = _parse_target(draft, entries["target"], around)
    if "guard" not in entries:
        return Transition(target=target)
    guard = draft.take_text(entries["guard"], "guard")
    try:
        program = compile_guard(guard, around.saved)
    except ValueError as error:
        raise draft.refuse(str(error), entries["guard"], "guard-wrong") from error
    return Transition(target=target, guard=guard, program=program)


def _parse_target(draft: Draft, node: Node, around: Surroundings) -> str:
    target = draft.take_text(node, "target")
    if target not in around.states:
        raise draft.refuse(f"'{target[:40]}' is no state of this flow", node)
    return target


def _parse_after(draft: Draft, name: str, node: Node, around: Surroundings) -> tuple[Timer, ...]:
    return tuple(
        _parse_timer(draft, name, delay, below, around)
        for delay, below in draft.take_mapping(node, "after").items()
    )


def _parse_delay(draft: Draft, what: str, node: Node) -> int:
    return _count_seconds(draft, draft.take_text(node, what), node)


def _count_seconds(draft: Draft, delay: str, node: Node) -> int:
    match = _DELAY.fullmatch(delay)
    if not match:
        raise draft.refuse(f"'{delay[:20]}' is no delay; write 30m, 12h, 3d or 2w", node)
    return int(match[1]) * _UNIT_S[match[2]]


def _parse_timer(draft: Draft, name: str, delay: str, node: Node, around: Surroundings) -> Timer:
    after_s = _count_seconds(draft, delay, node)
    entries = draft.take_mapping(node, "after", TIMER_KEYS)
    if "target" not in entries:
        raise draft.refuse("add 'target:'", node, "timer-without-target")
    times = entries["times"].value if "times" in entries else 1
    if type(times) is not int or not 1 <= times <= MOST_TIMES:
        raise draft.refuse(f"times must be 1 to {MOST_TIMES}", entries["times"])
    target = _parse_target(draft, entries["target"], around)
    key = ""
    if "say" in entries:
        key = draft.keep_text(f"{name}.after.{delay}", entries["say"], "say")
    if key and target != name and target in around.says:
        raise draft.refuse(f"{target} says something itself; take out this say", entries["say"])
    return Timer(name=delay, after_s=after_s, key=key, target=target, times=times)
