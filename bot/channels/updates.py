"""Reads Telegram's updates, whatever their bytes. Sends nothing and knows no token."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
import orjson

from bot.channels.inbound import Inbound, Kind, clean, unreadable

CHANNEL = "telegram"
_BIGGEST_ID = 2**63

# Before the kinds they contain: an animation also has a document, a venue a location
_MEDIA = (
    "animation",
    "venue",
    "photo",
    "voice",
    "video_note",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contact",
    "poll",
    "dice",
    "story",
    "live_photo",
    "paid_media",
    "checklist",
    "game",
)
_DEGREES = ("latitude", "longitude")
# /start stays as it is: a greeting from somebody new, START from somebody who stopped; and what a
# deep link adds to it stays too: https://core.telegram.org/bots/features#deep-linking
_COMMANDS: Mapping[str, str] = {"/start": "/start", "/stop": "STOP", "/help": "HELP"}
_BLOCKS: Mapping[str, str] = {"kicked": "STOP", "member": "START"}
_IN_GROUPS: Mapping[str, str] = {
    "member": "joined",
    "administrator": "joined",
    "left": "left",
    "kicked": "left",
}
_GROUPS = frozenset(("group", "supergroup"))


_Id = Annotated[int, msgspec.Meta(ge=-_BIGGEST_ID, le=_BIGGEST_ID - 1)]


class _PrivateChat(msgspec.Struct, gc=False):
    id: _Id
    type: Literal["private"]


class _Text(msgspec.Struct, gc=False):
    chat: _PrivateChat
    text: str


class _TextUpdate(msgspec.Struct, gc=False):
    """What nearly every update is: somebody's text to us. All its other fields are passed over."""

    update_id: _Id
    message: _Text


_TEXTS = msgspec.json.Decoder(_TextUpdate)
_NO_TEXT = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _ShapeError(ValueError):
    """The JSON is not an update of any shape we know."""


def parse_update(body: bytes) -> Inbound:
    """Read one update as Telegram posts it. Never raises.

    Returns:
        text and button of private chats; media by kind with its caption as text; `group` where we
        were brought into one or put out, or it has moved: nothing that is said there; `ignored`
        for edits, other chats, service messages and kinds we do not know (a block by the resident
        is ignored with opt_out STOP, its end with START); `unreadable` where it is not an update.
    """
    try:
        said = _TEXTS.decode(body)
    except _NO_TEXT:
        return _read_any(body)
    message = said.message
    return _inbound(said.update_id, str(message.chat.id), "text", text=_words(message.text))


def _read_any(body: bytes) -> Inbound:
    try:
        return _read_update(read_json(body))
    except ValueError:
        return unreadable(CHANNEL, body)


