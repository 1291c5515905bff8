"""Reads and verifies the forms that Twilio posts. Sends nothing and imports no client."""

import base64
import hmac
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

from bot.channels.inbound import Inbound, Kind, clean, unreadable

CHANNEL = "sms"
Form = list[tuple[bytes, bytes]]  # names and values as their sender had them, before any decoding

_ALGORITHMS = {"HMAC_SHA1": "sha1", "HMAC_SHA256": "sha256"}
_NUMBER = re.compile(r"\+?[0-9]{3,15}")
_BLANK = re.compile(r"\s")
_OPT_OUTS = frozenset({"STOP", "START", "HELP"})
# What Twilio writes for a caller who hides: ANONYMOUS, RESTRICTED, UNAVAILABLE, UNKNOWN, BLOCKED as
# dialled on a keypad
_NO_NUMBERS = frozenset({"+266696687", "+7378742833", "+86282452253", "+8656696", "+2562533"})
_MOST_FILES = 10
_MEDIA = {"image": "photo", "audio": "voice", "video": "video"}


class CarrierStatus(NamedTuple):
    """What a status callback says.

    Attributes:
        sid: the message's id at Twilio.
        status: queued, sending, sent, delivered, undelivered, failed ...
        error_code: such as "30003", or "".
    """

    sid: str
    status: str
    error_code: str


def parse_form(body: bytes) -> Form:
    """Split a form body; blank values stay, order and repeats stay. Takes any bytes."""
    pairs = [part.partition(b"=") for part in body.split(b"&") if part]
    return [
        (
            _unquote(name) if b"%" in name or b"+" in name else name,
            _unquote(value) if b"%" in value or b"+" in value else value,
        )
        for name, _, value in pairs
    ]


def signature(url: str, form: Form, token: str, *, algorithm: str = "HMAC_SHA1") -> str:
    """Sign a request as Twilio does: https://www.twilio.com/docs/usage/security.

    Args:
        url: the full public URL with its query, as configured at Twilio.
        form: the posted fields; [] for a GET.
        token: the account's auth token.
        algorithm: HMAC_SHA1 or HMAC_SHA256.
    """
    signed = url.encode() + b"".join(name + value for name, value in sorted(set(form)))
    digest = hmac.digest(token.encode(), signed, _ALGORITHMS[algorithm])
    return base64.b64encode(digest).decode()


def is_signed(url: str, form: Form, token: str, given: str, *, settings: str = "") -> bool:
    """Check X-Twilio-Signature in constant time, as the library's validator would.

    Args:
        url: the configured public URL with the request's query; a default port may be there or not.
        form: the posted fields. Where they are not UTF-8, a signature over U+FFFD counts too.
        token: the account's auth token.
        given: the header's value.
        settings: the header X-Twilio-Webhooks-Signature-Settings, which may name the algorithm.
    """
    algorithm = _algorithm(settings)
    if algorithm not in _ALGORITHMS:
        return False
    asked = given.encode(errors="replace")
    return any(
        hmac.compare_digest(signature(each, fields, token, algorithm=algorithm).encode(), asked)
        for each in _urls(url)
        for fields in _readings(form)
    )


def parse_sms(form: Form) -> Inbound:
    """Read a text that came in. Never raises.

    Returns:
        text, or media with its text; `ignored` from a sender that has no number (alphanumeric);
        `unreadable` without a MessageSid or From.
    """
    fields = _decode(form)
    sid = fields.get("MessageSid") or fields.get("SmsSid") or ""
    sender = fields.get("From", "").strip()
    if not sid or not sender:
        return unreadable(CHANNEL, repr(form).encode())
    media = _media(fields)
    kind: Kind = "media" if media else "text"
    opt_out = fields.get("OptOutType", "").strip().upper()
    return Inbound(
        channel=CHANNEL,
        provider_id=clean(sid, max_chars=64),
        sender=clean(sender, max_chars=64),
        text=clean(fields.get("Body", "")),
        kind=kind if _NUMBER.fullmatch(sender) else "ignored",
        media=media,
        reference=_list_files(fields) if media else "",
        carrier_order=0,
        opt_out=opt_out if opt_out in _OPT_OUTS else "",
    )


def parse_call(form: Form) -> Inbound:
    """Read that somebody rings. Never raises.

    Returns:
        ring; `withheld` where the caller hides their number; `unreadable` without a CallSid.
    """
    fields = _decode(form)
    sid, caller = fields.get("CallSid", ""), fields.get("From", "").strip()
    if not sid:
        return unreadable(CHANNEL, repr(form).encode())
    is_known = _NUMBER.fullmatch(caller) and caller not in _NO_NUMBERS
    return Inbound(
        channel=CHANNEL,
        provider_id=clean(sid, max_chars=64),
        sender=caller if is_known else "",
        text="",
        kind="ring" if is_known else "withheld",
        media="",
        carrier_order=0,
        opt_out="",
    )


def parse_status(form: Form) -> CarrierStatus | None:
    """Read a status callback; None where it names no message or no status."""
    fields = _decode(form)
    sid = fields.get("MessageSid") or fields.get("SmsSid") or ""
    status = fields.get("MessageStatus") or fields.get("SmsStatus") or ""
    if not sid or not status:
        return None
    code = fields.get("ErrorCode", "")
    return CarrierStatus(
        sid=clean(sid, max_chars=64),
        status=clean(status, max_chars=32).lower(),
        error_code=code if code.isascii() and code.isdigit() and code.strip("0") else "",
    )


def _unquote(part: bytes) -> bytes:
    spaced = part.replace(b"+", b" ")
    return unquote_to_bytes(spaced) if b"%" in spaced else spaced


def _decode(form: Form) -> dict[str, str]:
    """Decode the form; of a repeated field the first counts."""
    return {
        name.decode("utf-8", "replace"): value.decode("utf-8", "replace")
        for name, value in reversed(form)
    }


def _algorithm(settings: str) -> str:
    for part in settings.split(","):
        name, _, value = part.partition("=")
        if name.strip() == "algorithm" and value.strip():
            return value.strip().upper()
    return "HMAC_SHA1"


def _urls(url: str) -> Iterator[str]:
    """Give the URL, then the same with its port left out or spelled out: senders differ."""
    yield url
    parts = urlsplit(url)
    if parts.port:
        yield parts._replace(netloc=parts.netloc.split(":")[0]).geturl()
    else:
        port = 443 if parts.scheme == "https" else 80
        yield parts._replace(netloc=f"{parts.netloc}:{port}").geturl()


def _readings(form: Form) -> Iterator[Form]:
    """Give the form's bytes, then, where they are not UTF-8, what a decoder makes of them."""
    yield form
    decoded = [
        (name.decode(errors="replace").encode(), value.decode(errors="replace").encode())
        for name, value in form
    ]
    if decoded != form:
        yield decoded


def _media(fields: dict[str, str]) -> str:
    if not fields.get("NumMedia", "0").strip("0 "):
        return ""
    family = fields.get("MediaContentType0", "").partition("/")[0].lower()
    return _MEDIA.get(family, "document")


def _list_files(fields: dict[str, str]) -> str:
    """List the addresses of all files, with spaces between."""
    named = (fields.get(f"MediaUrl{n}", "") for n in range(_MOST_FILES))
    return " ".join(clean(url, max_chars=512) for url in named if url and not _BLANK.search(url))
