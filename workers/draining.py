"""How a lane is drained: work until nothing is left, linger for the next ring, end soon.

The end matters: RQ waits for a job before it stops, and a job that never ends cannot be stopped
well. The numbers are measured
in docs/explanation/doorbell.md.
"""

from collections.abc import Callable
from time import monotonic

from storage.doorbell import Doorbell
from storage.queues import Lane

BUDGET_S = 5.0
LINGER_S = 1.0


def drain(
    lane: Lane, doorbell: Doorbell, *, work: Callable[[], bool], waits: Callable[[], bool]
) -> None:
    """Drain a lane until it stays empty for a second, or for five seconds at most.

    Args:
        lane: whose bell is listened to.
        work: does one batch and says whether there was anything to do.
        waits: says whether anything is left; asked once, when time is up.
    """
    ends_at = monotonic() + BUDGET_S
    while monotonic() < ends_at:
        if not work() and not doorbell.linger(lane, seconds=LINGER_S):
            return
    if waits():
        doorbell.ring(lane)
