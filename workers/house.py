"""What every job needs, wired once at the edge and passed down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from redis import Redis

from bot.channels.protocol import Channel
from storage import communities, engagements
from storage.clock import Clock
from storage.communities import Community
from storage.database import Database, Db, together
from storage.doorbell import Doorbell
from storage.engagements import Engagement
from storage.sealing import Keyring
from storage.settings import Settings

if TYPE_CHECKING:
    from workers.frame_shelf import FrameShelf
    from workers.shelf import FlowShelf

Openers = Mapping[str, Callable[[], Channel]]
"""What opens each channel, by its name; called inside a running loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The community and what it asks, as read in this transaction.

    Attributes:
        engagement: the newest, which strangers' texts belong to.
        open: everything that is being asked, by id; once all is closed, the last alone.
        every: that, and what was closed: people still hear what came of it, and reply.
    """

    community: Community
    engagement: Engagement
    open: Mapping[UUID, Engagement]
    every: Mapping[UUID, Engagement]

    def about(self, engagement: Engagement) -> "Present":
        """Turn to another engagement."""
        return replace(self, engagement=engagement)


@dataclass(kw_only=True)
class House:
    """The parts of one installation. Connections are opened when they are first used.

    So are the shelves loaded: what reads flows and what sorts take longer than most commands.
    """

    settings: Settings
    keys: Keyring
    database: Database
    redis: Redis
    doorbell: Doorbell
    clock: Clock
    open_channel: Openers  # none where nothing is sent
    _community: UUID | None = None  # as it was last: what is asked of it need not wait for it

    @cached_property
    def flows(self) -> "FlowShelf":
        """Give the flow versions that were loaded already."""
        shelf: FlowShelf = import_module("workers.shelf").FlowShelf()
        return shelf

    @cached_property
    def frames(self) -> "FrameShelf":
        """Give what sorts by the frames in use."""
        shelf: FrameShelf = import_module("workers.frame_shelf").FrameShelf()
        return shelf

    def find_present(
        self, db: Db, *, also: Callable[[UUID], None] = lambda _: None
    ) -> Present | None:
        """Read whose texts these are; None until `sayso start` was run.

        Args:
            also: given the community's id, asks for what travels with it (`database.ask`).
        """
        guessed = self._community
        with together(db):
            asked = communities.ask(db)
            every = self._ask_rest(db, guessed, also) if guessed else list
        community = asked()
        if community is None:
            return None
        if community.id != guessed:
            self._community = community.id
            with together(db):
                every = self._ask_rest(db, community.id, also)
        return _make_present(community, every())

    def _ask_rest(
        self, db: Db, community: UUID, also: Callable[[UUID], None]
    ) -> Callable[[], list[Engagement]]:
        asked = engagements.ask_all(db, community)
        also(community)
        return asked


def _make_present(community: Community, every: Sequence[Engagement]) -> Present | None:
    if not every:
        return None
    asking = engagements.pick_open(every)
    return Present(
        community=community,
        engagement=asking[0],
        open={one.id: one for one in asking},
        every={one.id: one for one in every},
    )
