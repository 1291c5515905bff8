"""The `deliver` job: claims messages of one channel, sends them, and writes down how it ended.

`calling` is committed only for sockets that open now, and no transaction is open while a carrier is
on the line. A kill leaves at most `MOST_IN_FLIGHT` messages in doubt.
"""

import asyncio
import os
import secrets
import socket
from collections import deque
from collections.abc import Sequence
from time import monotonic
from uuid import UUID

from bot.channels.protocol import Channel
from bot.pace import Pace, pause
from storage import outbox
from storage.outbox import Leased
from storage.queues import LANE_OF_CHANNEL
from workers.calling import Call, place_call, write_down
from workers.draining import BUDGET_S, LINGER_S
from workers.hours import find_next_opening
from workers.house import House, Present

MOST_IN_FLIGHT = 16
CLAIM_ROWS = 64
SOON_S = 10.0
"""A message due within this time is waited for by the lane; later ones by the sweeper."""


class Sender:
    """One channel's sender: one event loop and one client for the life of the worker process."""

    def __init__(self, house: House, channel: str) -> None:
        self.house = house
        self.name = channel
        self.pace = Pace(channel, house.redis, segments_per_s=house.settings.twilio_segments_per_s)
        self.owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._runner = asyncio.Runner()
        self._channel: Channel | None = None

    def drain(self) -> None:
        """Send what is due; end when nothing was for a second, or after five."""
        with self.house.database.transaction() as db:
            present = self.house.find_present(db)
        if present is not None:
            self._runner.run(_Drain(self, present).run())

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

    def __init__(self, sender: Sender, present: Present) -> None:
        self._sender = sender
        self._house = sender.house
        self._present = present
        self._community = present.community.id
        self._ends_at = monotonic() + BUDGET_S
        self._waiting: deque[Leased] = deque()
        self._flying: set[asyncio.Task[Call]] = set()
        self._landed: list[Call] = []

    async def run(self) -> None:
        """Send until nothing is due, or time is up; what was leased and not sent goes back."""
        try:
            await self._send_until_empty()
        finally:
            await self._finish()
        with self._house.database.transaction() as db:
            soon = outbox.seconds_to_next(db, self._community, self._sender.name)
        if soon is not None and soon <= SOON_S:
            self._house.doorbell.ring(LANE_OF_CHANNEL[self._sender.name])

    async def _send_until_empty(self) -> None:
        while True:
            in_time = monotonic() < self._ends_at
            settles = bool(self._landed)  # which may free the next message to the same address
            wait_s = self._take_off() if in_time else 0.0
            if self._flying:
                await self._land(wait_s or LINGER_S)
            elif not in_time:
                break
            elif wait_s:
                await pause(min(wait_s, LINGER_S))
            elif not self._waiting and not settles and not self._linger():
                break

    async def _finish(self) -> None:
        """Let what flies land and write it down, whatever ended the drain; return the rest."""
        while self._flying:
            await self._land(None)
        self._commit([])
        self._give_back([one.id for one in self._waiting])

    def _take_off(self) -> float:
        """Open the sockets there is room for.

        Returns:
            Seconds until the channel may be used again; 0 where nothing waits for that.
        """
        if len(self._waiting) < MOST_IN_FLIGHT:
            self._claim()
        ready, wait_s = self._pick()
        for one in self._commit(ready):
            self._flying.add(asyncio.create_task(self._place(one)))
        return wait_s

    def _claim(self) -> None:
        with self._house.database.transaction() as db:
            claimed = outbox.claim(
                db,
                self._community,
                self._sender.name,
                owner=self._sender.owner,
                lease_s=self._house.settings.lease_s,
                limit=CLAIM_ROWS,
            )
        held = self._hold_for_hours(claimed)
        self._waiting.extend(one for one in claimed if one.id not in held)

    def _hold_for_hours(self, claimed: Sequence[Leased]) -> set[UUID]:
        """Give back what may not be sent at this hour."""
        bound = {one.id for one in claimed if one.kind not in outbox.URGENT and not one.any_hour}
        if not bound:
            return bound
        now = self._house.clock()
        opening = find_next_opening(self._present.community.profile, now)
        if opening <= now:
            return set()
        self._give_back(list(bound), wait_s=(opening - now).total_seconds())
        return bound

    def _pick(self) -> tuple[list[Leased], float]:
        """Pick what the pace allows; what only its own address holds up goes back for that long."""
        ready: list[Leased] = []
        while self._waiting and len(self._flying) + len(ready) < MOST_IN_FLIGHT:
            first = self._waiting[0]
            wait = self._sender.pace.take(str(first.address_id), first.segments)
            if wait is not None and wait.whole_channel:
                return ready, wait.seconds
            self._waiting.popleft()
            if wait is None:
                ready.append(first)
            else:
                self._give_back([first.id], wait_s=wait.seconds)
        return ready, 0.0

    def _commit(self, ready: Sequence[Leased]) -> list[Leased]:
        """Write down what landed and what flies now, in one commit; return what may fly."""
        if not self._landed and not ready:
            return []
        owner, lease_s = self._sender.owner, self._house.settings.lease_s
        with self._house.database.transaction() as db:
            if self._landed:
                now = self._house.clock()
                write_down(db, self._community, self._landed, owner=owner, now=now)
            allowed = (
                outbox.call(db, self._community, ready, owner=owner, lease_s=lease_s)
                if ready
                else set()
            )
        self._landed = []
        return [one for one in ready if one.id in allowed]

    async def _place(self, leased: Leased) -> Call:
        return await place_call(self._sender.open(), leased, self._house)

    async def _land(self, wait_s: float | None) -> None:
        done, self._flying = await asyncio.wait(
            self._flying, timeout=wait_s, return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            call = task.result()
            self._landed.append(call)
            if call.holds_channel_s:
                self._sender.pace.hold(call.holds_channel_s)

    def _linger(self) -> bool:
        lane = LANE_OF_CHANNEL[self._sender.name]
        return self._house.doorbell.linger(lane, seconds=LINGER_S)

    def _give_back(self, ids: Sequence[UUID], *, wait_s: float = 0.0) -> None:
        if ids:
            with self._house.database.transaction() as db:
                outbox.give_back(db, self._community, ids, owner=self._sender.owner, wait_s=wait_s)
