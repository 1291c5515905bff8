"""write-down, slips, written: what people said on paper, to a helper, or at a meeting."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from flows.amounts import people
from flows.errors import InputError
from flows.reader.slip_codes import read_code
from sayso.asking_for_words import ask_cells
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say, warn
from sayso.commands.quoting import say_editions
from sayso.people import Trouble
from sayso.slip_sheets import print_slips, render_html, render_text, write_lines
from sayso.written_list import describe_entry
from sayso.written_rows import read_cells, read_kind, read_written
from storage import entries, slips
from storage.queues import LANE_OF_CHANNEL, Lane
from storage.slips import Slip
from storage.views import record_view
from workers.house import House, Present
from workers.quoting import leave_out_withdrawn
from workers.scenes import set_scene
from workers.speaking import Scene
from workers.writing_down import change, find_heavy, take_down
from workers.written import Written

write_down = typer.Typer(
    help="Write down what somebody says on paper, to you, or at a meeting.",
    invoke_without_command=True,
)
slip = typer.Typer(help="Paper slips with codes.", no_args_is_help=True)
written = typer.Typer(help="What was written down.", no_args_is_help=True)

Code = Annotated[str, typer.Argument(help="The code on the slip, such as K7M-4PX.")]


@write_down.callback()
def write_one_down(
    context: typer.Context,
    source: Annotated[
        Path | None, typer.Option("--from", help="A spreadsheet saved as CSV instead of questions.")
    ] = None,
    kind: Annotated[str, typer.Option(help="paper, helper or meeting")] = "",
    writer: Annotated[str, typer.Option(help="Who writes it down.")] = "",
    consent: Annotated[str, typer.Option(help="yes: they agree")] = "",
    words: Annotated[str, typer.Option(help="What they say; a meeting: a point a line.")] = "",
    language: Annotated[str, typer.Option(help="Such as en or tr; else found out.")] = "",
    area: Annotated[str, typer.Option(help="Where they live.")] = "",
    day: Annotated[str, typer.Option(help="When it was said; else today.")] = "",
    relation: Annotated[str, typer.Option(help="family, friend, carer, worker, other")] = "",
    why: Annotated[str, typer.Option(help="phone, language, reading, body, wish")] = "",
    view: Annotated[str, typer.Option(help="What you think yourself; kept apart.")] = "",
    code: Annotated[str, typer.Option("--slip", help="The code on the slip they get.")] = "",
    headcount: Annotated[str, typer.Option(help="How many were at the meeting.")] = "",
    place: Annotated[str, typer.Option(help="Which meeting.")] = "",
    ring: Annotated[str, typer.Option(help="A number they may be rung on.")] = "",
    key: Annotated[str, typer.Option(help="The same entry has the same key.")] = "",
    as_json: Json = False,
) -> None:
    """Write down what somebody says on paper, to you, or at a meeting. Asks what is not given."""
    if context.invoked_subcommand:
        return
    house = open_house()
    present = find_present(house)
    today = house.clock().date()
    if source is not None:
        rows, trouble = read_written(_read_bytes(source), today=today)
        _finish(house, present, rows, trouble, as_json=as_json)
        return
    given = {
        "kind": kind, "writer": writer, "consent": consent, "words": words, "language": language,
        "area": area, "day": day, "relation": relation, "why": why, "view": view, "slip": code,
        "headcount": headcount, "place": place, "ring": ring, "key": key,
    }  # fmt: skip
    cells = {name: value for name, value in given.items() if value}
    if kind:
        read_kind(kind)  # before anything is asked
    if not {"kind", "writer", "consent", "words"} <= cells.keys():  # else: a script
        asked = ask_cells(cells, present.community.name, today=today)
        if asked is None:
            phone = present.community.profile["phone"]
            say(f"That is fine: nothing is written down. If they like, give them {phone}.")
            return
        cells = asked
    one = read_cells(cells, today=today)
    _finish(house, present, [(1, one)], [], as_json=as_json)


@write_down.command("change")
def change_words(
    code: Code,
    words: Annotated[str, typer.Option(help="The new words; else you are asked.")] = "",
) -> None:
    """Put other words in place of those under a slip's code."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        entry = _find_entry(slips.find(db, present.community.id, [_hash(house, code)]))
    said = words.strip() or str(typer.prompt("What shall it say?", err=True)).strip()
    if not said:
        raise InputError("There are no words: nothing is changed")
    with house.database.transaction() as db:
        scene = set_scene(db, house, present)
        outcome = change(db, scene, entry, said, key=f"entry:{entry}:{scene.now.isoformat()}")
    _ring(house, scene)
    say("Changed. It counts once, with the new words.")
    if outcome.worries:
        _warn_of_worry(present)


