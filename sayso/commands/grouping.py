"""groups: say something in the Telegram groups that staff have brought us into."""

from typing import Annotated

import typer

from flows.errors import InputError
from sayso import grouping
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say

groups = typer.Typer(
    help="Telegram groups: we announce there, and read nothing.", no_args_is_help=True
)

Number = Annotated[str, typer.Argument(help="From `sayso groups list`, or all.")]


@groups.command("list")
def list_groups(as_json: Json = False) -> None:
    """List the groups that staff have brought us into."""
    house = open_house()
    rows = grouping.describe(house, find_present(house))
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say(f"{row['number']}  since {row['since']}  {row['state']}")
    if not rows:
        say("None. A member of staff adds our bot to a Telegram group, as one adds a person.")


@groups.command("announce")
def announce(
    number: Number,
    words: Annotated[str, typer.Argument(help="What to say, in quotes.")],
    by: Annotated[str, typer.Option("--as", metavar="NAME", help="Who says it: it is kept.")],
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking again.")] = False,
) -> None:
    """Say something in a group, or in all. Nobody is answered there."""
    house = open_house()
    present = find_present(house)
    chosen = grouping.choose(house, present, number)
    words = grouping.check_words(words)
    if not by.strip():
        raise InputError("--as: say who you are")
    say(f"To {len(chosen)} of our groups: {words}")
    if not yes and not typer.confirm("Send it?", err=True):
        raise typer.Exit(1)
    grouping.announce(house, present, chosen, words, by=by.strip()[:80])
    say("Queued. `sayso status` shows how it goes.")


@groups.command("leave")
def leave(number: Number) -> None:
    """Leave a group, or all: nothing is announced there any more."""
    house = open_house()
    present = find_present(house)
    left = grouping.leave(house, present, grouping.choose(house, present, number))
    say(f"Left: {left}.")
