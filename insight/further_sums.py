"""What readers know of tables beside topics and breakdowns: answers, drop-off and equality."""

from collections.abc import Sequence

from insight.bounds import Bounds
from insight.disclosure import (
    HIDDEN,
    MIN_BREAKDOWN,
    MIN_DENOMINATOR,
    SMALL,
    UNBOUNDED,
    Figure,
    Range,
    percentage,
)
from insight.model import Row, Table
from insight.places import (
    ANSWER,
    EQUALITY,
    FIRST_QUESTION,
    TOPICS_BY,
    Place,
    list_small,
    place_total,
    read_figure,
)


def read_answers(table: Table, bounds: Bounds, *, exact: bool) -> None:
    """Read the answers to a question: all of them are everybody who answered, or more."""
    places: list[Place] = [(table.id, row.code, "people") for row in table.rows]
    for place, row in zip(places, table.rows, strict=True):
        bounds.add(place, read_figure(row.figures[0], exact=exact))
    *given, everybody = places
    if table.id.startswith(ANSWER):
        bounds.equal(given, everybody)
    else:
        bounds.tie({everybody: 1, **dict.fromkeys(given, -1)}, high=0)
        for place in given:
            bounds.at_most([place], everybody)
    _tie_to_heard(table, given, everybody, bounds)


def _tie_to_heard(table: Table, given: list[Place], everybody: Place, bounds: Bounds) -> None:
    """Take who answered for some of those heard, unless the figures say that they are not.

    Whoever only ever chose an answer is not among those heard: readers cannot know that there are
    such people, and many flows ask for words first.
    """
    heard = [place_total("base"), *map(place_total, list_small(bounds))]
    least = sum(bounds.read(place).low for place in given) if table.id.startswith(ANSWER) else 0
    least = max(least, bounds.read(everybody).low)
    if least <= sum(bounds.read(place).high for place in heard):
        bounds.tie({everybody: 1, **dict.fromkeys(heard, -1)}, high=0)


def read_passed(table: Table, bounds: Bounds) -> None:
    """Read who saw and answered each question: what is hidden there is known to be 1 to 4.

    The first question was seen by who was reached, and answered by who answered of them.
    """
    for row in table.rows:
        saw, answered = [(table.id, row.code, column.code) for column in table.columns[:2]]
        for place, figure in zip((saw, answered), row.figures, strict=False):
            bounds.add(place, SMALL if figure.text == HIDDEN else read_figure(figure, exact=False))
            bounds.add(("told", *place), SMALL)
        bounds.at_most([answered], saw)
        if row.code == FIRST_QUESTION:
            bounds.equal([saw], place_total("reached"))
            bounds.at_most([answered], place_total("answered"))


def read_equality(table: Table, bounds: Bounds) -> None:
    """Read who was heard by language and area, as in the breakdowns, and what people told.

    Of age, gender, ethnicity and disability each, the groups add up to all who told it: how many
    that are, shares and their absence say.
    """
    at = [column.code for column in table.columns].index("heard")
    kinds: dict[str, list[tuple[Place, Row]]] = {}
    for row in table.rows:
        kind, _, value = row.code.partition(":")
        place = (EQUALITY, row.code, "heard")
        bounds.add(place, read_figure(row.figures[at], exact=False))
        same = (f"{TOPICS_BY}{kind}", "base", value)
        if kind in ("language", "area"):
            if same in bounds:
                bounds.equal([place], same)
        elif row.figures[at].value is not None or row.figures[at].text == HIDDEN:
            kinds.setdefault(kind, []).append((place, row))
    for kind, told in kinds.items():
        everybody = (EQUALITY, kind, "all")
        pairs = [(row.figures[at], row.figures[at + 1].value) for _, row in told]
        bounds.add(everybody, _find_whole(pairs))
        bounds.equal([place for place, _ in told], everybody)


def _find_whole(pairs: Sequence[tuple[Figure, int | None]]) -> Range:
    """Say how many people shares can be of; none are shown of too few."""
    low, high = MIN_BREAKDOWN - 2, UNBOUNDED
    for figure, share in pairs:
        if figure.value is None:
            continue
        if share is None:
            high = min(high, MIN_DENOMINATOR - 3)
        elif share:
            most = 200 * figure.value // (2 * share - 1) + 1
            wholes = [
                whole
                for whole in range(MIN_DENOMINATOR, most + 5, 5)
                if percentage(figure, Figure("", whole)) == share
            ]
            if wholes:
                low, high = max(low, wholes[0] - 2), min(high, wholes[-1] + 2)
    return Range(max(low, MIN_BREAKDOWN), high)
