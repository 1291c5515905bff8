"""A carrier without limits, on raw sockets: `python -m bench.carrier PORT`. Takes everything.

Twilio's and Telegram's sends get the least answer that their clients take; GET gives the times, by
the wall clock, at which messages arrived since it was last asked.
"""

import asyncio
import sys
from itertools import count
from time import time
from typing import cast
from urllib.request import urlopen

import orjson
import uvloop

from bench.stage import PORT

CARRIER_PORT = PORT + 2
CARRIER_URL = f"http://127.0.0.1:{CARRIER_PORT}"
_HEAD_END = b"\r\n\r\n"

_arrived: list[float] = []
_numbers = count(1)


def list_arrivals() -> list[float]:
    """Ask a running carrier when messages arrived, since this was last asked."""
    with urlopen(f"{CARRIER_URL}/arrivals", timeout=5.0) as answer:  # noqa: S310  (http)
        found: list[float] = orjson.loads(answer.read())
    return found


class _Line(asyncio.Protocol):
    """One connection of a client, which waits for each answer."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, found, body = self._heard.partition(_HEAD_END)
        if found and len(body) >= _find_length(head):
            self._heard = b""
            self.transport.write(_answer(head))


def _find_length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


def _answer(head: bytes) -> bytes:
    status = b"200 OK"
    if head.startswith(b"GET"):
        body = orjson.dumps(_arrived)
        _arrived.clear()
    else:
        _arrived.append(time())
        body = b'{"ok":true,"result":{"message_id":%d}}' % next(_numbers)
        if b"Messages.json" in head:
            status = b"201 Created"
            body = b'{"sid":"SM%032x","status":"queued"}' % next(_numbers)
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (
        status,
        len(body),
        body,
    )


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Line, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
