"""The real servers, once a session, and a fresh database and queue for each test."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import redis
from xdist.remote import Producer
from xdist.scheduler.loadfile import LoadFileScheduling

from sayso.embedded import Servers
from sayso.embedded import servers as start_servers
from storage import migrating
from tests.databases import Clones, made

FAULTS = "tests/faults/"
_ENVIRON = os.environ  # noqa: TID251  (which servers to test on is no setting of Sayso's)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run ask for more: made-up conversations, and the fault rows at full size."""
    parser.addoption(
        "--examples", type=int, default=2_000, help="conversations to make up (a night: 200000)"
    )
    parser.addoption("--full", action="store_true", help="the fault rows at their promised sizes")
    parser.addoption(
        "--write", action="store_true", help="put the fault rows into docs/reference/promises.md"
    )
    parser.addoption("--steps", type=int, default=15, help="events in each of them, at most")


class Scheduling(LoadFileScheduling):  # type: ignore[misc]  # it has no types
    """Gives each process a file at a time, and one of them all fault rows: they share a town."""

    def _split_scope(self, nodeid: str) -> str:
        return FAULTS if nodeid.startswith(FAULTS) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Say what runs where when several processes share the tests."""
    return Scheduling(config, log)


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make, not among all that was loaded: it is much more."""
    gc.freeze()


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """PostgreSQL and Valkey in a temporary folder, or those that SAYSO_TEST_* names."""
    database_url = _ENVIRON.get("SAYSO_TEST_DATABASE_URL", "")
    redis_url = _ENVIRON.get("SAYSO_TEST_REDIS_URL", "")
    redis_server = _ENVIRON.get("SAYSO_TEST_REDIS_SERVER", "")
    folder = Path(tempfile.mkdtemp(prefix="sayso-tests-"))
    folder.chmod(0o711)  # as root the servers run as nobody
    data_dir = folder / "data"
    try:
        with start_servers(
            data_dir, durable=False, redis_server=Path(redis_server) if redis_server else None
        ) as found:
            data_dir = found.data_dir
            yield Servers(
                database_url=database_url or found.database_url,
                redis_url=redis_url or found.redis_url,
                data_dir=found.data_dir,
                mend=found.mend,
            )
    finally:
        shutil.rmtree(folder)
        shutil.rmtree(data_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def template_url(servers: Servers) -> Iterator[str]:
    """A database that has every migration, to be cloned."""
    with made(servers.database_url) as url:
        migrating.upgrade(url)
        yield url


@pytest.fixture(scope="session")
def clones(servers: Servers, template_url: str) -> Iterator[Clones]:
    """Clones of it."""
    with closing(Clones(servers.database_url, template_url)) as made_ahead:
        yield made_ahead


@pytest.fixture
def database_url(clones: Clones) -> Iterator[str]:
    """A migrated database of this test's own."""
    with clones.one() as url:
        yield url


@pytest.fixture
def redis_url(servers: Servers) -> str:
    """An empty queue."""
    with redis.Redis.from_url(servers.redis_url) as client:
        client.flushdb()
    return servers.redis_url
