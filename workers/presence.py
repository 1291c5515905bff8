"""Who works on which lane now, as Redis's open connections tell. Changes nothing."""

import os
import socket
from collections.abc import Set

from redis import Redis, RedisError
from rq import Worker
from rq.serializers import JSONSerializer
from rq.worker.base import BaseWorker

from storage.doorbell import connect
from storage.queues import Lane


def find_present_lanes(redis_url: str) -> frozenset[Lane]:
    """Find the lanes that a worker with an open connection works on.

    RQ goes on listing a worker that was killed for minutes; its connection, or its process where it
    is on this machine, is gone at once.

    Raises:
        OSError: Redis does not answer.
        ValueError: the URL cannot be read.
    """
    with connect(redis_url) as redis:
        try:
            open_names = {str(client["name"]) for client in redis.client_list()}
            known = Worker.all(connection=redis, serializer=JSONSerializer)
            alive = [one for one in known if _is_alive(one, open_names)]
        except RedisError as error:
            raise OSError("Redis does not answer") from error
    names = {queue for one in alive for queue in one.queue_names()}
    return frozenset(lane for lane in Lane if lane in names)


def _is_alive(worker: BaseWorker, open_names: Set[str]) -> bool:
    if worker.name in open_names:
        return True
    # it has not named its connection again if Redis went away meanwhile
    return worker.hostname == socket.gethostname() and _is_process(worker.pid)


def _is_process(pid: int | None) -> bool:
    try:
        os.kill(pid or 2**30, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return True


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
