"""close, reopen, promise: when a question ends, and by what day people hear back."""

from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from flows.errors import InputError
from sayso.answers import read_day, read_day_after
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_counts, print_json, say
from sayso.questions import pick_question
from storage import closing, engagements
from workers.house import House, Present

Question = Annotated[
    str, typer.Argument(help="Which question, such as needs; the only one needs no name.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking again.")]


def close(
    question: Question = "",
    on: Annotated[
        str, typer.Option("--on", metavar="DAY", help="The last day, or none: it stays open.")
    ] = "",
    now: Annotated[bool, typer.Option("--now", help="Close it at once.")] = False,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Close a question: nobody is asked or reminded, and what comes later is kept as late.

    Answers that are owed still go out. The next digest of it is the closing one.
    """
    house = open_house()
    present = find_present(house)
    if now == bool(on):
        raise InputError("Say when: --now, or the last day it is open, such as --on 2026-12-12")
    if on:
        _plan(house, present, question, on.strip().lower())
        return
    asked = (one for one in present.every.values() if one.closed_at is None)
    one = pick_question(asked, question)
    community = present.community.id
    with house.database.transaction() as db:
        ends = closing.preview(db, community, one.id).as_counts()
    if not as_json:
        say(f"{one.title}. What ends with it:")
        print_counts(ends)
    if not yes and not typer.confirm("Close it?", err=True):
        raise typer.Exit(1)
    with house.database.transaction() as db:
        closed = closing.close(db, community, one.id, now=house.clock())
    if as_json:
        print_json({"closed": closed, "question": one.flow_id, **ends})
    else:
        say("Closed. `sayso digest build` cuts the closing digest of it.")


def _plan(house: House, present: Present, question: str, on: str) -> None:
    one = pick_question((q for q in present.every.values() if q.closed_at is None), question)
    zone = ZoneInfo(present.community.zone)
    at = None
    if on != "none":
        try:
            day = read_day(on)
        except ValueError as error:
            raise InputError(f"--on: {error}") from error
        at = datetime.combine(day + timedelta(days=1), time.min, zone)
        if at <= house.clock():
            raise InputError(f"--on: {day} is past; --now closes it at once")
    with house.database.transaction() as db:
        closing.plan(db, present.community.id, one.id, at=at)
    say(f"{one.title} stays open." if at is None else f"{one.title} closes at the end of {on}.")


def reopen(
    question: Question = "",
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="Kept with it.")] = "",
) -> None:
    """Open a closed question again. What came late counts; what was stopped stays stopped."""
    house = open_house()
    present = find_present(house)
    one = pick_question((q for q in present.every.values() if q.closed_at), question)
    if not why.strip():
        raise InputError("--why needs a few words: a digest may have been cut and read already")
    with house.database.transaction() as db:
        closing.reopen(db, present.community.id, one.id, why=why.strip(), now=house.clock())
    say(f"{one.title} is open again. Digests that were cut stay as they are.")


def promise(
    question: Question = "",
    by: Annotated[str, typer.Option("--by", metavar="DAY", help="The day, as 2027-01-20.")] = "",
) -> None:
    """Set the day by which people hear back. A later one is told on the day they know of."""
    house = open_house()
    present = find_present(house)
    one = pick_question(present.every.values(), question)
    today = house.clock().astimezone(ZoneInfo(present.community.zone)).date()
    try:
        day = read_day_after(by, today)
    except ValueError as error:
        raise InputError(f"--by: {error}") from error
    with house.database.transaction() as db:
        waits = engagements.promise(db, present.community.id, one.id, by=day, now=house.clock())
    if waits:
        say(f"People were told {one.hear_back_by}. Whoever has no answer by then hears of {day}.")
    else:
        say(f"{one.title}: people hear back by {day}.")
