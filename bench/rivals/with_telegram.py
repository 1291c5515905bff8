"""python-telegram-bot's ConversationHandler on the walk, without a network and sending nothing.

A turn takes the update as Telegram posts it, because the handler works on nothing else: JSON, then
`Update.de_json`, then `Application.process_update`. A conversation is restored by putting its state
into the handler's conversations, as its persistence does once at the start, and its answers into
`user_data`. `play_with_ready_updates` leaves the parsing out (and finds the user and chat of an
update where the walk before left them). Tried: `filters.TEXT` with a look-up in the callback; no
filter, which makes no difference above the noise; `filters.Regex` with a second handler for what it
does not match, a tenth slower. Kept: the first. Persistence, job queue, updater and concurrent
updates are off.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackContext,
    ConversationHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bench.rivals.walk import (
    BEGUN,
    FIRST,
    LAST,
    NEXT,
    RESIDENT,
    Given,
    Play,
    look_up,
    write_updates,
)

_KEY = (RESIDENT, RESIDENT)
_Context = CallbackContext[Any, dict[Any, Any], dict[Any, Any], dict[Any, Any]]

_Handler = BaseHandler[Update, _Context, object]


class _Offline(BaseRequest):
    """Answers the one call that an application makes to begin."""

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        """Say who the bot is."""
        bot = {"id": 1, "is_bot": True, "first_name": "Sayso", "username": "sayso_bot"}
        return 200, orjson.dumps({"ok": True, "result": bot})


class _Bot:
    """An application with one conversation handler."""

    def __init__(self) -> None:
        states: dict[object, list[_Handler]] = {
            state: [MessageHandler(filters.TEXT, _answer(state))] for state in NEXT
        }
        self.handler = ConversationHandler[_Context](states[FIRST], states, [])
        offline = _Offline()
        self.application = (
            Application.builder()
            .token("1:bench")
            .request(offline)
            .get_updates_request(offline)
            .updater(None)
            .job_queue(None)
            .build()
        )
        self.application.add_handler(self.handler)

    async def turn(self, stored: bytes, update: Update) -> bytes:
        """Restore, take an update, serialise."""
        at = orjson.loads(stored)
        conversations = self.handler._conversations
        conversations[_KEY] = at["state"]
        kept = self.application.user_data[RESIDENT]
        kept["answers"], kept["misses"] = at["answers"], at["misses"]
        await self.application.process_update(update)
        return orjson.dumps(
            {
                "state": conversations.get(_KEY, LAST),
                "answers": kept["answers"],
                "misses": kept["misses"],
            }
        )

    def parse(self, body: bytes) -> Update:
        """Read what Telegram posts."""
        return Update.de_json(orjson.loads(body), self.application.bot)


def _answer(state: str) -> Any:
    target = ConversationHandler.END if NEXT[state] == LAST else NEXT[state]

    async def take(update: Update, context: _Context) -> object:
        text = update.message.text if update.message else None
        assert text is not None  # noqa: S101
        assert context.user_data is not None  # noqa: S101
        value = look_up(state, text)
        if value is None:
            context.user_data["misses"] += 1
            return None
        context.user_data["answers"][state] = value
        context.user_data["misses"] = 0
        return target

    return take


def play_with_updates() -> Play:
    """Walk, each update read from its JSON."""
    bot = _Bot()

    async def turn(stored: bytes, body: bytes) -> bytes:
        return await bot.turn(stored, bot.parse(body))

    return _repeat(bot, turn, write_updates())


def play_with_ready_updates() -> Play:
    """Walk, every update read beforehand."""
    bot = _Bot()
    return _repeat(bot, bot.turn, [bot.parse(body) for body in write_updates()])


def _repeat(
    bot: _Bot, turn: Callable[[bytes, Given], Awaitable[bytes]], replies: Sequence[Given]
) -> Play:
    async def walk(times: int) -> list[bytes]:
        await bot.application.initialize()
        kept: list[bytes] = []
        for _ in range(times):
            stored, kept = BEGUN, []
            for reply in replies:
                stored = await turn(stored, reply)
                kept.append(stored)
        return kept

    return lambda times: asyncio.run(walk(times))
