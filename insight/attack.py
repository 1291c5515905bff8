"""An interval attack on digests: what their readers can work out. Sees only what is shown.

The attacker knows every rule: the thresholds, the rounding, which totals are exact, that columns
and what was left out add up to totals, that nobody is in a row who is not in the base, that who
waits to be sorted is in no topic, that one resident may be in several topics; and has every
earlier digest of the same question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.bounds import Bounds, Key
from insight.disclosure import (
    FEW,
    HIDDEN,
    MIN_BREAKDOWN,
    SMALL,
    THRESHOLD,
    UNBOUNDED,
    Figure,
    Range,
)
from insight.further_sums import read_answers, read_equality, read_passed
from insight.model import Row, Shown, Table, read_part
from insight.places import (
    DROP_OFF,
    EQUALITY,
    EVERYONE,
    OTHER,
    PARTS,
    REACH_BY,
    TOPICS,
    TOPICS_BY,
    Place,
    is_of_answers,
    is_share,
    list_large,
    list_small,
    place_total,
    read_figure,
)

_FURTHER = {DROP_OFF: read_passed, EQUALITY: read_equality}
LEFT, ASIDE = "no column", "no channel"  # who is in a row and not in what is shown of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a reader can work out and may not.

    Attributes:
        place: the figure that gives it away.
        left: what the reader is left with.
        why: hidden | few | difference.
        number: of the earlier digest that the difference is with; 0 for none.
    """

    place: Place
    left: Range
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What the attack looks at in a digest.

    Attributes:
        not_heard: the line of page one on who was not heard.
        tables: the topics first.
    """

    number: int
    edition: int
    closing: bool
    not_heard: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What a reader learns from one digest: a range for each figure."""

    number: int
    edition: int
    ranges: dict[Place, Range]


def release(shown: Shown) -> Released:
    """Take what the attack looks at from a digest."""
    return Released(
        number=shown.number,
        edition=shown.edition,
        closing=shown.closing,
        not_heard=next((line.text for line in shown.lines if line.key == "not_heard"), ""),
        tables=(shown.topics, *shown.tables),
    )


def read_released(data: Mapping[str, Any]) -> Released:
    """Take it from JSON: `shown` of a frozen digest, `digest` of a JSON file, of any form."""
    told = (line["text"] for line in data["lines"] if line["key"] == "not_heard")
    return Released(
        number=data["number"],
        edition=data["edition"],
        closing=data["closing"],
        not_heard=next(told, ""),
        tables=tuple(read_part(Table, one) for one in (data["topics"], *data["tables"])),
    )


def attack(released: Released, earlier: Sequence[Learnt] = ()) -> tuple[Finding, ...]:
    """Attack one digest, and its differences with earlier ones.

    Args:
        earlier: what `learn` made of every digest on the same question that came out before.

    Returns:
        Nothing, where the digest protects everybody.
    """
    bounds = read_all(released)
    bounds.settle()
    found = [*find_hidden(released, bounds)]
    ranges = _learn(released, bounds)
    for before in earlier:
        found += _find_differences(ranges, before)
    return tuple(found)


def learn(released: Released) -> Learnt:
    """Work out what a reader learns from one digest."""
    bounds = read_all(released)
    bounds.settle()
    return Learnt(number=released.number, edition=released.edition, ranges=_learn(released, bounds))


def read_cells(tables: Sequence[Table], area: str) -> dict[str, Figure]:
    """Read an area's column of the breakdowns by area: code of the row -> figure."""
    by_area = [table for table in tables if table.id in (f"{REACH_BY}area", f"{TOPICS_BY}area")]
    return {
        row.code: figure
        for table in by_area
        for row in table.rows
        for column, figure in zip(table.columns, row.figures, strict=True)
        if column.code == area and not row.code.endswith("_share")
    }


