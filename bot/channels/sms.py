"""SMS by Twilio's own client: sends, looks up what became of a message, sets the webhook."""

import base64
import logging
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
from twilio.base.exceptions import TwilioException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.channels.forms import is_signed, parse_form, parse_sms, parse_status, signature
from bot.channels.inbound import clean
from bot.channels.protocol import CarrierError, NotOffered, Outgoing, ProviderId
from bot.channels.refusals import read_refusal
from bot.channels.transport import READ_S, exchange, open_session
from flows.errors import FateUnknown

__all__ = [
    "Listed",
    "SmsChannel",
    "is_signed",
    "parse_form",
    "parse_sms",
    "parse_status",
    "signature",
]

LIFE_MAX_S = 36_000
_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A message as Twilio lists it.

    Attributes:
        created_at: when Twilio took it (aware, UTC).
        status: queued, sent, delivered, received ...
        error_code: such as "30003", or "".
    """

    sid: str
    to: str
    sender: str
    body: str
    status: str
    created_at: datetime
    error_code: str


class SmsChannel:
    """One Twilio account on one session. Make and `await close()` it inside one loop."""

    name = "sms"

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        *,
        sender: str = "",
        messaging_service: str = "",
        base_url: str = "",
        read_s: float = READ_S,
    ) -> None:
        """Take an account and a sender.

        Args:
            account_sid: Twilio's AC...
            auth_token: also signs their webhooks.
            sender: our number in E.164.
            messaging_service: Twilio's MG...; with a sender too, it sends from that number.
            base_url: where every call goes instead of Twilio, "" for Twilio.
            read_s: how long to wait for an answer before a message's fate is unknown.
        """
        self.in_flight = 0
        self._sender = sender
        self._service = messaging_service
        self._http = _Http(open_session(), read_s)
        # a mapping that is not empty keeps the client from reading the process's environment
        untouched = {"TWILIO_EDGE": "", "TWILIO_REGION": ""}
        self._client = Client(
            account_sid, auth_token, http_client=self._http, environment=untouched
        )
        if base_url:
            self._client.api.base_url = base_url
            self._client.messaging.base_url = base_url

    async def send(self, message: Outgoing) -> ProviderId:
        """Send one text; see `Channel.send`."""
        optional = {
            "from_": self._sender,
            "messaging_service_sid": self._service,
            "status_callback": message.status_callback,
        }
        fields: dict[str, Any] = {name: value for name, value in optional.items() if value}
        if message.expires_in_s is not None:
            fields["validity_period"] = min(max(message.expires_in_s, 1), LIFE_MAX_S)
        self.in_flight += 1
        try:
            sent = await self._client.messages.create_async(
                to=message.to, body=message.text, **fields
            )
            sid = sent.sid
        except TwilioException as error:
            # from None: Twilio's words name the phone number
            raise read_refusal(*_status_and_code(error)) from None
        except (ValueError, TypeError, AttributeError):
            raise FateUnknown("answer makes no sense") from None
        finally:
            self.in_flight -= 1
        if not isinstance(sid, str) or not sid:
            raise FateUnknown("answer without a sid")
        return sid

    async def close(self) -> None:
        """Close the sockets."""
        await self._http.session.close()

    async def list_sent(self, to: str, since: datetime) -> list[Listed]:
        """List what we sent to one number.

        Args:
            to: E.164.
            since: only what Twilio took at or after this time (aware); its seconds are whole.

        Returns:
            newest first, as Twilio orders them.
        """
        return [
            item for item, way in await self._list(since, to=to) if not way.startswith("inbound")
        ]

    async def list_received(self, since: datetime) -> list[Listed]:
        """List what came in to our number, or to the account where we have only a service.

        Args:
            since: only what Twilio took at or after this time (aware); its seconds are whole.

        Returns:
            newest first, as Twilio orders them.
        """
        to = {"to": self._sender} if self._sender else {}
        return [
            item for item, way in await self._list(since, **to) if not way.startswith("outbound")
        ]

    async def webhook_url(self) -> str:
        """Ask where Twilio posts incoming texts, "" for nowhere.

        Raises:
            NotOffered: this server has no such call.
            CarrierError: wrong account or token, or the number is not in this account.
        """
        if self._service:
            service = await _asked(self._client.messaging.v1.services(self._service).fetch_async())
            if not service.use_inbound_webhook_on_number:
                return str(service.inbound_request_url or "")
        return str((await self._number()).sms_url or "")

    async def set_webhook(self, url: str) -> None:
        """Have incoming texts posted to `url`; raises as `webhook_url`."""
        if self._service:
            service = self._client.messaging.v1.services(self._service)
            await _asked(
                service.update_async(inbound_request_url=url, use_inbound_webhook_on_number=False)
            )
            return
        number = await self._number()
        await _asked(number.update_async(sms_url=url, sms_method="POST"))

    async def _number(self) -> Any:
        listing = self._client.incoming_phone_numbers.list_async(phone_number=self._sender)
        numbers = await _asked(listing)
        if not numbers:
            raise CarrierError("Twilio does not have TWILIO_FROM in this account")
        return numbers[0]

    async def _list(self, since: datetime, **to: str) -> list[tuple[Listed, str]]:
        """Page through messages until a whole page, newest first, is older than `since`."""
        since = since.replace(microsecond=0)
        found: list[tuple[Listed, str]] = []
        page = await _asked(self._client.messages.page_async(page_size=_PAGE_SIZE, **to))
        while page is not None:
            records = list(page)
            made = [_made_at(record, since) for record in records]
            found += [
                (_listed(record, at), str(record.direction or ""))
                for record, at in zip(records, made, strict=True)
                if at >= since
            ]
            if not made or (max(made) < since and made[0] >= made[-1]):
                break
            page = await _asked(page.next_page_async())
        return found


class _Http(AsyncHttpClient):  # type: ignore[misc]
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


async def _asked(call: Awaitable[Any]) -> Any:
    """Await a call that sends nothing to anybody."""
    try:
        return await call
    except TwilioException as error:
        status, code = _status_and_code(error)
        if status == 404:
            raise NotOffered(f"Twilio answers 404 ({code})") from None
        if status in {401, 403}:
            words = f"Twilio refused our account SID and auth token ({status})"
            raise CarrierError(words) from None
        raise CarrierError(f"Twilio said no ({status}, code {code})") from None
    except (ValueError, TypeError, AttributeError):
        raise CarrierError("Twilio's answer makes no sense") from None


def _status_and_code(error: TwilioException) -> tuple[int, int]:
    """Find the HTTP status and Twilio's code; a page's exception holds only the response."""
    response = error.args[1] if len(error.args) > 1 else None
    given = getattr(error, "status", getattr(response, "status_code", None))
    status = _number(given, otherwise=500)
    return status, _number(getattr(error, "code", None), otherwise=status)


def _number(given: object, *, otherwise: int) -> int:
    words = str(given)
    return int(words) if words.isascii() and words.isdigit() else otherwise


def _made_at(record: Any, unknown: datetime) -> datetime:
    """Tell when a message was taken; one without a date may be the one we look for."""
    at = record.date_created or record.date_sent
    return at if isinstance(at, datetime) else unknown


def _listed(record: Any, created_at: datetime) -> Listed:
    return Listed(
        sid=str(record.sid),
        to=str(record.to or ""),
        sender=str(record.from_ or ""),
        body=clean(str(record.body or "")),
        status=str(record.status or ""),
        created_at=created_at,
        error_code=str(record.error_code or ""),
    )
