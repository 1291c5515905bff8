"""An application that writes down the webhooks it gets and answers as it is told."""

import threading
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Hook:
    path: str
    headers: Message
    body: bytes


@dataclass
class Application:
    """Serves on loopback while its context is open; `answers` are used up, then it says 200."""

    answers: list[int] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __enter__(self) -> Self:
        application = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(application.take(Hook(self.path, self.headers, body)))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        class Server(ThreadingHTTPServer):
            request_queue_size = 128

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def take(self, hook: Hook) -> int:
        with self.changed:
            self.hooks.append(hook)
            self.changed.notify_all()
            return self.answers.pop(0) if self.answers else 200

    def wait_for(self, count: int, timeout_s: float = 5.0) -> list[Hook]:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.hooks) >= count, timeout_s)
            return list(self.hooks)
