"""How fast each carrier may be sent to, shared by all workers through Redis.

The one place that may sleep. The carrier's line is busy for a while after each message: Telegram's
28 a second over all (its own limit is 30), a second for one chat, three for one Telegram group;
Twilio's for each segment of its one sender. Replies may go a little before the line is free, so
that they always overtake announcements; what they took ahead, announcements wait for.
"""

import asyncio
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import cast

from redis import Redis, RedisError

CHAT_S = 1.0
GROUP_S = 3.2
"""19 in any minute; Telegram allows a group 20."""
WINDOW_S = 1.005
PAID_PER_S = 100.0
"""A bot with more than this has paid for 1,000 a second, and need not count single messages."""
WITHOUT_REDIS_S = 1.0
_NONE: Mapping[str, float] = {}

# One round trip for a handful of messages, by Redis's own clock. A number below 0 is what only that
# address waits for. Whatever lies further ahead than it can is left of a clock that was set back.
# A message counts in the window from when it may go, and from its answer once that is there: the
# carrier counted it somewhere between.
_TAKE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local hold = tonumber(redis.call('GET', KEYS[1]) or 0)
local left = hold > 0 and redis.call('PTTL', KEYS[1]) or 0
if left > 0 and left <= hold then return {left * 1000} end
local free_at = tonumber(redis.call('GET', KEYS[2]) or 0)
if free_at > now + tonumber(ARGV[1]) then free_at = now end
local window, most, answered = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local function count(at, address)
  if window > 0 then redis.call('ZADD', KEYS[3], string.format('%.0f', at), address) end
end
for i = 5, 4 + 2 * answered, 2 do count(now - ARGV[i + 1], ARGV[i]) end
if window > 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - window)
  redis.call('ZREMRANGEBYSCORE', KEYS[3], now + 1, '+inf')
