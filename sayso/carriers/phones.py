"""A door for other processes: look at a handset, and text from it. For the demo's `sayso text`."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sayso.carriers.ledger import Ledger

MAX_CHARS = 4_096


def phone_routes(ledger: Ledger, sends: Callable[[str, str, str], Any]) -> list[Route]:
    """Make the routes: GET shows what a handset received, POST {"text"} sends from it."""

    async def show(request: Request) -> Response:
        channel, address = request.path_params["channel"], request.path_params["address"]
        shown = ledger.handset(channel, address)
        return JSONResponse([{"text": one.text, "at": one.at.isoformat()} for one in shown])

    async def send(request: Request) -> Response:
        channel, address = request.path_params["channel"], request.path_params["address"]
        text = str((await request.json())["text"])[:MAX_CHARS]
        sends(channel, address, text)
        return JSONResponse({"sent": True}, status_code=202)

    path = "/phones/{channel}/{address}"
    return [Route(path, show, methods=["GET"]), Route(path, send, methods=["POST"])]
