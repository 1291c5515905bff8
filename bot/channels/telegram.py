"""Telegram: sends by python-telegram-bot and asks the Bot API. Reading updates is next door."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

import aiohttp
import structlog
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.channels.protocol import CarrierError, NotOffered, Outgoing, ProviderId
from bot.channels.transport import READ_S, Answer, exchange, open_session
from bot.channels.updates import parse_update, read_json
from flows.errors import DeliveryError, FateUnknown, NotSent, Refused

__all__ = ["BASE_URL", "TelegramChannel", "parse_update"]

BASE_URL = "https://api.telegram.org/bot"
PRESS_S = 5.0
WANTED_UPDATES = ("message", "callback_query", "my_chat_member")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SETUP_TROUBLE = {401, 404, 409}
# 400s that name the address rather than the message, by words of Telegram's description
_ADDRESS_IS_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_is_blocked",
    "user is deactivated",
    "group chat was deactivated",
    "have no rights to send",
    "not enough rights to send",
    "chat_write_forbidden",
)
# What PTB takes for "done"; a Message it would first read into a hundred attributes
_TAKEN = 200, b'{"ok":true,"result":true}'
_taken_as: ContextVar[ProviderId] = ContextVar("taken_as")
"""The id that Telegram gave what this task has just sent."""

_log = structlog.get_logger()


class TelegramChannel:
    """One bot on one long-lived session. Make and `await close()` it inside one loop."""

    name = "telegram"

    def __init__(self, token: str, base_url: str = BASE_URL, *, read_s: float = READ_S) -> None:
        """Take a bot.

        Args:
            token: BotFather's.
            base_url: as `telegram.Bot` takes it; the token is appended.
            read_s: how long to wait for an answer before a message's fate is unknown.
        """
        self.in_flight = 0
        self._answering: set[asyncio.Task[None]] = set()
        self._session = open_session()
        request = _Request(self._session, read_s)
        self._bot = Bot(token, base_url=base_url, request=request, get_updates_request=request)

    async def send(self, message: Outgoing) -> ProviderId:
        """Send plain text to one chat, with a row for each button; see `Channel.send`."""
        self.in_flight += 1
        if message.press:
            self._answer_press(message.press)
        try:
            await self._bot.send_message(
                chat_id=message.to,
                text=message.text,
                link_preview_options=_NO_PREVIEW,
                reply_markup=_keyboard(message.buttons),
            )
        except TelegramError as error:
            # from None: their words may quote the message, the URL or the token
            raise _outcome(error) from None
        finally:
            self.in_flight -= 1
        return _taken_as.get()

    async def close(self) -> None:
        """Close the sockets."""
        for one in self._answering:
            one.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)
        await self._session.close()

    def _answer_press(self, press: str) -> None:
        """Stop the button's clock, beside the reply: nobody waits for it, and it may fail."""
        task = asyncio.create_task(self._ask_to_stop_clock(press))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _ask_to_stop_clock(self, press: str) -> None:
        with suppress(CarrierError, DeliveryError):
            await self._ask("answerCallbackQuery", read_s=PRESS_S, callback_query_id=press)

    async def get_me(self) -> Mapping[str, Any]:
        """Ask who the bot is: id, username, first_name ..."""
        return dict(await self._ask("getMe"))

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates posted to `url`, with `secret` in X-Telegram-Bot-Api-Secret-Token."""
        updates = json.dumps(WANTED_UPDATES)
        await self._ask("setWebhook", url=url, secret_token=secret, allowed_updates=updates)

    async def delete_webhook(self) -> None:
        """Stop the webhook, so that `get_updates` works; what is waiting stays."""
        await self._ask("deleteWebhook")

    async def webhook_info(self) -> Mapping[str, Any]:
        """Ask for the webhook's state: url, pending_update_count, last_error_message ..."""
        return dict(await self._ask("getWebhookInfo"))

    async def leave_chat(self, chat: str) -> None:
        """Leave a Telegram group."""
        await self._ask("leaveChat", chat_id=chat)

    async def get_updates(self, offset: int, timeout_s: int) -> list[bytes]:
        """Wait for updates, for people without a public address.

        Args:
            offset: the last update id seen plus one; confirms all before it. 0 at first.
            timeout_s: how long Telegram may hold the line.

        Returns:
            each update as JSON for `parse_update`, oldest first; empty when none came in time.
        """
        updates: Sequence[object] = await self._ask(
            "getUpdates",
            read_s=timeout_s + READ_S,
            offset=offset,
            timeout=timeout_s,
            allowed_updates=json.dumps(WANTED_UPDATES),
        )
        return [json.dumps(update).encode() for update in updates]

    async def _ask(self, method: str, *, read_s: float = READ_S, **fields: object) -> Any:
        """Call a method that sends nothing to anybody.

        Raises:
            NotOffered: 404: a mistyped token, or a server without this method.
            CarrierError: Telegram said no, or made no sense.
            NotSent, FateUnknown: the line broke.
        """
        url = f"{self._bot.base_url}/{method}"
        answer = await exchange(self._session, "POST", url, form=fields, read_s=read_s)
        if answer.status == 404:
            raise NotOffered(f"Telegram answers 404 to {method}: check the token, if it is theirs")
        content = _content(answer)
        if content.get("ok") is not True or "result" not in content:
            reason = str(content.get("description", "no reason given"))[:200]
            raise CarrierError(f"Telegram refused {method} ({answer.status}): {reason}")
        return content["result"]


