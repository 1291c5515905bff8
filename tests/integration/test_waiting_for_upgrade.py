from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from flows.errors import SettingsError
from sayso.commands.present import wait_for_upgrade
from sayso.launching import wait_until
from tests.integration.town import Town

LINE = (
    "sayso: the database is not at this version: run `sayso db upgrade`;"
    " this waits, and goes on by itself\n"
)


@pytest.fixture
def version(town: Town) -> str:
    """The version at which the database was, before it was put back."""
    newest: str = town.values("select version_num from alembic_version")[0]
    bring(town, "0001")
    return newest


@pytest.fixture
def waiting(town: Town, version: str, capfd: pytest.CaptureFixture[str]) -> Iterator[Future[None]]:
    """A program that has said what it waits for."""
    said: list[str] = []

    def has_said() -> bool:
        said.append(capfd.readouterr().err)
        return bool("".join(said))

    with ThreadPoolExecutor(1) as threads:
        begun = threads.submit(wait_for_upgrade, town.house)
        assert wait_until(has_said, seconds=30)
        assert "".join(said) == LINE
        yield begun


def bring(town: Town, version: str) -> None:
    town.run("update alembic_version set version_num = :version", version=version)


def test_program_goes_on_by_itself_once_the_upgrade_is_done(
    town: Town, version: str, waiting: Future[None], capfd: pytest.CaptureFixture[str]
) -> None:
    assert not waiting.done()

    bring(town, version)
    waiting.result(30)

    assert capfd.readouterr().err == ""


def test_program_ends_when_the_database_goes_to_a_version_it_does_not_know(
    town: Town, waiting: Future[None]
) -> None:
    bring(town, "9999")

    with pytest.raises(SettingsError, match="not at this version"):
        waiting.result(30)


def test_program_does_not_wait_for_a_database_at_its_version(
    town: Town, capfd: pytest.CaptureFixture[str]
) -> None:
    wait_for_upgrade(town.house)

    assert capfd.readouterr().err == ""
