"""worker: what works behind the scenes, a process for each lane."""

import sys
from importlib import import_module
from typing import Annotated

import typer

from flows.errors import InputError
from sayso.supervisor import supervise
from sayso.wiring import NEEDED, find_settings
from storage.queues import Lane


def worker(
    lane: Annotated[str, typer.Argument(help="One lane; without it, a process for each.")] = "",
) -> None:
    """Answer texts and send messages."""
    settings = find_settings(*NEEDED)
    if not lane:
        program = [sys.executable, "-m", "sayso", "worker"]
        programs = {f"worker-{each}": [*program, each] for each in Lane}
        run_dir = settings.data_dir / "run"
        run_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        raise typer.Exit(supervise(programs, run_dir=run_dir))
    if lane not in list(Lane):
        raise InputError(f"There is no lane {lane!r}; there is: {', '.join(Lane)}")
    # who only keeps the others running loads none of what they work with
    import_module("sayso.commands.lane_working").work_on(Lane(lane), settings)