@write_down.command("withdraw")
def take_back(code: Code) -> None:
    """Take back what stands under a slip's code: it is in no digest from now on."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        entry = _find_entry(slips.find(db, present.community.id, [_hash(house, code)]))
        entries.withdraw(db, present.community.id, entry, now=house.clock())
    say("Taken back. Digests from now on leave it out; print cannot be undone.")
    say_editions(leave_out_withdrawn(house))


@slip.command("print")
def print_sheet(
    n: Annotated[int, typer.Argument(help="How many slips.")],
    html: Annotated[
        bool, typer.Option("--html", help="As a page to print, else plain text.")
    ] = False,
) -> None:
    """Print slips with new codes. Each code is shown this once: only its hash is kept."""
    house = open_house()
    present = find_present(house)
    codes = print_slips(house, present, n)
    lines = write_lines(present, number=house.settings.twilio_from or "")
    typer.echo((render_html if html else render_text)(codes, lines), nl=False)


@written.command("list")
def list_written(
    words: Annotated[bool, typer.Option("--words", help="With people's own words.")] = False,
    who: Annotated[str, typer.Option("--as", help="Who reads them; it is noted.")] = "",
    as_json: Json = False,
) -> None:
    """Show what was written down: who wrote, when, and what became of it."""
    if words and not who.strip():
        raise InputError("--words needs --as NAME: who reads people's own words is noted")
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        community = present.community.id
        rows = entries.list_written(db, community)
        if words:
            seen = [row["id"] for row in rows]
            record_view(
                db,
                community,
                who=who.strip()[:80],
                what="entry",
                subjects=seen,
                now=house.clock(),
            )
    listed = [describe_entry(row, house.keys, with_words=words) for row in rows]
    if as_json:
        print_json(listed)
        return
    for one in listed:
        _show(one)
    if not listed:
        say("Nothing is written down yet.")


def _finish(
    house: House,
    present: Present,
    rows: list[tuple[int, Written]],
    trouble: list[Trouble],
    *,
    as_json: bool,
) -> None:
    """Keep the rows, and say what became of each; 1 where one could not be kept."""
    with house.database.transaction() as db:
        scene = set_scene(db, house, present)
        outcomes = take_down(db, scene, [one for _, one in rows])
        heavy = find_heavy(db, scene)
    _ring(house, scene)
    numbered = list(zip((number for number, _ in rows), outcomes, strict=True))
    refused = [Trouble(row=n, problem=one.problem) for n, one in numbered if one.problem]
    result = {
        "new": sum(one.entry_id is not None for one in outcomes),
        "known": [n for n, one in numbered if not one.entry_id and not one.problem],
        "worrying": [n for n, one in numbered if one.worries],
        "refused": [
            {"row": one.row, "problem": one.problem}
            for one in sorted([*trouble, *refused], key=lambda one: one.row)
        ],
        "heavy": [
            {
                "writer": name,
                "by": one.by,
                "which": one.code,
                "wrote": one.brought,
                "of": one.people,
            }
            for name, one in heavy
        ],
    }
    if as_json:
        print_json(result)
    else:
        _tell(result, present)
    raise typer.Exit(1 if result["refused"] else 0)


def _tell(result: Mapping[str, Any], present: Present) -> None:
    say(f"Written down: {result['new']}.")
    for row in result["known"]:
        say(f"row {row}: is there already, and counts once. Somebody else? Give it another key.")
    for one in result["refused"]:
        warn(f"row {one['row']}: {one['problem']}")
    for one in result["heavy"]:
        warn(
            f"{one['writer']} wrote down {one['wrote']} of {people(one['of'])} of"
            f" {one['by']} {one['which']}: over a third. Ask some of them yourself, or another"
            " helper. The digest says so."
        )
    if result["worrying"]:
        _warn_of_worry(present)


def _warn_of_worry(present: Present) -> None:
    emergency = present.community.profile["emergency"]
    warn(
        f"These words may mean that somebody is in danger. In danger now? Ring"
        f" {emergency['danger']}. Your contact is told; `sayso safeguarding list` has the words,"
        " and they are in no digest."
    )


def _show(one: Mapping[str, Any]) -> None:
    about = [one["writer"], one["relation"], one["area"], one["language"], one["place"]]
    there = people(one["headcount"]) if one["headcount"] else ""
    line = ", ".join(filter(None, [*about, there]))
    say(f"{one['said_on']}  {one['kind']:8} {one['state']:11} {line}")
    for words in one.get("words", ()):
        say(f"    {words}")


def _hash(house: House, code: str) -> bytes:
    read = read_code(code)
    if not read:
        raise InputError(f"{code[:20]} is no code; it looks like K7M-4PX")
    return house.keys.lookup("slip", read)


def _find_entry(found: Mapping[bytes, Slip]) -> UUID:
    entry = next((one.entry_id for one in found.values()), None)
    if entry is None:
        raise InputError("Nothing is written down under this code: look at the slip again")
    return entry


def _ring(house: House, scene: Scene) -> None:
    """Ring for what was committed: topics are sorted, and the contact is told."""
    house.doorbell.ring(Lane.BACKGROUND)
    if scene.safeguarding is not None and scene.safeguarding.channel in LANE_OF_CHANNEL:
        house.doorbell.ring(LANE_OF_CHANNEL[scene.safeguarding.channel])


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
