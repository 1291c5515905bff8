"""From what a carrier brought to a row of the inbox: the address is sealed before it is stored."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bot.channels.inbound import Inbound
from storage import communities, inbox, notices
from storage.clock import Clock
from storage.database import Database
from storage.doorbell import Doorbell
from storage.ids import new_id
from storage.loop_line import LoopLine
from storage.queues import Lane
from storage.sealing import Keyring


class NotSetUpError(Exception):
    """There is no community yet: `sayso start` makes one."""


class Receiver:
    """Stores what carriers bring, in one transaction for each call."""

    def __init__(
        self, database: Database, keys: Keyring, doorbell: Doorbell, *, clock: Clock
    ) -> None:
        self._database = database
        self._keys = keys
        self._doorbell = doorbell
        self._clock = clock
        self._community: UUID | None = None
        self._line = LoopLine(database, inbox.STORE)

    def seal(self, inbound: Inbound) -> inbox.Arrival:
        """Make the inbox row of one text, received now."""
        return arrive(inbound, self._keys, now=self._clock())

    def store_texts(self, arrivals: Sequence[inbox.Arrival]) -> None:
        """Store a group of texts; `ring` when their carriers were told yes.

        Raises:
            NotSetUpError: there is nobody to store them for.
        """
        community = self._find_community()
        with self._database.line() as db:
            inbox.store(db, community, arrivals)

    async def keep_texts(self, arrivals: Sequence[inbox.Arrival]) -> None:
        """Store a group of texts as `store_texts` does, without a thread; one group at a time.

        Raises:
            NotSetUpError: there is nobody to store them for.
        """
        community = self._community
        if community is None:
            community = await asyncio.to_thread(self._find_community)
        await self._line.run(
            community=community.bytes.hex().encode(),
            rows=inbox.encode(arrivals),
            many=b"%d" % len(arrivals),
        )

    def ring(self) -> None:
        """Ring for the engine."""
        self._doorbell.ring(Lane.CONVERSE)

    def store_notices(self, said: Sequence[notices.Notice]) -> None:
        """Take in a group of delivery receipts."""
        with self._database.transaction() as db:
            notices.note(db, self._find_community(), said, keys=self._keys, now=self._clock())

    def close(self) -> None:
        """Let the connection of `keep_texts` go."""
        self._line.close()

    async def keep_notices(self, said: Sequence[notices.Notice]) -> None:
        """Take in a group of delivery receipts, in a thread."""
        await asyncio.to_thread(self.store_notices, said)

    def _find_community(self) -> UUID:
        if self._community is None:
            with self._database.transaction() as db:
                found = communities.find(db)
            if found is None:
                raise NotSetUpError
            self._community = found.id
        return self._community


def arrive(inbound: Inbound, keys: Keyring, *, now: datetime) -> inbox.Arrival:
    """Make the inbox row of one text."""
    return inbox.Arrival(
        id=new_id(),
        channel=inbound.channel,
        provider_id=inbound.provider_id,
        address_hash=keys.lookup(inbound.channel, inbound.sender),
        address_sealed=keys.seal(inbound.sender),
        kind=_find_kind(inbound),
        body=inbound.text,
        detail=inbound.media,
        reference=_seal_reference(inbound, keys),
        opt_out=inbound.opt_out,
        carrier_order=inbound.carrier_order or int(now.timestamp() * 1_000_000),
        received_at=now,
    )


def _find_kind(inbound: Inbound) -> str:
    """Tell a block by the resident, and its end, from what is of no use to us."""
    if inbound.kind != "ignored" or inbound.channel != "telegram":
        return inbound.kind
    return {"STOP": "blocked", "START": "unblocked"}.get(inbound.opt_out, "ignored")


def _seal_reference(inbound: Inbound, keys: Keyring) -> str:
    """Hash who brought us into a group, and seal the chat id it has moved to."""
    if inbound.kind != "group" or not inbound.reference:
        return inbound.reference
    if inbound.media == "joined":
        return keys.lookup(inbound.channel, inbound.reference).hex()
    return keys.seal(inbound.reference).hex()
