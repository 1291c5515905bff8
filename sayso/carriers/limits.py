"""The limits that the real carriers keep, and the pace that Telegram holds senders to."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass

# A send that was under way when the 429 went out is not one that ignored it
_UNDER_WAY_S = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much the carriers take.

    Attributes:
        telegram_per_s: messages in any one second, all chats together.
        chat_per_s: messages a second to one private chat, after a burst of `chat_burst`.
        group_per_minute: messages in any minute to one Telegram group (a negative chat id).
        segments_per_s: SMS segments a second from one sender: 1 a UK mobile number, 10 more often
            by contract, 100 a short code.
        queue_max_s: how long Twilio queues before it answers 21611.
        twilio_at_once: requests being answered at once before 429 with 20429.
        twilio_to_one: messages to one number in half a minute before it answers 14107.
        webhook_retries: Twilio's rc, tries after the first; `webhook_policy` its rp: ct (only where
            no connection came about), rt (also no answer), 4xx, 5xx, or all. A webhook URL's own
            #rc=..&rp=.. wins.
        telegram_backoff_s: pause before the second retry of an update, then doubled up to 60 s.
        hooks_at_once: connections to our webhooks, both carriers together.
    """

    telegram_per_s: int = 30
    chat_per_s: float = 1.0
    chat_burst: int = 4
    group_per_minute: int = 20
    segments_per_s: float = 10.0
    queue_max_s: float = 36_000.0
    twilio_at_once: int = 100
    twilio_to_one: int = 30
    webhook_retries: int = 1
    webhook_policy: str = "ct"
    telegram_backoff_s: float = 2.0
    hooks_at_once: int = 64


REAL = Limits()


class TelegramPace:
    """Says who must wait. Times are seconds on one monotonic clock."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._all: deque[float] = deque()
        self._groups: dict[str, deque[float]] = defaultdict(deque)
        self._chats: dict[str, tuple[float, float]] = {}  # tokens left, as of when
        self._told: dict[str, tuple[float, float]] = {}  # scope -> told when, to wait until when

    def ask(self, chat: str, now: float) -> tuple[int, bool]:
        """Ask to send one message to a chat.

        Returns:
            seconds to wait (0: go ahead), and whether this send ignored an earlier wait.
        """
        for scope in ("", chat):
            told_at, until = self._told.get(scope, (0.0, 0.0))
            if now < until:
                return math.ceil(until - now), now - told_at > _UNDER_WAY_S
        scope, wait_s = self._find_wait(chat, now)
        if wait_s > 0:
            rounded = math.ceil(wait_s)
            self._told[scope] = (now, now + rounded)
            return rounded, False
        self._take(chat, now)
        return 0, False

    def _find_wait(self, chat: str, now: float) -> tuple[str, float]:
        if chat.startswith("-"):
            wait_s = _wait(self._groups[chat], 60.0, self.limits.group_per_minute, now)
        else:
            wait_s = (1.0 - self._tokens(chat, now)) / self.limits.chat_per_s
        if wait_s > 0:
            return chat, wait_s
        return "", _wait(self._all, 1.0, self.limits.telegram_per_s, now)

    def _take(self, chat: str, now: float) -> None:
        self._all.append(now)
        if chat.startswith("-"):
            self._groups[chat].append(now)
        else:
            self._chats[chat] = (self._tokens(chat, now) - 1.0, now)

    def _tokens(self, chat: str, now: float) -> float:
        burst = float(self.limits.chat_burst)
        left, at = self._chats.get(chat, (burst, now))
        return min(burst, left + (now - at) * self.limits.chat_per_s)


def _wait(taken: deque[float], window_s: float, most: int, now: float) -> float:
    while taken and now - taken[0] >= window_s:
        taken.popleft()
    return taken[0] + window_s - now if len(taken) >= most else 0.0
