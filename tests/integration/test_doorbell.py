from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
import structlog

from storage.doorbell import Doorbell, connect
from storage.queues import Job, Lane
from tests.integration.town import Town
from workers import jobs
from workers.draining import drain
from workers.house import House
from workers.working import sweep_interval

pytestmark = pytest.mark.redis


def test_ring_without_redis_is_quick_and_harmless() -> None:
    away = connect("redis://127.0.0.1:1/0")
    doorbell = Doorbell(away)
    began_at = monotonic()

    assert not doorbell.ring(Lane.CONVERSE)
    assert not doorbell.linger(Lane.CONVERSE, seconds=5)
    assert not doorbell.answers()
    assert monotonic() - began_at < 1
    away.close()


def test_rings_while_nobody_listens_make_one_job(town: Town) -> None:
    for _ in range(5):
        assert town.house.doorbell.ring(Lane.CONVERSE)

    assert town.house.redis.llen("rq:queue:converse") == 1
    assert town.house.redis.llen("bell:converse") == 1


def test_one_ring_for_several_lanes_is_heard_on_each_and_makes_a_job_where_none_waits(
    town: Town,
) -> None:
    town.house.doorbell.ring(Lane.SMS)

    assert town.house.doorbell.ring(Lane.SMS, Lane.BACKGROUND)

    for lane in (Lane.SMS, Lane.BACKGROUND):
        assert town.house.redis.llen(f"rq:queue:{lane}") == 1
        assert town.house.redis.llen(f"bell:{lane}") == 1


def test_ring_while_a_drain_runs_is_never_missed(town: Town) -> None:
    doorbell = Doorbell(town.house.redis)
    due: list[int] = []
    done: list[int] = []

    def do_one() -> bool:
        if not due:
            return False
        done.append(due.pop())
        return True

    def commit_and_ring() -> None:
        for number in range(200):
            due.append(number)
            doorbell.ring(Lane.SMS)

    with ThreadPoolExecutor(1) as threads:
        ringing = threads.submit(commit_and_ring)
        drain(Lane.SMS, doorbell, work=do_one, waits=lambda: bool(due))
        ringing.result(60)
    while town.house.redis.delete(f"rq:queue:{Lane.SMS}"):  # a worker takes the job, if one waits
        drain(Lane.SMS, doorbell, work=do_one, waits=lambda: bool(due))

    assert sorted(done) == list(range(200))


def test_sweep_is_not_put_behind_one_that_may_wait_already(town: Town) -> None:
    town.house.doorbell.enqueue(Job.THEMES)
    for _ in range(3):
        town.house.doorbell.enqueue_sweep()

    assert town.house.redis.llen("rq:queue:background") == 2
    assert (sweep_interval(60, 60), sweep_interval(3, 1)) == (30, 1)


def test_every_job_is_a_function_of_workers_jobs() -> None:
    for job in Job:
        assert callable(getattr(jobs, job.removeprefix("workers.jobs.")))


def test_failed_job_logs_no_words_and_leaves_none_in_redis(town: Town) -> None:
    def break_down(house: House) -> None:
        raise ValueError("more benches +447700900001")

    jobs.furnish(town.house)
    with structlog.testing.capture_logs() as logs:
        jobs._run(break_down)

    assert [entry["error"] for entry in logs] == ["ValueError"]
    assert "benches" not in str(logs)
