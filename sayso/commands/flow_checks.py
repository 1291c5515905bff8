"""flow check: prove that flows treat people well, without a database."""

from typing import Annotated

import typer

from flows.amounts import amount
from sayso.commands.printing import print_json, say
from sayso.commands.progress import show_progress
from sayso.flow_checking import Report, check_files, tell_finding, tell_github, walk_flows
from sayso.flow_files import read_flow_files, read_shipped_files
from storage.clock import utc_now


def check_flows(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Flow files, folders or shipped flows.")
    ],
    walks: Annotated[int, typer.Option(min=0, help="Random walks through each flow.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed takes the same walks.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
    github: Annotated[bool, typer.Option("--github", help="Print as GitHub annotations.")] = False,
) -> None:
    """Prove that flows treat people well. Errors give exit code 1, notes do not."""
    report, loaded = check_files(read_flow_files(paths), read_shipped_files())
    with show_progress("walks") as progress:
        task = progress.add_task("walks", total=walks * len(loaded))
        walk_flows(
            report,
            loaded,
            walks=walks,
            seed=seed,
            now=utc_now(),
            tick=lambda: progress.advance(task),
        )
    if as_json:
        print_json(report.to_json())
    else:
        tell = tell_github if github else tell_finding
        for path, finding in report.findings:
            say(tell(path, finding))
        if not github:
            say(_sum_up(report))
    if report.count("error"):
        raise typer.Exit(1)


def _sum_up(report: Report) -> str:
    flows = amount(len(report.flows), "flow")
    found = f"{amount(report.count('error'), 'error')}, {amount(report.count('note'), 'note')}"
    walked = f"{report.walks:,} walks of {report.steps:,} steps, {report.ended:,} to an end"
    return f"{flows}: {found}; {walked}"
