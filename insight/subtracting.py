"""What readers of several digests of a question can subtract: of the whole, of areas, of periods.

The attacker knows of each figure which people it is of, such as those of one area who spoke in one
week, and takes it that people are only added: who is in a part is in the whole, and in a later
digest as in an earlier one; periods that follow on each other hold everybody who spoke in them;
nobody is in two columns. Where figures contradict that (words were sorted anew, somebody was
erased), they tell nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from insight.attack import Finding, Released, find_hidden, read_all
from insight.bounds import Bounds
from insight.disclosure import THRESHOLD, Range
from insight.places import (
    EQUALITY,
    EVERYONE,
    OTHER,
    REACH_BY,
    TOPICS,
    TOPICS_BY,
    Place,
    is_of_answers,
    is_share,
)
from insight.row_sets import Figures, Key, People, narrow_row
from insight.scope import Scope

TOLD = ("age:", "gender:", "ethnicity:", "disability:")
"""Rows of what people told of themselves, at whatever time and beside whatever question."""
STANDING = ("asked", "reached", "stopped")  # of whatever period: as of the cut
EVER = datetime.min.replace(tzinfo=UTC)
MOST_ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A digest as it came out.

    Attributes:
        since: from when on words count in it (aware), until: up to when.
        opened: when the question opened; cut: when the digest was cut.
    """

    released: Released
    area: str
    since: datetime
    until: datetime
    opened: datetime
    cut: datetime


def make_part(
    released: Released,
    scope: Scope,
    *,
    opened: datetime,
    closed: datetime | None,
    cut: datetime,
    zone: str,
) -> Part:
    """Say when the words in a digest were said.

    Args:
        opened: when the question opened (aware), closed: when it closed, where it has.
        zone: the community's; periods are days by its clock.
    """
    since, until, local = opened, min(cut, closed or cut), ZoneInfo(zone)
    if scope.first is not None and scope.last is not None:
        since = max(opened, datetime.combine(scope.first, time.min, local))
        until = min(until, datetime.combine(scope.last + timedelta(days=1), time.min, local))
    return Part(
        released=released, area=scope.area, since=since, until=until, opened=opened, cut=cut
    )


def keep_told(part: Part) -> Part:
    """Leave of a digest on another question what people told of themselves: they are the same."""
    tables = tuple(table for table in part.released.tables if table.id == EQUALITY)
    released = replace(part.released, not_heard="", tables=tables)
    return replace(part, area="", released=released)


def attack_together(parts: Sequence[Part]) -> tuple[tuple[int, Finding], ...]:
    """Attack digests of one question, all of them together.

    Args:
        parts: in the order in which they came out.

    Returns:
        Which of them (0 for the first), and what readers work out of it by the others.
    """
    known, rows = _know(parts)
    hidden = (
        (n, one)
        for n, (part, bounds) in enumerate(zip(parts, known, strict=True))
        for one in find_hidden(part.released, bounds)
    )
    return (*hidden, *_find_differences(rows, known, parts))


def learn_together(parts: Sequence[Part]) -> list[dict[Place, Range]]:
    """Work out what readers learn from digests of one question: a range for each figure of each."""
    known, _ = _know(parts)
    return [
        {place: bounds.read(place) for place in _places(part) if place in bounds}
        for part, bounds in zip(parts, known, strict=True)
    ]


def _know(parts: Sequence[Part]) -> tuple[list[Bounds], dict[str, Figures]]:
    known = [_settle(part) for part in parts]
    rows = _gather(parts, known)
    for _ in range(MOST_ROUNDS):
        learnt = _narrow(rows, known)
        for n, places in learnt.items():
            known[n] = _take_in(parts[n], known[n], places)
        if not learnt:
            break
    return known, rows


def attack_with(
    part: Part, earlier: Sequence[Part], known: Collection[tuple[int, Finding]]
) -> tuple[Finding, ...]:
    """Attack a digest that is to come out, together with all that came out before.

    Args:
        known: what was found in those already: it tells nothing against this one.

    Returns:
        What is new; where it is in an earlier one, as of the same rows of this one.
    """
    if not earlier:
        return ()
    last, found = len(earlier), list[Finding]()
    for n, one in attack_together([*earlier, part]):
        if n == last:
            found.append(one)
        elif (n, one) not in known:
            number = earlier[n].released.number
            rows = [place for place in _places(part) if _name_row(place) == _name_row(one.place)]
            found += [replace(one, place=place, number=number) for place in rows]
    return tuple(found)


