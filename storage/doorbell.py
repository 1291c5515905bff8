"""The doorbell: Redis tells workers that there is something to do; the database says what.

A ring that is lost costs time, never a text: each drain reads the database until it is empty, and
the sweeper looks again.
Why not RQ's `unique`: it loses rings and a killed job blocks its id (docs/explanation/doorbell.md).
"""

import structlog
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from storage.queues import DRAINS, Job, Lane

log = structlog.get_logger()

JOB_TIMEOUT_S = 600
FAILURE_TTL_S = 60


def connect(redis_url: str, *, patient: bool = False) -> Redis:
    """Open a connection pool; nothing is sent yet.

    Args:
        redis_url: as in REDIS_URL.
        patient: wait and retry as RQ's workers need; else fail within 0.2 s, as the edges need.
    """
    if patient:
        return Redis.from_url(redis_url)
    return Redis.from_url(
        redis_url,
        retry=Retry(NoBackoff(), 0),
        socket_connect_timeout=0.2,
        socket_timeout=2.0,
    )


class Doorbell:
    """Rings lanes, and lets a drain linger until the next ring."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def ring(self, *lanes: Lane) -> bool:
        """Say that lanes have work, in one round trip. Call it after the commit, never before.

        Returns:
            Whether Redis heard it. False is harmless: the sweeper finds the work.
        """
        try:
            with self._redis.pipeline(transaction=False) as pipe:
                for lane in lanes:
                    pipe.llen(f"rq:queue:{lane}")
                    pipe.rpush(f"bell:{lane}", 1)
                    pipe.ltrim(f"bell:{lane}", -1, -1)
                waiting = pipe.execute()[::3]
            for lane, jobs in zip(lanes, waiting, strict=True):
                if jobs == 0:
                    self.enqueue(DRAINS[lane], lane=lane)
        except RedisError as error:
            log.warning("bell not heard", lanes=",".join(lanes), error=type(error).__name__)
            return False
        return True

    def enqueue(self, job: Job, *ids: str, lane: Lane = Lane.BACKGROUND) -> None:
        """Put one job on a lane.

        Args:
            job: what to run.
            ids: its arguments: ids only, never a person's words or address.
            lane: whose worker runs it.

        Raises:
            RedisError: Redis cannot be reached.
        """
        queue = Queue(lane, connection=self._redis, serializer=JSONSerializer)
        queue.enqueue(
            str(job),
            *ids,
            result_ttl=0,
            failure_ttl=FAILURE_TTL_S,
            job_timeout=JOB_TIMEOUT_S,
        )

    def enqueue_sweep(self) -> None:
        """Put the sweep on the background lane, unless two jobs wait there: one may be a sweep.

        Raises:
            RedisError: Redis cannot be reached.
        """
        if self._redis.llen(f"rq:queue:{Lane.BACKGROUND}") < 2:
            self.enqueue(Job.SWEEP)

    def answers(self) -> bool:
        """Say whether Redis can be reached."""
        try:
            return bool(self._redis.ping())
        except RedisError:
            return False

    def linger(self, lane: Lane, *, seconds: float) -> bool:
        """Wait for the next ring.

        Returns:
            Whether somebody rang; False after `seconds`, or when Redis cannot be reached.
        """
        try:
            return self._redis.blpop([f"bell:{lane}"], timeout=seconds) is not None
        except RedisError:
            return False