class _Request(BaseRequest):
    """PTB's requests over our session. Hands PTB only what it must parse, and only success.

    PTB's own reading of failures is not used: its RetryAfter warns, its BadRequest is a
    NetworkError, and a Message it cannot parse would look like a text that was not sent.
    """

    __slots__ = ("_read_s", "_session")

    def __init__(self, session: aiohttp.ClientSession, read_s: float) -> None:
        self._session = session
        self._read_s = read_s

    @property
    def read_timeout(self) -> float | None:
        """The read timeout in seconds."""
        return self._read_s

    async def initialize(self) -> None:
        """Nothing: the session is open."""

    async def shutdown(self) -> None:
        """Nothing: the channel closes the session."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Send one message; a DeliveryError becomes the cause of PTB's NetworkError."""
        form = request_data.json_parameters if request_data else {}
        answer = await exchange(self._session, method, url, form=form, read_s=self._read_s)
        content = _content(answer)
        if content.get("ok") is not True:
            raise _refusal(answer.status, content, form.get("chat_id", ""))
        result = content.get("result")
        message_id = result.get("message_id") if isinstance(result, dict) else None
        _taken_as.set(str(message_id) if isinstance(message_id, int) and message_id else "")
        return _TAKEN


def _keyboard(buttons: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    rows = [[InlineKeyboardButton(label, callback_data=value)] for value, label in buttons]
    return InlineKeyboardMarkup(rows)


def _content(answer: Answer) -> Mapping[str, Any]:
    try:
        content = read_json(answer.body)
    except ValueError:
        content = None
    return content if isinstance(content, dict) else {}


def _outcome(error: TelegramError) -> DeliveryError:
    """Find our own error inside PTB's; else PTB would not take what it was given."""
    cause = error.__cause__
    return cause if isinstance(cause, DeliveryError) else Refused("not taken", carrier_code="ptb")


def _refusal(status: int, content: Mapping[str, Any], chat_id: str) -> DeliveryError:
    """Turn an answer that is not ok into what became of the message.

    Args:
        status: the HTTP status.
        content: the answer's JSON, {} where it was none.
        chat_id: whom it was for; a negative id is a Telegram group, with a limit of its own.

    Returns:
        NotSent, FateUnknown or Refused; see https://core.telegram.org/bots/api#making-requests.
    """
    given = content.get("parameters")
    parameters: Mapping[str, Any] = given if isinstance(given, dict) else {}
    if parameters.get("migrate_to_chat_id"):
        moved_to = str(parameters["migrate_to_chat_id"])
        return Refused("chat moved", carrier_code=str(status), moved_to=moved_to)
    if status == 429:
        scope = "address" if chat_id.startswith("-") else "channel"
        wait_s = _seconds(parameters.get("retry_after"))
        return NotSent("too many requests", retry_after_s=wait_s, scope=scope)
    if status in _SETUP_TROUBLE:
        _log.warning("telegram_setup_refused", status=status)
        return NotSent(f"setup refused {status}", scope="channel", alerts=True)
    if 400 <= status < 500:
        words = str(content.get("description", "")).lower()
        gone = status == 403 or any(part in words for part in _ADDRESS_IS_GONE)
        return Refused("not taken", carrier_code=str(status), closes_address=gone)
    return FateUnknown(f"answer {status}")


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) and value > 0 else 1.0
