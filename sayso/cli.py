"""The command line: which command is where, and how trouble is told."""

import sys

import typer

from flows.errors import SaysoError
from sayso.commands.asking_people import export, safeguarding, status
from sayso.commands.backing_up import dump_database, load_database
from sayso.commands.broadcasting import broadcast, broadcasts
from sayso.commands.clearing import words
from sayso.commands.closing import close, promise, reopen
from sayso.commands.composing import ask
from sayso.commands.connecting import connect, listen
from sayso.commands.consenting import consent
from sayso.commands.demoing import demo, text
from sayso.commands.digesting import digest
from sayso.commands.doctoring import doctor
from sayso.commands.flowing import flow
from sayso.commands.grouping import groups
from sayso.commands.hearing import hear
from sayso.commands.identifying import WHO
from sayso.commands.inboxing import inbox
from sayso.commands.outboxing import outbox
from sayso.commands.printing import warn
from sayso.commands.profiling import facts, profile
from sayso.commands.quoting import quotes
from sayso.commands.reading import read, sms
from sayso.commands.reading_inbox import answer, call_list, done, list_replies, read_reply
from sayso.commands.residents import resident
from sayso.commands.responding import respond, responses
from sayso.commands.retaining import retention
from sayso.commands.serving import clock, run, web, worker
from sayso.commands.setting_up import import_people, new_key_set, start, upgrade
from sayso.commands.sorting import sort
from sayso.commands.staffing import staff
from sayso.commands.theming import themes
from sayso.commands.topics import topics
from sayso.commands.writing_down import slip, write_down, written
from sayso.logs import write_json_logs
from storage.database import Unreachable

USAGE = 2

app = typer.Typer(
    help="A community and those with power over it work things out by text.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (
    demo,
    text,
    run,
    web,
    worker,
    clock,
    start,
    ask,
    broadcast,
    close,
    reopen,
    promise,
    hear,
    respond,
    responses,
    status,
    retention,
    export,
    doctor,
    read,
    sms,
    themes,
    sort,
):
    app.command()(command)
app.command("telegram")(listen)
app.command("import")(import_people)
app.add_typer(connect, name="connect")
app.add_typer(broadcasts, name="broadcasts")
app.add_typer(consent, name="consent")
app.add_typer(resident, name="resident")
for name, command in WHO.items():
    resident.command(name)(command)
app.add_typer(safeguarding, name="safeguarding")
app.add_typer(staff, name="staff")
app.add_typer(outbox, name="outbox")
app.add_typer(digest, name="digest")
app.add_typer(words, name="words")
app.add_typer(profile, name="profile")
app.add_typer(facts, name="facts")
app.add_typer(quotes, name="quotes")
app.add_typer(topics, name="topics")
app.add_typer(inbox, name="inbox")
app.add_typer(groups, name="groups")
app.add_typer(flow, name="flow")
app.add_typer(write_down, name="write-down")
app.add_typer(slip, name="slips")
app.add_typer(written, name="written")
for word, shown in (
    ("list", list_replies),
    ("read", read_reply),
    ("answer", answer),
    ("done", done),
):
    inbox.command(word)(shown)
app.add_typer(call_list, name="call-list")
keys = typer.Typer(help="Keys that seal numbers and names.", no_args_is_help=True)
keys.command("new")(new_key_set)
app.add_typer(keys, name="keys")
db = typer.Typer(help="The database.", no_args_is_help=True)
db.command("upgrade")(upgrade)
db.command("dump")(dump_database)
db.command("load")(load_database)
app.add_typer(db, name="db")


@slip.callback()
def _slip() -> None:
    """Paper slips with codes."""


@written.callback()
def _written() -> None:
    """What was written down."""


@keys.callback()
def _keys() -> None:
    """Keys that seal numbers and names."""


@db.callback()
def _db() -> None:
    """The database."""


def main() -> None:
    """Run a command; what we know went wrong is told in words, without a traceback."""
    write_json_logs()
    try:
        app()
    except SaysoError as error:
        warn(f"sayso: {error}")
        sys.exit(USAGE)
    except Unreachable:
        warn("sayso: the database does not answer: check DATABASE_URL, and that it runs")
        sys.exit(USAGE)