def _settle(part: Part) -> Bounds:
    bounds = read_all(part.released)
    bounds.settle()
    return bounds


def _take_in(part: Part, known: Bounds, learnt: Mapping[Place, Range]) -> Bounds:
    """Let a digest's own sums say what follows; where nothing fits, it is as it was."""
    bounds = read_all(part.released)
    for place in _places(part):
        if place in known:
            bounds.add(place, known.read(place))
    for place, left in learnt.items():
        bounds.add(place, left)
    return bounds if bounds.settle() else known


def _places(part: Part) -> Iterator[Place]:
    for table in part.released.tables:
        for row in table.rows:
            for column in table.columns:
                by_group = table.id.startswith((REACH_BY, TOPICS_BY))
                alone = table.id in (EVERYONE, TOPICS) or is_of_answers(table.id)
                told = table.id == EQUALITY and row.code.startswith(TOLD)
                counted = by_group or (alone and column.code == "people")
                counted = counted or (told and column.code == "heard")
                if counted and not is_share(table.id, row.code):
                    yield table.id, row.code, column.code


def _name_row(place: Place) -> str:
    """Name a row over all tables; an answer is one to its own question only."""
    table, row, _ = place
    return f"{table} {row}" if is_of_answers(table) else row


def _gather(parts: Sequence[Part], known: Sequence[Bounds]) -> dict[str, Figures]:
    """Gather the figures of each row: what people they are of -> where they stand."""
    rows: dict[str, Figures] = defaultdict(lambda: defaultdict(list))
    for n, part in enumerate(parts):
        for place in _places(part):
            table, row, column = place
            if column == OTHER or place not in known[n]:
                continue
            groups = {("area", part.area)} if part.area else set()
            if table.startswith((REACH_BY, TOPICS_BY)):
                groups.add((table.removeprefix(REACH_BY).removeprefix(TOPICS_BY), column))
            name = _name_row(place)
            always = name in STANDING or name.startswith(TOLD)
            people = People(
                groups=frozenset(groups),
                since=EVER if row.startswith(TOLD) else part.opened if always else part.since,
                until=part.cut if always else part.until,
            )
            rows[name][people].append((n, place))
    return rows


def _narrow(rows: Mapping[str, Figures], known: Sequence[Bounds]) -> dict[int, dict[Place, Range]]:
    """Say what each digest's figures can still be, beside those of all the others."""
    learnt: dict[int, dict[Place, Range]] = defaultdict(dict)
    for row, figures in rows.items():
        for (n, place), left in narrow_row(row, figures, _read(figures, known)).items():
            learnt[n][place] = left
    return learnt


def _read(figures: Figures, known: Sequence[Bounds]) -> dict[Key, Range]:
    return {(n, place): known[n].read(place) for keys in figures.values() for n, place in keys}


def _find_differences(
    rows: Mapping[str, Figures], known: Sequence[Bounds], parts: Sequence[Part]
) -> Iterator[tuple[int, Finding]]:
    """Find two digests between which there are people, but surely fewer than 5."""
    for figures in rows.values():
        ranges = _read(figures, known)
        exact = [
            (people, key)
            for people, keys in figures.items()
            for key in keys
            if len(ranges[key]) < THRESHOLD
        ]
        for people, key in exact:
            for other, keys in figures.items():
                if not other.is_within(people) and not people.is_within(other):
                    continue
                for one in keys:
                    apart = _subtract(ranges[key], ranges[one])
                    if one[0] != key[0] and apart is not None:
                        n, before = max(one, key), min(one[0], key[0])
                        number = parts[before].released.number
                        finding = Finding(place=n[1], left=apart, why="difference", number=number)
                        yield n[0], finding


def _subtract(whole: Range, part: Range) -> Range | None:
    """Say how far they are apart, where that is surely of a few people and not from nobody."""
    apart = Range(whole.low - part.high, whole.high - part.low)
    few = THRESHOLD > apart.high >= apart.low > 0 or -THRESHOLD < apart.low <= apart.high < 0
    return apart if few and 0 not in (whole.high, part.high) else None
