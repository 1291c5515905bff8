"""resident: how often one person is asked, and on which days not; who they are."""

from datetime import date
from typing import Annotated

import typer

from flows.errors import InputError
from sayso.answers import read_quiet_days
from sayso.commands.consenting import Address
from sayso.commands.identifying import (
    erase_resident,
    export_resident,
    link_residents,
    share_address,
    show_resident,
    unlink_residents,
)
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import say
from sayso.known import find_resident
from storage import fatigue

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FEWEST_LETTERS = 3

resident = typer.Typer(help="One person: how often they are asked, and when.", no_args_is_help=True)
resident.command("link")(link_residents)
resident.command("unlink")(unlink_residents)
resident.command("share")(share_address)
resident.command("show")(show_resident)
resident.command("export")(export_resident)
resident.command("erase")(erase_resident)


@resident.command("fewer")
def set_fewer(
    address: Address,
    as_usual: Annotated[
        bool, typer.Option("--as-usual", help="Take it back: as often as everybody.")
    ] = False,
) -> None:
    """Ask somebody once a month at most, as if they had texted that they want fewer texts."""
    house = open_house()
    present = find_present(house)
    found = find_resident(house, present, address)
    with house.database.transaction() as db:
        if as_usual:
            fatigue.ask_as_usual(db, present.community.id, found)
        else:
            fatigue.ask_less(db, present.community.id, {found: house.clock()})
    say("They are asked as often as everybody." if as_usual else "Once a month at most.")


@resident.command("quiet")
def set_quiet(
    address: Address,
    days: Annotated[
        str, typer.Option(help="Days of the week, such as fri,sat, and dates; none for no day.")
    ],
) -> None:
    """Set the days on which somebody is not written to first. Answers still go."""
    weekdays, dates = _read_days(days)
    house = open_house()
    present = find_present(house)
    found = find_resident(house, present, address)
    with house.database.transaction() as db:
        fatigue.set_quiet(db, present.community.id, found, weekdays=weekdays, days=dates)
        fatigue.restrain(db, present.community.id, now=house.clock())
    say("Noted: quiet on these days." if weekdays or dates else "Noted: no day is quiet.")


def _read_days(written: str) -> tuple[list[int], list[date]]:
    """Read "fri, Saturday, 2026-12-25".

    Raises:
        InputError: one is no day.
    """
    words = [word.strip().lower() for word in written.split(",") if word.strip()]
    named = {word: _find_weekday(word) for word in words}
    weekdays = [day for day in named.values() if day is not None]
    others = [word for word, day in named.items() if day is None]
    try:
        return weekdays, [date.fromisoformat(day) for day in read_quiet_days(others)]
    except ValueError as error:
        raise InputError(f"--days: {error}, or fri") from error


def _find_weekday(word: str) -> int | None:
    """Give the day of the week a word begins the name of: Monday is 0."""
    if len(word) < FEWEST_LETTERS:
        return None
    return next((n for n, day in enumerate(WEEKDAYS) if day.startswith(word)), None)
