"""The part of Telegram's Bot API that Sayso uses, with its limits. Sends no webhooks itself."""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from sayso.carriers.answers import Lines, json_answer, spoil
from sayso.carriers.faults import Dice
from sayso.carriers.ledger import Ledger
from sayso.carriers.limits import TelegramPace
from sayso.carriers.updates import Updates

CHANNEL = "telegram"
MAX_CHARS = 4096
MAX_DATA_BYTES = 64
_BOT = {"id": 7000000001, "is_bot": True, "first_name": "Sayso", "username": "sayso_fake_bot"}
# What happens to messages for a recipient: status and Telegram's words
_RECIPIENTS: Mapping[str, tuple[int, str]] = {
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "kicked": (403, "Forbidden: bot was kicked from the group chat"),
    "not found": (400, "Bad Request: chat not found"),
}


class BotApi:
    """Answers the calls of one bot."""

    def __init__(
        self, token: str, *, ledger: Ledger, pace: TelegramPace, updates: Updates, lines: Lines
    ) -> None:
        self.dice: Dice
        self.blocked: set[str] = set()
        self._token = token
        self._ledger = ledger
        self._pace = pace
        self._updates = updates
        self._lines = lines
        # as in real groups, where each numbers its own
        self._message_ids: defaultdict[str, Iterator[int]] = defaultdict(lambda: itertools.count(1))
        self._methods: Mapping[str, Callable[[Mapping[str, Any]], Response]] = {
            "getme": lambda _: _ok(_BOT),
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": lambda _: _ok(self._updates.info()),
            "answercallbackquery": self._answer_press,
            "getfile": _get_file,
            "leavechat": lambda _: _ok(True),
        }

    async def answer(self, request: Request) -> Response:
        """Answer one call; what we do not offer gets Telegram's own 404."""
        if request.path_params["token"] != self._token:
            return refuse(401, "Unauthorized")
        method = request.path_params["method"].lower()
        fields = await _read_fields(request)
        if method == "sendmessage":
            answer = self._send_message(request, fields)
            await asyncio.sleep(self.dice.latency_s(CHANNEL))
            return answer
        if method == "getupdates":
            return await self._get_updates(fields)
        offered = self._methods.get(method)
        return offered(fields) if offered else refuse(404, "Not Found")

    def _send_message(self, request: Request, fields: Mapping[str, Any]) -> Response:
        chat, text = str(fields.get("chat_id", "")), fields.get("text")
        self._ledger.try_send(CHANNEL, chat)
        if self.dice.strikes("fail_before_accept", CHANNEL):
            return refuse(500, "Internal Server Error")
        buttons = _read_buttons(fields)
        if buttons is None:
            return refuse(400, "Bad Request: can't parse inline keyboard button")
        refusal = _check(chat, text) or self._check_pace(chat) or self._check_recipient(chat)
        if refusal:
            return refusal
        message_id = next(self._message_ids[chat])
        self._ledger.accept(CHANNEL)
        self._ledger.deliver(CHANNEL, chat, str(text), str(message_id), buttons=buttons)
        answer = _ok(
            {
                "message_id": message_id,
                "from": _BOT,
                "chat": {"id": int(chat), "first_name": "Resident", "type": "private"},
                "date": int(time.time()),
                "text": text,
                **({"reply_markup": _read_json(fields["reply_markup"])} if buttons else {}),
            }
        )
        return spoil(answer, self.dice.after_accept(CHANNEL), request, self._lines, self._ledger)

    def _check_pace(self, chat: str) -> Response | None:
        wait_s, ignored = self._pace.ask(chat, time.monotonic())
        if not wait_s:
            return None
        self._ledger.note("telegram_429")
        if ignored:
            self._ledger.note("telegram_ignored_retry_after")
        words = f"Too Many Requests: retry after {wait_s}"
        return refuse(429, words, {"retry_after": wait_s})

    def _check_recipient(self, chat: str) -> Response | None:
        fate = "blocked" if chat in self.blocked else self.dice.faults.recipients.get(chat, "")
        if not fate:
            return None
        self._ledger.note("telegram_refused")
        if fate.startswith("moved:"):
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            return refuse(400, words, {"migrate_to_chat_id": int(fate.removeprefix("moved:"))})
        return refuse(*_RECIPIENTS[fate])

    def _answer_press(self, fields: Mapping[str, Any]) -> Response:
        if not str(fields.get("callback_query_id", "")).isdigit():
            words = "Bad Request: query is too old and response timeout expired or query ID is"
            return refuse(400, f"{words} invalid")
        self._ledger.note("presses_answered")
        return _ok(True)

    async def _get_updates(self, fields: Mapping[str, Any]) -> Response:
        if self._updates.url:
            words = "Conflict: can't use getUpdates method while webhook is active"
            return refuse(409, f"{words}; use deleteWebhook to delete the webhook first")
        offset, limit = int(fields.get("offset") or 0), int(fields.get("limit") or 100)
        waiting = await self._updates.wait(offset, limit, float(fields.get("timeout") or 0))
        return _ok([orjson.loads(body) for body in waiting])

    def _set_webhook(self, fields: Mapping[str, Any]) -> Response:
        self._updates.point(str(fields.get("url", "")), str(fields.get("secret_token", "")))
        return json_answer({"ok": True, "result": True, "description": "Webhook was set"})

    def _delete_webhook(self, fields: Mapping[str, Any]) -> Response:
        self._updates.point("", "")
        if str(fields.get("drop_pending_updates", "")).lower() == "true":
            self._updates.drop()
        return json_answer({"ok": True, "result": True, "description": "Webhook was deleted"})


def refuse(status: int, description: str, parameters: Mapping[str, int] | None = None) -> Response:
    """Say no in Telegram's shape."""
    content: dict[str, object] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        content["parameters"] = parameters
    return json_answer(content, status)


def _get_file(fields: Mapping[str, Any]) -> Response:
    id = str(fields.get("file_id", ""))
    if not id:
        return refuse(400, "Bad Request: invalid file_id")
    return _ok({"file_id": id, "file_path": f"{id.partition('-')[0]}/file_1"})


def _ok(result: object) -> Response:
    return json_answer({"ok": True, "result": result})


def _read_buttons(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...] | None:
    """Read an inline keyboard; None where Telegram would refuse it."""
    if not fields.get("reply_markup"):
        return ()
    try:
        rows = _read_json(fields["reply_markup"])["inline_keyboard"]
        buttons = tuple((one["callback_data"], one["text"]) for row in rows for one in row)
    except (ValueError, KeyError, TypeError):
        return None
    fits = all(label and 1 <= len(value.encode()) <= MAX_DATA_BYTES for value, label in buttons)
    return buttons if fits else None


def _read_json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str) else value


def _check(chat: str, text: object) -> Response | None:
    if not chat.removeprefix("-").isdigit():
        return refuse(400, "Bad Request: chat not found")
    if not isinstance(text, str) or not text.strip():
        return refuse(400, "Bad Request: message text is empty")
    if len(text) > MAX_CHARS:
        return refuse(400, "Bad Request: message is too long")
    return None


async def _read_fields(request: Request) -> dict[str, Any]:
    """Read a call's fields from the query, a form, or JSON, as Telegram does."""
    fields: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        fields.update(orjson.loads(body or b"{}"))
    else:
        fields.update(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
    return fields
