"""What a carrier brought us, in one shape for all channels. Reads no carrier's format."""

import hashlib
import re
from typing import Literal

import msgspec

MAX_CHARS = 10_000
Kind = Literal["text", "button", "media", "ring", "withheld", "group", "ignored", "unreadable"]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Inbound(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that came in.

    Attributes:
        channel: "telegram" or "sms".
        provider_id: the carrier's id, unique per channel; of what is unreadable, the body's hash.
        sender: E.164 for SMS, a decimal chat id for Telegram; "" where there is none.
        text: cleaned, at most `MAX_CHARS` characters; the value of a button; a picture's caption;
            a place as "51.5,-0.1".
        kind: "ring" is a call, "withheld" one without a number; "group" is what happened to a
            Telegram group, never what was said there; "ignored" is known and of no use to us,
            "unreadable" is not of any shape we know.
        media: what kind of media it is (photo, voice, location ...), or what happened to a group
            (joined, left, moved), or "".
        carrier_order: rises with the order the sender sent in; 0 where the carrier gives none.
        opt_out: "STOP", "START" or "HELP" where the carrier itself has acted on it, else "".
        reference: the carrier's own ids or addresses of files with spaces between, or the id of the
            press of a button, or ""; who brought us into a group; the chat id it has moved to.
    """

    channel: str
    provider_id: str
    sender: str
    text: str
    kind: Kind
    media: str
    carrier_order: int
    opt_out: str
    reference: str = ""


def clean(text: str, *, max_chars: int = MAX_CHARS) -> str:
    """Make text storable: NUL and lone surrogates become U+FFFD, and it is cut at `max_chars`."""
    kept = text[:max_chars]
    return kept if kept.isascii() and "\x00" not in kept else _UNSTORABLE.sub("\ufffd", kept)


def unreadable(channel: str, body: bytes) -> Inbound:
    """Keep the fact that something of no known shape came in; the same bytes have the same id."""
    return Inbound(
        channel=channel,
        provider_id=f"unreadable-{hashlib.sha256(body).hexdigest()[:32]}",
        sender="",
        text="",
        kind="unreadable",
        media="",
        carrier_order=0,
        opt_out="",
    )
