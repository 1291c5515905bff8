"""run: all of it."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.commands.printing import warn
from sayso.running import run_all


def run(
    procfile: Annotated[Path, typer.Option(help="What to run.")] = Path("Procfile"),
) -> None:
    """Start the embedded servers and everything in the Procfile, and keep it running."""
    raise typer.Exit(run_all(procfile, warn))
