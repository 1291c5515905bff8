"""start, import, keys, db: what is done before the first question."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.amounts import amount, people
from flows.errors import InputError
from flows.loading import load_flow
from sayso.answers import LANGUAGES
from sayso.asking import ask_everything
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say, warn
from sayso.commands.progress import show_progress
from sayso.importing import describe_import, take_in
from sayso.people import read_people
from sayso.starting import read_answers, read_known, set_up, write_example
from storage.clock import utc_now
from storage.library import read_flow_sources
from storage.sealing import new_keys

MOST_ROWS = 20  # of one kind, on the terminal
keys = typer.Typer(help="Keys that seal numbers and names.", no_args_is_help=True)


def start(
    source: Annotated[
        Path | None, typer.Option("--from", help="A community.yaml instead of questions.")
    ] = None,
    example: Annotated[bool, typer.Option(help="Print a community.yaml to fill in.")] = False,
) -> None:
    """Set up the community: who asks, who decides, by what day people hear back."""
    today = utc_now().date()
    if example:
        typer.echo(write_example(today=today), nl=False)
        return
    house = open_house()
    if source is None:
        text, file = ask_everything(read_known(house), today=today), "your answers"
    else:
        text, file = _read_text(source), str(source)
    answers = read_answers(text, file, today=today)
    flow = load_flow(read_flow_sources("needs"))
    new = set_up(house, answers, flow.version)
    spoken = answers.profile["languages"]
    for language in (one for one in spoken if one not in LANGUAGES):
        warn(f"There are no texts in {language} yet: people of it are written to in {spoken[0]}.")
    say(f"{answers.name} is {'set up' if new else 'changed'}. Next: `sayso import people.csv`.")


def import_people(
    file: Annotated[
        Path, typer.Argument(help="CSV: channel,address,name,language,area,source,consent")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing: say what would become of each row.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take in people from a spreadsheet saved as CSV. Nothing is sent."""
    house = open_house()
    present = find_present(house)
    languages = present.community.languages
    today = house.clock().date()
    people, trouble = read_people(_read_bytes(file), languages=languages, today=today)
    with show_progress("People") as progress:
        bar = progress.add_task("people", total=len(people))
        taken = take_in(
            house,
            present.community.id,
            people,
            languages=languages,
            advance=lambda n: progress.advance(bar, n),
            dry_run=dry_run,
        )
    result = describe_import(people, trouble, taken)
    if as_json:
        print_json({"dry_run": dry_run, **result})
    else:
        _tell(result, dry_run=dry_run)
    raise typer.Exit(1 if trouble else 0)


def _tell(result: Mapping[str, Any], *, dry_run: bool) -> None:
    """Print what became of a file of people, or would."""
    were = ("is", "are") if dry_run else ("was", "were")
    known = f"{amount(result['known'], *were)} there already"
    say(f"{people(result['new'])} {'would be ' if dry_run else ''}taken in, {known}.")
    if result["stopped"]:
        say(f"{result['stopped']} of them said STOP: they stay stopped.")
    for one in result["consents"]:
        day = one["day"] or "without a day"
        source = one["source"] or "source not said"
        say(f"  {len(one['rows']):>7}  {one['purpose']} {day}, {source}")
    for row in result["undated"][:MOST_ROWS]:
        warn(f"row {row}: consent has no day: taken, and listed as undated")
    for row in result["unsourced"][:MOST_ROWS]:
        warn(f"row {row}: source is empty: write how you got the number; people ask")
    for one in result["refused"]:
        warn(f"row {one['row']}: {one['problem']}")
    if dry_run:
        say("Nothing was changed.")


@keys.command("new")
def new_key_set() -> None:
    """Print a new set of keys for SAYSO_KEYS. Whoever has them can read every number."""
    say(new_keys())
    warn("Put this into SAYSO_KEYS and keep a copy apart from the database's backups.")


def _read_text(path: Path) -> str:
    try:
        return _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text: save it as UTF-8") from error


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
