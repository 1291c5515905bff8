"""broadcast, broadcasts: sending a question, and seeing, holding or ending what was sent."""

import asyncio
import sys
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import typer
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

from bot.pace import pause
from flows.amounts import amount
from flows.errors import InputError
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_counts, print_json, say, warn
from sayso.commands.progress import stderr
from sayso.sending import choose, order, preview, resume
from storage import broadcasts as sent
from storage.broadcasts import Broadcast, Progress
from workers.cells import write_rows
from workers.hours import read_moment
from workers.house import House, Present

LOOK_AGAIN_S = 1.0
PROGRESS = "progress"
Yes = Annotated[bool, typer.Option("--yes", help="Send without asking again.")]


def broadcast(
    flow: Annotated[str, typer.Argument(help="Which question, such as needs.")],
    id: Annotated[str, typer.Argument(help="After `progress`: from `sayso broadcasts list`.")] = "",
    to: Annotated[
        str,
        typer.Option(
            "--to", help="Who gets it: all, or area:..., language:..., channel:..., topic:..."
        ),
    ] = "all",
    at: Annotated[
        str, typer.Option("--at", help='When, by your own clock: "2026-12-01 10:00". Else now.')
    ] = "",
    yes: Yes = False,
    now: Annotated[
        str, typer.Option("--now", metavar="REASON", help="Send outside sending hours; say why.")
    ] = "",
    fuzzy_by: Annotated[
        str,
        typer.Option(
            "--fuzzy-by",
            metavar="NAME",
            help="Who answers for texts no native reader has checked; else the contact.",
        ),
    ] = "",
    watch: Annotated[bool, typer.Option("--watch", help="After `progress`: keep looking.")] = False,
    as_json: Json = False,
) -> None:
    """Send a question to people. Shows what it costs first, and which texts nobody has checked.

    `sayso broadcast progress` shows how the last one goes.
    """
    house = open_house()
    present = find_present(house)
    if flow == PROGRESS:
        _show_progress(house, present, id, watch=watch, as_json=as_json)
        return
    present, audience = choose(house, present, flow, to)
    starts_at = _read_start(house, present, at)
    plan = preview(house, present, flow, now, audience=audience, starts_at=starts_at)
    if plan["unchecked"] and fuzzy_by:
        plan["unchecked_by"] = fuzzy_by
    if not as_json:
        print_counts({"to": str(audience), **plan} | _say_languages(plan))
    if not yes and not typer.confirm("Send it?", err=True):
        raise typer.Exit(1)
    result = order(
        house,
        present,
        now,
        unchecked_by=plan["unchecked_by"],
        audience=audience,
        starts_at=starts_at,
    )
    if as_json:
        print_json({**plan, **result})
    elif starts_at:
        say(f"It starts at {at.strip()}. `sayso broadcasts list` shows it, and can stop it.")
    else:
        say(f"Asked: {result['asked']}. `sayso broadcast progress` shows how it goes.")


def _read_start(house: House, present: Present, at: str) -> datetime | None:
    if not at.strip():
        return None
    moment = read_moment(at, present.community.zone)
    if moment.at <= house.clock():
        raise InputError(f"{at.strip()} is past: leave out --at to send now")
    if moment.note:
        warn(moment.note)
    return moment.at


def _say_languages(plan: dict[str, Any]) -> dict[str, Any]:
    """Put what each language takes into words."""
    said = {}
    for language, one in plan["languages"].items():
        pence = f" {one['pence']}p" if "pence" in one else ""
        said[language] = f"{one['people']} ({amount(one['segments'], 'segment')}{pence})"
    return {"languages": said}


broadcasts = typer.Typer(help="Questions that were sent, or will be.", no_args_is_help=True)
Id = Annotated[str, typer.Argument(help="From `sayso broadcasts list`; the last one without it.")]


