"""How fast each carrier may be sent to, shared by all workers through Redis.

The one place that may sleep. Telegram: 28 a second over all (its own limit is 30) and 1 a second to
one chat. Twilio: segments per second and sender, over a window of ten segments at least, since
Twilio itself queues a short burst.
"""

import asyncio
import math
from dataclasses import dataclass
from time import time

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter
from redis import Redis, RedisError

TELEGRAM_PER_S = 28
WINDOW_SEGMENTS = 10
LEAST_WAIT_S = 0.005
WITHOUT_REDIS_S = 1.0


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a message has to wait, and whether the whole channel waits with it."""

    seconds: float
    whole_channel: bool


class Pace:
    """The limits of one channel."""

    def __init__(self, channel: str, redis: Redis, *, segments_per_s: float) -> None:
        """Set the limits.

        Args:
            channel: "telegram" or "sms".
            redis: shared by every worker of the installation.
            segments_per_s: what Twilio allows the sender.
        """
        self._channel = channel
        self._redis = redis
        storage = RedisStorage("redis://", connection_pool=redis.connection_pool, key_prefix="pace")
        self._limiter = MovingWindowRateLimiter(storage)
        self._overall = _overall(channel, segments_per_s)
        self._each = RateLimitItemPerSecond(1) if channel == "telegram" else None

    def take(self, address: str, segments: int) -> Wait | None:
        """Take one message's share.

        Args:
            address: our own id of the address.
            segments: its SMS segments; 1 elsewhere.

        Returns:
            None: send it now. Else how long to wait; nothing was taken. Without Redis nobody knows
            what the other workers send, so the channel waits.
        """
        try:
            return self._take(address, segments)
        except RedisError:
            return Wait(WITHOUT_REDIS_S, whole_channel=True)

    def _take(self, address: str, segments: int) -> Wait | None:
        held = self._held()
        if held:
            return Wait(held, whole_channel=True)
        if self._each and not self._limiter.test(self._each, self._channel, address):
            return Wait(self._seconds(self._each, address), whole_channel=False)
        cost = min(segments, self._overall.amount)
        if not self._limiter.hit(self._overall, self._channel, cost=cost):
            return Wait(self._seconds(self._overall), whole_channel=True)
        if self._each:
            self._limiter.hit(self._each, self._channel, address)
        return None

    def hold(self, seconds: float) -> None:
        """Let the whole channel wait, as the carrier asked."""
        key = f"pace:hold:{self._channel}"
        try:
            self._redis.set(key, 1, px=max(1, math.ceil(seconds * 1000)))
        except RedisError:
            return  # a worker without Redis ends anyway; the carrier will say it again

    def _held(self) -> float:
        left = self._redis.pttl(f"pace:hold:{self._channel}")
        return left / 1000 if isinstance(left, int) and left > 0 else 0.0

    def _seconds(self, limit: RateLimitItem, *names: str) -> float:
        stats = self._limiter.get_window_stats(limit, self._channel, *names)
        return max(stats.reset_time - time(), LEAST_WAIT_S)


def _overall(channel: str, segments_per_s: float) -> RateLimitItem:
    if channel == "telegram":
        return RateLimitItemPerSecond(TELEGRAM_PER_S)
    window_s = max(1, math.ceil(WINDOW_SEGMENTS / segments_per_s))
    return RateLimitItemPerSecond(max(1, int(segments_per_s * window_s)), window_s)


async def pause(seconds: float) -> None:
    """Wait until there is room again."""
    await asyncio.sleep(seconds)
