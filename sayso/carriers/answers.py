"""How a fake carrier answers: JSON, half of it, silence, or a cut line."""

import asyncio

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sayso.carriers.ledger import Ledger

Peer = tuple[str, int]


class Lines:
    """The open connections by peer, so that one can be cut."""

    def __init__(self) -> None:
        self._open: dict[Peer, asyncio.Transport] = {}

    def protocol(self) -> type[HttpToolsProtocol]:
        """Make uvicorn's protocol keep its connections here."""
        lines = self._open

        class Kept(HttpToolsProtocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                if self.client:
                    lines[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                if self.client:
                    lines.pop(self.client, None)

        return Kept

    def cut(self, peer: Peer) -> None:
        """Reset the connection from a peer."""
        transport = self._open.get(peer)
        if transport is not None:
            transport.abort()


class Silence(Response):
    """No answer at all, until the client has gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for the client to give up."""
        while (await receive())["type"] != "http.disconnect":
            pass


def json_answer(content: object, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(orjson.dumps(content), status_code=status, media_type="application/json")


def spoil(answer: Response, fault: str, request: Request, lines: Lines, ledger: Ledger) -> Response:
    """Let an answer go wrong as a fault says; "" lets it through."""
    match fault:
        case "accept_then_hang":
            ledger.note("hung")
            return Silence()
        case "accept_then_reset":
            ledger.note("reset")
            if request.client:
                lines.cut((request.client.host, request.client.port))
            return Silence()
        case "fail_after_accept" | "fail_before_accept":
            return Response(b"Internal Server Error", status_code=500)
        case "garbled_answer":
            body = bytes(answer.body)
            return Response(body[: len(body) // 2], media_type="application/json")
        case _:
            return answer
