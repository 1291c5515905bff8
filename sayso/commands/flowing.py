"""flow: try a conversation out, check and draw it, without a database."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from flows.cases import parse_now
from flows.conversation import Conversation
from flows.definition import Flow
from flows.drawing.mermaid import draw_mermaid
from flows.drawing.sketch import sketch_flow
from flows.drawing.svg import draw_svg
from flows.errors import InputError
from flows.loading import load_flow
from flows.play import Player
from flows.samples import NOW, make_sample_setting
from flows.schema import make_schema
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import print_json, say, show_progress
from sayso.commands.publishing import publish_flow
from sayso.commands.translating import translate
from sayso.flow_checking import Report, check_files, tell_finding, tell_github, walk_flows
from sayso.flow_files import read_flow_files, read_shipped_files
from sayso.traffic import Traffic, read_traffic
from storage.clock import utc_now

flow = typer.Typer(help="Conversations as state machines.", no_args_is_help=True)
flow.add_typer(translate, name="translate")


class PlayChannel(StrEnum):
    """Where a flow can be played as if."""

    sms = "sms"
    telegram = "telegram"


@flow.command("play")
def play_flow(
    path: Annotated[str, typer.Argument(metavar="FLOW", help="A flow's file, or a shipped flow.")],
    language: Annotated[
        str, typer.Option(help="The resident's language; without it, unknown.")
    ] = "",
    channel: Annotated[PlayChannel, typer.Option(help="As if on.")] = PlayChannel.sms,
    at: Annotated[str, typer.Option(help="When it begins, such as 2026-12-20T10:00Z.")] = "",
    unprompted: Annotated[
        bool, typer.Option("--unprompted", help="They text first; no question was sent.")
    ] = False,
    golden: Annotated[
        bool, typer.Option("--golden", help="Print a golden transcript, for tests/journeys.")
    ] = False,
) -> None:
    """Talk with a flow: a line you type is a text, and ">> wait 3d" lets time pass."""
    loaded = _load_one(path)
    known = bool(language)
    language = language or loaded.languages[0]
    player = Player(
        loaded,
        make_sample_setting(language, channel.value),
        now=parse_now(at) if at else NOW if golden else utc_now(),
        conversation=Conversation.begin(language, known),
    )
    if golden:
        how = f"{'' if known else ' unknown'}{' unprompted' if unprompted else ''}"
        say(f"# {loaded.id} {language} {channel.value}{how}")
    for line in () if unprompted else player.start():
        say(str(line))
    typed_here = sys.stdin.isatty()
    for typed in sys.stdin:
        told = player.take(typed.rstrip("\n"))
        for line in told[typed_here:]:
            say(str(line))


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
    traffic: Annotated[
        bool, typer.Option("--traffic", help="With how many people went which way, and wait where.")
    ] = False,
) -> None:
    """Draw a flow: states with what they say, answers on the arrows, timers dashed."""
    loaded = _load_one(path)
    counted = _count_traffic(loaded) if traffic else None
    sketch = sketch_flow(
        loaded,
        language or loaded.languages[0],
        traffic=counted.ways if counted else None,
        waiting=counted.waiting if counted else {},
        gave_up=counted.gave_up if counted else {},
    )
    say((draw_svg if format is DrawingFormat.svg else draw_mermaid)(sketch).rstrip("\n"))


def _count_traffic(loaded: Flow) -> Traffic:
    house = open_house()
    return read_traffic(house, find_present(house), loaded)


def _load_one(path: str) -> Flow:
    bundles = read_flow_files([path])
    if len(bundles) > 1:
        raise InputError(f"{path} has {len(bundles)} flows; name one file")
    return load_flow(bundles[0].sources)


def _sum_up(report: Report) -> str:
    flows = f"{len(report.flows)} flow{'' if len(report.flows) == 1 else 's'}"
    found = f"{report.count('error')} errors, {report.count('note')} notes"
    walked = f"{report.walks:,} walks of {report.steps:,} steps, {report.ended:,} to an end"
    return f"{flows}: {found}; {walked}"
