"""digest: build one, and count it again."""

from typing import Annotated

import typer

from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import print_json, say
from sayso.commands.setting_up import Json
from storage import digests
from workers.digest import build_digest, recount

digest = typer.Typer(help="Reports for officers.", no_args_is_help=True)


@digest.command()
def build(as_json: Json = False) -> None:
    """Cut a digest of what was said so far: frozen, numbered, as HTML and CSV."""
    house = open_house()
    find_present(house)
    built = build_digest(house)
    assert built is not None  # noqa: S101  (there is a community)
    paths = [str(path) for path in built.paths]
    if as_json:
        print_json({"number": built.number, "paths": paths, "link": built.link})
        return
    say(f"Digest {built.number}: {built.link}")
    for path in paths:
        say(path)


@digest.command("recount")
def count_again(
    number: Annotated[int, typer.Argument(help="Which digest.")], as_json: Json = False
) -> None:
    """Count a digest's rows again, as they were when it was cut. For staff: nothing is hidden."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        frozen = digests.find_by_number(db, present.community.id, number)
        if frozen is None:
            raise InputError(f"There is no digest {number}")
        before, now = recount(db, present, frozen)
    same = before.exact == now.exact
    if as_json:
        print_json({"same": same, "frozen": before.exact, "database": now.exact})
    else:
        say("The same." if same else "The counts differ: --json shows both.")
    raise typer.Exit(0 if same else 1)
