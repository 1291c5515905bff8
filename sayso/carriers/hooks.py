"""Twilio's requests to the application: signed forms, tried again as its overrides say."""

import asyncio
import base64
import hmac
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag

import aiohttp

from sayso.carriers.ledger import Ledger
from sayso.carriers.limits import Limits

_ANSWER_S = 15.0
_RETRIES_MAX = 5
_NO_LINE, _NO_ANSWER = 0, -1
# Twilio's retry policies -> statuses that are tried again besides no connection at all
_POLICIES: Mapping[str, range] = {
    "ct": range(0),
    "rt": range(_NO_ANSWER, 0),
    "4xx": range(400, 500),
    "5xx": range(500, 600),
}


@dataclass(frozen=True, slots=True)
class Posted:
    """How a webhook ended.

    Attributes:
        status: the last answer's HTTP status; 0 without a connection, -1 without an answer on it.
        tries: how often it was posted.
        body: of the last answer.
    """

    status: int
    tries: int
    body: bytes = b""


class Hooks:
    """Posts for one account. Lives on the carriers' loop."""

    def __init__(
        self, session: aiohttp.ClientSession, *, token: str, ledger: Ledger, limits: Limits
    ) -> None:
        self._session = session
        self._token = token
        self._ledger = ledger
        self._limits = limits
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    async def post(self, url: str, form: Mapping[str, str]) -> Posted:
        """Post one form, and again where its URL's overrides (#rc=3&rp=all) say so.

        See https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
        """
        url, fragment = urldefrag(url)
        overrides = dict(parse_qsl(fragment))
        retries = int(overrides.get("rc", self._limits.webhook_retries))
        policy = overrides.get("rp", self._limits.webhook_policy)
        headers = {"X-Twilio-Signature": sign(url, form, self._token)}
        status, tries, body = 0, 0, b""
        while tries <= min(retries, _RETRIES_MAX):
            tries += 1
            status, body = await self._try(url, form, headers)
            if not _is_tried_again(status, policy):
                break
        if not 200 <= status < 300:
            self._ledger.note("webhooks_given_up")
        return Posted(status, tries, body)

    def post_in_order(self, url: str, forms: Sequence[Mapping[str, str]]) -> None:
        """Post forms one after another, in the background."""
        if self._closed:
            return
        task = asyncio.create_task(self._post_all(url, forms))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop posting."""
        self._closed = True
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _post_all(self, url: str, forms: Sequence[Mapping[str, str]]) -> None:
        for form in forms:
            self._ledger.note("callbacks")
            await self.post(url, form)

    async def _try(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        self._ledger.note("webhooks")
        begun, body = time.monotonic(), b""
        timeout = aiohttp.ClientTimeout(total=_ANSWER_S)
        try:
            async with self._session.post(
                url, data=form, headers=headers, timeout=timeout
            ) as response:
                body = await response.read()
                status = response.status
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            status = _NO_LINE
        except (aiohttp.ClientError, TimeoutError, OSError):
            status = _NO_ANSWER
        self._ledger.time_hook(time.monotonic() - begun)
        if not 200 <= status < 300:
            self._ledger.note("webhook_failures")
        return status, body


def sign(url: str, form: Mapping[str, str], token: str) -> str:
    """Sign a request: https://www.twilio.com/docs/usage/security."""
    text = url + "".join(name + form[name] for name in sorted(form))
    digest = hmac.digest(token.encode(), text.encode(errors="replace"), "sha1")
    return base64.b64encode(digest).decode()


def _is_tried_again(status: int, policy: str) -> bool:
    if policy == "all":
        return not 200 <= status < 400
    return status == _NO_LINE or status in _POLICIES[policy]
