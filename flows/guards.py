"""Guards in CEL: compiled and tried out once, and never able to break a conversation."""

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import regex

from flows.conversation import JsonScalar

MAX_CHARS = 300
_ANSWER = regex.compile(r"answers\.([A-Za-z_][A-Za-z0-9_]*)")
UNJUDGED = (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError)
"""What running a guard raises where an answer is missing or of another type."""
_LITERAL = r"""(?:"([^"\\]*)"|'([^'\\]*)'|(\d{1,9}))"""
_COMPARISON = regex.compile(rf"{_ANSWER.pattern} *(==|!=|>=|<=|>|<) *{_LITERAL}")
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_SAMPLES: tuple[JsonScalar, ...] = ("", 0, True)


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard that compiled.

    Attributes:
        program: its CEL, which judges whatever the comparison below does not.
        name: of the answer, where the guard only compares one with a text or a whole number.
    """

    program: Any
    name: str = ""
    compare: Callable[[Any, Any], bool] = operator.eq
    literal: str | int = ""

    def execute(self, scope: Mapping[str, Any]) -> Any:
        """Run the CEL."""
        return self.program.execute(scope)


def compile_guard(guard: str, saved: Collection[str]) -> Guard:
    """Compile a guard.

    Args:
        guard: CEL that speaks of `answers` only.
        saved: the names under which the flow saves answers.

    Raises:
        ValueError: with one line for the author.
    """
    if len(guard) > MAX_CHARS:
        raise ValueError(f"the guard is longer than {MAX_CHARS} signs; make it simpler")
    unknown = sorted(set(_ANSWER.findall(guard)) - set(saved))
    if unknown:
        raise ValueError(f"no state saves answers.{unknown[0]}")
    try:
        program = _find_cel().compile(guard)
    except ValueError as error:
        raise ValueError('the guard is not CEL; write it like answers.reach == "many"') from error
    for sample in _SAMPLES:
        _try_out(program, dict.fromkeys(saved, sample))
    found = _COMPARISON.fullmatch(guard.strip())
    if found is None:
        return Guard(program)
    literal = int(found[5]) if found[5] else found[3] or found[4] or ""
    return Guard(program, found[1], _COMPARE[found[2]], literal)


def holds(guard: Guard, answers: Mapping[str, JsonScalar]) -> bool:
    """Tell whether a guard holds; one that cannot be judged (an answer is missing) does not.

    CEL takes some 7 us; comparing one answer with a text or number of its own type is all that
    most guards do, and Python gives the same result in a tenth of a microsecond.
    """
    if guard.name:
        value = answers.get(guard.name)
        if type(value) is type(guard.literal):
            return guard.compare(value, guard.literal)
    try:
        return guard.execute({"answers": dict(answers)}) is True
    except UNJUDGED:
        return False


def _find_cel() -> Any:
    """Find the library when a flow has a guard: it brings a shell, which takes long to load."""
    return import_module("cel")


def _try_out(program: Any, answers: Mapping[str, JsonScalar]) -> None:
    try:
        found = program.execute({"answers": answers})
    except RuntimeError as error:
        if "Undefined variable" in str(error):
            raise ValueError("the guard speaks of something unknown; use answers.<name>") from error
        return
    except UNJUDGED:
        return
    if not isinstance(found, bool):
        raise ValueError("the guard must be true or false; compare the answer with something")
