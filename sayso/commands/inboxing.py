"""inbox: texts we could not read, and files that residents sent."""

import asyncio
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from flows.amounts import amount
from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.commands.reading_inbox import answer, done, list_replies, read_reply
from sayso.commands.viewing import Who, Why, check_view, note_view
from sayso.fetching import fetch_media
from storage import dead_letters, media
from storage.dead_letters import DeadLetter
from storage.queues import Lane

inbox = typer.Typer(help="What came in, where it needs a person.", no_args_is_help=True)
inbox.command("list")(list_replies)
inbox.command("read")(read_reply)
inbox.command("answer")(answer)
inbox.command("done")(done)

MOST_LISTED = 100

Words = Annotated[bool, typer.Option("--words", help="Show what people wrote: it is personal.")]


@inbox.command("failed")
def list_failed(words: Words = False, who: Who = "", why: Why = "", as_json: Json = False) -> None:
    """List texts we could not read. None is lost: `sayso inbox replay` tries them again."""
    if words:
        check_view(who, why)
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        found = dead_letters.list_dead(db, present.community.id)
        if words:
            ids = [one.id for one in found]
            note_view(db, house, present, who=who, why=why, what="failed", subjects=ids)
    if as_json:
        print_json([_as_json(one, words=words) for one in found])
        return
    for one in found:
        received = one.received_at.isoformat(timespec="seconds")
        tries = amount(one.attempts, "try", "tries")
        say(f"{one.id}  {received}  {one.channel}  {one.error}, {tries}")
        if words:
            say(f"    {one.body}")
    say("`sayso inbox replay ID` tries one again, `--all` all." if found else "None has failed.")


def _as_json(one: DeadLetter, *, words: bool) -> dict[str, object]:
    shown: dict[str, object] = {
        "id": str(one.id),
        "received_at": one.received_at.isoformat(timespec="seconds"),
        "channel": one.channel,
        "kind": one.kind,
        "reason": one.error,
        "tries": one.attempts,
    }
    return {**shown, "words": one.body} if words else shown


@inbox.command("replay")
def replay(
    id: Annotated[str, typer.Argument(help="From `sayso inbox failed`.")] = "",
    every: Annotated[bool, typer.Option("--all", help="All that failed.")] = False,
    as_json: Json = False,
) -> None:
    """Try texts again that could not be read, once the cause is mended."""
    if bool(id) == every:
        raise InputError("Name one text, from `sayso inbox failed`, or --all")
    ids = None if every else [_read_id(id)]
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        n = dead_letters.replay(db, present.community.id, ids)
    house.doorbell.ring(Lane.CONVERSE)
    if ids and not n:
        raise InputError(f"No text has failed under {id}; `sayso inbox failed` shows which did")
    if as_json:
        print_json({"replayed": n})
    else:
        say(f"{n} to be answered again. What fails once more is in `sayso inbox failed`.")


@inbox.command("media")
def save_media(
    id: Annotated[str, typer.Argument(help="Of the text that the files came with.")] = "",
    who: Annotated[str, typer.Option("--as", metavar="NAME", help="Who opens it: kept.")] = "",
    why: Annotated[str, typer.Option("--why", metavar="REASON", help="What for: kept.")] = "",
    folder: Annotated[
        Path, typer.Option("--save", metavar="FOLDER", help="Where to put the files.")
    ] = Path(),
    as_json: Json = False,
) -> None:
    """List texts with photos, voice notes or films; with an ID, fetch them from their carrier."""
    if not id:
        _list_media(as_json=as_json)
        return
    if not who.strip() or not why.strip():
        raise InputError("--as NAME and --why REASON are needed: they are written down")
    wanted = _read_id(id)
    house = open_house()
    present = find_present(house)
    saved = asyncio.run(
        fetch_media(house, present, wanted, who=who.strip(), why=why.strip(), folder=folder)
    )
    if as_json:
        print_json({"files": [str(path) for path in saved]})
        return
    for path in saved:
        say(str(path))


def _list_media(*, as_json: bool) -> None:
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        found = media.list_media(db, present.community.id, limit=MOST_LISTED)
    if as_json:
        print_json(found)
        return
    for one in found:
        received = one["received_at"].isoformat(timespec="seconds")
        say(f"{one['id']}  {received}  {one['channel']}  {one['medium']}, opened {one['views']}x")
    if not found:
        say("No text with files has come.")


def _read_id(id: str) -> UUID:
    try:
        return UUID(id)
    except ValueError as error:
        raise InputError(f"{id} is no id; `sayso inbox failed` and `media` show them") from error
