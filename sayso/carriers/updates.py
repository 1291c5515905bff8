"""Telegram's queue of updates: posted to the webhook chat by chat in order, or fetched."""

import asyncio
import time
from collections import defaultdict, deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from sayso.carriers.ledger import Ledger
from sayso.carriers.limits import Limits

_BACKOFF_MAX_S = 60.0
_RETRY_AFTER_MAX_S = 3600.0
_ANSWER_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One update on its way.

    Attributes:
        body: the JSON as posted.
        copies: how often it is posted, to try whether it is counted once.
        taken: told the number of tries once every copy got a 2xx, or the update was fetched.
    """

    update_id: int
    chat: str
    body: bytes
    copies: int = 1
    taken: "Future[int]" = field(default_factory=Future)


class Updates:
    """The updates that nobody has taken yet. Lives on the carriers' loop."""

    def __init__(self, session: aiohttp.ClientSession, ledger: Ledger, limits: Limits) -> None:
        self.limits = limits
        self.url = ""
        self.secret = ""
        self._session = session
        self._ledger = ledger
        self._waiting: dict[str, deque[Update]] = defaultdict(deque)
        self._posting: dict[str, asyncio.Task[None]] = {}
        self._came = asyncio.Event()
        self._last_error: dict[str, Any] = {}

    def point(self, url: str, secret: str) -> None:
        """Set or, with "", remove the webhook; what waits is posted there."""
        self.url, self.secret = url, secret
        for chat in list(self._waiting):
            self._post_chat(chat)

    def add(self, update: Update) -> None:
        """Take an update from a resident's phone."""
        self._waiting[update.chat].append(update)
        self._came.set()
        self._post_chat(update.chat)

    def drop(self) -> None:
        """Forget all that waits."""
        for queue in self._waiting.values():
            queue.clear()

    def info(self) -> dict[str, Any]:
        """Tell the webhook's state as getWebhookInfo does."""
        pending = sum(map(len, self._waiting.values()))
        return {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": pending,
            **self._last_error,
        }

    async def wait(self, offset: int, limit: int, timeout_s: float) -> list[bytes]:
        """Confirm what is before `offset` and give what waits, oldest first."""
        for queue in self._waiting.values():
            while queue and queue[0].update_id < offset:
                queue.popleft().taken.set_result(1)
        deadline = time.monotonic() + timeout_s
        while not any(self._waiting.values()) and not self.url:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                break
            self._came.clear()
            try:
                await asyncio.wait_for(self._came.wait(), left_s)
            except TimeoutError:
                break
        found = sorted(
            (update for queue in self._waiting.values() for update in queue),
            key=lambda update: update.update_id,
        )
        return [update.body for update in found[:limit]]

    async def close(self) -> None:
        """Stop posting."""
        tasks = list(self._posting.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _post_chat(self, chat: str) -> None:
        if self.url and self._waiting[chat] and chat not in self._posting:
            self._posting[chat] = asyncio.create_task(self._work_off(chat))

    async def _work_off(self, chat: str) -> None:
        """Post one chat's updates strictly in order; the first that fails holds up the rest."""
        tries = 0
        queue = self._waiting[chat]
        try:
            while queue and self.url:
                update = queue[0]
                tries += 1
                pause_s = await self._post_copies(update)
                if pause_s is None:
                    if queue and queue[0] is update:
                        queue.popleft()
                    update.taken.set_result(tries)
                    tries = 0
                else:
                    await asyncio.sleep(max(self._backoff_s(tries), pause_s))
        finally:
            del self._posting[chat]

    def _backoff_s(self, tries: int) -> float:
        """The second try comes at once, then 2, 4, 8 ... seconds pass."""
        grown_s = self.limits.telegram_backoff_s * 2.0 ** (min(tries, 16) - 2)
        return min(grown_s, _BACKOFF_MAX_S) if tries > 1 else 0.0

    async def _post_copies(self, update: Update) -> float | None:
        """Post an update; None if all copies were taken, else the Retry-After in seconds."""
        answers = await asyncio.gather(*(self._post(update) for _ in range(update.copies)))
        return max((pause_s for pause_s in answers if pause_s is not None), default=None)

    async def _post(self, update: Update) -> float | None:
        self._ledger.note("webhooks")
        begun = time.monotonic()
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        try:
            async with self._session.post(
                self.url,
                data=update.body,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=_ANSWER_S),
            ) as response:
                await response.read()
                self._ledger.time_hook(time.monotonic() - begun)
                if 200 <= response.status < 300:
                    return None
                trouble = f"Wrong response from the webhook: {response.status} {response.reason}"
                asked_s = response.headers.get("Retry-After", "0")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            trouble, asked_s = f"Connection failed: {type(error).__name__}", "0"
        self._ledger.note("webhook_failures")
        self._last_error = {"last_error_date": int(time.time()), "last_error_message": trouble}
        return min(float(asked_s), _RETRY_AFTER_MAX_S) if asked_s.isdigit() else 0.0
