"""db upgrade, db dump, db load: this version's tables, the whole database in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from flows.amounts import amount
from sayso.backups import dump, load
from sayso.commands.printing import say
from sayso.commands.progress import show_progress
from sayso.wiring import find_settings
from storage import migrating, opt_outs, revisions
from storage.database import Database

db = typer.Typer(help="The database.", no_args_is_help=True)


@db.command("upgrade")
def upgrade() -> None:
    """Bring the database to this version's tables."""
    migrating.upgrade(_database_url())
    say(f"The database is at {revisions.newest_revision()}.")


@db.command("dump")
def dump_database(
    file: Annotated[Path, typer.Argument(help="A new file. It holds what people said.")],
) -> None:
    """Write the whole database into one file. Keep SAYSO_KEYS apart from it."""
    url = _database_url()
    with show_progress("Tables") as progress:
        bar = progress.add_task("dump", total=None)
        dump(url, file, tell=lambda n, of: progress.update(bar, completed=n, total=of))
    say(f"{file} holds the database. Without SAYSO_KEYS nobody can read the numbers in it.")


@db.command("load")
def load_database(
    file: Annotated[Path, typer.Argument(help="A file that `sayso db dump` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in place of the community that is there.")
    ] = False,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Send what waited then. Only if nothing ran since the dump."),
    ] = False,
) -> None:
    """Load a dump. Whoever said STOP since then stays stopped; nothing is sent a second time."""
    url = _database_url()
    with show_progress("Bytes") as progress:
        bar = progress.add_task("load", total=None)
        done = load(
            url,
            file,
            replace=replace,
            resume=resume,
            tell=lambda n, of: progress.update(bar, completed=n, total=of),
        )
    _stop_suppressed(url)
    kept = amount(
        done.kept_stops, "number that said STOP here stays", "numbers that said STOP here stay"
    )
    say(f"Loaded. {kept} stopped.")
    if done.left_unsent:
        unsent = amount(done.left_unsent, "message")
        say(f"{unsent} waited when it was dumped: not sent again, but listed.")
    say("Start `sayso run` again, then look with `sayso doctor`.")


def _stop_suppressed(url: str) -> None:
    """Keep silent towards whoever was erased since the dump; without keys nobody is written to."""
    settings = find_settings("DATABASE_URL")
    if settings.keys is None:
        return
    database = Database(url)
    with database.transaction() as db:
        opt_outs.stop_suppressed(db, settings.keyring)
    database.close()


def _database_url() -> str:
    url = find_settings("DATABASE_URL").database_url
    assert url is not None  # noqa: S101  (just asked for)
    return url.get_secret_value()
