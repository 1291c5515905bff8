"""Who looks at people's own words, and what for: options of commands, noted before it is shown."""

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

import typer

from flows.errors import InputError
from storage.database import Db
from storage.views import record_view
from workers.house import House, Present

Unmasked = Annotated[
    bool,
    typer.Option("--unmasked", help="With names, numbers and addresses; needs --by, --because."),
]
Who = Annotated[str, typer.Option("--by", metavar="NAME", help="Who looks: kept.")]
Why = Annotated[str, typer.Option("--because", metavar="WHY", help="What for: kept.")]
MOST_LETTERS = 80


def check_view(who: str, why: str) -> None:
    """Refuse to show anything where nobody says who looks and what for.

    Raises:
        InputError: one of them is missing.
    """
    if not who.strip() or not why.strip():
        raise InputError("That shows personal data: --by NAME and --because WHY are written down")


def note_view(
    db: Db,
    house: House,
    present: Present,
    *,
    who: str,
    why: str,
    what: str,
    subjects: Iterable[UUID],
) -> None:
    """Write down who sees what (`sayso staff views`)."""
    who, why = who.strip()[:MOST_LETTERS], why.strip()[:MOST_LETTERS]
    community, now = present.community.id, house.clock()
    record_view(db, community, who=who, what=what, subjects=subjects, why=why, now=now)


def read_id(id: str, listed_by: str) -> UUID:
    """Read an id as a list shows it.

    Raises:
        InputError: it is none.
    """
    try:
        return UUID(id.strip())
    except ValueError as error:
        raise InputError(f"{id} is no id; `sayso {listed_by}` shows them") from error
