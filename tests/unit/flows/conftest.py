"""The shipped flow and a community's setting. Holds no test."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

import flows
from flows.definition import Flow
from flows.loading import load_flow
from flows.rendering import Setting

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

LIBRARY = Path(next(iter(flows.__path__))) / "library"


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(LIBRARY.iterdir())
        if path.name.startswith(("needs.", "system."))
    }


@pytest.fixture(scope="session")
def needs(sources: dict[str, str]) -> Flow:
    return load_flow(sources)


@pytest.fixture(scope="session")
def setting() -> Setting:
    return Setting(
        community_name="Marsh Lane Hall",
        phone="020 7946 0123",
        contact="Rosa",
        decider="the council",
        promise_day=date(2026, 12, 12),
        source="2026-05-14",
    )


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 22, 12, tzinfo=UTC)
