"""Guards, tried over every value their answers can have: each can hold, and none can break."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations, product
from math import prod

import regex

from flows.checks.case import Case
from flows.checks.finding import Finding
from flows.checks.graph import find_ends
from flows.checks.structure import find_saved, list_guarded
from flows.conversation import JsonScalar
from flows.definition import Expect, State, Transition
from flows.guards import UNJUDGED

MOST_TRIES = 20_000
MOST_RANKED = 5
_SAMPLES = {
    "date": ("2026-01-01", "2027-12-31"),
    "time": ("00:00", "23:59"),
    "code": ("C3D-4FG", "Y9X-7WV"),
    "postcode": ("AB10 1AB", "ZE3 9JZ"),
}
"""Texts beside those the guards name, for kinds whose answers have a form of their own."""
_MISSING = object()
_ANSWER = regex.compile(r"answers(?:\.([A-Za-z_]\w*)|\[\s*[\"']([^\"']*)[\"']\s*\])")
_REACHES_FURTHER = regex.compile(r"[+*/%-]|(?!\bhas\b)\b\w+\(")
_NUMBER = regex.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_TEXT = regex.compile(r"\"([^\"]*)\"|'([^']*)'")


@dataclass(frozen=True, slots=True)
class _Domain:
    """The values to try; `whole` where no other value could make a difference."""

    values: tuple[JsonScalar, ...]
    whole: bool


def check_branches(case: Case) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """Try every guard.

    Returns:
        The findings, and the paths of transitions that nobody ever takes.
    """
    findings: list[Finding] = []
    dead: set[str] = set()
    saved = find_saved(case)
    for name, outcome in list_guarded(case):
        state = case.own.states[name]
        branch = f"states.{name}.on.{outcome}"
        sure = _find_sure(case, state, outcome, saved)
        for number, code, means, fix in _try_branch(case, state.on[outcome], sure):
            findings.append(case.at(code, f"{branch}.{number}", means, fix))
            if code in ("guard-never-holds", "transition-unreachable"):
                dead.add(f"{branch}.{number}")
    return tuple(findings), frozenset(dead)


def _find_sure(
    case: Case, state: State, outcome: str, saved: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """List the answers that are surely there when an outcome is judged."""
    if state.invoke:
        ends = [saved[end.name] for end in find_ends(case.flow, state)]
        return frozenset.intersection(*ends) if ends else frozenset()
    gained = {state.save} if outcome == "answered" and state.save else set[str]()
    return saved[state.name] | gained


_Trouble = tuple[int, str, str, str]


def _try_branch(
    case: Case, transitions: Sequence[Transition], sure: Collection[str]
) -> Iterator[_Trouble]:
    guards = " ".join(one.guard for one in transitions)
    names = sorted({dotted or quoted for dotted, quoted in _ANSWER.findall(guards)})
    domains = [_find_domain(case, name, guards) for name in names]
    if prod(len(domain.values) + 1 for domain in domains) > MOST_TRIES:
        yield (
            0,
            "guard-not-tried",
            f"the guards ask for {', '.join(names)}: too many values to try all",
            "ask for fewer answers in one place",
        )
        return
    rows = list(_list_answers(names, [domain.values for domain in domains]))
    gaps = [[*domain.values, *([_MISSING] if name not in sure else [])]
            for name, domain in zip(names, domains, strict=True)]  # fmt: skip
    missing = list(_list_answers(names, gaps))
    broken = False
    for number, one in enumerate(transitions):
        for trouble in _find_breaks(one, rows, missing):
            broken = True
            yield number, *trouble
    if not broken:
        whole = all(domain.whole for domain in domains)
        yield from _find_dead(transitions, missing, whole=whole)


def _list_answers(
    names: Sequence[str], values: Sequence[Sequence[object]]
) -> Iterator[dict[str, object]]:
    for row in product(*values):
        pairs = zip(names, row, strict=True)
        yield {name: value for name, value in pairs if value is not _MISSING}


def _find_breaks(
    one: Transition, rows: list[dict[str, object]], missing: list[dict[str, object]]
) -> Iterator[tuple[str, str, str]]:
    if one.program is None:
        return
    if any(_judge(one, row) is None for row in rows):
        yield (
            "guard-wrong-type",
            f"the guard {one.guard} cannot be judged for some answers, and is passed over then",
            "compare each answer with a value of its own kind: codes and words in quotes",
        )
    elif any(_judge(one, row) is None for row in missing):
        yield (
            "guard-answer-missing",
            f"the guard {one.guard} asks for an answer that some residents have not given by then",
            "ask it on every way here, or begin the guard with has(answers.<name>) &&",
        )


def _find_dead(
    transitions: Sequence[Transition], rows: list[dict[str, object]], *, whole: bool
) -> Iterator[_Trouble]:
    taken, true = set(), set()
    for row in rows:
        held = [number for number, one in enumerate(transitions) if _judge(one, row)]
        true.update(held)
        taken.add(held[0])
    for number, one in enumerate(transitions):
        is_after_all = any(before.program is None for before in transitions[:number])
        if number in taken or not (whole or is_after_all):
            continue
        if one.program and number not in true:
            yield (
                number,
                "guard-never-holds",
                f"the guard {one.guard} holds for no answer: nobody goes to {one.target} here",
                "compare with a value the question can have",
            )
        else:
            yield (
                number,
                "transition-unreachable",
                f"the targets before it take every answer: nobody goes to {one.target} here",
                "take it out; if it is the last one, take the guard off the one before",
            )


def _judge(one: Transition, answers: Mapping[str, object]) -> bool | None:
    if one.program is None:
        return True
    try:
        found = one.program.execute({"answers": dict(answers)})
    except UNJUDGED:
        return None
    return found if isinstance(found, bool) else None


def _find_domain(case: Case, name: str, guards: str) -> _Domain:
    states = case.flow.states.values()  # those it plays save answers too
    kinds = [state.expect for state in states if state.save == name and state.expect]
    found = [_list_values(expect, guards) for expect in kinds]
    values = dict.fromkeys(
        (type(value), value) for domain in found for value in domain.values
    )  # 1 and True are the same key
    return _Domain(
        tuple(value for _, value in values), bool(found) and all(one.whole for one in found)
    )


def _list_values(expect: Expect, guards: str) -> _Domain:
    codes = [option.code for option in expect.options]
    finite = _list_finite(expect.kind, codes)
    if finite:
        return _Domain(finite, True)
    is_plain = not _REACHES_FURTHER.search(_TEXT.sub("", guards))
    if expect.kind == "number":
        named = {float(text) for text in _NUMBER.findall(guards)} | {0.0}
        near = sorted({value + step for value in named for step in (-1, -0.5, 0, 0.5, 1)})
        numbers = tuple(int(one) if one.is_integer() else one for one in near)
        return _Domain(numbers, is_plain)
    texts = {double or single for double, single in _TEXT.findall(guards)}
    joined = {"|".join(codes), *codes, *_SAMPLES.get(expect.kind, ("something else",))} - {""}
    return _Domain((*sorted(texts | joined),), is_plain)


def _list_finite(kind: str, codes: Sequence[str]) -> tuple[JsonScalar, ...]:
    """List every value a kind can have; nothing where there are too many."""
    if kind == "yes_no":
        return True, False
    if kind == "vote":
        return "agree", "disagree", "pass"
    if kind == "choice":
        return tuple(codes)
    if kind == "scale":
        return tuple(range(int(codes[0]), int(codes[-1]) + 1))
    if kind in ("choices", "ballot"):
        some = (combinations(codes, count) for count in range(len(codes) + 1))
        return tuple("|".join(one) for many in some for one in many)
    if kind == "rank" and len(codes) <= MOST_RANKED:
        orders = (permutations(codes, count) for count in range(1, len(codes) + 1))
        return tuple("|".join(one) for many in orders for one in many)
    return ()
