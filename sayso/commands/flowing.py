"""flow: try a conversation out, check and draw it, without a database."""

import sys
from datetime import timedelta
from enum import StrEnum
from typing import Annotated

import typer

from flows.conversation import Conversation
from flows.drawing.mermaid import draw_mermaid
from flows.drawing.sketch import sketch_flow
from flows.drawing.svg import draw_svg
from flows.errors import InputError
from flows.loading import load_flow
from flows.play import play
from flows.rendering import Setting
from flows.schema import make_schema
from sayso.commands.printing import print_json, say, show_progress
from sayso.commands.publishing import publish_flow
from sayso.flow_checking import Report, check_files, tell_finding, tell_github, walk_flows
from sayso.flow_files import read_flow_files, read_shipped_files
from storage.clock import utc_now
from storage.library import read_flow_sources

flow = typer.Typer(help="Conversations as state machines.", no_args_is_help=True)


@flow.command("play")
def play_flow(
    flow_id: Annotated[str, typer.Argument(help="Which flow, such as needs.")],
    language: Annotated[
        str, typer.Option(help="The resident's language; without it, unknown.")
    ] = "",
) -> None:
    """Talk with a flow: a line you type is a text. Ends with the input."""
    now = utc_now()
    setting = Setting(
        community_name="Marsh Lane Hall",
        phone="020 7946 0123",
        contact="Sam",
        decider="the council",
        promise_day=now.date() + timedelta(weeks=8),
        channel="terminal",
    )
    loaded = load_flow(read_flow_sources(flow_id))
    begun = Conversation.begin(language or loaded.languages[0], language_known=bool(language))
    say(play(loaded, sys.stdin, setting, now=now, conversation=begun).to_text())


@flow.command("check")
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


flow.command("publish")(publish_flow)


@flow.command("schema")
def print_schema() -> None:
    """Print the JSON Schema of a flow file, for editors that complete and check."""
    print_json(make_schema())


class DrawingFormat(StrEnum):
    """What a drawing can be written as."""

    svg = "svg"
    mermaid = "mermaid"


@flow.command("draw")
def draw_flow(
    path: Annotated[str, typer.Argument(metavar="FLOW", help="A flow's file, or a shipped flow.")],
    format: Annotated[DrawingFormat, typer.Option(help="What to write.")] = DrawingFormat.svg,
    language: Annotated[str, typer.Option(help="Of the texts; without it, the flow's first.")] = "",
) -> None:
    """Draw a flow: states with what they say, answers on the arrows, timers dashed."""
    bundles = read_flow_files([path])
    if len(bundles) > 1:
        raise InputError(f"{path} has {len(bundles)} flows; name one file")
    loaded = load_flow(bundles[0].sources)
    sketch = sketch_flow(loaded, language or loaded.languages[0])
    say((draw_svg if format is DrawingFormat.svg else draw_mermaid)(sketch).rstrip("\n"))


def _sum_up(report: Report) -> str:
    flows = f"{len(report.flows)} flow{'' if len(report.flows) == 1 else 's'}"
    found = f"{report.count('error')} errors, {report.count('note')} notes"
    walked = f"{report.walks:,} walks of {report.steps:,} steps, {report.ended:,} to an end"
    return f"{flows}: {found}; {walked}"
