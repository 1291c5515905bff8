"""What every job needs, wired once at the edge and passed down."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from redis import Redis

from bot.channels.protocol import Channel
from insight.frame import Frame
from insight.sorting import Example, Sorter
from storage import communities, engagements
from storage.clock import Clock
from storage.communities import Community
from storage.database import Database, Db
from storage.doorbell import Doorbell
from storage.engagements import Engagement
from storage.sealing import Keyring
from storage.settings import Settings
from workers.meaning import make_sorter
from workers.shelf import FlowShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """The community and what it asks, as read in this transaction.

    Attributes:
        engagement: the newest, which strangers' texts belong to.
        open: everything that is being asked, by id.
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
    """What sorts by the frames in use, as it was learned last."""

    def __init__(self) -> None:
        self._sorters: dict[UUID, tuple[Frame, Sequence[Example], Sorter]] = {}

    def find(self, engagement: UUID, frame: Frame, examples: Sequence[Example]) -> Sorter:
        """Give what sorts for an engagement; it learns again when topics or examples changed."""
        kept = self._sorters.get(engagement)
        if kept is None or kept[:2] != (frame, examples):
            kept = self._sorters[engagement] = (frame, examples, make_sorter(frame, examples))
        return kept[2]
