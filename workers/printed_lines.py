"""Lines of an export as CSV: the words in them changed (masked), every cell disarmed and quoted.

As `workers.cells.write_rows` would have them, in a fifth of the time: nearly all cells are plain,
and what stands before the words is looked at for many lines at once.
"""

import string
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from storage.streaming import Lines, read_cell, read_cells
from workers.cells import print_cell

_HARMLESS = f"{string.ascii_letters}{string.digits}\n\t .:+-_".encode()
"""Of these no cell needs quotes, and a formula only where a space, + or - comes first."""
_PLACES = bytes.maketrans(b"\n +-", b"\t---")
_RISKY = b"\t-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Prints lines of one export.

    Attributes:
        change: what becomes of the words.
        behind: how many columns are behind them; before them there is one at least.
    """

    change: Callable[[str], str]
    behind: int

    def print(self, lines: Lines) -> str:
        """Make CSV of some lines, one at least; each ends as RFC 4180 wants it."""
        parts = [line.rsplit("\t", self.behind + 1) for line in lines]
        before, words, *after = zip(*parts, strict=True)
        changed = map(print_cell, map(self.change, map(read_cell, words)))
        columns = (_print_before(before), changed, *(map(_print_again, one) for one in after))
        return "\r\n".join([*map(",".join, zip(*columns, strict=True)), ""])


@lru_cache(1_000)
def _print_again(cell: str) -> str:
    """Print a cell as it was copied; what stands behind words is often the same."""
    return print_cell(read_cell(cell))


def _print_before(lines: Lines) -> Iterable[str]:
    """Print all cells of some lines."""
    together = "\n".join(["", *lines])
    signs = together.encode()
    if signs.translate(None, _HARMLESS) or _RISKY in signs.translate(_PLACES):
        return (",".join(map(print_cell, read_cells(line))) for line in lines)
    return together[1:].replace("\t", ",").split("\n")
