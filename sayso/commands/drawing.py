"""flow draw: a picture of a flow, with how people went through it where that is asked for."""

from enum import StrEnum
from typing import Annotated

import typer

from flows.definition import Flow
from flows.drawing.mermaid import draw_mermaid
from flows.drawing.sketch import sketch_flow
from flows.drawing.svg import draw_svg
from sayso.commands.present import find_present, open_house
from sayso.commands.printing import say
from sayso.flow_files import load_one, pick_language
from sayso.traffic import Traffic, read_traffic


class DrawingFormat(StrEnum):
    """What a drawing can be written as."""

    svg = "svg"
    mermaid = "mermaid"


def draw_flow(
    path: Annotated[str, typer.Argument(metavar="FLOW", help="A flow's file, or a shipped flow.")],
    format: Annotated[DrawingFormat, typer.Option(help="What to write.")] = DrawingFormat.svg,
    language: Annotated[str, typer.Option(help="Of the texts; without it, the flow's first.")] = "",
    traffic: Annotated[
        bool, typer.Option("--traffic", help="With how many people went which way, and wait where.")
    ] = False,
) -> None:
    """Draw a flow: states with what they say, answers on the arrows, timers dashed."""
    loaded = load_one(path)
    counted = _count_traffic(loaded) if traffic else None
    sketch = sketch_flow(
        loaded,
        pick_language(loaded, language),
        traffic=counted.ways if counted else None,
        waiting=counted.waiting if counted else {},
        gave_up=counted.gave_up if counted else {},
    )
    say((draw_svg if format is DrawingFormat.svg else draw_mermaid)(sketch).rstrip("\n"))


def _count_traffic(loaded: Flow) -> Traffic:
    house = open_house()
    return read_traffic(house, find_present(house), loaded)
