"""resident: who is one person, what we hold on them, and deleting it. Wired in cli.py."""

from typing import Annotated, Any

import typer

from flows.errors import InputError
from sayso import knowing
from sayso.commands.consenting import Address
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.commands.quoting import say_editions
from sayso.known import NOBODY, find_resident, read_any_address
from storage import erasing, identity
from workers.digest import rebuild_editions
from workers.quoting import WITHDRAWN

By = Annotated[str, typer.Option("--as", metavar="NAME", help="Who you are: it is kept.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking again.")]


def link_residents(one: Address, other: Address, by: By) -> None:
    """Say that two addresses are one person's: they count once, and STOP on one stops both."""
    house = open_house()
    knowing.link(house, find_present(house), one, other, by=_name(by))
    say("Linked: one resident. `sayso resident unlink` takes it back.")


def unlink_residents(address: Address, by: By) -> None:
    """Take back the last link of a resident: everything goes back to where it was."""
    house = open_house()
    knowing.unlink(house, find_present(house), address, by=_name(by))
    say("Unlinked: two residents again.")


def share_address(
    address: Address,
    people: Annotated[int, typer.Option(help="How many use it; 1: it is no longer shared.")] = 2,
) -> None:
    """Say that several people use a phone: their own words are never sent to it."""
    if not 1 <= people <= 50:
        raise InputError(f"--people {people}: from 1 to 50")
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        hash = house.keys.lookup(*read_any_address(address))
        if not identity.share(db, present.community.id, hash, people=people):
            raise InputError(NOBODY)
    say(
        f"{people} people use it. Texts from it count as one voice; write down what the others say."
        if people > 1
        else "One person uses it."
    )


def show_resident(address: Address, as_json: Json = False) -> None:
    """Show in short who somebody is to us: addresses, how much they said, what is open."""
    held = _read(address)
    short = {
        "name": held["resident"][0]["name"],
        "language": held["resident"][0]["language"],
        "addresses": [_describe(one) for one in held["addresses"]],
        "words": len(held["words"]),
        "texts_from_them": len(held["texts_from_them"]),
        "texts_to_them": len(held["texts_to_them"]),
        "asked_of_us": [one["kind"] for one in held["asked_of_us"] if one["done_at"] is None],
    }
    if as_json:
        print_json(short)
        return
    for name, value in short.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        say(f"{name:16} {shown or '-'}")


def export_resident(address: Address, as_json: Json = False) -> None:
    """Print everything we hold on somebody, to be handed to them in person."""
    held = _read(address)
    if as_json:
        print_json(held)
        return
    for part, rows in held.items():
        say(part.replace("_", " ").capitalize())
        for row in rows:
            say("  " + "; ".join(f"{name}: {value}" for name, value in row.items() if value))
        if not rows:
            say("  nothing")


def erase_resident(address: Address, yes: Yes = False) -> None:
    """Delete somebody and all they said. What stays is a hash that keeps us from texting them."""
    house = open_house()
    present = find_present(house)
    if not yes and not typer.confirm("Delete all we hold on them, for good?", err=True):
        raise typer.Exit(1)
    found = find_resident(house, present, address)
    with house.database.transaction() as db:
        knowing.lock(db, present, [found])
        erasing.erase(db, present.community.id, found, keys=house.keys, now=house.clock())
    say("Deleted. Their words leave digests; figures stay, and backups do until they end.")
    say_editions(rebuild_editions(house, because=WITHDRAWN))


def _read(address: str) -> dict[str, Any]:
    house = open_house()
    present = find_present(house)
    found = find_resident(house, present, address)
    with house.database.transaction() as db:
        return erasing.read_held(db, present.community.id, found, house.keys)


def _describe(one: dict[str, Any]) -> str:
    notes = [
        word
        for word, is_so in (
            ("stopped", one["stopped_at"]),
            ("closed", one["closed_at"]),
            (f"shared by {one['shared']}", one["shared"]),
            ("asked whether it is still theirs", one["doubted_at"]),
        )
        if is_so
    ]
    return " ".join((one["channel"], one["address"], *(f"({note})" for note in notes)))


def _name(by: str) -> str:
    if not by.strip():
        raise InputError("--as: say who you are")
    return by.strip()[:80]
