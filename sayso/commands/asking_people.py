"""status, safeguarding: seeing what came of asking people."""

from collections.abc import Mapping
from typing import Annotated

import typer

from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_counts, print_json, say
from sayso.commands.viewing import note_view
from sayso.owing import describe_owing, read_owing, say_owing
from sayso.releasing import release
from sayso.standing import describe_standing, say_standing
from storage import contributions, inbox, metrics, outbox, spending, tasks

LABELS: Mapping[str, str] = {
    "inbound": "texts in",
    "repeats": "came twice",
    "waiting": "waiting",
    "dead": "could not read",
    "unreadable": "garbled",
    "rings": "rings",
    "withheld": "hidden numbers",
    "contributions": "things said",
    "tasks": "for a person",
    "messages": "messages out",
    "sms": "sms",
}
"""What is counted, in JSON -> in words. `sayso inbox failed` lists what we could not read."""


def status(as_json: Json = False) -> None:
    """Show what came in, what waits, and what became of each message."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        texts = inbox.count(db, present.community.id)
        said = contributions.count(db, present.community.id)
        messages = outbox.count_by_state(db, present.community.id)
        undone = tasks.count_open(db, present.community.id)
        standing = metrics.read_figures(db, present.community.id)
        pence = house.settings.segment_pence
        spent = spending.read(db, present.community, pence, house.clock())
        owing = read_owing(db, house, present)
    counts = {
        "inbound": texts["inbound"],
        "repeats": texts["repeats"],
        "waiting": texts["waiting"],
        "dead": texts["dead"],
        "unreadable": texts["unreadable"],
        "rings": texts["rings"],
        "withheld": texts["withheld"],
        "contributions": said,
        "tasks": undone,
        "messages": messages,
        "sms": spent.as_counts(pence),
    }
    if as_json:
        print_json({**counts, "owed": describe_owing(owing), **describe_standing(standing)})
        return
    print_counts({LABELS[name]: n for name, n in counts.items()})
    for line in (*say_owing(owing), *say_standing(standing)):
        say(line)


safeguarding = typer.Typer(help="Texts that may mean somebody is in danger.", no_args_is_help=True)


@safeguarding.command("list")
def list_held(
    who: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who is looking; else the contact. Kept.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Show worrying texts nobody has looked at, with who sent them."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        rows = contributions.list_held(db, present.community.id)
        who = who or str(present.community.profile["contact"])
        ids = [row["id"] for row in rows]
        note_view(db, house, present, who=who, why="safeguarding", what="worrying", subjects=ids)
    held = [
        {
            "id": str(row["id"]),
            "received_at": row["received_at"].isoformat(timespec="seconds"),
            "channel": row["channel"],
            "name": house.keys.open(bytes(row["name_sealed"])) if row["name_sealed"] else "",
            "address": house.keys.open(bytes(row["address_sealed"]))
            if row["address_sealed"]
            else "",
            "words": row["words"],
        }
        for row in rows
    ]
    if as_json:
        print_json(held)
        return
    for one in held:
        who = " ".join(filter(None, (one["name"], one["address"])))
        say(f"{one['id']}  {one['received_at']}  {one['channel']} {who}\n    {one['words']}")
    if not held:
        say("Nothing waits to be looked at.")


@safeguarding.command("looked")
def mark_looked(
    id: Annotated[str, typer.Argument(help="From `sayso safeguarding list`.")],
    keep_out: Annotated[bool, typer.Option(help="Leave the words out of every digest.")] = True,
) -> None:
    """Say that you have looked: the conversation goes on."""
    house = open_house()
    present = find_present(house)
    if not release(house, present, id, keep_out=keep_out):
        raise InputError(f"Nothing is held under {id}")
    say("Noted. Their conversation goes on with their next text.")