def learn_area(released: Released, area: str) -> Learnt:
    """Work out what a reader learns from the digest of one area: cells of the whole one."""
    ranges = {}
    for (table, row, _), figure in _figures(released):
        asked = table == EVERYONE and row in ("asked", "reached", "answered", "stopped")
        place = (f"{REACH_BY if asked else TOPICS_BY}area", row, area)
        ranges[place] = read_figure(figure, exact=False)
    return Learnt(number=released.number, edition=released.edition, ranges=ranges)


def find_hidden(released: Released, bounds: Bounds) -> Iterator[Finding]:
    """Find what is hidden in a digest and, by what is known of it, is not."""
    hidden = {
        place: _wish(bounds, place, figure)
        for place, figure in _figures(released)
        if place in bounds and figure.text in (FEW, HIDDEN)
    }
    first = bounds.find(hidden)
    above = bounds.find({one: Range(n + 1, hidden[one].high) for one, n in first.items()})
    below = bounds.find(
        {one: Range(hidden[one].low, n - 1) for one, n in first.items() if one not in above}
    )
    for place, figure in _figures(released):
        if place in hidden and place not in above and place not in below:
            why = "few" if figure.text == FEW else "hidden"
            yield Finding(place=place, left=bounds.read(place), why=why)


def _wish(bounds: Bounds, place: Place, figure: Figure) -> Range:
    """Say of which numbers a hidden figure has to be able to be two: from 5, or small ones.

    That fewer than 5 answered from a group is said on page one of some groups.
    """
    told = bounds.read(place).high < THRESHOLD and ("told", *place) in bounds
    return SMALL if figure.text == FEW or told else Range(THRESHOLD, UNBOUNDED)


def _find_differences(now: dict[Place, Range], before: Learnt) -> Iterator[Finding]:
    for place, left in now.items():
        was = before.ranges.get(place)
        if was is None or 0 in (was.high, left.high):  # from nobody to a few says the few
            continue
        apart = Range(left.low - was.high, left.high - was.low)
        if THRESHOLD > apart.high >= apart.low > 0 or -THRESHOLD < apart.low <= apart.high < 0:
            yield Finding(place=place, left=apart, why="difference", number=before.number)


def _learn(released: Released, bounds: Bounds) -> dict[Place, Range]:
    return {place: bounds.read(place) for place, _ in _figures(released) if place in bounds}


def _figures(released: Released) -> Iterator[tuple[Place, Figure]]:
    for table in released.tables:
        for row in table.rows:
            for column, figure in zip(table.columns, row.figures, strict=True):
                if not is_share(table.id, row.code) and column.code != "share":
                    yield (table.id, row.code, column.code), figure


def read_all(released: Released) -> Bounds:
    """Read every figure of a digest, and the sums that tie them together. Nothing is settled."""
    bounds = Bounds()
    _read_totals(released, bounds)
    for table in released.tables:
        by = table.id.removeprefix(REACH_BY).removeprefix(TOPICS_BY)
        if table.id.startswith(REACH_BY):
            _read_reach(table, bounds)
            _read_told(released, table, bounds)
        if table.id.startswith(TOPICS_BY):
            _read_topics(table, by, bounds)
        if is_of_answers(table.id):
            read_answers(table, bounds, exact=released.closing)
        if table.id in _FURTHER:
            _FURTHER[table.id](table, bounds)
    return bounds


def _raised(code: str) -> Place:
    return place_total(code) if code in ("base", "unsorted") else (TOPICS, code, "people")


def _read_totals(released: Released, bounds: Bounds) -> None:
    over_all = [one for one in _figures(released) if one[0][0] in (EVERYONE, TOPICS)]
    for place, figure in over_all:
        bounds.add(place, read_figure(figure, exact=released.closing))
    for code in ("asked", "reached", "stopped", "base", "unsorted", *PARTS):
        bounds.add(place_total(code), Range(0, UNBOUNDED))
    for part in ("reached", "answered"):
        bounds.at_most([place_total(part)], place_total("asked"))
    if (TOPICS, "unsorted", "people") in bounds:
        bounds.equal([(TOPICS, "unsorted", "people")], place_total("unsorted"))
    parts = list_large(bounds)
    if parts and not {*parts} & {*list_small(bounds)}:
        bounds.equal([place_total(part) for part in parts], place_total("base"))
    heard: dict[Key, int] = dict.fromkeys(
        [place_total("base"), *map(place_total, list_small(bounds))], -1
    )
    for place, _ in over_all:
        if place[0] == TOPICS and place[1] != "unsorted":
            bounds.tie({place: 1, place_total("unsorted"): 1, **heard}, high=0)


