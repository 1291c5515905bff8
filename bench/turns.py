"""What one whole turn of a conversation costs: restore, read, advance, serialise."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

import orjson

from flows.conversation import Conversation
from flows.engine import advance
from flows.events import TextReceived
from flows.loading import load_flow
from storage.library import read_flow_sources

ROUNDS, TURNS = 5, 3_000
TEXTS = ("the damp in my flat is making my kids ill", "4", "the flats behind the shops")
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def measure_turns() -> Iterator[str]:
    """Time the shipped flow `needs`, against JSON in and out alone."""
    flow = load_flow(read_flow_sources("needs"))
    begun = orjson.dumps(Conversation.begin().to_json())

    def play() -> None:
        stored = begun
        for text in TEXTS:
            conversation = Conversation.from_json(orjson.loads(stored))
            step = advance(flow, conversation, TextReceived(text), now=NOW)
            stored = orjson.dumps(step.conversation.to_json())

    def restore() -> None:
        for _ in TEXTS:
            orjson.dumps(Conversation.from_json(orjson.loads(begun)).to_json())

    turn_s, floor_s = _time(play), _time(restore)
    yield (
        f"{1 / turn_s:,.0f} turns/s on one core ({turn_s * 1e6:.0f} us),"
        f" {turn_s / floor_s:.1f} x storing alone"
    )


def _time(play: Callable[[], None]) -> float:
    """Give the median seconds of one turn."""
    took = []
    for _ in range(ROUNDS):
        began = perf_counter()
        for _ in range(TURNS // len(TEXTS)):
            play()
        took.append((perf_counter() - began) / TURNS)
    return median(took)
