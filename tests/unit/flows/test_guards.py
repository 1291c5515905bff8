"""Guards never break a conversation."""

import pytest

from flows.guards import Guard, compile_guard, holds


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


@pytest.mark.parametrize("sign", ["==", "!=", ">=", "<=", ">", "<"])
@pytest.mark.parametrize("literal", ['"many"', "'few'", '""', "3", "0"])
def test_comparing_in_python_gives_what_cel_gives(sign: str, literal: str) -> None:
    guard = compile_guard(f"answers.n {sign} {literal}", {"n"})
    plain = Guard(guard.program)

    assert guard.name == "n"
    for value in ("many", "few", "", "3", 0, 3, 4, -1, 3.0, 2.5, True, False, None):
        assert holds(guard, {"n": value}) == holds(plain, {"n": value}), value
    assert holds(guard, {}) == holds(plain, {})
