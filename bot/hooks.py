"""The webhooks of Telegram and Twilio, as one bare ASGI application.

Verify, parse, commit, say yes.

Telegram with the right secret always hears 200 once its update is stored: anything else makes it
retry for a day and hold that resident's chat back. Without a database both hear 503 and try again.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog

from bot.channels.forms import is_signed, parse_call, parse_form, parse_sms, parse_status
from bot.channels.inbound import Inbound, unreadable
from bot.channels.receipts import as_notice
from bot.channels.updates import parse_update
from bot.inbox import GroupCommitter
from bot.receiving import NotSetUpError, Receiver
from storage.database import Unreachable
from storage.inbox import Arrival
from storage.notices import Notice
from storage.sealing import Keyring

log = structlog.get_logger()

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MAX_BODY_BYTES = 64 * 1024
BODY_TIMEOUT_S = 15.0
TELEGRAM, SMS, STATUS = "/hooks/telegram", "/hooks/twilio/sms", "/hooks/twilio/status"
VOICE = "/hooks/twilio/voice"
PATHS = (TELEGRAM, SMS, STATUS, VOICE)
REFUSE_CALL = b'<?xml version="1.0" encoding="UTF-8"?><Response><Reject/></Response>'
"""The only answer to a call that is not billed: https://www.twilio.com/docs/voice/twiml/reject."""


class _HungUpError(Exception):
    """The sender left in the middle of a body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What proves that a carrier is the carrier. A channel without its secret answers 404."""

    public_url: str
    telegram_secret: str | None
    twilio_token: str | None


class Hooks:
    """The ASGI application; make it inside the running loop."""

    def __init__(
        self,
        receiver: Receiver,
        secrets: Secrets,
        keys: Keyring,
        *,
        body_timeout_s: float = BODY_TIMEOUT_S,
    ) -> None:
        self._receiver = receiver
        self._body_timeout_s = body_timeout_s
        self._secrets = secrets
        self._keys = keys
        self._texts: GroupCommitter[Arrival] = GroupCommitter(
            receiver.keep_texts, then=receiver.ring
        )
        self._notices: GroupCommitter[Notice] = GroupCommitter(receiver.keep_notices)
        self._routes = {
            TELEGRAM: self._telegram,
            SMS: self._sms,
            STATUS: self._status,
            VOICE: self._voice,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request on one of `PATHS`."""
        if scope["method"] != "POST":
            await _answer(send, 405)
            return
        headers = dict(scope["headers"])
        try:
            status = await self._routes[scope["path"]](scope, headers, receive)
        except TimeoutError:
            status = 408
        except _HungUpError:
            status = 400
        except (*Unreachable, NotSetUpError) as error:
            log.warning("text not stored", error=type(error).__name__)
            status = 503
        refusal = REFUSE_CALL if status == 200 and scope["path"] == VOICE else b""
        await _answer(send, status, refusal)

    def close(self) -> None:
        """Let the connection and the thread that rings go."""
        self._texts.close()
        self._receiver.close()

    async def _telegram(
        self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> int:
        secret = self._secrets.telegram_secret
        if secret is None:
            return 404
        given = headers.get(b"x-telegram-bot-api-secret-token", b"")
        if not hmac.compare_digest(given, secret.encode()):
            log.warning("wrong secret", channel="telegram")
            return 401
        body, whole = await self._read(receive, drain=True)
        update = parse_update(body) if whole else unreadable("telegram", body)
        await self._store(update)
        return 200

    async def _sms(self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive) -> int:
        status, form = await self._read_form(scope, headers, receive)
        return await self._take(parse_sms(form)) if status == 204 else status

    async def _voice(self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive) -> int:
        """Refuse a call, unanswered and unbilled, once it is written down who rang."""
        status, form = await self._read_form(scope, headers, receive)
        if status == 204:
            status = await self._take(parse_call(form))
        return 200 if status == 204 else status

    async def _take(self, inbound: Inbound) -> int:
        if inbound.kind == "unreadable":
            return 400
        await self._store(inbound)
        return 204

    async def _status(self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive) -> int:
        status, form = await self._read_form(scope, headers, receive)
        said = parse_status(form) if status == 204 else None
        if said is not None:
            ours = self._find_message(scope["query_string"])
            notice = as_notice(said.sid, said.status, said.error_code, message_id=ours)
            if notice is not None:
                await self._notices.commit(notice)
        return status

    async def _read_form(
        self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive
    ) -> tuple[int, list[tuple[bytes, bytes]]]:
        """Read and verify what Twilio posts; 204 where it is Twilio."""
        token = self._secrets.twilio_token
        if token is None:
            return 404, []
        if _says_too_long(headers):
            return 413, []
        body, whole = await self._read(receive, drain=False)
        if not whole:
            return 413, []
        form = parse_form(body)
        query = scope["query_string"].decode("latin-1")
        url = f"{self._secrets.public_url}{scope['path']}" + (f"?{query}" if query else "")
        given = headers.get(b"x-twilio-signature", b"").decode("latin-1")
        settings = headers.get(b"x-twilio-webhooks-signature-settings", b"").decode("latin-1")
        if not is_signed(url, form, token, given, settings=settings):
            log.warning("wrong signature", channel="sms")
            return 403, []
        return 204, form

    async def _read(self, receive: Receive, *, drain: bool) -> tuple[bytes, bool]:
        async with asyncio.timeout(self._body_timeout_s):
            return await _read_body(receive, drain=drain)

    async def _store(self, inbound: Inbound) -> None:
        await self._texts.commit(self._receiver.seal(inbound))

    def _find_message(self, query: bytes) -> UUID | None:
        """Read our own id from `o=<id>.<signature>`; None where it is not ours."""
        for part in query.decode("latin-1").split("&"):
            name, _, value = part.partition("=")
            id, _, signed = value.partition(".")
            if name == "o" and self._keys.signed(id, signed):
                return UUID(hex=id)
        return None


def _says_too_long(headers: Mapping[bytes, bytes]) -> bool:
    length = headers.get(b"content-length", b"0")
    return not length.isdigit() or int(length) > MAX_BODY_BYTES


async def _read_body(receive: Receive, *, drain: bool) -> tuple[bytes, bool]:
    """Read a body of at most 64 kB.

    Args:
        drain: read on past the limit without keeping it, so that the sender hears the answer.

    Returns:
        The bytes kept, and whether they are all there is.

    Raises:
        _HungUpError: the sender left before the end; it will say it again.
    """
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _HungUpError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= MAX_BODY_BYTES:
            chunks.append(chunk)
        elif not drain:
            return b"", False
        if not message.get("more_body"):
            return b"".join(chunks), size <= MAX_BODY_BYTES


async def _answer(send: Send, status: int, body: bytes = b"") -> None:
    headers = [(b"content-type", b"text/xml")] if body else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
