"""Guards in CEL: compiled and tried out once, and never able to break a conversation."""

from collections.abc import Collection, Mapping
from typing import Any

import cel
import regex

from flows.conversation import JsonScalar

MAX_CHARS = 300
_ANSWER = regex.compile(r"answers\.([A-Za-z_][A-Za-z0-9_]*)")
UNJUDGED = (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError)
"""What running a guard raises where an answer is missing or of another type."""
_SAMPLES: tuple[JsonScalar, ...] = ("", 0, True)


def compile_guard(guard: str, saved: Collection[str]) -> Any:
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
        program = cel.compile(guard)
    except ValueError as error:
        raise ValueError('the guard is not CEL; write it like answers.reach == "many"') from error
    for sample in _SAMPLES:
        _try_out(program, dict.fromkeys(saved, sample))
    return program


def holds(program: Any, answers: Mapping[str, JsonScalar]) -> bool:
    """Tell whether a guard holds; one that cannot be judged (an answer is missing) does not."""
    try:
        return program.execute({"answers": dict(answers)}) is True
    except UNJUDGED:
        return False


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