end
local answers, from = {}, 5 + 2 * answered
for i = 4, #KEYS do
  local cost, ahead, gap = ARGV[from], ARGV[from + 1], tonumber(ARGV[from + 2])
  from = from + 3
  local early = free_at - now - ahead
  local nth = window > 0 and redis.call('ZRANGE', KEYS[3], -most, -most, 'WITHSCORES')[2]
  if nth then early = math.max(early, nth + window - now) end
  if early > 0 then
    answers[#answers + 1] = math.ceil(early)
    break
  end
  local own = gap > 0 and redis.call('PTTL', KEYS[i]) or 0
  if own > 0 and own <= gap then
    answers[#answers + 1] = -1000 * own
  else
    answers[#answers + 1] = 0
    free_at = math.max(free_at, now) + cost
    if gap > 0 then redis.call('SET', KEYS[i], 1, 'PX', gap) end
    count(now, KEYS[i])
  end
end
if window > 0 then redis.call('PEXPIRE', KEYS[3], math.ceil(window / 1000)) end
local lasts = math.max(1, math.ceil((free_at - now) / 1000))
redis.call('SET', KEYS[2], string.format('%.0f', free_at), 'PX', lasts)
return answers
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a message has to wait, and whether the whole channel waits with it."""

    seconds: float
    whole_channel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One message that asks to go.

    Attributes:
        address: our own id of the address.
        units: its SMS segments; 1 elsewhere.
        urgent: somebody waits for it.
        group: it goes to a Telegram group.
    """

    address: str
    units: int = 1
    urgent: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What a channel's line takes.

    Attributes:
        per_s: messages or segments a second, one after the other.
        ahead_s: how much before the line is free an announcement may go: what a worker needs to
            come back in time.
        urgent_ahead_s: the same for replies.
        window: messages in any `WINDOW_S`; 0 where the line is all.
        per_address: one address waits for its own turn too.
    """

    per_s: float
    ahead_s: float
    urgent_ahead_s: float
    window: int = 0
    per_address: bool = False


def telegram_rate(per_s: float) -> Rate:
    """Give the rate of a bot: messages a second over all chats.

    The line is a little faster than that, so that a worker that came late catches up, and the
    window keeps each second below Telegram's 30. As messages count from their answers, it has room
    for one more.
    """
    if per_s > PAID_PER_S:
        return Rate(per_s=per_s, ahead_s=0.05, urgent_ahead_s=0.1, per_address=True)
    line = per_s * 1.15
    return Rate(
        per_s=line,
        ahead_s=1 / line,
        urgent_ahead_s=2 / line,
        window=max(1, int(per_s) + 1),
        per_address=True,
    )


def sms_rate(per_s: float) -> Rate:
    """Give the rate of a Twilio sender: segments a second.

    Twilio itself queues, so ten segments of replies may stand there at once.
    """
    return Rate(
        per_s=per_s,
        ahead_s=max(0.05, 0.75 / per_s),
        urgent_ahead_s=max(0.1, 10 / per_s),
    )


class Pace:
    """The limits of one channel."""

    def __init__(self, channel: str, redis: Redis, rate: Rate) -> None:
        """Set the limits.

        Args:
            channel: "telegram" or "sms".
            redis: shared by every worker of the installation.
            rate: what its line takes.
        """
        self.rate = rate
        self._channel = channel
        self._redis = redis
        self._script = redis.register_script(_TAKE)
        self._held_until = 0.0  # what the carrier asked of this worker, should Redis forget it
        self._most_ahead_us = _us(rate.urgent_ahead_s + 30 / rate.per_s)

    def take(self, asks: Sequence[Ask], answered: Mapping[str, float] = _NONE) -> list[Wait | None]:
        """Take the shares of as many messages as may go now, in the order given.

        Args:
            answered: address -> the seconds since the carrier answered the last message there.

        Returns:
            for each, None: send it now; or how long it has to wait. The list ends with the first
            that has to wait for the whole channel. Without Redis nobody knows what the other
            workers send, so the channel waits.
        """
        held_s = self._held_until - monotonic()
        if held_s > 0:
            return [Wait(held_s, whole_channel=True)]
        try:
            return [_as_wait(int(us)) for us in self._run(asks, answered)]
        except RedisError:
            return [Wait(WITHOUT_REDIS_S, whole_channel=True)]

    def hold(self, seconds: float) -> None:
        """Let the whole channel wait, as the carrier asked."""
        self._held_until = max(self._held_until, monotonic() + seconds)
        ms = max(1, math.ceil(seconds * 1000))
        with suppress(RedisError):  # a worker without Redis ends anyway; they will say it again
            self._redis.set(f"pace:hold:{self._channel}", ms, px=ms)

    def _run(self, asks: Sequence[Ask], answered: Mapping[str, float]) -> list[int]:
        keys = [f"pace:{what}:{self._channel}" for what in ("hold", "line", "window")]
        keys += [self._name(ask.address) for ask in asks]
        window_us = _us(WINDOW_S) if self.rate.window else 0
        given: list[int | str] = [self._most_ahead_us, window_us, self.rate.window, len(answered)]
        for address, ago_s in answered.items():
            given += [self._name(address), _us(ago_s)]
        for ask in asks:
            given += self._cost(ask)
        return cast(list[int], self._script(keys=keys, args=given))

    def _name(self, address: str) -> str:
        return f"pace:{self._channel}:{address}"

    def _cost(self, ask: Ask) -> tuple[int, int, int]:
        """Give what a message takes of the line, how early it may come, and its address's gap.

        In us, us and ms.
        """
        rate = self.rate
        ahead_s = rate.urgent_ahead_s if ask.urgent else rate.ahead_s
        gap_s = (GROUP_S if ask.group else CHAT_S) if rate.per_address else 0.0
        cost_us = _us(max(1, ask.units) / rate.per_s)
        return cost_us, _us(ahead_s), int(gap_s * 1000)


def _us(seconds: float) -> int:
    return math.ceil(seconds * 1_000_000)


def _as_wait(us: int) -> Wait | None:
    return Wait(abs(us) / 1_000_000, whole_channel=us > 0) if us else None


async def pause(seconds: float) -> None:
    """Wait until there is room again."""
    await asyncio.sleep(seconds)
