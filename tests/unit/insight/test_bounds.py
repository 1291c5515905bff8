from collections.abc import Mapping

import pytest

from insight.bounds import Bounds
from insight.disclosure import Range


def ring(total: int) -> Bounds:
    """Three numbers, any two of which are so many together: no single sum says what each is."""
    bounds = Bounds()
    for key in ("a", "b", "c"):
        bounds.add(key, Range(0, 100))
    for pair in (("a", "b"), ("b", "c"), ("a", "c")):
        bounds.tie(dict.fromkeys(pair, 1), low=total, high=total)
    assert bounds.settle()
    return bounds


@pytest.mark.parametrize(
    ("total", "wanted", "found"),
    [
        (6, {"a": Range(0, 100), "c": Range(0, 100)}, {"a": 3, "c": 3}),
        (6, {"a": Range(4, 100), "b": Range(0, 2), "c": Range(3, 3)}, {"c": 3}),
        (5, {"a": Range(0, 100)}, {}),
    ],
)
def test_find_gives_only_numbers_that_go_with_all_sums_at_once(
    total: int, wanted: Mapping[str, Range], found: Mapping[str, int]
) -> None:
    bounds = ring(total)

    assert bounds.read("a") == Range(0, total)
    assert bounds.find(wanted) == found


def test_find_gives_each_a_number_of_its_own_where_they_do_not_go_together() -> None:
    bounds = Bounds()
    for key in ("a", "b"):
        bounds.add(key, Range(1, 9))
    bounds.tie({"a": 1, "b": 1}, low=10, high=10)
    bounds.settle()

    assert bounds.find({"a": Range(7, 9), "b": Range(7, 9)}).keys() == {"a", "b"}
