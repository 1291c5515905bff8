"""Signed requests as Twilio posts them, made beforehand as the bytes that go over the line."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_plus

from bot.channels.forms import parse_sms, signature
from bot.channels.inbound import Inbound

ACCOUNT, TOKEN, NUMBER = "AC0", "bench", "+447700900000"
PATH = "/hooks/twilio/sms"


@dataclass(frozen=True, slots=True)
class Text:
    """One text from one number; `n` makes its MessageSid."""

    n: int
    number: str
    words: str

    @property
    def sid(self) -> str:
        """Twilio's name for it."""
        return f"SM{self.n:032x}"


def make_form(text: Text) -> list[tuple[bytes, bytes]]:
    """Make the fields of Twilio's webhook for a text."""
    fields = {
        "ToCountry": "GB",
        "ToState": "",
        "SmsMessageSid": text.sid,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": text.sid,
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": text.words,
        "FromCountry": "GB",
        "To": NUMBER,
        "ToZip": "",
        "NumSegments": "1",
        "MessageSid": text.sid,
        "AccountSid": ACCOUNT,
        "From": text.number,
        "ApiVersion": "2010-04-01",
    }
    return [(name.encode(), value.encode()) for name, value in fields.items()]


def make_requests(texts: Sequence[Text], public_url: str) -> list[str]:
    """Make the whole request of each text, head and body; they are ASCII throughout."""
    host = public_url.partition("://")[2]
    return [_make_request(text, public_url + PATH, host) for text in texts]


def _make_request(text: Text, url: str, host: str) -> str:
    form = make_form(text)
    body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in form)
    head = (
        f"POST {PATH} HTTP/1.1",
        f"Host: {host}",
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
        f"Content-Length: {len(body)}",
        f"X-Twilio-Signature: {signature(url, form, TOKEN)}",
        "I-Twilio-Idempotency-Token: 5b4a7b4b-4f47-4f27-a7c5-5b3f3a1d9a5e",
        "User-Agent: TwilioProxy/1.1",
        "Accept: */*",
    )
    return "\r\n".join(head) + "\r\n\r\n" + body


def read(text: Text) -> Inbound:
    """Read a text as the web process reads it off the line."""
    return parse_sms(make_form(text))
