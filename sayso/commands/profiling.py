"""profile, facts: who lives in the area, and what officers need to know of how it was asked."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say, warn
from sayso.commands.viewing import Who, Why, check_view, note_view
from sayso.profile_rows import read_profile_rows
from storage import notes, profiles

profile = typer.Typer(
    help="Who lives in the area, as a census says, to see who was not heard.", no_args_is_help=True
)
facts = typer.Typer(
    help="What officers need to know of how it was asked: it stands in the digest.",
    no_args_is_help=True,
)


@profile.command("import")
def import_profile(
    file: Annotated[Path, typer.Argument(help="CSV: group,value,people")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing: say what would be taken.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take in who lives in the area. It stands in the place of what was taken in before."""
    house = open_house()
    present = find_present(house)
    try:
        read = read_profile_rows(file.read_bytes())
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error
    keep = not dry_run and not read.trouble and bool(read.groups)
    if keep:
        with house.database.transaction() as db:
            profiles.replace_profile(db, present.community.id, read.groups, now=house.clock())
    trouble = [{"row": one.row, "problem": one.problem} for one in read.trouble]
    if as_json:
        print_json({"taken": keep, "groups": _list_groups(read.groups), "refused": trouble})
    else:
        _tell(read.groups)
        for one in read.trouble:
            warn(f"row {one.row}: {one.problem}")
        say("Taken in: the next digest shows it." if keep else "Nothing was changed.")
    raise typer.Exit(1 if read.trouble or not read.groups else 0)


@profile.command("show")
def show_profile(as_json: Json = False) -> None:
    """Show who lives in the area, as it was taken in."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        groups = profiles.read_profile(db, present.community.id)
    if as_json:
        print_json(_list_groups(groups))
        return
    _tell(groups)
    if not groups:
        say("No profile yet: `sayso profile import FILE.csv`.")


@profile.command("words")
def show_own_words(who: Who = "", why: Why = "", as_json: Json = False) -> None:
    """Show how people say their gender in their own words; digests only count them."""
    check_view(who, why)
    house = open_house()
    present = find_present(house)
    community = present.community
    today = house.clock().astimezone(ZoneInfo(community.zone)).date()
    with house.database.transaction() as db:
        told = profiles.list_own_words(db, community.id, house.keys, before=today)
        subjects = [id for id, _ in told]
        note_view(db, house, present, who=who, why=why, what="told", subjects=subjects)
    words = [words for _, words in told]
    if as_json:
        print_json(words)
        return
    for one in words or ["Nobody has said it in own words, or not before today."]:
        say(one)


def _list_groups(groups: list[profiles.Group]) -> list[dict[str, object]]:
    return [{"group": kind, "value": value, "people": n} for kind, value, n in groups]


def _tell(groups: list[profiles.Group]) -> None:
    for kind, value, people in groups:
        say(f"{kind:<12}{value:<24}{people:>10,}")


@facts.command("list")
def list_facts(as_json: Json = False) -> None:
    """List what the next digest says of how it was asked, and what nobody has said yet."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        noted = notes.read_notes(db, present.community.id, present.engagement.id)
    if as_json:
        print_json({name: noted.get(name, "") for name in notes.NAMES})
        return
    for name, what in notes.NAMES.items():
        say(f"{name:<14}{noted.get(name) or f'- ({what})'}")


@facts.command("set")
def set_fact(
    name: Annotated[str, typer.Argument(help=", ".join(notes.NAMES))],
    words: Annotated[str, typer.Argument(help='What to say; "" takes it back.')],
) -> None:
    """Say something for officers about the question that is open; later digests show it."""
    if name not in notes.NAMES:
        raise InputError(f"There is no {name!r} to say; there is: {', '.join(notes.NAMES)}")
    said = " ".join(words.split())
    if len(said) > notes.MOST_LETTERS:
        raise InputError(f"Say it in up to {notes.MOST_LETTERS} letters: the page is short")
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        notes.note(db, present.community.id, present.engagement.id, name, said, now=house.clock())
    say("The next digest says so." if said else "Taken back.")