@broadcasts.command("list")
def list_broadcasts(as_json: Json = False) -> None:
    """Show every broadcast, the newest first."""
    house = open_house()
    present = find_present(house)
    now = house.clock()
    with house.database.transaction() as db:
        rows = [_describe(one, present, now) for one in sent.list_all(db, present.community.id)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        say(f"{row['id']}  {row['state']:9}  {row['starts']}  {row['question']}  {row['to']}")
    if not rows:
        say("Nothing was sent yet.")


@broadcasts.command("show")
def show_broadcast(
    id: Id = "",
    watch: Annotated[bool, typer.Option("--watch", help="Keep looking until all is out.")] = False,
    as_json: Json = False,
) -> None:
    """Show how one goes: queued, sent, delivered, failed, unknown, and who was not asked, why."""
    house = open_house()
    _show_progress(house, find_present(house), id, watch=watch, as_json=as_json)


@broadcasts.command("pause")
def pause_broadcast(id: Id = "") -> None:
    """Hold back what has not left yet. What is on the line now goes on."""
    house = open_house()
    present = find_present(house)
    one = _find(house, present, id)
    with house.database.transaction() as db:
        paused = sent.pause(db, present.community.id, one.id, now=house.clock())
    _say_done(paused, f"Paused. `sayso broadcasts resume {one.id}` goes on.", "It was not going on")


@broadcasts.command("resume")
def resume_broadcast(id: Id = "") -> None:
    """Go on with a paused one. The time it lay still is not taken off its life."""
    house = open_house()
    present = find_present(house)
    resumed = resume(house, present, _find(house, present, id).id)
    _say_done(resumed, "It goes on.", "It was not paused")


@broadcasts.command("stop")
def stop_broadcast(id: Id = "", yes: Yes = False) -> None:
    """End one for good: what has not left is dropped, and listed as expired."""
    house = open_house()
    present = find_present(house)
    one = _find(house, present, id)
    if not yes and not typer.confirm("Stop it for good?", err=True):
        raise typer.Exit(1)
    with house.database.transaction() as db:
        stopped = sent.stop(db, present.community.id, one.id, now=house.clock())
    _say_done(stopped, "Stopped. Whoever was not reached can be asked again.", "It was stopped")


@broadcasts.command("who")
def list_who(
    id: Id = "", as_csv: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False
) -> None:
    """Print its ledger: what each resident got, or why nothing. Without names and numbers."""
    house = open_house()
    present = find_present(house)
    one = _find(house, present, id)
    with house.database.transaction() as db:
        for n, row in enumerate(sent.read_ledger(db, present.community.id, one.id)):
            if as_csv:
                write_rows(sys.stdout, [[*row.values()]] if n else [[*row], [*row.values()]])
            else:
                why = row["why_not"] or row["error"]
                say(f"{row['resident']}  {row['channel']:8}  {row['state']:9}  {why}".rstrip())


def _find(house: House, present: Present, id: str) -> Broadcast:
    """Find a broadcast by its id, or by how that begins; the last one where nothing is named."""
    with house.database.transaction() as db:
        known = sent.list_all(db, present.community.id)
    if not known:
        raise InputError("Nothing was sent yet: `sayso broadcast needs` sends a question.")
    found = [one for one in known if str(one.id).startswith(id.strip().lower())]
    if not found or (id and len(found) > 1):
        raise InputError(f"There is no broadcast {id[:40]!r}: `sayso broadcasts list` lists them")
    return found[0]


def _say_done(done: bool, said: str, otherwise: str) -> None:
    if not done:
        raise InputError(f"{otherwise}: `sayso broadcasts list` shows how each stands")
    say(said)


def _describe(one: Broadcast, present: Present, now: datetime) -> dict[str, Any]:
    asked = present.every[one.engagement_id]
    closed = " (closed)" if asked.closed_at else ""
    return {
        "id": str(one.id),
        "state": one.find_state(now),
        "question": f"{asked.title}{closed}",
        "to": str(one.audience),
        "starts": _say_time(one.starts_at, present),
        "until": _say_time(one.expires_at, present),
        "reason": one.reason,
    }


def _say_time(at: datetime, present: Present) -> str:
    return at.astimezone(ZoneInfo(present.community.zone)).strftime("%Y-%m-%d %H:%M")


def _show_progress(house: House, present: Present, id: str, *, watch: bool, as_json: bool) -> None:
    one = _find(house, present, id)
    if watch and not as_json:
        _watch(house, present, one.id)
    went = _read_progress(house, present, one.id)
    shown = {**_describe(one, present, house.clock()), "asked": went.asked, **_count(went)}
    if as_json:
        print_json(shown)
    else:
        print_counts(shown)


def _count(went: Progress) -> dict[str, Any]:
    return {name: getattr(went, name) for name in Progress.__slots__}


def _read_progress(house: House, present: Present, id: UUID) -> Progress:
    with house.database.transaction() as db:
        return sent.progress(db, present.community.id, id)


def _watch(house: House, present: Present, id: UUID) -> None:
    """Show a bar until nothing is queued any more; Ctrl-C ends the looking, not the broadcast."""
    went = _read_progress(house, present, id)
    with Live(_draw(went), console=stderr, auto_refresh=False) as live:
        while went.queued or not went.asked:
            one = _find(house, present, str(id))
            if one.stopped_at or (one.done_at and not went.asked):
                break
            asyncio.run(pause(LOOK_AGAIN_S))
            went = _read_progress(house, present, id)
            live.update(_draw(went), refresh=True)


def _draw(went: Progress) -> Table:
    out = went.asked - went.queued
    grid = Table.grid(padding=(0, 1))
    counts = f"sent {went.sent} delivered {went.delivered} failed {went.failed}"
    bar = ProgressBar(total=max(went.asked, 1), completed=out, width=40)
    grid.add_row(bar, f"{out}/{went.asked} out", counts, f"unknown {went.unknown}")
    return grid
