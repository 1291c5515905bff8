"""The rows of the promises: their figures, and the town they break."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from sayso.embedded import Servers
from sayso.embedded import servers as start_servers
from storage import migrating
from tests.databases import made
from tests.faults.rows import Row, head_lines, merge_into, table_of
from tests.faults.town import Towns

_ENVIRON = os.environ  # noqa: TID251  (which Redis to test on is no setting of Sayso's)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "promises.md"
ROW = pytest.StashKey[Row]()
HEADED = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of rows whose short form is a test of another layer."""
    config.addinivalue_line("markers", "only_in_full: a row that runs with --full alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs with --full alone, and let the rows that need a town come last."""
    if not config.getoption("full"):
        items[:] = [one for one in items if one.get_closest_marker("only_in_full") is None]
    ours = [one for one in items if Path(__file__).parent in one.path.parents]
    at = min(map(items.index, ours), default=0)
    others = [one for one in items if one not in ours]
    items[:] = [*others[:at], *sorted(ours, key=needs_town), *others[at:]]


def needs_town(item: pytest.Item) -> bool:
    """Say whether a test runs in the town, which keeps a core busy for a third of the time."""
    return "all_towns" in getattr(item, "fixturenames", ())


@pytest.fixture
def row(request: pytest.FixtureRequest) -> Row:
    """The figures of this test."""
    row = Row.of(request.node.name, full=bool(request.config.getoption("full")))
    request.node.stash[ROW] = row
    return row


@pytest.fixture(scope="session")
def own_servers() -> Iterator[Servers]:
    """PostgreSQL and Valkey (or the Redis that is tested), durable, to be stopped and killed."""
    redis_server = _ENVIRON.get("SAYSO_TEST_REDIS_SERVER", "")
    folder = Path(tempfile.mkdtemp(prefix="sayso-faults-"))
    folder.chmod(0o711)  # as root the servers run as nobody
    try:
        with start_servers(
            folder / "data", redis_server=Path(redis_server) if redis_server else None
        ) as found:
            yield found
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def town_template_url(own_servers: Servers) -> Iterator[str]:
    """A database that has every migration, to be cloned."""
    with made(own_servers.database_url) as url:
        migrating.upgrade(url)
        yield url


@pytest.fixture(scope="session")
def all_towns(own_servers: Servers, town_template_url: str) -> Iterator[Towns]:
    """One town at a time."""
    towns = Towns(own_servers, town_template_url)
    yield towns
    towns.close()


@pytest.fixture
def towns(all_towns: Towns, request: pytest.FixtureRequest) -> Iterator[Towns]:
    """The towns; one in which a row failed is not used again, and none after the last row."""
    yield all_towns
    last = [one for one in request.session.items if needs_town(one)][-1]
    if not request.node.stash[ROW].holds or request.node is last:
        all_towns.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, Any, Any]:
    """Print a row as soon as its test has run."""
    report = yield
    row = item.stash.get(ROW, None)
    if call.when == "call" and row is not None:
        row.seconds, row.holds = call.duration, report.passed
        report.user_properties.append(("row", asdict(row)))  # it may go to another process
        reporter = item.config.pluginmanager.get_plugin("terminalreporter")
        if row.full and reporter:
            reporter.ensure_newline()
            head = [] if item.config.stash.get(HEADED, False) else head_lines()
            item.config.stash[HEADED] = True
            for line in [*head, row.line()]:
                reporter.write_line(line)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of what was measured."""
    config = terminalreporter.config
    reports = [one for how in ("passed", "failed") for one in terminalreporter.getreports(how)]
    told = [told for one in reports for told in getattr(one, "user_properties", ())]
    rows = [Row(**figures) for name, figures in told if name == "row"]
    if rows:
        terminalreporter.section("promises, as measured")
        for line in table_of(rows):
            terminalreporter.write_line(line)
        if config.getoption("write"):
            PAGE.write_text(merge_into(PAGE.read_text("utf-8"), rows), "utf-8")
