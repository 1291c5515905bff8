"""What RQ may name. Each job takes ids only, may run twice, and finds its parts in the house.

The house is furnished once by the worker process, before it takes its first job.
"""

from workers.broadcast import broadcast as hand_over
from workers.converse import converse as answer
from workers.deliver import Sender
from workers.digest import build_digest
from workers.house import House
from workers.sweep import sweep as look_around
from workers.themes import sort_themes

_furnished: list[House] = []
_senders: dict[str, Sender] = {}


def furnish(house: House) -> None:
    """Give this process its house, in place of any it had."""
    _furnished[:] = [house]
    _senders.clear()


def converse() -> None:
    """Answer what waits in the inbox."""
    answer(_furnished[0])


def deliver_telegram() -> None:
    """Send what is due on Telegram."""
    _deliver("telegram")


def deliver_sms() -> None:
    """Send what is due by SMS."""
    _deliver("sms")


def broadcast() -> None:
    """Hand undone broadcasts to the outbox."""
    hand_over(_furnished[0])


def themes() -> None:
    """Sort what is unsorted."""
    sort_themes(_furnished[0])


def digest() -> None:
    """Cut a digest."""
    build_digest(_furnished[0])


def sweep() -> None:
    """Find again what was left behind."""
    look_around(_furnished[0])


def _deliver(channel: str) -> None:
    house = _furnished[0]
    if channel not in house.settings.channels_on:
        return
    if channel not in _senders:
        _senders[channel] = Sender(house, channel)
    _senders[channel].drain()
