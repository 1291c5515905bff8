"""Made-up digests of a question: of all of it, of weeks, a month and areas, one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from insight.digest import as_part, cut_digest
from insight.disclosure import MIN_BREAKDOWN
from insight.evidence import Contribution, Evidence, Participant
from insight.scope import WHOLE, Scope
from insight.subtracting import Part
from tests.unit.insight.neighbourhood import running
from tests.unit.insight.populations import Block, count_beside, count_chosen, populations

OPENED = datetime(2026, 11, 23, 10, tzinfo=UTC)
CLOSED = datetime(2026, 12, 13, 20, tzinfo=UTC)
WEEKS = (
    Scope(first=date(2026, 11, 23), last=date(2026, 11, 29)),
    Scope(first=date(2026, 11, 30), last=date(2026, 12, 6)),
    Scope(first=date(2026, 12, 7), last=date(2026, 12, 13)),
)
NOVEMBER = Scope(first=date(2026, 11, 1), last=date(2026, 11, 30))
NORTH, SOUTH = Scope(area="North"), Scope(area="South")
MONDAYS = tuple(datetime(2026, *day, 9, tzinfo=UTC) for day in ((11, 30), (12, 7), (12, 14)))
SPOKEN = (date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 3), date(2026, 12, 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A digest to be cut: of what, and when."""

    scope: Scope
    cut: datetime


ORDERS = (
    Order(scope=WEEKS[0], cut=MONDAYS[0]),
    Order(scope=WHOLE, cut=MONDAYS[0]),
    Order(scope=NORTH, cut=MONDAYS[0]),
    Order(scope=NOVEMBER, cut=datetime(2026, 12, 1, 9, tzinfo=UTC)),
    Order(scope=SOUTH, cut=MONDAYS[1]),
    Order(scope=WEEKS[1], cut=MONDAYS[1]),
    Order(scope=replace(WEEKS[1], area="North"), cut=MONDAYS[1]),
    Order(scope=WHOLE, cut=MONDAYS[1]),
    Order(scope=NORTH, cut=MONDAYS[2]),
    Order(scope=SOUTH, cut=MONDAYS[2]),
    Order(scope=WHOLE, cut=MONDAYS[2]),
    Order(scope=WEEKS[2], cut=MONDAYS[2]),
    Order(scope=replace(WEEKS[2], area="South"), cut=MONDAYS[2]),
    Order(scope=WEEKS[1], cut=MONDAYS[2]),
)


@st.composite
def towns(draw: st.DrawFn) -> tuple[list[Block], list[Order]]:
    """Give people, and what digests are cut of what they say."""
    picked = draw(st.integers(1, 2 ** len(ORDERS) - 1))
    orders = [order for n, order in enumerate(ORDERS) if picked >> n & 1]
    return draw(populations()), orders


def follow(blocks: list[Block], orders: list[Order]) -> Iterator[tuple[Evidence, Part]]:
    """Cut them one after the other, each knowing those before; too small an area is refused."""
    parts: list[Part] = []
    for order in orders:
        made = gather(blocks, order)
        if made is None:
            continue
        evidence = replace(made, number=len(parts) + 1, released=tuple(parts))
        if evidence.whole is not None:
            evidence = replace(evidence, whole=replace(evidence.whole, released=tuple(parts)))
        part = as_part(evidence, cut_digest(evidence).shown)
        yield evidence, part
        parts.append(part)


def gather(blocks: list[Block], order: Order) -> Evidence | None:
    """Gather what is known at a digest; None where it is of too few people, or leaves too few."""
    scope = order.scope
    people, words = _gather_all(blocks, replace(order, scope=replace(scope, area="")))
    closing = order.cut > CLOSED and scope.is_whole
    base = replace(running(0), opened=OPENED, cut=order.cut)
    if order.cut > CLOSED:
        base = replace(base, closed=CLOSED)
    if closing:
        base = replace(base, closing=True)
    ever = replace(order, scope=WHOLE)
    beside = count_beside([(block, _count_choosers(block, ever)) for block in blocks])
    chosen = count_chosen([(block, _count_choosers(block, order)) for block in blocks])
    whole = replace(
        base,
        participants=people,
        contributions=words,
        scope=scope,
        **{**beside, "closed_questions": () if scope.area else chosen},
    )
    if not scope.area:
        return whole
    spoke = [one.area for one in people if one.answered]
    if min(spoke.count(scope.area), len(spoke) - spoke.count(scope.area)) < MIN_BREAKDOWN:
        return None
    inside = tuple(one for one in people if one.area == scope.area)
    ids = {one.id for one in inside}
    whole = replace(whole, scope=replace(scope, area=""))
    return replace(
        whole,
        scope=scope,
        participants=inside,
        contributions=tuple(one for one in words if one.resident_id in ids),
        whole=whole,
    )


def _count_choosers(block: Block, order: Order) -> int:
    """Count who chose an answer in time, on the day they first spoke."""
    days = (_days(block, n)[:1] for n in range(block.people))
    return sum(_counts(day, order) for some in days for day in some)


def _gather_all(
    blocks: list[Block], order: Order
) -> tuple[tuple[Participant, ...], tuple[Contribution, ...]]:
    people: list[Participant] = []
    words: list[Contribution] = []
    for at, block in enumerate(blocks):
        for n in range(block.people):
            id = f"p{at:02}{n:04}"
            said = [day for day in _days(block, n) if _counts(day, order)]
            if said or block.like.asked:
                people.append(replace(block.like, id=id, answered=bool(said)))
            words += [_say(f"{id}{day}", id, block, day) for day in said]
    return tuple(people), tuple(words)


def _days(block: Block, n: int) -> list[date]:
    """Say on what days somebody spoke; some did twice."""
    first, second, last = block.spoke
    if n < first:
        return [SPOKEN[0], SPOKEN[3]] if block.people % 2 else [SPOKEN[0]]
    if n < second:
        return [SPOKEN[1 + n % 2]]
    return [SPOKEN[3]] if n < last else []


def _counts(day: date, order: Order) -> bool:
    first, last = order.scope.first or date.min, order.scope.last or date.max
    return first <= day <= last and day < order.cut.date()


def _say(id: str, resident: str, block: Block, day: date) -> Contribution:
    return Contribution(
        id=id,
        resident_id=resident,
        kind="need",
        words="words",
        language=block.like.language,
        channel=block.like.channel,
        received_on=day,
        themes=block.themes,
        helper=bool(block.like.written_by),
    )
