"""Finds who has not been heard yet, as far as it is known. Holds no wording."""

from dataclasses import dataclass

from insight.counting import Breakdown, Counts
from insight.disclosure import MIN_BREAKDOWN, THRESHOLD, round_to_five


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """People asked who hardly answered.

    Attributes:
        code: the language or the area.
        none: nobody answered; else fewer than 5 did.
        expected: to the nearest 5, how many would have answered as everyone did.
    """

    code: str
    none: bool
    expected: int


def find_silence(counts: Counts, by: Breakdown) -> tuple[Silence, ...]:
    """Find languages or areas of 10 or more people asked from which nobody or hardly anybody spoke.

    Returns:
        In order of code. Those where few would be expected anyway are left out unless none spoke.
    """
    asked = counts.split(counts.asked, by)
    answered = counts.split(counts.answered & counts.asked, by)
    spoke = counts.split(counts.heard, by)
    found = []
    for code, people in sorted(asked.items()):
        if not code or people < MIN_BREAKDOWN or spoke[code] >= THRESHOLD:
            continue
        expected = round_to_five(people * sum(answered.values()) // len(counts.asked))
        if not spoke[code] or expected >= 2 * THRESHOLD:
            found.append(Silence(code=code, none=not spoke[code], expected=expected))
    return tuple(found)
