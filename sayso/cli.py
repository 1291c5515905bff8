"""The command line: which command is where, and how trouble is told.

A command's module is imported when it is asked for: all of them together take seconds.
"""

import errno
import io
import sys
from collections.abc import Mapping
from importlib import import_module

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from flows.errors import SaysoError
from sayso.commands.printing import warn
from sayso.garbage import left_alone, look_seldom
from sayso.logs import write_json_logs
from storage.database import Unreachable

USAGE = 2

PLACES: Mapping[str, str] = {
    "demo": "demoing.demo",
    "text": "demoing.text",
    "run": "running.run",
    "web": "serving.web",
    "worker": "working.worker",
    "clock": "working.clock",
    "start": "setting_up.start",
    "ask": "composing.ask",
    "broadcast": "broadcasting.broadcast",
    "close": "closing.close",
    "reopen": "closing.reopen",
    "promise": "closing.promise",
    "hear": "hearing.hear",
    "respond": "responding.respond",
    "responses": "responding.responses",
    "status": "asking_people.status",
    "retention": "retaining.retention",
    "export": "exporting.export",
    "doctor": "doctoring.doctor",
    "read": "reading.read",
    "sms": "reading.sms",
    "themes": "theming.themes",
    "sort": "sorting.sort",
    "telegram": "connecting.listen",
    "import": "setting_up.import_people",
    "connect": "connecting.connect",
    "broadcasts": "broadcasting.broadcasts",
    "consent": "consenting.consent",
    "resident": "residents.resident",
    "safeguarding": "asking_people.safeguarding",
    "staff": "staffing.staff",
    "outbox": "outboxing.outbox",
    "digest": "digesting.digest",
    "words": "clearing.words",
    "profile": "profiling.profile",
    "facts": "profiling.facts",
    "quotes": "quoting.quotes",
    "topics": "topics.topics",
    "inbox": "inboxing.inbox",
    "groups": "grouping.groups",
    "flow": "flowing.flow",
    "write-down": "writing_down.write_down",
    "slips": "writing_down.slip",
    "written": "writing_down.written",
    "call-list": "reading_inbox.call_list",
    "keys": "setting_up.keys",
    "db": "backing_up.db",
}
"""A command, or a group of them -> its module in `sayso.commands` and its name there."""


def make_app(word: str = "") -> typer.Typer:
    """Make the command line of one command; of all of them where no command is called that."""
    app = typer.Typer(
        help="A community and those with power over it work things out by text.",
        callback=_sayso,  # one command alone is still called by its name
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for name in [word] if word in PLACES else PLACES:
        module, _, inside = PLACES[name].partition(".")
        found = getattr(import_module(f"sayso.commands.{module}"), inside)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def _sayso() -> None:
    """Nothing is done before a command."""


def main() -> None:
    """Run a command; what we know went wrong is told in one line, without a traceback."""
    write_json_logs()
    _take_any_letters()
    try:
        with left_alone():
            app = make_app(*sys.argv[1:2])
        look_seldom()
        sys.exit(app(standalone_mode=False))
    except NoArgsIsHelpError as error:
        error.show()
    except ClickException as error:
        warn(tell_usage(error))
    except typer.Abort:
        warn("\nsayso: stopped; nothing further was done.")
        sys.exit(1)
    except SaysoError as error:
        warn(f"sayso: {error}")
    except Unreachable:
        warn("sayso: the database does not answer: check DATABASE_URL, and that it runs")
    except OSError as error:
        if error.filename is None and error.errno != errno.ENOSPC:
            raise
        warn(f"sayso: {error.filename or 'what was to be written'}: {error.strerror}")
    sys.exit(USAGE)


def tell_usage(error: ClickException) -> str:
    """Say in one line what is wrong with the words of a command, and where help is."""
    said = " ".join(error.format_message().split()).replace("Value error, ", "")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sayso"
    end = "" if said.endswith((".", "?")) else "."
    return f"{path}: {said}{end} `{path} --help` shows what it takes."


def _take_any_letters() -> None:
    """Let nothing that is typed, piped in or printed break a command: odd letters become signs."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
