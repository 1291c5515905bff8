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
GLANCE_S = 0.1
"""How long a drain that has just worked waits for a ring before it looks again by itself.

Whoever sends what it wrote has the machine for themselves meanwhile.
"""


def drain(
    lane: Lane, doorbell: Doorbell, *, work: Callable[[], bool], waits: Callable[[], bool]
) -> None:
    """Drain a lane until it stays empty for a second, or for five seconds at most.

    Args:
        lane: whose bell is listened to.
        work: does one batch and says whether there was anything to do; where it knows of more, it
            rings.
        waits: says whether anything is left; asked once, when time is up.
    """
    ends_at = monotonic() + BUDGET_S
    while monotonic() < ends_at:
        worked = work()
        rang = doorbell.linger(lane, seconds=GLANCE_S if worked else LINGER_S)
        if not (worked or rang):
            return
    if waits():
        doorbell.ring(lane)
