"""Plays the cast against the carriers, and reads off the handsets what came back.

It knows the script and the handsets only; the database is never asked.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.carriers.server import FakeCarriers
from sayso.demo.cast import Resident

ROUND_S = 0.02
SENT_TWICE_EVERY = 10
"""Every so many texts the carrier posts twice, as carriers do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the handsets say so far.

    Attributes:
        asked: residents who have the question.
        texts: texts sent by residents, of so many in the script.
        replies: messages on handsets in answer to them.
        answered: residents who wrote, and whose every text got its reply.
        extra: messages that should not be there: more than one reply to a text.
    """

    asked: int
    texts: int
    script: int
    replies: int
    answered: int
    extra: int


class Director:
    """Sends each resident's texts, the next one when the reply to the last has come."""

    def __init__(self, carriers: FakeCarriers, cast: Sequence[Resident]) -> None:
        self._carriers = carriers
        self._cast = cast
        self._sent = {one.id: 0 for one in cast}
        self._texts = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._play, name="director", daemon=True)

    def start(self) -> None:
        """Begin to play, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop playing."""
        self._stop.set()
        self._thread.join()

    @property
    def is_done(self) -> bool:
        """Whether every text of the script was sent and answered."""
        return all(self._is_done(one) for one in self._cast)

    def score(self) -> Score:
        """Read the handsets."""
        shown = {one.id: len(self._handset(one)) for one in self._cast}
        wrote = [one for one in self._cast if one.turns]
        return Score(
            asked=sum(1 for n in shown.values() if n),
            texts=self._texts,
            script=sum(len(one.turns) for one in self._cast),
            replies=sum(max(0, n - 1) for n in shown.values()),
            answered=sum(1 for one in wrote if shown[one.id] >= 1 + len(one.turns)),
            extra=sum(max(0, shown[one.id] - 1 - len(one.turns)) for one in self._cast),
        )

    def _play(self) -> None:
        while not self.is_done and not self._stop.wait(ROUND_S):
            for one in self._cast:
                self._send_next(one)

    def _send_next(self, one: Resident) -> None:
        sent = self._sent[one.id]
        if sent >= len(one.turns) or len(self._handset(one)) < 1 + sent:
            return
        at_once = 2 if one.together and sent == 0 else 1
        for text in one.turns[sent : sent + at_once]:
            self._texts += 1
            copies = 2 if self._texts % SENT_TWICE_EVERY == 0 else 1
            self._carriers.sends(one.channel, one.address, text, copies=copies)
        self._sent[one.id] = sent + at_once

    def _is_done(self, one: Resident) -> bool:
        return len(self._handset(one)) >= 1 + len(one.turns)

    def _handset(self, one: Resident) -> Sequence[object]:
        return self._carriers.ledger.handset(one.channel, one.address)
