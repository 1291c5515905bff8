"""flow: try a conversation out, without a database."""

import sys
from datetime import timedelta
from typing import Annotated

import typer

from flows.conversation import Conversation
from flows.loading import load_flow
from flows.play import play
from flows.rendering import Setting
from sayso.commands.printing import say
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
