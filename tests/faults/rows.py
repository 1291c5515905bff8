"""What one row of the promises measured, and the table of all. Measures nothing itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = (
    "row",
    "what",
    "sizes",
    "lost",
    "counted twice",
    "extra SMS",
    "extra Telegram",
    "peak/s",
    "429 share",
    "p95",
    "seconds",
    "holds",
)
MARK = "<!-- measured by ./dev test faults --full --write -->"
_NAME = re.compile(r"test_row_(\d+)_(\w+)")


@dataclass(kw_only=True)
class Row:
    """The figures of one test; None where the row has no such figure.

    Attributes:
        full: whether the sizes are those that are promised, or short ones.
        peak_per_s: the most messages that a carrier took in any one second.
        share_429: of the sends, how many were told to wait.
        p95_s: seconds from a resident's text to the reply on their handset.
    """

    number: int
    what: str
    full: bool
    sizes: str = ""
    lost: int | None = None
    counted_twice: int | None = None
    extra_sms: int | None = None
    extra_telegram: int | None = None
    peak_per_s: int | None = None
    share_429: float | None = None
    p95_s: float | None = None
    seconds: float = 0.0
    holds: bool = False

    @classmethod
    def of(cls, test: str, *, full: bool) -> "Row":
        """Begin the row that a test is named after."""
        found = _NAME.match(test)
        assert found, f"{test} names no row"
        return cls(number=int(found[1]), what=found[2].replace("_", " "), full=full)

    def size(self, short: int, promised: int) -> int:
        """Choose a size."""
        return promised if self.full else short

    def line(self) -> str:
        """Write the row as a line of a table in Markdown."""
        cells = [
            str(self.number),
            self.what,
            self.sizes,
            _show(self.lost),
            _show(self.counted_twice),
            _show(self.extra_sms),
            _show(self.extra_telegram),
            _show(self.peak_per_s),
            "" if self.share_429 is None else f"{self.share_429:.2%}",
            "" if self.p95_s is None else f"{self.p95_s:.2f} s",
            f"{self.seconds:.0f}",
            "yes" if self.holds else "**no**",
        ]
        return f"| {' | '.join(cells)} |"


def head_lines() -> list[str]:
    """Write the head of the table."""
    return [f"| {' | '.join(HEADINGS)} |", "|" + "---|" * len(HEADINGS)]


def table_of(rows: Iterable[Row]) -> list[str]:
    """Write the table, by number."""
    return [*head_lines(), *(row.line() for row in sorted(rows, key=lambda one: one.number))]


def merge_into(page: str, rows: Iterable[Row]) -> str:
    """Put measured rows into a page, in place of those of the same number and words there."""
    before, mark, table = page.partition(MARK)
    assert mark, f"the page has no {MARK}"
    lines = {}
    for line in [*table.splitlines(), *(row.line() for row in rows)]:
        key = _key(line)
        if key:
            lines[key] = line
    return "\n".join([before + mark, *head_lines(), *(lines[key] for key in sorted(lines))]) + "\n"


def _key(line: str) -> tuple[int, str] | None:
    """Find what names a line: its number and words; None for what is no row."""
    cells = [cell.strip() for cell in line.split("|")]
    return (int(cells[1]), cells[2]) if len(cells) > 3 and cells[1].isdigit() else None


def _show(number: int | None) -> str:
    return "" if number is None else f"{number:,}"
