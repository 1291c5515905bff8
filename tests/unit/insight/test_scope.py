from datetime import date

import pytest

from insight.scope import MONTH, WEEK, WHOLE, Scope, find_period_before, is_whole_period


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        (date(2026, 11, 2), date(2026, 11, 8), True),
        (date(2026, 11, 2), date(2026, 11, 22), True),
        (date(2026, 11, 1), date(2026, 11, 30), True),
        (date(2026, 11, 1), date(2027, 2, 28), True),
        (date(2026, 11, 3), date(2026, 11, 9), False),
        (date(2026, 11, 2), date(2026, 11, 7), False),
        (date(2026, 11, 1), date(2026, 11, 29), False),
        (date(2026, 11, 9), date(2026, 11, 8), False),
    ],
)
def test_only_whole_weeks_and_months_are_periods(first: date, last: date, whole: bool) -> None:
    assert is_whole_period(first, last) is whole


@pytest.mark.parametrize(
    ("every", "today", "first", "last"),
    [
        (WEEK, date(2026, 11, 30), date(2026, 11, 23), date(2026, 11, 29)),
        (WEEK, date(2026, 11, 29), date(2026, 11, 16), date(2026, 11, 22)),
        (MONTH, date(2027, 1, 1), date(2026, 12, 1), date(2026, 12, 31)),
        (MONTH, date(2027, 3, 31), date(2027, 2, 1), date(2027, 2, 28)),
    ],
)
def test_period_before_is_the_last_one_that_is_over(
    every: str, today: date, first: date, last: date
) -> None:
    assert find_period_before(every, today) == (first, last)
    assert is_whole_period(first, last)


def test_scope_survives_being_kept() -> None:
    part = Scope(area="Marsh Lane", first=date(2026, 11, 2), last=date(2026, 11, 8))

    assert Scope.from_json(part.to_json()) == part
    assert Scope.from_json({}) == WHOLE
    assert WHOLE.is_whole
    assert not part.is_whole
    assert part.say() == (
        "only people in Marsh Lane, only what was said from 2 November to 8 November 2026"
    )
