"""The command line: loads the command that is asked for, and says how trouble is told.

No other is imported: all of them together take seconds.
"""

import errno
import io
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

import typer

from flows.errors import SaysoError
from sayso.command_list import COMMANDS, CommandGroup, Place
from sayso.commands.printing import warn
from sayso.garbage import left_alone, look_seldom
from sayso.logs import write_json_logs

USAGE = 2


def make_app(*words: str) -> typer.Typer:
    """Make the command line of the command that some words begin with.

    Args:
        words: as typed; where they name no command, it only lists all there are.
    """
    app = typer.Typer(
        help="A community and those with power over it work things out by text.",
        callback=_sayso,  # one command alone is still called by its name
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    _add(app, COMMANDS, words)
    return app


def _add(
    app: typer.Typer, commands: Mapping[str, Place | CommandGroup], words: Sequence[str]
) -> None:
    """Add the command that is named, or where none is, the lines of all."""
    for name in words[:1] if words and words[0] in commands else commands:
        found = commands[name]
        if isinstance(found, CommandGroup):
            group = typer.Typer(help=found.line, callback=_sayso, no_args_is_help=True)
            _add(group, found.commands, words[1:])
            app.add_typer(group, name=name)
        elif words[:1] == (name,):
            _load(app, name, found)
        else:
            app.command(name, help=found.line)(_sayso)


def _load(app: typer.Typer, name: str, place: Place) -> None:
    """Import a command, or a group of them, and add it."""
    module, _, inside = place.path.partition(".")
    loaded = getattr(import_module(f"sayso.commands.{module}"), inside)
    if isinstance(loaded, typer.Typer):
        app.add_typer(loaded, name=name)
    else:
        app.command(name)(loaded)


def _sayso() -> None:
    """Nothing is done before a command."""


def main() -> None:
    """Run a command; what we know went wrong is told in one line, without a traceback."""
    write_json_logs()
    _take_any_letters()
    try:
        with left_alone():
            app = make_app(*sys.argv[1:])
        look_seldom()
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        if error.format_message():  # else there was nothing but a group's name: help was printed
            warn(tell_usage(error))
    except typer.Abort:
        warn("\nsayso: stopped; nothing further was done.")
        sys.exit(1)
    except SaysoError as error:
        warn(f"sayso: {error}")
    except Exception as error:
        told = _tell_trouble(error)
        if not told:
            raise
        warn(told)
    sys.exit(USAGE)


def tell_usage(error: typer.TyperException) -> str:
    """Say in one line what is wrong with the words of a command, and where help is."""
    said = " ".join(error.format_message().split()).replace("Value error, ", "")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "sayso"
    end = "" if said.endswith((".", "?")) else "."
    return f"{path}: {said}{end} `{path} --help` shows what it takes."


def _tell_trouble(error: Exception) -> str:
    """Say what the machine refused: the database, or a file; "" for what only a mistake can be."""
    if _is_unreachable(error):
        return "sayso: the database does not answer: check DATABASE_URL, and that it runs"
    if not isinstance(error, OSError):
        return ""
    if error.filename is None and error.errno != errno.ENOSPC:
        return ""
    return f"sayso: {error.filename or 'what was to be written'}: {error.strerror}"


def _is_unreachable(error: Exception) -> bool:
    """Tell whether the database is away; a command that has not loaded it asked none."""
    database = sys.modules.get("storage.database")
    return database is not None and isinstance(error, database.Unreachable)


def _take_any_letters() -> None:
    """Let nothing that is typed, piped in or printed break a command: odd letters become signs."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
