"""outbox: messages that did not reach anybody, or may not have."""

from dataclasses import asdict
from typing import Annotated

import typer

from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from storage import unsent

Limit = Annotated[int, typer.Option(min=1, help="How many at most, the newest first.")]
MOST = 1_000

outbox = typer.Typer(
    help="Messages that did not reach anybody, or may not have.", no_args_is_help=True
)


@outbox.command("expired")
def list_expired(limit: Limit = MOST, as_json: Json = False) -> None:
    """List what came too late to make sense, and was not sent."""
    _list("expired", limit, as_json=as_json)


@outbox.command("unknown")
def list_unknown(limit: Limit = MOST, as_json: Json = False) -> None:
    """List what may have arrived or not: the carrier's answer was lost."""
    _list("unknown", limit, as_json=as_json)


@outbox.command("failed")
def list_failed(limit: Limit = MOST, as_json: Json = False) -> None:
    """List what a carrier refused or could not deliver, with its code."""
    _list("failed", limit, as_json=as_json)


def _list(what: str, limit: int, *, as_json: bool) -> None:
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        found = unsent.read(db, present.community.id, what, limit=limit)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        again = "  tried once more" if one.again else ""
        when = one.at.isoformat(timespec="seconds")
        say(f"{one.id}  {when}  {one.channel:8} {one.kind:8} {one.state:11} {one.error}{again}")
    if not found:
        say("Nothing to list.")
