"""The web process's application on loopback, in a thread, and raw requests to it."""

import http.client
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import uvicorn

from bot.channels.forms import parse_form, signature
from bot.hooks import Receive, Scope, Send
from sayso.launching import wait_until
from sayso.patience import ImpatientProtocol
from sayso.web import App
from tests.integration.town import AUTH, SECRET, Town

SMS, STATUS, TELEGRAM = "/hooks/twilio/sms", "/hooks/twilio/status", "/hooks/telegram"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Web:
    """Where it serves."""

    port: int
    public_url: str

    def ask(
        self,
        path: str,
        body: bytes | Iterator[bytes] = b"",
        headers: Mapping[str, str] | None = None,
        *,
        method: str = "POST",
    ) -> tuple[int, bytes]:
        """Send one request; an iterator goes out in chunks."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method, path, body=body, headers=dict(headers or {}))
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def twilio(self, path: str, body: bytes, *, token: str = AUTH) -> int:
        """Post a form as Twilio signs it."""
        signed = signature(f"{self.public_url}{path}", parse_form(body), token)
        return self.ask(path, body, {"X-Twilio-Signature": signed, "Content-Type": FORM})[0]

    def telegram(self, body: bytes, *, secret: str = SECRET) -> int:
        """Post an update."""
        return self.ask(TELEGRAM, body, {"X-Telegram-Bot-Api-Secret-Token": secret})[0]


class Application(Protocol):
    """What can be served: ASGI, with threads to let go."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    def close(self) -> None: ...


@contextmanager
def serving(
    town: Town,
    app: Application | None = None,
    protocol: type[ImpatientProtocol] = ImpatientProtocol,
) -> Iterator[Web]:
    """Serve the town for as long as the block lasts."""
    app = app or App(town.house)
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        http=protocol,
        log_level="critical",
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, name="web")
    thread.start()
    assert wait_until(lambda: server.started, seconds=60)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Web(port, town.house.settings.public_url or "")
    finally:
        server.should_exit = True
        thread.join(10)
        app.close()
