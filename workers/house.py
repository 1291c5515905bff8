"""What every job needs, wired once at the edge and passed down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from redis import Redis

from bot.channels.protocol import Channel
from insight.frame import Frame
from insight.themes import Matcher
from storage import communities, engagements
from storage.clock import Clock
from storage.communities import Community
from storage.database import Database, Db
from storage.doorbell import Doorbell
from storage.engagements import Engagement
from storage.sealing import Keyring
from storage.settings import Settings
from workers.shelf import FlowShelf


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
    """The parts of one installation. Connections are opened when they are first used."""

    settings: Settings
    keys: Keyring
    database: Database
    redis: Redis
    doorbell: Doorbell
    clock: Clock
    open_channel: Mapping[str, Callable[[], Channel]]  # by name; called inside a running loop
    flows: FlowShelf = field(default_factory=FlowShelf)
    frames: "FrameShelf" = field(default_factory=lambda: FrameShelf())

    def find_present(self, db: Db) -> Present | None:
        """Read whose texts these are; None until `sayso start` was run."""
        community = communities.find(db)
        every = [] if community is None else engagements.list_all(db, community.id)
        if community is None or not every:
            return None
        asking = engagements.pick_open(every)
        return Present(
            community=community,
            engagement=asking[0],
            open={one.id: one for one in asking},
            every={one.id: one for one in every},
        )


class FrameShelf:
    """Frames of topics that were compiled already."""

    def __init__(self) -> None:
        self._matchers: dict[str, Matcher] = {}

    def find(self, frame: Frame) -> Matcher:
        """Give the matcher of a frame; the same one for equal frames."""
        written = repr(frame)
        matcher = self._matchers.get(written)
        if matcher is None:
            matcher = self._matchers[written] = Matcher(frame)
        return matcher
