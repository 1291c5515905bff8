"""`--update` writes the golden transcripts anew; look at the diff before you keep it."""

import pytest

from tests.integration.conftest import bare_url, carriers

__all__ = ["bare_url", "carriers"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden transcripts anew")


@pytest.fixture
def updates(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update", default=False))
