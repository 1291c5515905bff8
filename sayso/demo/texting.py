"""One phone in the running demo, used from the terminal."""

import json
from collections.abc import Callable, Iterable
from http.client import HTTPConnection
from threading import Event
from time import monotonic
from typing import Any
from urllib.parse import quote, urlsplit

from flows.errors import InputError

REPLY_WITHIN_S = 10.0
MORE_WITHIN_S = 0.5
"""Some texts have two replies: a carrier's own, or the question and its price."""
ROUND_S = 0.1


class Phone:
    """A handset at the demo's carriers."""

    def __init__(self, carriers_url: str, channel: str, address: str) -> None:
        self.address = address
        self._host = urlsplit(carriers_url).netloc
        self._path = f"/phones/{channel}/{quote(address)}"

    def show(self) -> list[str]:
        """List what it received, oldest first."""
        return [one["text"] for one in self._ask("GET")]

    def send(self, text: str) -> None:
        """Send a text from it."""
        self._ask("POST", json.dumps({"text": text}))

    def _ask(self, method: str, body: str | None = None) -> Any:
        line = HTTPConnection(self._host, timeout=5)
        try:
            line.request(method, self._path, body, {"Content-Type": "application/json"})
            return json.loads(line.getresponse().read())
        except OSError as error:
            raise InputError("the demo has ended: start `./dev demo` again") from error
        finally:
            line.close()


def converse(phone: Phone, lines: Iterable[str], say: Callable[[str], None]) -> None:
    """Send each line, and print what comes back, until the lines end."""
    seen = len(phone.show())
    for line in lines:
        if not line.strip():
            continue
        phone.send(line.rstrip("\n"))
        replies = _wait_for_more(phone, seen, within_s=REPLY_WITHIN_S)
        if not replies:
            say("(no reply yet; whoever said STOP gets none)")
        while replies:
            for text in replies:
                say(f"< {text}")
            seen += len(replies)
            replies = _wait_for_more(phone, seen, within_s=MORE_WITHIN_S)


def _wait_for_more(phone: Phone, seen: int, *, within_s: float) -> list[str]:
    ends_at = monotonic() + within_s
    while not (more := phone.show()[seen:]) and monotonic() < ends_at:
        Event().wait(ROUND_S)
    return more
