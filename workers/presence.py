"""Who works on which lane now, by Redis's own list of open connections. Changes nothing."""

from redis import Redis, RedisError
from rq import Worker
from rq.serializers import JSONSerializer

from storage.doorbell import connect
from storage.queues import Lane


def find_present_lanes(redis_url: str) -> frozenset[Lane]:
    """Find the lanes that a worker with an open connection works on.

    RQ still lists a worker that was killed for minutes; its connection is gone at once.

    Raises:
        OSError: Redis does not answer.
        ValueError: the URL cannot be read.
    """
    with connect(redis_url) as redis:
        try:
            open_names = {client["name"] for client in redis.client_list()}
            workers = Worker.all(connection=redis, serializer=JSONSerializer)
            names = {
                queue for one in workers if one.name in open_names for queue in one.queue_names()
            }
        except RedisError as error:
            raise OSError("Redis does not answer") from error
    return frozenset(lane for lane in Lane if lane in names)


def is_append_only(redis_url: str) -> bool | None:
    """Tell whether Redis keeps what it is told over a restart; None where it does not say.

    Raises:
        OSError: Redis does not answer.
        ValueError: the URL cannot be read.
    """
    with connect(redis_url) as redis:
        try:
            return bool(_persistence(redis).get("aof_enabled"))
        except RedisError as error:
            raise OSError("Redis does not answer") from error


def _persistence(redis: Redis) -> dict[str, object]:
    found: dict[str, object] = redis.info("persistence")
    return found
