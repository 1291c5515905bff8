"""What a worker's process does on its lane, and the clock that wakes the sweeper."""

from sayso.channels import find_openers
from sayso.commands.present import open_lasting_house
from sayso.garbage import look_seldom
from storage.doorbell import connect
from storage.queues import Lane
from storage.settings import Settings
from workers.working import sweep_interval, tick, work


def work_on(lane: Lane, settings: Settings) -> None:
    """Work on a lane until SIGTERM.

    Args:
        settings: with all of NEEDED.
    """
    assert settings.redis_url is not None  # noqa: S101  (NEEDED)
    look_seldom()
    patient = connect(settings.redis_url.get_secret_value(), patient=True)
    work(lane, open_lasting_house(open_channel=find_openers(settings)), patient)


def clock() -> None:
    """Wake the sweeper: timers, lost bells, killed workers, silent carriers."""
    house = open_lasting_house()
    interval = sweep_interval(house.settings.lease_s, house.settings.reconcile_s)
    tick(house.redis, house.doorbell, sweep_s=interval)
