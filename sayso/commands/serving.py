"""web, worker, clock, telegram, run: what keeps running."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.errors import InputError
from sayso.commands.present import open_house
from sayso.commands.printing import warn
from sayso.garbage import look_seldom
from sayso.running import run_all
from sayso.supervisor import supervise
from sayso.web import serve
from sayso.wiring import NEEDED, find_settings
from storage.doorbell import connect
from storage.queues import Lane
from workers.working import sweep_interval, tick, work


def web() -> None:
    """Take carriers' webhooks and serve pages, on PORT."""
    settings = find_settings()
    needed = ["PUBLIC_URL"] if settings.sms_on else []
    if settings.telegram_on and settings.public_url:  # else `sayso telegram` fetches
        needed.append("TELEGRAM_WEBHOOK_SECRET")
    serve(open_house(*needed))


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
    work(Lane(lane), open_house(), patient)


def clock() -> None:
    """Wake the sweeper: timers, lost bells, killed workers, silent carriers."""
    house = open_house()
    interval = sweep_interval(house.settings.lease_s, house.settings.reconcile_s)
    tick(house.redis, house.doorbell, sweep_s=interval)


def run(
    procfile: Annotated[Path, typer.Option(help="What to run.")] = Path("Procfile"),
) -> None:
    """Start the embedded servers and everything in the Procfile, and keep it running."""
    raise typer.Exit(run_all(procfile, warn))
