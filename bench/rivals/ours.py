"""Sayso on the walk: the real flow file, reader and engine, with every language loaded."""

from datetime import UTC, datetime
from pathlib import Path

from bench.rivals.walk import TEXTS, Play, repeat, write_updates
from bot.channels.updates import parse_update
from flows.conversation import Conversation
from flows.definition import Flow
from flows.engine import advance
from flows.events import Started, TextReceived
from flows.loading import load_flow
from storage.library import read_flow_sources

FLOWS = Path(__file__).parents[1] / "flows"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def load_ten() -> Flow:
    """Load the flow of ten states with the texts that every flow shares."""
    shared = read_flow_sources("needs")
    sources = {name: text for name, text in shared.items() if name.startswith("system.")}
    own = {path.name: path.read_text("utf-8") for path in FLOWS.glob("ten.*")}
    return load_flow(sources | own)


def begin(flow: Flow) -> bytes:
    """Store a conversation that has been asked its first question."""
    step = advance(flow, Conversation.begin(), Started(), now=NOW)
    return step.conversation.to_bytes()


def play_ours() -> Play:
    """Walk with Sayso."""
    flow = load_ten()

    def turn(stored: bytes, text: str) -> bytes:
        conversation = Conversation.from_bytes(stored)
        step = advance(flow, conversation, TextReceived(text), now=NOW)
        return step.conversation.to_bytes()

    return repeat(turn, TEXTS, begin(flow))


def play_ours_with_updates() -> Play:
    """Walk with Sayso, each update read from its JSON by the reader that the webhook uses."""
    flow = load_ten()

    def turn(stored: bytes, body: bytes) -> bytes:
        conversation = Conversation.from_bytes(stored)
        text = parse_update(body).text
        step = advance(flow, conversation, TextReceived(text), now=NOW)
        return step.conversation.to_bytes()

    return repeat(turn, write_updates(), begin(flow))
