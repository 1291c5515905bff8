"""flow publish: let residents into a flow, or into its next version."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.amounts import amount
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import Json, print_json, say
from sayso.commands.progress import show_progress
from sayso.flow_checking import tell_finding
from sayso.publishing import SHOWN, Plan, check_one, plan, publish

WALKS = 100


def publish_flow(
    path: Annotated[str, typer.Argument(metavar="FLOW", help="A flow's file, or a shipped flow.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, publish nothing.")] = False,
    fuzzy_by: Annotated[
        str, typer.Option(metavar="NAME", help="Who says yes to translations nobody has checked.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Publish a flow: its keywords and codes start it. A version never changes."""
    house = open_house()
    present = find_present(house)
    with show_progress("walks") as progress:
        task = progress.add_task("walks", total=WALKS)
        flow, files, report = check_one(
            path, walks=WALKS, now=house.clock(), tick=lambda: progress.advance(task)
        )
    if flow is None or report.count("error"):
        for at, finding in report.findings:
            if finding.severity == "error":
                say(tell_finding(at, finding))
        say(f"Not published: {amount(report.count('error'), 'error')}.")
        raise typer.Exit(1)
    made = plan(house, present, flow, files, report)
    if not dry_run:
        publish(house, present, made, fuzzy_by=fuzzy_by)
    if as_json:
        print_json({**made.to_json(), "published": not dry_run and made.known is None})
    else:
        _tell(
            made, dry_run=dry_run, fuzzy_by=fuzzy_by or (made.known.fuzzy_by if made.known else "")
        )


def _tell(made: Plan, *, dry_run: bool, fuzzy_by: str) -> None:
    name = f"{made.flow.id} {made.flow.version[:SHOWN]}"
    if made.known:
        say(f"{name}: already published, nothing changed.")
    else:
        say(f"{name}: {'would be published' if dry_run else 'published'}.")
    if made.doors:
        say(f"It starts with: {', '.join(made.doors)}.")
    _tell_waiting(made)
    for language, n in made.fuzzy.items():
        say(f"{language}: no native reader has checked {amount(n, 'text')}.")
    if made.fuzzy and fuzzy_by:
        say(f"{fuzzy_by} says yes to them.")
    elif made.fuzzy:
        say("Nothing of that is to be broadcast until a named person says yes: --fuzzy-by NAME.")


def _tell_waiting(made: Plan) -> None:
    if not made.waiting:
        say("Nobody is in the middle of an older version.")
        return
    table = Table("older version", "state", "people", box=None)
    for (version, state), people in made.waiting.items():
        table.add_row(version[:SHOWN], state, str(people))
    Console(highlight=False).print(table)
    say("They go on with the version they began, to its end.")
