"""Posts prebuilt requests on raw sockets, as a process of its own: `python -m bench.posting`.

No HTTP client: the load must cost less than what it measures. One request at a time on each line;
every answer is expected to have no body.
"""

import asyncio
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, time
from typing import cast

import orjson
import uvloop

_END = b"\r\n\r\n"
_YES = b"HTTP/1.1 2"


def post(
    requests: Sequence[str], folder: Path, *, port: int, lines: int, per_s: float = 0.0
) -> dict[str, list[float]]:
    """Post requests from another process, and wait for its end.

    Args:
        requests: whole requests, in the order they go out.
        folder: for the file that hands them over.
        port: on loopback.
        lines: connections kept open.
        per_s: how many leave in a second, however slow the answers are; 0: as fast as they come.

    Returns:
        "seconds": [how long it took]; and for each request, in order, "waits": seconds until it was
        answered, and "sent_at": when it left, by the wall clock. With `per_s` both count from when
        it was due.
    """
    path = folder / "requests.json"
    path.write_bytes(orjson.dumps(requests))
    words = ["-m", "bench.posting", str(path), str(port), str(lines), str(per_s)]
    done = subprocess.run([sys.executable, *words], check=True, stdout=subprocess.PIPE)
    told: dict[str, list[float]] = orjson.loads(done.stdout)
    return told


class _Line(asyncio.Protocol):
    """One connection: the next request leaves when the last one was answered."""

    transport: asyncio.Transport

    def __init__(self, poster: "_Poster") -> None:
        self._poster = poster
        self._n = -1
        self._heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def send(self, n: int) -> None:
        self._n = n
        self.transport.write(self._poster.requests[n])

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if self._heard.endswith(_END):
            if not self._heard.startswith(_YES):
                sys.exit(f"refused: {self._heard[:40]!r}")
            self._heard = b""
            self._poster.hear(self._n, self)

    def connection_lost(self, error: Exception | None) -> None:
        if not self._poster.done.done() and not self._poster.lets_go(self):
            sys.exit(f"the line broke: {error}")


class _Poster:
    """All lines together: who is idle, and what is still to be sent."""

    def __init__(self, requests: Sequence[bytes], per_s: float) -> None:
        self.requests = requests
        self.done = asyncio.get_running_loop().create_future()
        self.due_at = [0.0] * len(requests)
        self.waits = [0.0] * len(requests)
        self._per_s = per_s
        self._idle: deque[_Line] = deque()  # the longest first, so that none is idle for long
        self._waiting: Iterator[int] = iter(range(len(requests)))
        self._answered = 0

    async def run(self, port: int, lines: int) -> float:
        loop = asyncio.get_running_loop()
        for _ in range(lines):
            _, line = await loop.create_connection(lambda: _Line(self), "127.0.0.1", port)
            self._idle.append(line)
        began = perf_counter()
        if self._per_s:
            loop.call_soon(self._send_due, began)
        else:
            for line in self._idle:
                self._send_next(line)
        await self.done
        took = perf_counter() - began
        for line in self._idle:
            line.transport.close()
        return took

    def hear(self, n: int, line: _Line) -> None:
        self.waits[n] = perf_counter() - self.due_at[n]
        self._answered += 1
        if self._answered == len(self.requests):
            self.done.set_result(None)
        elif self._per_s:
            self._idle.append(line)
        else:
            self._send_next(line)

    def lets_go(self, line: _Line) -> bool:
        """Do without a line that the server closed while it was idle, unless it is the last one."""
        if not self._per_s or line not in self._idle or len(self._idle) == 1:
            return False
        self._idle.remove(line)
        return True

    def _send_next(self, line: _Line) -> None:
        n = next(self._waiting, None)
        if n is not None:
            self.due_at[n] = perf_counter()
            line.send(n)

    def _send_due(self, began: float, sent: int = 0) -> None:
        now = perf_counter()
        while sent < len(self.requests) and self._idle and began + sent / self._per_s <= now:
            self.due_at[sent] = began + sent / self._per_s
            self._idle.popleft().send(sent)
            sent += 1
        if sent < len(self.requests):
            asyncio.get_running_loop().call_later(0.001, self._send_due, began, sent)


async def _main(path: str, port: str, lines: str, per_s: str) -> None:
    requests = [one.encode() for one in orjson.loads(Path(path).read_bytes())]
    poster = _Poster(requests, float(per_s))
    took = await poster.run(int(port), int(lines))
    to_wall = time() - perf_counter()
    told = {
        "seconds": [took],
        "waits": poster.waits,
        "sent_at": [one + to_wall for one in poster.due_at],
    }
    sys.stdout.buffer.write(orjson.dumps(told))


if __name__ == "__main__":
    uvloop.run(_main(*sys.argv[1:]))
