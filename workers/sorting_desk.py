"""One person's sitting at the sorting desk: what is next, and several steps back."""

from dataclasses import dataclass, field
from uuid import UUID

from storage import waiting
from workers import sorting
from workers.house import House, Present
from workers.sorting import Left, Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done with a piece; it was skipped where there are no decisions."""

    piece: Piece
    decisions: tuple[UUID, ...] = ()


@dataclass(kw_only=True)
class Desk:
    """A sitting. What is decided is stored at once; what is skipped comes back next time."""

    house: House
    present: Present
    who: str
    _queue: list[Piece] = field(default_factory=list)
    _skipped: set[UUID] = field(default_factory=set)
    _steps: list[Step] = field(default_factory=list)

    def find_next(self) -> Piece | None:
        """Give what comes next, and write down that it is seen; None when nothing is left."""
        with self.house.database.transaction() as db:
            while True:
                if not self._queue:
                    self._queue = sorting.list_pieces(db, self.present, skipped=self._skipped)
                if not self._queue:
                    return None
                piece = self._queue[0]
                if waiting.still_waits(db, self.present.community.id, piece.ids[0]):
                    sorting.note_seen(db, self.house, self.present, piece.ids, who=self.who)
                    return piece
                self._queue.pop(0)  # somebody else was quicker

    def count_left(self) -> Left:
        """Count what is left."""
        with self.house.database.transaction() as db:
            return sorting.count_left(db, self.present)

    def sort(
        self, piece: Piece, codes: list[str], *, because: str = "", kept_out: bool = False
    ) -> None:
        """Decide on a piece: every contribution in it."""
        made = sorting.decide(
            self.house,
            self.present,
            piece.ids,
            codes,
            who=self.who,
            because=because,
            kept_out=kept_out,
        )
        self._go_on(Step(piece=piece, decisions=tuple(made)))

    def skip(self, piece: Piece) -> None:
        """Leave a piece for later."""
        self._skipped.update(piece.ids)
        self._go_on(Step(piece=piece))

    def undo(self) -> bool:
        """Take the last step back: its piece comes next. False where there is none."""
        if not self._steps:
            return False
        step = self._steps.pop()
        if step.decisions:
            sorting.undo(self.house, self.present, step.decisions)
        self._skipped.difference_update(step.piece.ids)
        self._queue.insert(0, step.piece)
        return True

    def translate(self, piece: Piece, words: str) -> None:
        """Write a translation beside the piece's first words; the piece is shown anew."""
        id = piece.ids[0]
        sorting.translate(self.house, self.present, id, words, who=self.who)
        self._queue[0] = sorting.with_translation(piece, words)

    def _go_on(self, step: Step) -> None:
        self._steps.append(step)
        self._queue = [one for one in self._queue if one.ids != step.piece.ids]