def read_json(body: bytes) -> Any:
    """Read JSON, also with a BOM, invalid UTF-8 or lone surrogates.

    Raises:
        ValueError: it is not JSON, or nested too deep.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        pass
    try:
        return json.loads(body.decode("utf-8-sig", errors="replace"))
    except RecursionError:
        raise ValueError("nested too deep") from None


def _read_update(update: Any) -> Inbound:
    update_id = _id(_object(update).get("update_id"))
    if "message" in update:
        return _read_message(update_id, _object(update["message"]))
    if "callback_query" in update:
        return _read_button(update_id, _object(update["callback_query"]))
    if "my_chat_member" in update:
        return _read_membership(update_id, _object(update["my_chat_member"]))
    return _inbound(update_id, "", "ignored")


def _read_message(update_id: int, message: Mapping[str, Any]) -> Inbound:
    chat = _object(message.get("chat"))
    sender = str(_id(chat.get("id")))
    if not _is_private(chat):
        return _read_group(update_id, sender, message)
    if "text" in message:
        return _inbound(update_id, sender, "text", text=_words(_text(message["text"])))
    media = next((kind for kind in _MEDIA if kind in message), "")
    if not media:
        return _inbound(update_id, sender, "ignored")
    where = _read_place(message, media)
    text = where or _text(message.get("caption", ""))
    reference = _find_file(message[media])
    return _inbound(update_id, sender, "media", text=text, media=media, reference=reference)


def _read_group(update_id: int, sender: str, message: Mapping[str, Any]) -> Inbound:
    """Read only whether a group has moved to another chat id: nothing that is said there."""
    if "migrate_to_chat_id" not in message:
        return _inbound(update_id, sender, "ignored")
    moved_to = str(_id(message["migrate_to_chat_id"]))
    return _inbound(update_id, sender, "group", media="moved", reference=moved_to)


def _read_place(message: Mapping[str, Any], media: str) -> str:
    """Write a place as "51.5,-0.1", to the metre; "" for all other media."""
    place = message.get("location") if media in ("location", "venue") else None
    given: list[Any] = [place.get(name) for name in _DEGREES] if isinstance(place, dict) else []
    if not given or not all(type(one) in (int, float) and abs(one) <= 180 for one in given):
        return ""
    return ",".join(f"{one:.5f}".rstrip("0").rstrip(".") for one in given)


def _find_file(sent: object) -> str:
    """Find the carrier's own id of a file; of a photo's sizes the last, the largest."""
    if isinstance(sent, list):
        sent = sent[-1] if sent else {}
    return clean(str(sent.get("file_id", "")), max_chars=256) if isinstance(sent, dict) else ""


def _read_button(update_id: int, query: Mapping[str, Any]) -> Inbound:
    sender = str(_id(_object(query.get("from")).get("id")))
    message = query.get("message")
    pressed_in = (
        _object(_object(message).get("chat")) if message is not None else {"type": "private"}
    )
    if "data" not in query or not _is_private(pressed_in):
        return _inbound(update_id, sender, "ignored")
    press = clean(_text(query.get("id", "")), max_chars=64)
    return _inbound(update_id, sender, "button", text=_text(query["data"]), reference=press)


def _read_membership(update_id: int, change: Mapping[str, Any]) -> Inbound:
    """Read where we may write: a resident blocked us or no longer does, a group has us or not."""
    chat = _object(change.get("chat"))
    sender = str(_id(chat.get("id")))
    status = str(_object(change.get("new_chat_member")).get("status"))
    if _is_private(chat):
        return _inbound(update_id, sender, "ignored", opt_out=_BLOCKS.get(status, ""))
    happened = _IN_GROUPS.get(status, "") if chat.get("type") in _GROUPS else ""
    if not happened:
        return _inbound(update_id, sender, "ignored")
    by = str(_id(_object(change.get("from")).get("id"))) if happened == "joined" else ""
    return _inbound(update_id, sender, "group", media=happened, reference=by)


def _words(text: str) -> str:
    """Turn a command into the word that always works; leave every other text alone."""
    if not text.startswith("/"):
        return text
    words = text.split(maxsplit=1)
    word = _COMMANDS.get(words[0].split("@", maxsplit=1)[0].lower())
    if word == "/start" and len(words) > 1:
        return f"{word} {words[1]}"
    return word or text


def _is_private(chat: Mapping[str, Any]) -> bool:
    given = chat.get("type")
    return bool(given == "private") if given is not None else _id(chat.get("id")) > 0


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _ShapeError
    return value


def _id(value: object) -> int:
    if type(value) is not int or not -_BIGGEST_ID <= value < _BIGGEST_ID:
        raise _ShapeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _ShapeError
    return value


def _inbound(
    update_id: int,
    sender: str,
    kind: Kind,
    *,
    text: str = "",
    media: str = "",
    reference: str = "",
    opt_out: str = "",
) -> Inbound:
    return Inbound(
        channel=CHANNEL,
        provider_id=str(update_id),
        sender=sender,
        text=clean(text),
        kind=kind,
        media=media,
        reference=reference,
        carrier_order=update_id,
        opt_out=opt_out,
    )
