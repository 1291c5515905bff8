"""The channel that prints, for `sayso text` and for trying things out."""

from typing import TextIO

from bot.channels.protocol import Outgoing, ProviderId


class TerminalChannel:
    """Prints each message on a stream, marked as coming from us."""

    name = "terminal"

    def __init__(self, stream: TextIO) -> None:
        self.in_flight = 0
        self._stream = stream

    async def send(self, message: Outgoing) -> ProviderId:
        """Print the message; its id is our own."""
        self._stream.write(f"< {message.text}\n")
        self._stream.flush()
        return str(message.id)

    async def close(self) -> None:
        """Leave the stream to whoever opened it."""
