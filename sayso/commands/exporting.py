"""export: what people said and what we sent, as CSV, row by row as the database gives them."""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Annotated
from uuid import UUID

import typer

from flows.errors import InputError
from insight.masking import mask
from sayso.commands.present import find_present, open_house
from sayso.commands.viewing import Unmasked, Who, Why, check_view, note_view
from storage import contributions, outbox
from storage.streaming import Lines
from workers.cells import write_rows
from workers.printed_lines import Printer

EXPORTS = {
    "contributions": (contributions.export, "words"),
    "messages": (outbox.export, "body"),
}
"""What can be exported -> how it is read, ids first, and which column has words."""

Look = Callable[[Lines], None]
NOT_WHOLE = "what was printed is not the whole export"


def export(
    what: Annotated[str, typer.Argument(help="contributions or messages")],
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV, the only form yet.")] = True,
    unmasked: Unmasked = False,
    who: Who = "",
    why: Why = "",
) -> None:
    """Print what people said, or what we sent, as CSV; what leads to a person is masked."""
    if what not in EXPORTS:
        raise InputError(f"There is no {what!r} to export; there is: {', '.join(EXPORTS)}")
    if unmasked:
        check_view(who, why)
    house = open_house()
    present = find_present(house)
    read, words = EXPORTS[what]

    def note(lines: Lines) -> None:
        seen = [UUID(line.partition("\t")[0]) for line in lines]
        with house.database.transaction() as log:  # kept, also where printing breaks off
            note_view(log, house, present, who=who, why=why, what=what, subjects=seen)

    with house.database.transaction() as db, closing(read(db, present.community.id)) as parts:
        try:
            if unmasked:
                _print(parts, words, change=str, look=note)
            else:
                _print(parts, words, change=mask, look=_look_away)
        except KeyboardInterrupt:
            raise InputError(f"Stopped: {NOT_WHOLE}") from None
        except OSError as error:
            _give_up_printing(error)


def _print(parts: Iterator[Lines], words: str, *, change: Callable[[str], str], look: Look) -> None:
    """Print the columns and all rows.

    Args:
        words: the column that is changed.
        look: told of lines before they are printed.
    """
    columns = next(parts)[0].split("\t")
    write_rows(sys.stdout, [columns])
    printer = Printer(change=change, behind=len(columns) - columns.index(words) - 1)
    for lines in parts:
        look(lines)
        sys.stdout.write(printer.print(lines))
    sys.stdout.flush()


def _look_away(lines: Lines) -> None:
    """Keep nothing: masked words are no view of a person."""


def _give_up_printing(error: OSError) -> None:
    """Say in a line that the rest was not printed.

    Raises:
        InputError: always; but where the reader has gone (`| head`), nothing is said.
    """
    sys.stdout = io.StringIO()  # else Python tries once more at its end, and says so at length
    if isinstance(error, BrokenPipeError):
        raise typer.Exit(1) from None
    raise InputError(f"The export broke off ({error.strerror}): {NOT_WHOLE}") from error
