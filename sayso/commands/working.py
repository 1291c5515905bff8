"""worker, clock: what works behind the scenes."""

import sys
from typing import Annotated

import typer

from flows.errors import InputError
from sayso.channels import find_openers
from sayso.commands.present import open_lasting_house
from sayso.garbage import look_seldom
from sayso.supervisor import supervise
from sayso.wiring import NEEDED, find_settings
from storage.doorbell import connect
from storage.queues import Lane
from workers.working import sweep_interval, tick, work


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
    assert settings.redis_url is not None  # noqa: S101  (NEEDED)
    look_seldom()
    patient = connect(settings.redis_url.get_secret_value(), patient=True)
    work(Lane(lane), open_lasting_house(open_channel=find_openers(settings)), patient)


def clock() -> None:
    """Wake the sweeper: timers, lost bells, killed workers, silent carriers."""
    house = open_lasting_house()
    interval = sweep_interval(house.settings.lease_s, house.settings.reconcile_s)
    tick(house.redis, house.doorbell, sweep_s=interval)
