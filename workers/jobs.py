"""What RQ may name. Each job takes ids only, may run twice, and finds its parts in the house.

The house is furnished once by the worker process, before it takes its first job. A job that fails
leaves one line in the log: neither the log nor RQ's book of failures gets to see people's words.
"""

from collections.abc import Callable
from traceback import extract_tb

import structlog

from workers.broadcast import broadcast as hand_over
from workers.converse import converse as answer
from workers.deliver import Sender
from workers.digest import build_digest
from workers.house import House
from workers.sweep import sweep as look_around
from workers.themes import sort_themes

log = structlog.get_logger()

_furnished: list[House] = []
_senders: dict[str, Sender] = {}


def furnish(house: House) -> None:
    """Give this process its house, in place of any it had."""
    _furnished[:] = [house]
    leave()


def leave() -> None:
    """Close what the jobs kept open."""
    while _senders:
        _senders.popitem()[1].close()


def stop() -> None:
    """Begin no more calls to carriers, and end those that go on within the grace of a signal."""
    for sender in _senders.values():
        sender.stop()


def converse() -> None:
    """Answer what waits in the inbox."""
    _run(answer)


def deliver_telegram() -> None:
    """Send what is due on Telegram."""
    _run(lambda house: _deliver(house, "telegram"))


def deliver_sms() -> None:
    """Send what is due by SMS."""
    _run(lambda house: _deliver(house, "sms"))


def broadcast() -> None:
    """Hand undone broadcasts to the outbox."""
    _run(hand_over)


def themes() -> None:
    """Sort what is unsorted."""
    _run(sort_themes)


def digest() -> None:
    """Cut a digest."""
    _run(build_digest)


def sweep() -> None:
    """Find again what was left behind."""
    _run(look_around)


def _run(job: Callable[[House], object]) -> None:
    """Run a job in the outermost shell; an error's own words may quote a row and go nowhere."""
    try:
        job(_furnished[0])
    except Exception as error:  # noqa: BLE001
        where = [f"{frame.name}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
        log.error("job failed", error=type(error).__name__, where=" > ".join(where[1:]))


def _deliver(house: House, channel: str) -> None:
    if channel not in house.settings.channels_on:
        return
    if channel not in _senders:
        _senders[channel] = Sender(house, channel)
    _senders[channel].drain()
