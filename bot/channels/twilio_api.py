"""Twilio's own client over our session, and what its exceptions hold. Knows no single call."""

import base64
import logging
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from twilio.base.exceptions import TwilioException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response

from bot.channels.protocol import CarrierError, NotOffered
from bot.channels.transport import exchange


class TwilioHttp(AsyncHttpClient):  # type: ignore[misc]
    """Twilio's requests over our session.

    Their own async client ignores the timeout it is given, logs phone numbers in URLs, and uses
    a BasicAuth that aiohttp has deprecated. Nothing here tries twice.
    """

    def __init__(self, session: aiohttp.ClientSession, read_s: float) -> None:
        super().__init__(logging.getLogger("twilio.async_http_client"), is_async=True)
        self.session = session
        self._read_s = read_s

    async def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        """Do one request; raises NotSent or FateUnknown where the line broke."""
        sent_headers = dict(headers or {})
        if auth is not None:
            sent_headers["Authorization"] = (
                "Basic " + base64.b64encode(":".join(auth).encode()).decode()
            )
        answer = await exchange(
            self.session,
            method,
            url,
            form=data,
            query=params,
            headers=sent_headers,
            read_s=self._read_s,
        )
        return Response(answer.status, answer.body.decode(errors="replace"))


async def ask(call: Awaitable[Any]) -> Any:
    """Await a call that sends nothing to anybody."""
    try:
        return await call
    except TwilioException as error:
        status, code = status_and_code(error)
        if status == 404:
            raise NotOffered(f"Twilio answers 404 ({code})") from None
        if status in {401, 403}:
            words = f"Twilio refused our account SID and auth token ({status})"
            raise CarrierError(words) from None
        raise CarrierError(f"Twilio said no ({status}, code {code})") from None
    except (ValueError, TypeError, AttributeError):
        raise CarrierError("Twilio's answer makes no sense") from None


def status_and_code(error: TwilioException) -> tuple[int, int]:
    """Find the HTTP status and Twilio's code; a page's exception holds only the response."""
    response = error.args[1] if len(error.args) > 1 else None
    given = getattr(error, "status", getattr(response, "status_code", None))
    status = _number(given, otherwise=500)
    return status, _number(getattr(error, "code", None), otherwise=status)


def _number(given: object, *, otherwise: int) -> int:
    words = str(given)
    return int(words) if words.isascii() and words.isdigit() else otherwise
