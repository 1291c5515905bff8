"""demo and text: a neighbourhood to look at, and to text with."""

import secrets
import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

from flows.amounts import amount, people
from flows.errors import InputError
from sayso.announcing import find_demo
from sayso.commands.printing import Json, print_json, say, warn
from sayso.commands.progress import stderr
from sayso.demo.acting import Outcome, Play
from sayso.demo.director import Score
from sayso.demo.doors import CHANNELS, write_phone, write_question
from sayso.demo.neighbourhood import Neighbourhood, neighbourhood
from sayso.demo.texting import Phone, converse
from sayso.people import read_address
from storage.settings import load_settings

RESIDENTS = 200
NEWCOMERS = 447_700_900_500
PHONES = 400
"""Numbers for those who join by `sayso text`: Ofcom's for drama, so many from the first on."""


def demo(
    exit_: Annotated[bool, typer.Option("--exit", help="End after the play.")] = False,
    as_json: Json = False,
) -> None:
    """Play a neighbourhood of 200 on real servers, then serve it so that you can text with it."""
    with neighbourhood(load_settings(), warn) as place:
        with Live(console=stderr, refresh_per_second=8, transient=True) as live:
            play = Play(place, lambda doing, score: live.update(_draw(doing, score)))
            outcome = play.act()
        if as_json:
            print_json(outcome.summary)
        _show_doors(place, outcome, warn if as_json else say)
        if not exit_:
            _serve(place)
    if outcome.summary["lost"] or outcome.summary["duplicates_sent"]:
        raise typer.Exit(1)


def text(
    channel: Annotated[str, typer.Option(help="sms or telegram")] = "sms",
    number: Annotated[str, typer.Option("--as", help="The same number again.")] = "",
) -> None:
    """Join the running demo as a resident: type a text, see the reply. Ctrl-D ends it."""
    settings = load_settings()
    environment = find_demo(settings.data_dir)
    if environment is None:
        raise InputError(f"no demo runs in {settings.data_dir}: start `./dev demo` there first")
    if channel not in CHANNELS:
        raise InputError(f"--channel {channel}: write sms or telegram")
    carriers = environment["TWILIO_API_BASE_URL"]
    phone = _pick_up(carriers, channel, number) if number else _find_unused(carriers, channel)
    say(f"You are {phone.address}. The question: what is one thing to make life better here?")
    converse(phone, typer.get_text_stream("stdin"), say)
    say("Put it into the next digest, once a person has looked (that is you, now):")
    say("  ./dev sayso words list                     shows what was said, newest first")
    say('  ./dev sayso words clear ID --as "a bench"  lets it in, in your words')
    say("  ./dev sayso digest build                   cuts the next digest")


def _pick_up(carriers: str, channel: str, number: str) -> Phone:
    try:
        return Phone(carriers, channel, read_address(channel, number))
    except InputError as error:
        raise InputError(f"--as {number[:20]}: {error}") from error


def _find_unused(carriers: str, channel: str) -> Phone:
    """Find a phone nobody has texted from: whoever joins is new here."""
    begin = secrets.randbelow(PHONES)
    for n in range(PHONES):
        number = str(NEWCOMERS + (begin + n) % PHONES)
        phone = Phone(carriers, channel, number if channel == "telegram" else f"+{number}")
        if not phone.show():
            return phone
    raise InputError("every phone of the demo is taken: name one with --as, or start it again")


def _draw(doing: str, score: Score) -> Group:
    table = Table.grid(padding=(0, 2))
    for name, n, total in (
        ("asked", score.asked, RESIDENTS),
        ("texts in", score.texts, score.script),
        ("replies out", min(score.replies, score.script), score.script),  # later texts are none
    ):
        table.add_row(
            f"  {name}", ProgressBar(total=total, completed=n, width=40), f"{n} of {total}"
        )
    return Group(doing, table)


def _show_doors(place: Neighbourhood, outcome: Outcome, to: Callable[[str], None]) -> None:
    folder = place.house.settings.data_dir
    ledger = place.carriers.ledger
    summary = outcome.summary
    to(
        f"{amount(summary['residents'], 'resident')}, {amount(summary['inbound'], 'text')} in,"
        f" {people(summary['answered'])} wrote and had every text answered,"
        f" {summary['lost']} lost, {summary['duplicates_sent']} sent twice."
    )
    to(
        f"The first topic has its answer: {people(summary['receipts'])} got it."
        f" {amount(summary['topics_unanswered'], 'topic has', 'topics have')} none yet."
    )
    to("Three doors:")
    to(f"  1 one resident's phone   {_write_phone(place, outcome)}")
    to(f"  2 the question as asked  {write_question(folder, ledger, outcome.cast)}")
    to(f"  3 the digest             {outcome.digest.paths[0]}")


def _write_phone(place: Neighbourhood, outcome: Outcome) -> Path:
    folder, ledger = place.house.settings.data_dir, place.carriers.ledger
    return write_phone(folder, ledger, outcome.cast, outcome.community, outcome.said)


def _serve(place: Neighbourhood) -> None:
    """Serve until Ctrl-C or SIGTERM."""
    ended: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        ended.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    warn("It goes on serving. In another terminal: `./dev sayso text`. Ctrl-C ends it.")
    while not ended:
        place.look()
