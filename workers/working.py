"""The worker process of one lane, and the clock that wakes the sweeper."""

import structlog
from redis import Redis
from rq import Queue, SimpleWorker, Worker
from rq.cron import CronJob, CronScheduler
from rq.serializers import JSONSerializer
from rq.utils import now

from storage.doorbell import Doorbell
from storage.queues import Lane
from workers import jobs
from workers.house import House
from workers.meaning import prepare_sorting

log = structlog.get_logger()

RECONNECT_S = 2
SWEEP_S = 30


class _Lasting(SimpleWorker):
    """Runs its jobs in its own process, and tells the one that runs when it is to end."""

    def handle_warm_shutdown_request(self) -> None:
        """Let nothing new begin."""
        super().handle_warm_shutdown_request()  # type: ignore[no-untyped-call]
        jobs.stop()


def work(lane: Lane, house: House, redis: Redis) -> None:
    """Work on one lane until SIGTERM; a job that runs may finish.

    Args:
        lane: whose jobs.
        house: what the jobs find their parts in.
        redis: a patient connection (`doorbell.connect`).
    """
    jobs.furnish(house)
    kind = Worker if lane is Lane.BACKGROUND else _Lasting
    if kind is Worker:
        prepare_sorting()  # each job is a fork of this process
    queue = Queue(lane, connection=redis, serializer=JSONSerializer)
    worker = kind([queue], connection=redis, serializer=JSONSerializer)
    worker.max_connection_wait_time = RECONNECT_S
    house.doorbell.ring(lane)  # whatever came in while nobody listened
    try:
        worker.work(logging_level="WARNING")
    finally:
        jobs.leave()


class Clock(CronScheduler):
    """RQ's scheduler, putting JSON jobs on the lane, and none behind one that still waits."""

    def __init__(self, redis: Redis, doorbell: Doorbell, *, sweep_s: int) -> None:
        super().__init__(connection=redis, logging_level="WARNING")
        self._doorbell = doorbell
        self.register(jobs.sweep, Lane.BACKGROUND, interval=sweep_s)

    def enqueue_jobs(self) -> list[CronJob]:
        """Enqueue the sweep when it is due."""
        due = [job for job in self.get_jobs() if job.should_run()]
        for job in due:
            self._doorbell.enqueue_sweep()
            job.set_enqueue_time(now())
        return due


def tick(redis: Redis, doorbell: Doorbell, *, sweep_s: int) -> None:
    """Keep the clock until SIGTERM."""
    Clock(redis, doorbell, sweep_s=sweep_s).start()  # type: ignore[no-untyped-call]


def sweep_interval(lease_s: float, reconcile_s: float) -> int:
    """Say how often to sweep, in whole seconds: half the shorter wait, from 1 to 30 s."""
    return int(max(1, min(SWEEP_S, lease_s / 2, reconcile_s / 2)))
