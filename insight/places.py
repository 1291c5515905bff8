"""Where figures stand in a digest, and what one says by itself. Knows no sums."""

from insight.bounds import Bounds
from insight.disclosure import (
    ABOUT,
    FEW,
    HIDDEN,
    SMALL,
    THRESHOLD,
    UNBOUNDED,
    Figure,
    Range,
)

EVERYONE = "everyone"  # the table of totals over everyone
TOPICS = "topics"
REACH_BY, TOPICS_BY = "reach_by_", "topics_by_"
DROP_OFF, EQUALITY = "drop_off", "equality"
FIRST_QUESTION = "question_1"  # of drop_off: who was reached, and answered
ANSWER, ANSWERS = "answer_", "answers_"  # to a question: one answer each, or several each
ALL_ANSWERED = "all-answered"
OTHER = "other"
PARTS = ("answered", "own", "written")  # who was heard, each resident in one of them

Place = tuple[str, str, str]
"""Table, row and column of a figure."""


def is_of_answers(table: str) -> bool:
    """Tell whether a table is of the answers to a question."""
    return table.startswith((ANSWER, ANSWERS))


def is_share(table: str, row: str) -> bool:
    """Tell whether a row is of shares of two others; an answer may have any name."""
    return row.endswith("_share") and not is_of_answers(table)


def place_total(code: str) -> Place:
    """Say where a total over everyone stands."""
    return (EVERYONE, code, "people")


def read_figure(figure: Figure, *, exact: bool) -> Range:
    """Say what a figure by itself tells."""
    if figure.text == FEW:
        return SMALL
    if figure.value is None:
        return Range(1 if figure.text == HIDDEN else 0, UNBOUNDED)
    if figure.value == 0:
        return Range(0, 0)
    if exact and not figure.text.startswith(ABOUT):
        return Range(figure.value, figure.value)
    return Range(max(THRESHOLD, figure.value - 2), figure.value + 2)


def list_small(bounds: Bounds) -> list[str]:
    """Name the parts of whom was heard that may be of fewer than 5 people: not in the base."""
    return [part for part in PARTS if bounds.read(place_total(part)).low < THRESHOLD]


def list_large(bounds: Bounds) -> list[str]:
    """Name the parts that may be of 5 people or more; one that is not shown may be either."""
    return [part for part in PARTS if bounds.read(place_total(part)).high >= THRESHOLD]
