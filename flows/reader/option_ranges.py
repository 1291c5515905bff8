"""Finds the option whose range holds a number: "42" among ages. Reads no other option."""

from itertools import pairwise

import regex

from flows.reader.normal import Said, plain
from flows.reader.numbers import find_number

Range = tuple[float, float, str]  # lowest, highest, code

_SPAN = regex.compile(r"(\d+)\s?(?:-|–|to)\s?(\d+)")
_UNDER = regex.compile(
    r"\b(?:under|below|less than) (\d+)|(\d+) (?:or|and) (?:under|less|fewer|younger)"
)
_OVER = regex.compile(r"(\d+)\s?\+|(\d+) (?:or|and) (?:over|more|older|above)")
_MIN_RANGES = 2


def list_ranges(labels: tuple[tuple[str, str], ...]) -> tuple[Range, ...]:
    """Give the ranges that labels name, where they do not overlap and are more than one.

    Args:
        labels: code and label, as it was written.
    """
    found = sorted(one for one in (_read_range(*label) for label in labels) if one)
    apart = all(one[1] < other[0] for one, other in pairwise(found))
    return tuple(found) if len(found) >= _MIN_RANGES and apart else ()


def _read_range(code: str, label: str) -> Range | None:
    line = plain(label)
    if span := _SPAN.search(line):
        return float(span[1]), float(span[2]), code
    if under := _UNDER.search(line):
        return -1, float(under[1]) - 1 if under[1] else float(under[2]), code
    if over := _OVER.search(line):
        return float(over[1] or over[2]), float("inf"), code
    return None


def find_range(said: Said, language: str, ranges: tuple[Range, ...]) -> str | None:
    """Give the code of the option whose range holds the one number of a text."""
    number = find_number(said.raw, language) if ranges else None
    if number is None or not number[1]:
        return None
    return next((code for low, high, code in ranges if low <= number[0] <= high), None)
