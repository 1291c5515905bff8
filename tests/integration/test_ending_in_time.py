from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.carriers.faults import Faults
from sayso.launching import wait_until
from tests.integration.outbox import owe
from tests.integration.town import Town, make_carriers, open_town

OTHER = "+447700900199"


@pytest.fixture
def urls(town_url: str, redis_url: str) -> tuple[str, str]:
    return town_url, redis_url


@contextmanager
def calling(
    urls: tuple[str, str], folder: Path, latency_s: float
) -> Iterator[tuple[Town, Future[None]]]:
    """A town whose one message is on the line, and its drain."""
    with (
        make_carriers(faults=Faults(latency_s=latency_s)) as carriers,
        open_town(*urls, folder, carriers=carriers) as town,
        ThreadPoolExecutor(1) as threads,
    ):
        owe(town)
        draining = threads.submit(town.sender("sms").drain)
        assert wait_until(lambda: town.states() == ["calling"], seconds=30)
        yield town, draining


def test_a_call_that_hangs_is_given_up_once_the_worker_is_to_end(
    urls: tuple[str, str], tmp_path: Path
) -> None:
    with calling(urls, tmp_path, 60.0) as (town, draining):
        town.sender("sms").stop(within_s=0)
        draining.result(8)  # by itself it would hang for 10 s

        assert town.rows("select state, error from message") == [
            {"state": "unknown", "error": "fate lost"}
        ]


def test_no_call_begins_once_the_worker_is_to_end(urls: tuple[str, str], tmp_path: Path) -> None:
    with calling(urls, tmp_path, 2.0) as (town, draining):
        town.sender("sms").stop()
        owe(town, "sms", OTHER)
        draining.result(30)

        assert town.values("select state from message order by id") == ["accepted", "queued"]
        assert town.handset("sms", OTHER) == []
