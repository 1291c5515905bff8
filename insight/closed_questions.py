"""Questions with answers to choose from: how many residents gave each. Counts, protects nothing.

One resident is one voice: of whoever answered twice, the last answer is counted.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

SEVERAL = ("choices", "ballot")
CLOSED = ("choice", "yes_no", "scale", "vote", "number", "rank", *SEVERAL)
"""Kinds of reply that can be counted by answer; of a rank, what was put first is."""

NOT_SURE, NONE, ELSE = "not-sure", "none-of-these", "another-answer"
APART: Mapping[str, str] = {
    NONE: "None of these",
    ELSE: "Another answer, of an earlier version of the question",
    NOT_SURE: "In words we could not be sure of",
}
"""Answers beside those of the question; a code of theirs is no name that a flow may give."""
FIXED = {
    "yes_no": (("yes", "Yes"), ("no", "No")),
    "vote": (("agree", "Agree"), ("disagree", "Disagree"), ("pass", "Pass")),
}
BANDS = (0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000)
"""The least number of each band; always these, since bands made to fit would tell of somebody."""
BELOW = "below-0"

Options = Sequence[tuple[str, str]]
"""Codes and what they are called, in the order they stand in the question."""
Value = str | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer: its code, what it is called, and how many residents gave it."""

    code: str
    name: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedQuestion:
    """A question, and how many residents gave each answer to it.

    Attributes:
        code: the name that its answers are saved under.
        words: the question as it was asked.
        kind: one of `CLOSED`.
        people: residents who answered it.
        choices: every answer there was to choose, and those apart that somebody gave.
    """

    code: str
    words: str
    kind: str
    people: int
    choices: tuple[Choice, ...]

    @property
    def is_single(self) -> bool:
        """Whether each resident counts in one answer, so that they add up."""
        return self.kind not in SEVERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How many residents gave an answer, as it was read; None: it could not be read."""

    value: Value
    sure: bool
    people: int


def count_choices(
    code: str, words: str, kind: str, options: Options, given: Iterable[Given]
) -> ClosedQuestion:
    """Count what was given to one question."""
    known = dict(options or FIXED.get(kind, ()))
    people: Counter[str] = Counter()
    everybody = 0
    for one in given:
        everybody += one.people
        for choice in _find_choices(kind, one, known):
            people[choice] += one.people
    named = known if kind != "number" else _name_bands(people)
    named |= {apart: name for apart, name in APART.items() if people[apart]}
    return ClosedQuestion(
        code=code,
        words=words,
        kind=kind,
        people=everybody,
        choices=tuple(Choice(code=c, name=name, people=people[c]) for c, name in named.items()),
    )


def _find_choices(kind: str, one: Given, known: Mapping[str, str]) -> set[str]:
    if not one.sure or one.value is None:
        return {NOT_SURE}
    if kind == "number":
        return {_find_band(one.value)}
    if isinstance(one.value, bool):
        codes = ["yes" if one.value else "no"]
    else:
        codes = str(one.value).split("|")
    if codes == [""]:
        return {NONE}
    return {code if code in known else ELSE for code in (codes[:1] if kind == "rank" else codes)}


def _find_band(value: Value) -> str:
    if isinstance(value, str | bool | None):
        return ELSE
    return next((f"from-{least}" for least in reversed(BANDS) if value >= least), BELOW)


def _name_bands(people: Mapping[str, int]) -> dict[str, str]:
    """Name the bands from the lowest to the highest that somebody is in."""
    names = {BELOW: "Below 0"}
    for least, after in pairwise(BANDS):
        last = after - 1
        together = f"{least} or {last}" if last == least + 1 else f"{least:,} to {last:,}"
        names[f"from-{least}"] = str(least) if last == least else together
    names[f"from-{BANDS[-1]}"] = f"{BANDS[-1]:,} or more"
    told = [at for at, code in enumerate(names) if people.get(code)]
    return dict(list(names.items())[told[0] : told[-1] + 1]) if told else {}


def lay_out(question: ClosedQuestion) -> dict[str, Any]:
    """Lay a question out as plain JSON values."""
    return {
        "code": question.code,
        "words": question.words,
        "kind": question.kind,
        "people": question.people,
        "choices": [[one.code, one.name, one.people] for one in question.choices],
    }


def read_back(kept: Mapping[str, Any]) -> ClosedQuestion:
    """Read back what `lay_out` gave."""
    choices = tuple(Choice(code=code, name=name, people=n) for code, name, n in kept["choices"])
    return ClosedQuestion(**{**kept, "choices": choices})
