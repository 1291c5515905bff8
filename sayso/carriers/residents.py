"""The residents' phones: what they text, press and block, as the carriers bring it to us."""

import itertools
import time
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import orjson

from sayso.carriers.hooks import Hooks, Posted
from sayso.carriers.media import Media
from sayso.carriers.messages import VERSION, Messages, count_segments, new_sid
from sayso.carriers.sender import Sender
from sayso.carriers.updates import Update, Updates
from storage.clock import utc_now

# Twilio's words since May 2025; single words only
OPT_OUTS: Mapping[str, str] = {
    **dict.fromkeys(
        ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"), "STOP"
    ),
    **dict.fromkeys(("START", "YES", "UNSTOP"), "START"),
    **dict.fromkeys(("HELP", "INFO"), "HELP"),
}
ANSWERS: Mapping[str, str] = {
    "STOP": "You have successfully been unsubscribed. You will not receive any more messages "
    "from this number. Reply START to resubscribe.",
    "START": "You have successfully been re-subscribed to messages from this number. Reply HELP "
    "for help. Reply STOP to unsubscribe.",
    "HELP": "Reply STOP to unsubscribe. Msg&Data Rates May Apply.",
}
Spawn = Callable[[Coroutine[Any, Any, Any]], "Future[Any]"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A text on its way to the application.

    Attributes:
        provider_id: the update id or MessageSid it is posted under.
        posted: done once the application took it, or Twilio gave up.
    """

    provider_id: str
    posted: "Future[Posted]"

    def wait(self, timeout_s: float = 30.0) -> Posted:
        """Wait for the application to take it; TimeoutError if it does not."""
        return self.posted.result(timeout_s)


class TelegramPhones:
    """Residents on Telegram."""

    def __init__(self, updates: Updates, spawn: Spawn, blocked: set[str]) -> None:
        self._updates = updates
        self._spawn = spawn
        self._blocked = blocked
        self._update_ids = itertools.count(100_000_001)
        self._message_ids = itertools.count(1)

    def sends(self, chat: str, text: str, *, copies: int = 1, media: str = "") -> Ticket:
        """Text the bot, or send it media with `text` as its caption; a location is its caption."""
        content = _fill(media, text)
        message = {**self._message(chat), **content}
        return self._go(chat, {"message": message}, copies)

    def presses(self, chat: str, value: str, message_id: int) -> Ticket:
        """Press an inline button under one of our messages."""
        query = {
            "id": str(message_id),
            "from": _person(chat),
            "message": {**self._message(chat), "message_id": message_id},
            "chat_instance": chat,
            "data": value,
        }
        return self._go(chat, {"callback_query": query})

    def blocks(self, chat: str) -> Ticket:
        """Block the bot: it is told, and every send is answered 403."""
        self._blocked.add(chat)
        change = {
            "chat": _chat(chat),
            "from": _person(chat),
            "date": int(time.time()),
            "old_chat_member": {"status": "member", "user": _person("7000000001")},
            "new_chat_member": {
                "status": "kicked",
                "user": _person("7000000001"),
                "until_date": 0,
            },
        }
        return self._go(chat, {"my_chat_member": change})

    def _message(self, chat: str) -> dict[str, Any]:
        return {
            "message_id": next(self._message_ids),
            "from": _person(chat),
            "chat": _chat(chat),
            "date": int(time.time()),
        }

    def _go(self, chat: str, content: Mapping[str, Any], copies: int = 1) -> Ticket:
        update_id = next(self._update_ids)
        body = orjson.dumps({"update_id": update_id, **content})
        update = Update(update_id=update_id, chat=chat, body=body, copies=copies)
        posted: Future[Posted] = Future()
        update.taken.add_done_callback(lambda taken: posted.set_result(Posted(200, taken.result())))
        self._spawn(self._add(update))
        return Ticket(str(update_id), posted)

    async def _add(self, update: Update) -> None:
        self._updates.add(update)


class SmsPhones:
    """Residents on SMS, and Twilio's own answers to their opt-out words."""

    def __init__(
        self,
        *,
        account: str,
        number: str,
        messages: Messages,
        sender: Sender,
        hooks: Hooks,
        spawn: Spawn,
        find_url: Callable[[], str],
        find_voice_url: Callable[[], str],
        media: Media,
        answers: Mapping[str, str],
    ) -> None:
        self._account = account
        self._number = number
        self._messages = messages
        self._sender = sender
        self._hooks = hooks
        self._spawn = spawn
        self._find_url = find_url
        self._find_voice_url = find_voice_url
        self._media = media
        self._answers = answers

    def rings(self, phone: str) -> Ticket:
        """Ring our number; what it is answered with is the ticket's `Posted.body`."""
        sid = new_sid("CA")
        form = {
            "AccountSid": self._account,
            "ApiVersion": VERSION,
            "CallSid": sid,
            "CallStatus": "ringing",
            "Direction": "inbound",
            "From": phone,
            "To": self._number,
        }
        return Ticket(sid, self._spawn(self._hooks.post(self._find_voice_url(), form)))

    def sends(self, phone: str, text: str, *, copies: int = 1, media: str = "") -> Ticket:
        """Text our number; `media` such as image/jpeg makes it an MMS."""
        sid = new_sid("SM")
        return Ticket(sid, self._spawn(self._arrive(sid, phone, text, copies, media)))

    async def _arrive(self, sid: str, phone: str, text: str, copies: int, media: str) -> Posted:
        self._messages.add(
            sid=sid,
            to=self._number,
            sender=phone,
            body=text,
            direction="inbound",
            status="received",
            service="",
            sent_at=utc_now(),
            media=1 if media else 0,
        )
        opt_out = self._act_on(phone, text)
        form = self._form(sid, phone, text, media, opt_out)
        url = self._find_url()
        posted = Posted(0, 0)
        for _ in range(copies if url else 0):
            posted = await self._hooks.post(url, form)
        return posted

    def _act_on(self, phone: str, text: str) -> str:
        """Block, unblock and answer as Twilio does; "" where it leaves the text to us."""
        opt_out = OPT_OUTS.get(text.strip().upper(), "") if self._answers else ""
        if opt_out == "STOP":
            self._sender.stopped.add(phone)
        if opt_out == "START":
            self._sender.stopped.discard(phone)
        if opt_out:
            self._sender.reply(phone, self._answers[opt_out])
        return opt_out

    def _form(self, sid: str, phone: str, text: str, media: str, opt_out: str) -> dict[str, str]:
        form = {
            "AccountSid": self._account,
            "ApiVersion": VERSION,
            "Body": text,
            "From": phone,
            "FromCountry": "GB",
            "MessageSid": sid,
            "NumMedia": "1" if media else "0",
            "NumSegments": str(count_segments(text)),
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": self._number,
            "ToCountry": "GB",
        }
        if media:
            url = self._media.keep(sid, media)
            form |= {"MediaContentType0": media, "MediaUrl0": url}
        return form | ({"OptOutType": opt_out} if opt_out else {})


def _fill(media: str, text: str) -> dict[str, Any]:
    """Make what a message holds, as Telegram writes it."""
    file = {"file_id": f"{media}-1", "file_unique_id": f"{media}-1"}
    match media:
        case "":
            return {"text": text}
        case "location":
            latitude, longitude = map(float, text.split(","))
            return {"location": {"latitude": latitude, "longitude": longitude}}
        case "photo":
            return {"photo": [{**file, "width": 90, "height": 90}], "caption": text}
        case "voice":
            return {"voice": {**file, "duration": 4}, "caption": text}
        case "video":
            return {"video": {**file, "width": 90, "height": 90, "duration": 4}, "caption": text}
        case _:
            return {media: file, "caption": text}


def _person(chat: str) -> dict[str, Any]:
    return {"id": int(chat), "is_bot": False, "first_name": "Resident", "language_code": "en"}


def _chat(chat: str) -> dict[str, Any]:
    return {"id": int(chat), "first_name": "Resident", "type": "private"}
