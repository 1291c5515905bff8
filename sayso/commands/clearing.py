"""words: look at what few people said before a digest may show it."""

from typing import Annotated
from uuid import UUID

import typer

from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import print_json, say
from sayso.commands.setting_up import Json
from storage import contributions

words = typer.Typer(
    help="What few people said: a person looks before a digest shows it.", no_args_is_help=True
)


@words.command("list")
def list_words(
    most: Annotated[int, typer.Option(help="How many, newest first.")] = 20, as_json: Json = False
) -> None:
    """List words that no person has let into digests, newest first."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        rows = contributions.list_uncleared(
            db, present.community.id, present.engagement.id, limit=most
        )
    if as_json:
        print_json([{"id": str(row["id"]), "words": row["words"]} for row in rows])
        return
    for row in rows:
        say(f"{row['id']}  {row['words']}")
    if not rows:
        say("Nothing waits to be looked at.")


@words.command("clear")
def clear_words(
    id: Annotated[str, typer.Argument(help="From `sayso words list`.")],
    put: Annotated[str, typer.Option("--as", help="Put it in words that name nobody.")] = "",
) -> None:
    """Let words into digests, in the line for what few people said."""
    house = open_house()
    present = find_present(house)
    try:
        wanted = UUID(id)
    except ValueError as error:
        raise InputError(f"{id} is no id; `sayso words list` shows them") from error
    with house.database.transaction() as db:
        cleared = contributions.clear(
            db, present.community.id, wanted, words=put.strip(), now=house.clock()
        )
    if cleared is None:
        raise InputError(f"Nothing to clear under {id}; `sayso words list` shows what there is")
    say(f"The next digest may say: {cleared}")
