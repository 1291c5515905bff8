"""A town on the real servers for each test; one pair of carriers for each module."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path

import pytest

from sayso.carriers.server import FakeCarriers
from sayso.embedded import Servers
from tests.databases import Clones, made
from tests.integration.speaking_town import speak
from tests.integration.town import (
    Town,
    found_community,
    make_carriers,
    make_environment,
    make_town_house,
    open_town,
)

Open = Callable[..., Town]


@pytest.fixture(scope="session")
def founded_url(
    servers: Servers, template_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with a community, to be cloned."""
    with made(servers.database_url, like=template_url) as url:
        house = make_town_house(url, servers.redis_url, tmp_path_factory.mktemp("found"))
        found_community(house)
        house.database.close()
        house.redis.close()
        yield url


@pytest.fixture(scope="session")
def towns(servers: Servers, founded_url: str) -> Iterator[Clones]:
    """Clones of it."""
    with closing(Clones(servers.database_url, founded_url)) as made_ahead:
        yield made_ahead


@pytest.fixture(scope="session")
def spoken_towns(
    servers: Servers, founded_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Clones]:
    """Clones of a town in which thirty people were asked and twenty have spoken."""
    with made(servers.database_url, like=founded_url) as url:
        folder = tmp_path_factory.mktemp("spoken")
        with (
            make_carriers() as opened,
            open_town(url, servers.redis_url, folder, carriers=opened) as town,
        ):
            speak(town)
        with closing(Clones(servers.database_url, url)) as made_ahead:
            yield made_ahead


@pytest.fixture
def bare_url(clones: Clones) -> Iterator[str]:
    """A database of this test's own, without a community."""
    with clones.one() as url:
        yield url


@pytest.fixture
def town_url(towns: Clones) -> Iterator[str]:
    """A database of this test's own, with a community."""
    with towns.one() as url:
        yield url


@pytest.fixture
def carriers() -> Iterator[FakeCarriers]:
    """Carriers with much room."""
    with make_carriers() as opened:
        yield opened


@pytest.fixture
def open_with(
    town_url: str, redis_url: str, tmp_path: Path, carriers: FakeCarriers
) -> Iterator[Open]:
    """Open a town with other settings."""
    with ExitStack() as stack:

        def opened(**settings: str) -> Town:
            town: AbstractContextManager[Town] = open_town(
                town_url, redis_url, tmp_path, carriers=carriers, **settings
            )
            return stack.enter_context(town)

        yield opened


@pytest.fixture
def town(open_with: Open) -> Town:
    """A town as most tests need it."""
    return open_with()


@pytest.fixture
def speaking_town(
    spoken_towns: Clones, redis_url: str, tmp_path: Path, carriers: FakeCarriers
) -> Iterator[Town]:
    """A town in which thirty people were asked and twenty have spoken, a minute ago."""
    with (
        spoken_towns.one() as url,
        open_town(url, redis_url, tmp_path, carriers=carriers) as town,
    ):
        town.hands.move(minutes=1)
        yield town


@pytest.fixture
def servers_url(servers: Servers) -> str:
    """A database that is not the test's own."""
    return servers.database_url


@pytest.fixture
def town_environment(
    town_url: str, redis_url: str, tmp_path: Path, carriers: FakeCarriers
) -> dict[str, object]:
    """The environment in which commands work on the town."""
    return make_environment(town_url, redis_url, carriers, tmp_path)
