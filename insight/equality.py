"""Who lives in an area beside who was heard: the equality table. Counts nobody anew.

Who was heard by language and area stands here as in the breakdowns. Age, gender, ethnicity and
disability are of those who told, in private: nothing leads from there to what anybody said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from insight.breakdowns import Split
from insight.caution import Caution
from insight.disclosure import (
    HIDDEN,
    MIN_BREAKDOWN,
    MIN_DENOMINATOR,
    UNSAID,
    Figure,
    percentage,
    protect_table,
    read_cell,
    round_to_five,
)
from insight.evidence import Group
from insight.model import Column, Row, Table
from insight.places import EQUALITY
from insight.wording import clean, name_language

KINDS = ("language", "area", "age", "gender", "ethnicity", "disability")
TOLD = KINDS[2:]
AGES = {"young": (0, 24), "adult": (25, 64), "older": (65, 120)}
"""Code -> years of age, both included: as the shipped flow `about-you` asks."""
NAMES = {
    ("age", "young"): "Under 25",
    ("age", "adult"): "25 to 64",
    ("age", "older"): "65 or over",
    ("gender", "woman"): "Women",
    ("gender", "man"): "Men",
    ("gender", "other"): "Another gender",
    ("ethnicity", "asian"): "Asian or Asian British",
    ("ethnicity", "black"): "Black, Black British, Caribbean or African",
    ("ethnicity", "mixed"): "Mixed or multiple ethnic groups",
    ("ethnicity", "white"): "White",
    ("ethnicity", "other"): "Other ethnic group",
    ("disability", "lot"): "A health condition that makes things here a lot harder",
    ("disability", "little"): "A health condition that makes things here a little harder",
    ("disability", "none"): "No such health condition",
}
LEAST_APART = 5  # points, from which a gap is named on page one


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One group: who lives here, and who was heard or told us.

    Attributes:
        residents: None where the profile does not say; share of them in per cent.
        heard: None where too few to be shown; share and rate (per 1,000) from figures as shown.
    """

    kind: str
    value: str
    name: str
    residents: int | None
    residents_share: int | None
    heard: Figure
    heard_share: int | None
    rate: int | None

    @property
    def points(self) -> int | None:
        """How many points the share of those heard is above that of residents."""
        if self.heard_share is None or self.residents_share is None:
            return None
        return self.heard_share - self.residents_share


def find_gaps(
    profile: Sequence[Group],
    told: Sequence[Group],
    splits: Mapping[str, Split | None],
    base: Figure,
    caution: Caution,
) -> tuple[Gap, ...]:
    """Put who lives here beside who was heard.

    Args:
        profile: of the area.
        told: what people told of themselves.
        splits: who said what by language and by area, protected.
        base: how many people those are together, as shown.
    """
    found: list[Gap] = []
    for kind in KINDS:
        residents = {value: people for one, value, people in profile if one == kind}
        if kind in TOLD:
            told_here = {value: people for one, value, people in told if one == kind}
            together = round_to_five(sum(told_here.values()))
            heard, whole = _protect(kind, told_here), Figure("", together or None)
            heard = {} if caution.leaves_out_told(kind) else heard
        else:
            heard, whole = _as_broken_down(splits.get(kind)), base
        if residents or (kind in TOLD and heard):
            found += _compare(kind, residents, heard, whole)
    return tuple(found)


def lay_out_gaps(gaps: Sequence[Gap]) -> Table | None:
    """Lay out the equality table; None where nothing is known."""
    if not gaps:
        return None
    columns = {
        "residents": "Live here",
        "residents_share": "Share of residents",
        "heard": "Heard, or told us",
        "heard_share": "Share of those",
        "points": "Points above or below",
        "rate": "Per 1,000 residents",
    }
    return Table(
        id=EQUALITY,
        title="For the equality assessment: who lives here, and who was heard",
        note="Live here: from the profile that the organiser took in. Language and area: everybody"
        " heard. Age, gender, ethnicity and disability: only those who chose to tell, asked on a"
        " day of its own and kept apart from what they said; not all of them answered this"
        " question. To the nearest 5; hidden: fewer than 5 people, or a figure that would give"
        f" such a one away; no share under {MIN_DENOMINATOR} people. Not a sample."
        + _note_gender(gaps),
        heading="Group",
        columns=tuple(Column(code=code, name=name) for code, name in columns.items()),
        rows=tuple(
            Row(code=f"{gap.kind}:{gap.value}", name=gap.name, figures=tuple(_figures(gap)))
            for gap in gaps
        ),
    )


def _note_gender(gaps: Sequence[Gap]) -> str:
    """Say what a census counts, where that stands beside what we asked."""
    beside = any(gap.kind == "gender" and gap.residents is not None for gap in gaps)
    return " A census counts women and men by sex; we asked people their gender." if beside else ""


def find_missing(gaps: Sequence[Gap], most: int) -> tuple[Gap, ...]:
    """Find the groups that are furthest behind their share of residents, furthest first."""
    behind = [gap for gap in gaps if gap.points is not None and gap.points <= -LEAST_APART]
    return tuple(sorted(behind, key=lambda gap: (gap.points or 0, gap.name))[:most])


def _protect(kind: str, told: Mapping[str, int]) -> dict[str, Figure]:
    values = [value for one, value in NAMES if one == kind]
    counts = [told.get(value, 0) for value in values]
    if sum(counts) < MIN_BREAKDOWN:
        return {}
    figures = protect_table([counts], row_totals=[read_cell(sum(counts))])
    if figures is None:
        return dict.fromkeys(values, Figure(HIDDEN, None))
    return dict(zip(values, figures[0], strict=True))


def _as_broken_down(split: Split | None) -> dict[str, Figure]:
    return {} if split is None else dict(split.cells["base"])


def _compare(
    kind: str, residents: Mapping[str, int], heard: Mapping[str, Figure], whole: Figure
) -> Iterator[Gap]:
    everybody = sum(residents.values())
    order = [value for one, value in NAMES if one == kind] or [*residents]
    for value in order:
        people = residents.get(value)
        figure = heard.get(value, Figure(UNSAID, None))
        yield Gap(
            kind=kind,
            value=value,
            name=_name(kind, value),
            residents=people,
            residents_share=percentage(Figure("", people), Figure("", everybody or None)),
            heard=figure,
            heard_share=percentage(figure, whole),
            rate=None if figure.value is None or not people else figure.value * 1000 // people,
        )


def _name(kind: str, value: str) -> str:
    if kind == "language":
        return f"{name_language(value)} speakers"
    return f"People in {clean(value)}" if kind == "area" else NAMES[kind, value]


def _figures(gap: Gap) -> Iterator[Figure]:
    yield _show(gap.residents, "{:,}")
    yield _show(gap.residents_share, "{}%")
    yield gap.heard
    yield _show(gap.heard_share, "{}%")
    yield _show(gap.points, "{:+}")
    yield _show(gap.rate, "{:,}")


def _show(value: int | None, form: str) -> Figure:
    return Figure(UNSAID, None) if value is None else Figure(form.format(value), value)
