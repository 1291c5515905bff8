"""Finds the option that a text with a typo nearly names."""

# ruff: noqa: E501  (word lists and patterns)

from bisect import bisect_left, bisect_right

import regex
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from flows.reader.options import Choice, Index

MIN_SCORE = 75
MIN_GAP = 8
_MIN_CHARS = 3
_MIN_SURE_CHARS = 5  # of a word with one letter wrong that we take for sure
_DOUBLED = regex.compile(r"(.)\1")


def mend(line: str, index: Index) -> Choice | None:
    """Find the one label or word that a text nearly is; sure where one letter of many is wrong."""
    if len(line) < _MIN_CHARS:
        return None
    first = bisect_left(index.lengths, len(line) // 2)  # others are less than half alike
    candidates = index.near[first : bisect_right(index.lengths, 2 * len(line))]
    near = process.extract(
        line, candidates, scorer=fuzz.ratio, score_cutoff=MIN_SCORE - MIN_GAP, limit=None
    )
    if not near:
        return None
    label, score, at = near[0]
    if score < MIN_SCORE:
        return None
    code = index.near_codes[first + at]
    for other, its_score, its_at in near[1:]:
        if index.near_codes[first + its_at] != code:
            if score - its_score < MIN_GAP:
                return None
            break
        if its_score == score:
            label = max(label, other)
    is_long = min(len(line), len(label)) >= _MIN_SURE_CHARS and line[0] == label[0]
    is_doubled = len(line) > len(label) and _DOUBLED.sub(r"\1", line) == _DOUBLED.sub(r"\1", label)  # fmt: skip
    return Choice(code, (is_long or is_doubled) and OSA.distance(line, label, score_cutoff=1) == 1)
