"""Sizes the bars of a digest's chart as parts of its width. Holds no counting."""

from dataclasses import dataclass

from insight.disclosure import THRESHOLD
from insight.model import Row, Table
from workers.digests.chosen import list_chosen

ROW_HEIGHT = 46
WIDEST = 78  # per cent of the width, so that the number fits behind the longest bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar.

    Attributes:
        name: what it stands for.
        text: its number as shown.
        width: in per cent of the chart's width, such as "41.5".
        kind: "bar", "bar-unsorted", or "bar-few" where the number is not shown.
        top: distance from the upper edge, in pixels.
    """

    name: str
    text: str
    width: str
    kind: str
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart ready to be drawn; the table of the same figures always stands beside it."""

    height: int
    summary: str
    bars: tuple[Bar, ...]


def draw_chart(table: Table) -> Chart | None:
    """Size a bar for each row of a table whose first column is to be drawn; None without rows."""
    rows = list_chosen(table)
    if not rows:
        return None
    most = max(THRESHOLD, *(row.figures[0].value or 0 for row in rows))
    bars = tuple(
        Bar(
            name=row.name,
            text=row.figures[0].text,
            width=f"{(row.figures[0].value or THRESHOLD - 1) * WIDEST / most:.1f}",
            kind=_kind(row),
            top=index * ROW_HEIGHT,
        )
        for index, row in enumerate(rows)
    )
    summary = "; ".join(f"{bar.name} {bar.text}" for bar in bars)
    return Chart(height=len(bars) * ROW_HEIGHT, summary=f"{summary}.", bars=bars)


def _kind(row: Row) -> str:
    if row.figures[0].value is None:
        return "bar-few"
    return "bar-unsorted" if row.code == "unsorted" else "bar"
