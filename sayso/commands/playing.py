"""flow play: talk with a flow, without a database."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from flows.conversation import Conversation
from flows.play import Player
from flows.reader.cases import parse_now
from flows.samples import NOW, make_sample_setting
from sayso.commands.printing import say
from sayso.flow_files import load_one, pick_language
from storage.clock import utc_now


class PlayChannel(StrEnum):
    """Where a flow can be played as if."""

    sms = "sms"
    telegram = "telegram"


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
    loaded = load_one(path)
    known = bool(language)
    language = pick_language(loaded, language)
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
