"""SMS by Twilio's own client: sends, looks up what became of a message, sets the webhook."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from bot.channels.forms import is_signed, parse_form, parse_sms, parse_status, signature
from bot.channels.inbound import clean
from bot.channels.protocol import CarrierError, NotOffered, Outgoing, ProviderId
from bot.channels.refusals import read_refusal
from bot.channels.transport import READ_S, open_session
from bot.channels.twilio_api import TwilioHttp, ask, status_and_code
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
_WHOLE_PAGE = 1_000
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


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
        self._http = TwilioHttp(open_session(), read_s)
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
            raise read_refusal(*status_and_code(error)) from None
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
        """List what came in to our number, or to those of our service where it is all we have.

        Args:
            since: only what Twilio took at or after this time (aware); its seconds are whole.

        Returns:
            newest first, as Twilio orders them.
        """
        listed = [row for to in await self._numbers() for row in await self._list(since, to=to)]
        return [item for item, way in listed if not way.startswith("outbound")]

    async def list_recent(self, since: datetime, *, most_pages: int) -> list[Listed]:
        """List what we sent to anybody, as far as a few pages reach back.

        Args:
            since: only what Twilio took at or after this time (aware); its seconds are whole.
            most_pages: of 1,000 messages each.
        """
        listed = await self._list(since, page_size=_WHOLE_PAGE, most_pages=most_pages)
        return [item for item, way in listed if not way.startswith("inbound")]

    async def look_up(self, sid: str) -> Listed:
        """Ask what became of one message.

        Raises:
            NotOffered: Twilio does not know it, or this server has no such call.
        """
        record = await ask(self._client.messages(sid).fetch_async())
        return _listed(record, _made_at(record, _LONG_AGO))

    async def forget(self, sid: str) -> bool:
        """Delete one message at Twilio, words and all.

        Returns:
            Whether it was there.
        """
        try:
            return bool(await ask(self._client.messages(sid).delete_async()))
        except NotOffered:
            return False

    async def webhook_url(self) -> str:
        """Ask where Twilio posts incoming texts, "" for nowhere.

        Raises:
            NotOffered: this server has no such call.
            CarrierError: wrong account or token, or the number is not in this account.
        """
        if self._service:
            service = await ask(self._client.messaging.v1.services(self._service).fetch_async())
            if not service.use_inbound_webhook_on_number:
                return str(service.inbound_request_url or "")
        return str((await self._number()).sms_url or "")

    async def set_webhook(self, url: str) -> None:
        """Have incoming texts posted to `url`; raises as `webhook_url`."""
        if self._service:
            service = self._client.messaging.v1.services(self._service)
            await ask(
                service.update_async(inbound_request_url=url, use_inbound_webhook_on_number=False)
            )
            return
        number = await self._number()
        await ask(number.update_async(sms_url=url, sms_method="POST"))

    async def _numbers(self) -> list[str]:
        if self._sender:
            return [self._sender]
        service = self._client.messaging.v1.services(self._service)
        return [str(one.phone_number) for one in await ask(service.phone_numbers.list_async())]

    async def _number(self) -> Any:
        listing = self._client.incoming_phone_numbers.list_async(phone_number=self._sender)
        numbers = await ask(listing)
        if not numbers:
            raise CarrierError("Twilio does not have TWILIO_FROM in this account")
        return numbers[0]

    async def _list(
        self,
        since: datetime,
        *,
        page_size: int = _PAGE_SIZE,
        most_pages: int = 0,
        to: str = "",
    ) -> list[tuple[Listed, str]]:
        """Page through messages until a whole page, newest first, is older than `since`."""
        since = since.replace(microsecond=0)
        only = {"to": to} if to else {}
        found: list[tuple[Listed, str]] = []
        page = await ask(self._client.messages.page_async(page_size=page_size, **only))
        pages = 0
        while page is not None:
            pages += 1
            records = list(page)
            made = [_made_at(record, since) for record in records]
            found += [
                (_listed(record, at), str(record.direction or ""))
                for record, at in zip(records, made, strict=True)
                if at >= since
            ]
            if not made or pages == most_pages or (max(made) < since and made[0] >= made[-1]):
                break
            page = await ask(page.next_page_async())
        return found


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