def _read_cells(
    table: Table, bounds: Bounds, *, more: int
) -> Iterator[tuple[Row, list[Place], list[Place]]]:
    """Add a table's cells; of each row those that are shown, and those with who is in no column.

    Args:
        more: how many people at most are in rows and not in the base.
    """
    whole = any(column.code == OTHER for column in table.columns)
    for row in table.rows:
        if row.code.endswith("_share"):
            continue
        places: list[Place] = [(table.id, row.code, column.code) for column in table.columns]
        for place, figure in zip(places, row.figures, strict=True):
            bounds.add(place, read_figure(figure, exact=False))
        left = (table.id, row.code, LEFT)
        outside = 0 if whole else MIN_BREAKDOWN - 1
        bounds.add(left, Range(0, outside + (0 if row is table.rows[0] else more)))
        yield row, places, [*places, left]


def _read_reach(table: Table, bounds: Bounds) -> None:
    base = table.rows[0].code
    for row, _, everybody in _read_cells(table, bounds, more=0):
        if row.code == "stopped":  # on page one, of everyone, asked or not
            bounds.at_most(everybody, place_total(row.code))
        else:
            bounds.equal(everybody, place_total(row.code))
        if row.code != base:
            for place in everybody:
                bounds.at_most([place], (table.id, base, place[2]))


def _read_topics(table: Table, by: str, bounds: Bounds) -> None:
    small = list_small(bounds)
    more = sum(min(THRESHOLD - 1, bounds.read(place_total(part)).high) for part in small)
    cells = list(_read_cells(table, bounds, more=more))
    unsorted = any(row.code == "unsorted" for row, _, _ in cells)
    for row, _, everybody in cells:
        # Who had their words written down is in no channel.
        aside = (table.id, row.code, ASIDE)
        bounds.add(aside, Range(0, UNBOUNDED if by == "channel" else 0))
        bounds.at_most([aside], place_total("written"))
        bounds.equal([*everybody, aside], _raised(row.code))
        if row.code == "base":
            _set_base_aside(aside, bounds, by=by)
            continue
        for place in everybody:
            others = [(table.id, "unsorted", place[2])] if unsorted else []
            heard = (table.id, "base", place[2])
            bounds.at_most({place, *others}, heard, more=more)
    if "answered" not in small:
        _tie_to_reach(table, by, bounds)


def _set_base_aside(aside: Place, bounds: Bounds, *, by: str) -> None:
    if by != "channel" or "written" not in list_large(bounds):
        bounds.add(aside, Range(0, 0))
    elif "written" not in list_small(bounds):
        bounds.equal([place_total("written")], aside)


def _tie_to_reach(table: Table, by: str, bounds: Bounds) -> None:
    """The same people stand in both tables: who answered is among who was heard."""
    rest = [place_total(part) for part in list_large(bounds) if part != "answered"]
    for column in table.columns:
        heard = (table.id, "base", column.code)
        answered = (f"{REACH_BY}{by}", "answered", column.code)
        if column.code == OTHER or answered not in bounds:
            continue
        bounds.at_most([answered], heard)
        bounds.tie({heard: 1, answered: -1, **dict.fromkeys(rest, -1)}, high=0)


def _read_told(released: Released, table: Table, bounds: Bounds) -> None:
    """Page one names groups from which fewer than 5 answered."""
    for column in table.columns:
        place = (table.id, "answered", column.code)
        named = (f"{column.name} speakers, {FEW}", f"people in {column.name}, {FEW}")
        if place in bounds and any(words in released.not_heard for words in named):
            bounds.add(place, Range(0, THRESHOLD - 1))
            bounds.add(("told", *place), SMALL)
