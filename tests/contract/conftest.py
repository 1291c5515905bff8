"""The fake carriers and the application they post to."""

from collections.abc import Iterator

import pytest

from sayso.carriers.faults import NONE
from sayso.carriers.server import FakeCarriers
from tests.contract.application import Application
from tests.contract.calls import make_carriers


@pytest.fixture(scope="module")
def shared_carriers() -> Iterator[FakeCarriers]:
    """Fake carriers with much room, shared by a module's tests."""
    with make_carriers() as running:
        yield running


@pytest.fixture
def carriers(shared_carriers: FakeCarriers) -> FakeCarriers:
    """Fake carriers without faults."""
    shared_carriers.fail(NONE)
    return shared_carriers


@pytest.fixture
def application() -> Iterator[Application]:
    """An application that takes webhooks, or does not, as a test tells it."""
    with Application() as running:
        yield running
