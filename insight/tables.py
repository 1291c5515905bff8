"""The digest's tables of protected figures. Holds no counting and no first page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from insight.breakdowns import Split, lay_out, share_row, split_people
from insight.caution import Caution
from insight.counting import Breakdown, Counts
from insight.disclosure import MIN_BREAKDOWN, MIN_DENOMINATOR, UNSAID, Figure
from insight.model import Column, Row, Table
from insight.places import EVERYONE, REACH_BY, TOPICS, TOPICS_BY
from insight.totals import Totals
from insight.wording import capitalise, name_area, name_channel, name_language

PROTECTED = (
    f"To the nearest 5. Columns and rows of fewer than {MIN_BREAKDOWN} people are left out. Hidden:"
    " fewer than 5 people, or a figure that would give such a one away."
)
BREAKDOWNS: dict[str, tuple[Breakdown, Callable[[str], str]]] = {
    "channel": (lambda person: person.channel, name_channel),
    "language": (lambda person: person.language, name_language),
    "area": (lambda person: person.area, name_area),
}
"""What people are broken down by, and how a column of it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """Breakdowns by channel, language and area; a missing one could not be shown safely."""

    reach: Mapping[str, Split | None]
    topics: Mapping[str, Split | None]


Broken = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Table -> row -> group -> residents, before protection."""


def break_down(counts: Counts, totals: Totals) -> Broken:
    """Count the residents of each group in each row of each breakdown."""
    people = {
        "asked": counts.asked,
        "reached": counts.reached,
        "answered": counts.answered,
        "stopped": counts.stopped & counts.asked,
    }
    raised = {"base": totals.base_ids}
    raised |= {topic.code: counts.topics[topic.code] for topic in totals.topics}
    raised["unsorted"] = counts.unsorted
    broken = {}
    for name, (by, _) in BREAKDOWNS.items():
        # Readers know how many were written down: as a channel it would give a small one away.
        apart = counts.written if name == "channel" else frozenset()
        broken[f"{REACH_BY}{name}"] = {code: counts.split(ids, by) for code, ids in people.items()}
        broken[f"{TOPICS_BY}{name}"] = {
            code: counts.split(ids - apart, by) for code, ids in raised.items()
        }
    return broken


def split_all(
    broken: Broken, totals: Totals, few: Mapping[str, tuple[str, ...]], caution: Caution
) -> Splits:
    """Protect every breakdown.

    Args:
        few: of each breakdown the codes that page one says fewer than 5 answered from.
    """

    def split(table: str, name: str) -> Split | None:
        rows = broken[table]
        left_out = {code for code in rows if caution.leaves_out(table, code)}
        return split_people(rows, totals, few=few.get(name, ()), left_out=left_out)

    return Splits(
        reach={name: split(f"{REACH_BY}{name}", name) for name in BREAKDOWNS},
        topics={name: split(f"{TOPICS_BY}{name}", name) for name in BREAKDOWNS},
    )


def lay_out_all(splits: Splits, totals: Totals) -> tuple[Table, ...]:
    """Lay every breakdown out as a table, who was asked before what they said."""
    tables = [
        *(_reach_table(split, name) for name, split in splits.reach.items()),
        *(_topics_table(split, name, totals) for name, split in splits.topics.items()),
    ]
    return tuple(table for table in tables if table is not None)


def make_totals(totals: Totals) -> Table:
    """Lay out the totals over everyone."""
    rows = {
        "asked": ("Asked", totals.asked),
        "reached": ("Reached", totals.reached),
        "answered": ("Answered", totals.answered),
        "stopped": ("Stopped", totals.stopped),
        "own": ("Came on their own", totals.own),
        "written": ("On paper or through a helper", totals.written),
        "base": (f"{capitalise(totals.base_name)}: whom topics are set against", totals.base),
        "unsorted": ("Not sorted under a topic yet", totals.unsorted),
        "held": ("With words held back", totals.held),
    }
    return Table(
        id=EVERYONE,
        title="How many people, over all",
        note=f"One person counts once. Numbers are {_how(totals)}.",
        heading="People",
        columns=(Column(code="people", name="People"),),
        rows=tuple(Row(code=c, name=name, figures=(n,)) for c, (name, n) in rows.items()),
    )


def make_topics(totals: Totals) -> Table:
    """Lay out how many people raised each topic."""
    rows = [
        Row(code=topic.code, name=topic.name, figures=(topic.people, _share(topic.share)))
        for topic in totals.topics
    ]
    if totals.unsorted.value != 0:
        figures = (totals.unsorted, _share(None))
        rows.append(Row(code="unsorted", name="Not sorted under a topic yet", figures=figures))
    return Table(
        id=TOPICS,
        title="How many people raised each topic",
        note=f"One person counts once in a topic and may raise several. Numbers are {_how(totals)}."
        f" Share: of the {totals.base.text} {totals.base_name}, not of all residents; none under"
        f" {MIN_DENOMINATOR}.",
        heading="Topic",
        columns=(Column(code="people", name="People"), Column(code="share", name="Share")),
        rows=tuple(rows),
    )


def _how(totals: Totals) -> str:
    return "exact from 5" if totals.closing else "to the nearest 5"


def _share(share: int | None) -> Figure:
    return Figure(UNSAID, None) if share is None else Figure(f"{share}%", share)


def _reach_table(split: Split | None, what: str) -> Table | None:
    if split is None:
        return None
    table = lay_out(
        split,
        id=f"{REACH_BY}{what}",
        title=f"Who was asked and who answered, by {what}",
        note=PROTECTED,
        heading="People",
        row_names={
            "asked": "Asked",
            "reached": "Reached",
            "answered": "Answered",
            "stopped": "Stopped",
        },
        column_name=BREAKDOWNS[what][1],
    )
    return _with_share(
        table, split, "answered", "reached", code="answer_share", name="Answered, of those reached"
    )


def _topics_table(split: Split | None, what: str, totals: Totals) -> Table | None:
    if split is None:
        return None
    names = {topic.code: topic.name for topic in totals.topics}
    table = lay_out(
        split,
        id=f"{TOPICS_BY}{what}",
        title=f"Topics by {what}",
        note=PROTECTED,
        heading="Topic",
        row_names={
            "base": capitalise(totals.base_name),
            **names,
            "unsorted": "Not sorted under a topic yet",
        },
        column_name=BREAKDOWNS[what][1],
    )
    return _with_share(
        table, split, "unsorted", "base", code="unsorted_share", name="Not sorted, of all above"
    )


def _with_share(
    table: Table, split: Split, part: str, whole: str, *, code: str, name: str
) -> Table:
    if part not in split.cells or whole not in split.cells:
        return table
    row = Row(code=code, name=name, figures=share_row(split, part, whole))
    return replace(table, rows=(*table.rows, row))
