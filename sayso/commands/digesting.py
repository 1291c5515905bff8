"""digest: build one, list, look again at what was frozen, and publish it."""

from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.progress import Progress, TaskID

from flows.errors import InputError
from sayso.commands.digest_scheduling import schedule
from sayso.commands.linking_digests import link, read_until
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.commands.progress import show_progress
from sayso.digest_scopes import read_scope
from storage import digests
from storage.digests import Frozen
from workers import digest_again
from workers.digest import build_digest, recount
from workers.digest_attack import attack_all, describe_finding, say_finding
from workers.digest_files import Fault, Tell, find_folder, verify_edition, verify_folder
from workers.digest_sending import send_digest
from workers.house import House, Present

digest = typer.Typer(help="Reports for officers.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="Which digest: `sayso digest list`.")]
Edition = Annotated[int | None, typer.Option(help="Which edition; else the newest.")]


@digest.command()
def build(
    area: Annotated[str, typer.Option(help="Only people in this area.")] = "",
    first: Annotated[
        str, typer.Option("--from", help="Only what was said from this day on: 2026-11-01.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", help="To this day. Whole weeks or months only.")
    ] = "",
    until: Annotated[
        str, typer.Option(help="How long its link lives: a day, 60 days away at most.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Cut a digest of what was said so far: frozen, numbered, in every format."""
    house = open_house()
    present = find_present(house)
    scope = read_scope(area, first, last, today=_today(house, present))
    with show_progress("Files") as progress:
        built = build_digest(
            house,
            scope=scope,
            link_until=read_until(house, present, until) if until else None,
            tell=_teller(progress),
        )
    assert built is not None  # noqa: S101  (there is a community)
    paths = [str(path) for path in built.paths]
    if as_json:
        print_json({"number": built.number, "paths": paths, "link": built.link})
        return
    say(f"Digest {built.number}: {built.link}")
    for path in paths:
        say(path)


def _today(house: House, present: Present) -> date:
    return house.clock().astimezone(ZoneInfo(present.community.zone)).date()


def _teller(progress: Progress) -> Tell:
    bars: list[TaskID] = []

    def tell(done: int, total: int) -> None:
        if not bars:
            bars.append(progress.add_task("files", total=total))
        progress.update(bars[0], completed=done)

    return tell


@digest.command("list")
def list_digests(as_json: Json = False) -> None:
    """List every digest and its editions."""
    house = open_house()
    present = find_present(house)
    with house.database.transaction() as db:
        kept = digests.list_all(db, present.community.id)
    if as_json:
        print_json([_describe(house, one) for one in kept])
        return
    for one in kept:
        said = [f"Digest {one.number}, edition {one.edition}", f"cut {one.cut_at:%Y-%m-%d %H:%M}"]
        said += [f"only {' '.join(one.scope.values())}"] if one.scope else []
        said += [f"published {one.published_at:%Y-%m-%d}"] if one.published_at else []
        said += [f"withdrawn {one.withdrawn_at:%Y-%m-%d}"] if one.withdrawn_at else []
        say(", ".join(said))
    if not kept:
        say("There is no digest yet: `sayso digest build` cuts one.")


def _describe(house: House, one: Frozen) -> dict[str, object]:
    return {
        "number": one.number,
        "edition": one.edition,
        "cut_at": one.cut_at.isoformat(),
        "scope": dict(one.scope),
        "because": one.because,
        "published_at": one.published_at,
        "withdrawn_at": one.withdrawn_at,
        "sha256": one.sha256,
        "folder": str(find_folder(house, one)),
    }


@digest.command()
def rebuild(number: Number, edition: Edition = None, as_json: Json = False) -> None:
    """Count a digest again as of its cut, and render its files again: are they the same?

    Files that are missing or were changed are written again.
    """
    house = open_house()
    present = find_present(house)
    frozen = _find(house, present, number, edition)
    with show_progress("Files") as progress:
        again = digest_again.rebuild(house, present, frozen, tell=_teller(progress))
    if as_json:
        print_json({"same": again.is_same, **digest_again.describe(again)})
    else:
        for line in digest_again.say_rebuilt(again):
            say(line)
    raise typer.Exit(0 if again.is_same else 1)


@digest.command()
def verify(
    what: Annotated[
        str, typer.Argument(help="A number, or a folder with SHA256SUMS; else every digest.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Find what was changed in digests since they were frozen: in a file, or in the database."""
    faults = verify_folder(Path(what)) if what and not what.isdecimal() else _verify_kept(what)
    if as_json:
        print_json({"same": not faults, "faults": [f"{one.where}: {one.what}" for one in faults]})
    else:
        for one in faults:
            say(f"{one.where}: {one.what}")
        say("Nothing was changed." if not faults else f"{len(faults)} found.")
    raise typer.Exit(1 if faults else 0)


def _verify_kept(number: str) -> list[Fault]:
    house = open_house()
    community = find_present(house).community.id
    with house.database.transaction() as db:
        kept = digests.list_all(db, community)
        wanted = [one for one in kept if number in ("", str(one.number))]
        files = {one.id: digests.list_files(db, community, one.id) for one in wanted}
    if number and not wanted:
        raise InputError(f"There is no digest {number}")
    return [fault for one in wanted for fault in verify_edition(house, one, files[one.id])]


@digest.command()
def attack(as_json: Json = False) -> None:
    """Attack every digest there is, all of them together, as somebody who has read them would.

    1 where anything is found that would tell of fewer than 5 people.
    """
    house = open_house()
    found = attack_all(house, find_present(house))
    if as_json:
        print_json({"found": [describe_finding(one) for one in found]})
    else:
        for one in found:
            say(say_finding(one))
        say(f"{len(found)} found." if found else "Nothing was found.")
    raise typer.Exit(1 if found else 0)


@digest.command()
def publish(number: Number, as_json: Json = False) -> None:
    """Give a digest its lasting address, open to everybody. It cannot be taken back."""
    house = open_house()
    present = find_present(house)
    frozen = _find(house, present, number, None)
    with house.database.transaction() as db:
        digests.publish(db, present.community.id, frozen.id, now=house.clock())
    address = f"{house.settings.public_address}/digests/{number}"
    if as_json:
        print_json({"number": number, "edition": frozen.edition, "address": address})
    else:
        say(f"Digest {number}, edition {frozen.edition}: {address}")


@digest.command()
def send(number: Number, as_json: Json = False) -> None:
    """Send a digest's short text to organisers and officers whose phones are linked, once each."""
    house = open_house()
    present = find_present(house)
    sent = send_digest(house, present, _find(house, present, number, None))
    if as_json:
        print_json({"number": number, "sent": sent})
    else:
        say(f"On its way to {sent} of staff." if sent else "Nobody of staff is still to get it.")


@digest.command("recount")
def count_again(number: Number, as_json: Json = False) -> None:
    """Count a digest's rows again, as they were when it was cut. For staff: nothing is hidden."""
    house = open_house()
    present = find_present(house)
    frozen = _find(house, present, number, None)
    with house.database.transaction() as db:
        before, now = recount(db, present, frozen)
    same = before.exact == now.exact
    if as_json:
        print_json({"same": same, "frozen": before.exact, "database": now.exact})
    else:
        say("The same." if same else "The counts differ: --json shows both.")
    raise typer.Exit(0 if same else 1)


def _find(house: House, present: Present, number: int, edition: int | None) -> Frozen:
    with house.database.transaction() as db:
        frozen = digests.find_by_number(db, present.community.id, number, edition=edition)
    if frozen is None:
        raise InputError(f"There is no digest {number}{f', edition {edition}' if edition else ''}")
    return frozen


digest.command()(link)
digest.command()(schedule)
