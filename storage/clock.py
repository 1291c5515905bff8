"""The only clock. Everything else is told the time."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Tell the time (aware, UTC)."""
    return datetime.now(UTC)  # noqa: TID251  (the clock's home)
