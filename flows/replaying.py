"""Gives any earlier state of a conversation again, from the events that led there."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flows.conversation import Conversation
from flows.events import Event
from flows.session import Shelf, Taken, take


def replay(
    shelf: Shelf,
    begun: Conversation,
    events: Iterable[tuple[datetime, Event]],
    *,
    zone: str = "Europe/London",
) -> Iterator[Taken]:
    """Play events through again, in the order they came in.

    Args:
        shelf: the flows as they were: versions never change, so the same events give the same
            conversation, byte for byte.
        begun: the conversation before the first event.
        events: (when it reached us, what happened).

    Yields:
        What each event led to.
    """
    at = begun
    for now, event in events:
        taken = take(shelf, at, event, now=now, zone=zone)
        at = taken.conversation
        yield taken
