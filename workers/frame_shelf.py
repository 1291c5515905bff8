"""What sorts by the frames in use, as it was learned last."""

from collections.abc import Sequence
from uuid import UUID

from insight.frame import Frame
from insight.sorting import Example, Sorter
from workers.meaning import make_sorter


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
