"""The terminal as a channel."""

import asyncio
import io

from bot.channels.protocol import Channel
from bot.channels.terminal import TerminalChannel
from tests.contract.calls import outgoing


def test_terminal_prints_the_message() -> None:
    stream = io.StringIO()
    channel: Channel = TerminalChannel(stream)

    sent = asyncio.run(channel.send(outgoing("me", "Hello\nyou")))
    asyncio.run(channel.close())

    assert stream.getvalue() == "< Hello\nyou\n"
    assert sent
