"""The `deliver` job: claims messages of one channel, sends them, and writes down how it ended.

`calling` is committed only for sockets that open now, and no transaction is open while a carrier is
on the line. A kill leaves at most `MOST_IN_FLIGHT` messages in doubt.
"""

import asyncio
import os
import secrets
import socket
from collections.abc import Sequence
from time import monotonic
from uuid import UUID

import uvloop

from bot.channels.protocol import Channel
from bot.pace import Ask, Pace, Rate, pause, sms_rate, telegram_rate
from storage import outbox, spending
from storage.database import Db
from storage.outbox import Leased, Permits
from storage.queues import LANE_OF_CHANNEL
from storage.spending import Spent
from workers.calling import Call, place_call, write_down
from workers.draining import BUDGET_S, LINGER_S
from workers.hours import find_next_opening
from workers.house import House, Present

MOST_IN_FLIGHT = 16
CLAIM_ROWS = 64
MOST_SEGMENTS = 24
"""In the longest text that Twilio takes."""
LISTEN_S = 0.05
"""How long a call may keep us from looking for replies."""
GATHER_S = 0.05
"""How long a call that has landed waits for others to be written down with it."""
GIVE_UP_S = 12.0
"""How long calls may go on once the worker is to end: the supervisor kills it after 15 s."""
LOOK_S = 0.5
"""How often a call that hangs is looked at, whether it is time to give it up."""
SOON_S = 10.0
"""A message due within this time is waited for by the lane; later ones by the sweeper."""


class Sender:
    """One channel's sender: one event loop and one client for the life of the worker process."""

    def __init__(self, house: House, channel: str) -> None:
        self.house = house
        self.name = channel
        self.pace = Pace(channel, house.redis, _rate(house, channel))
        self.owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.landed: list[Call] = []  # what is to be written down; a drain that fails leaves it
        self._runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
        self._channel: Channel | None = None
        self._gives_up_at: float | None = None

    def stop(self, *, within_s: float = GIVE_UP_S) -> None:
        """Begin no more calls, and give up those that have not ended by then: for a signal."""
        self._gives_up_at = monotonic() + within_s

    @property
    def stops(self) -> bool:
        """Whether it was told to."""
        return self._gives_up_at is not None

    @property
    def gives_up(self) -> bool:
        """Whether it has waited long enough since then."""
        return self._gives_up_at is not None and monotonic() >= self._gives_up_at

    def drain(self) -> None:
        """Send what is due; end when nothing was for a second, or after five."""
        now, pence = self.house.clock(), self.house.settings.segment_pence
        with self.house.database.transaction() as db:
            present = self.house.find_present(db)
            if present is None:
                return
            cap = spending.find_cap(present.community, pence)
            capped = cap is not None and self.name == "sms"  # else nobody need count the month
            spent = spending.read(db, present.community, pence, now) if capped else None
        self._runner.run(_Drain(self, present, spent).run())

    def open(self) -> Channel:
        """Give the client; it is made inside the running loop the first time."""
        if self._channel is None:
            self._channel = self.house.open_channel[self.name]()
        return self._channel

    def close(self) -> None:
        """Close the client and its loop."""
        if self._channel is not None:
            self._runner.run(self._channel.close())
        self._runner.close()


