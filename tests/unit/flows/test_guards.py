"""Guards never break a conversation."""

import pytest

from flows.guards import compile_guard, holds


@pytest.mark.parametrize(
    ("guard", "answers", "expected"),
    [
        ('answers.reach == "many"', {"reach": "many"}, True),
        ('answers.reach == "many"', {"reach": "me"}, False),
        ('answers.reach == "many"', {}, False),
        ('answers["reach"] == "many"', {}, False),
        ("answers.reach > 3", {"reach": "many"}, False),
        ("answers.reach / 0 > 3", {"reach": 1}, False),
        ('has(answers.reach) && answers.reach == "many"', {}, False),
    ],
)
def test_guard_holds_only_where_it_can_be_judged(
    guard: str, answers: dict[str, str | int], *, expected: bool
) -> None:
    assert holds(compile_guard(guard, ["reach"]), answers) is expected


def test_guard_that_asks_for_an_unknown_answer_in_brackets_compiles_and_never_holds() -> None:
    assert holds(compile_guard('answers["unknown"] == 1', ["reach"]), {"reach": 1}) is False