class _Drain:
    """One run of the job: leased messages wait, fly and land."""

    def __init__(self, sender: Sender, present: Present, spent: Spent | None) -> None:
        self._sender = sender
        self._house = sender.house
        self._present = present
        self._community = present.community.id
        self._ends_at = monotonic() + BUDGET_S
        self._answered: dict[str, float] = {}  # address -> when its last call ended
        self._segments = spent.segments if spent else 0
        self._cap = spent.cap if spent else None
        self._waiting: list[Leased] = []  # replies first
        self._to: dict[UUID, str] = {}  # message -> its address, opened
        self._flying: set[asyncio.Task[Call]] = set()
        self._late: set[asyncio.Task[Call]] = set()  # flew when time was up
        self._landed = sender.landed

    async def run(self) -> None:
        """Send until nothing is due, or time is up; what was leased and not sent goes back."""
        try:
            await self._send_until_empty()
        finally:
            await self._finish()
        with self._house.database.transaction() as db:
            soon = outbox.seconds_to_next(
                db, self._community, self._sender.name, self._find_permits()
            )
        if soon is not None and soon <= SOON_S:
            self._house.doorbell.ring(LANE_OF_CHANNEL[self._sender.name])

    async def _send_until_empty(self) -> None:
        while True:
            in_time = self._is_in_time()
            ready, wait_s = self._pick() if in_time else ([], 0.0)
            if self._turn_over(ready, claims=in_time) and self._room:
                continue  # something new may go at once
            if self._sender.stops:
                break
            if self._flying:
                await self._land(min(wait_s or LISTEN_S, LISTEN_S), gathers=not wait_s)
            elif not in_time or not await self._stay(wait_s):
                break

    def _is_in_time(self) -> bool:
        """Say whether to go on: until time is up, and while a call from before then still hangs.

        The job cannot end before that call does, and nobody else's message waits for it.
        """
        if self._sender.stops:
            return False
        if monotonic() < self._ends_at:
            self._late = self._flying
            return True
        self._late = self._late & self._flying
        return bool(self._late)

    async def _stay(self, wait_s: float) -> bool:
        """Wait for room, or for somebody to ring; say whether there may be something to do."""
        if wait_s and wait_s < LISTEN_S:
            await pause(wait_s)
        elif wait_s:
            wait_s, begun = min(wait_s, LINGER_S), monotonic()
            if not self._linger(wait_s):  # without Redis it does not wait at all
                await pause(max(0.0, wait_s - (monotonic() - begun)))
        return bool(wait_s or self._waiting) or self._linger(LINGER_S)

    async def _finish(self) -> None:
        """Let what flies land and write it down, whatever ended the drain; return the rest."""
        while self._flying:
            if self._sender.gives_up:
                for call in self._flying:
                    call.cancel()
            await self._land(LOOK_S)
        self._turn_over([], claims=False)
        self._give_back([one.id for one in self._waiting])

    @property
    def _room(self) -> int:
        return MOST_IN_FLIGHT - len(self._flying)

    def _pick(self) -> tuple[list[Leased], float]:
        """Pick what the pace allows; what only its own address holds up goes back for that long.

        Returns:
            What may go, and the seconds until the channel may be used again; 0 where nothing waits
            for that.
        """
        self._return_unaffordable()
        if not self._waiting or not self._room:
            return [], 0.0
        asking = self._waiting[: self._room]
        now = monotonic()
        answered = {address: now - at for address, at in self._answered.items()}
        waits = self._sender.pace.take([self._as_ask(one) for one in asking], answered)
        self._answered.clear()
        blocked = next((wait for wait in waits if wait and wait.whole_channel), None)
        taken = len(waits) - bool(blocked)
        del self._waiting[:taken]
        ready = []
        for one, wait in zip(asking, waits[:taken], strict=False):
            if wait is None:
                ready.append(one)
            else:
                self._give_back([one.id], wait_s=wait.seconds)
        return ready, blocked.seconds if blocked else 0.0

    def _as_ask(self, one: Leased) -> Ask:
        return Ask(
            address=str(one.address_id),
            units=one.segments,
            urgent=one.kind in outbox.URGENT,
            group=self._to[one.id].startswith("-"),
        )

    def _turn_over(self, ready: Sequence[Leased], *, claims: bool) -> bool:
        """In one commit write down what landed and what flies now, and lease what comes next.

        Returns:
            Whether there is something to do at once: more was leased, or nothing of `ready` may go.
        """
        if not (self._landed or ready or claims):
            return False
        owner, lease_s = self._sender.owner, self._house.settings.lease_s
        claims = claims and not (ready and not self._waiting)  # what is all there is goes at once
        alone = not self._landed and not (ready and claims)
        with self._house.database.line() if alone else self._house.database.transaction() as db:
            if self._landed:
                now, keys = self._house.clock(), self._house.keys
                write_down(db, self._community, self._landed, owner=owner, keys=keys, now=now)
            allowed = (
                outbox.call(db, self._community, ready, owner=owner, lease_s=lease_s)
                if ready
                else set()
            )
            claimed = self._claim(db) if claims else []
        self._landed.clear()
        for one in ready:
            if one.id in allowed:
                self._segments += one.segments
                self._flying.add(asyncio.create_task(self._place(one)))
        self._to |= {one.id: self._house.keys.open(bytes(one.address_sealed)) for one in claimed}
        self._waiting = sorted(
            [*self._waiting, *claimed], key=lambda one: (one.kind not in outbox.URGENT, one.id)
        )
        return bool(claimed or (ready and not self._flying))

    def _claim(self, db: Db) -> list[Leased]:
        """Lease replies as they come, and announcements as far as the next second has room."""
        rows = min(CLAIM_ROWS, max(MOST_IN_FLIGHT, int(self._sender.pace.rate.per_s)))
        return outbox.claim(
            db,
            self._community,
            self._sender.name,
            owner=self._sender.owner,
            lease_s=self._house.settings.lease_s,
            limit=rows,
            urgent_only=len(self._waiting) >= MOST_IN_FLIGHT,
            permits=self._find_permits(),
        )

    def _find_permits(self) -> Permits:
        now = self._house.clock()
        planned = sum(one.segments for one in self._waiting if one.kind in outbox.ASKS)
        return Permits(
            in_hours=find_next_opening(self._present.community.profile, now) <= now,
            in_budget=self._cap is None or self._segments + planned < self._cap,
        )

    def _return_unaffordable(self) -> None:
        """Give back the questions that are beyond what this month may cost."""
        if self._cap is None or self._segments < self._cap - CLAIM_ROWS * MOST_SEGMENTS:
            return
        left, beyond = self._cap - self._segments, []
        for one in [one for one in self._waiting if one.kind in outbox.ASKS]:
            if left <= 0:
                beyond.append(one.id)
            left -= one.segments
        self._waiting = [one for one in self._waiting if one.id not in beyond]
        self._give_back(beyond)

    async def _place(self, leased: Leased) -> Call:
        to = self._to.pop(leased.id)
        call = await place_call(self._sender.open(), leased, to, self._house)
        self._answered[str(leased.address_id)] = monotonic()
        return call

    async def _land(self, wait_s: float, *, gathers: bool = False) -> None:
        """Wait for calls to land; `gathers` where nothing but their number holds up the next."""
        done, self._flying = await asyncio.wait(
            self._flying, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED
        )
        if gathers and done and self._flying and self._waiting:  # one commit for all of them
            more, self._flying = await asyncio.wait(self._flying, timeout=GATHER_S)
            done |= more
        for task in done:
            call = task.result()
            self._landed.append(call)
            if call.holds_channel_s:
                self._sender.pace.hold(call.holds_channel_s)

    def _linger(self, seconds: float) -> bool:
        lane = LANE_OF_CHANNEL[self._sender.name]
        return self._house.doorbell.linger(lane, seconds=seconds)

    def _give_back(self, ids: Sequence[UUID], *, wait_s: float = 0.0) -> None:
        if ids:
            with self._house.database.transaction() as db:
                outbox.give_back(db, self._community, ids, owner=self._sender.owner, wait_s=wait_s)


def _rate(house: House, channel: str) -> Rate:
    settings = house.settings
    if channel == "telegram":
        return telegram_rate(settings.telegram_per_s)
    return sms_rate(settings.twilio_segments_per_s)
