"""How fast somebody texts, and how like a machine: whether they are answered now.

Every text counts, whatever is decided here: only the answer is left out. Stores and sends nothing;
the numbers are kept with the conversation, so that they cost no statement of their own.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

import msgspec

from workers.machines import find_letters, fingerprint, looks_automatic, remember

MINUTE_S = 60.0
MOST_A_MINUTE = 20
MOST_URGENT = 2
"""What a STOP or a worrying text may have beyond that."""
MOST_ALIKE = 5
SLOWED_FOR_S = 600.0
"""How long nobody is asked again to slow down."""
_REMEMBERED = 3


class Verdict(Enum):
    """What becomes of the answer to a text."""

    ANSWER = "answer"
    SLOW_DOWN = "slow down"
    QUIET = "quiet"


class Pace(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How somebody has texted of late.

    Attributes:
        since: when the minute that is counted began (seconds since 1970).
        answered: texts that were answered in it.
        before: texts that were answered in the minute before it.
        slowed_at: when they were last asked to slow down (seconds since 1970).
        alike: how many of their last texts in a row look like a machine's.
        heard: fingerprints of their last texts.
        said: the beginnings of what we said last.
    """

    since: float = 0.0
    answered: int = 0
    before: int = 0
    slowed_at: float = 0.0
    alike: int = 0
    heard: tuple[int, ...] = ()
    said: tuple[str, ...] = ()


class Heard(NamedTuple):
    """What a text was judged to be.

    Attributes:
        pace: with this text in it.
        verdict: whether it is answered.
        loops: it is the one that showed a machine at the other end: a person should look.
    """

    pace: Pace
    verdict: Verdict
    loops: bool


NEW = Pace()
_DECODER = msgspec.json.Decoder(Pace)
_ENCODER = msgspec.json.Encoder()


def read_pace(stored: str) -> Pace:
    """Read what `write_pace` gave; "" is somebody new."""
    return _DECODER.decode(stored) if stored else NEW


def write_pace(pace: Pace) -> str:
    """Write it down as JSON."""
    return _ENCODER.encode(pace).decode()


def hear(pace: Pace, text: str, *, at: datetime, moved: bool, urgent: bool) -> Heard:
    """Judge a text, in the order in which texts are answered.

    Args:
        pace: as the text before left it.
        text: what they wrote, or the value of the button they pressed.
        at: when it reached us.
        moved: it answered something.
        urgent: what is to be said confirms a STOP or helps somebody in danger.
    """
    now = at.timestamp()
    since, answered, before = _begin_minute(pace, now)
    alike, heard = _compare(pace, text, moved=moved)
    verdict, slowed_at = Verdict.QUIET, pace.slowed_at
    still = before * max(0.0, 1 - (now - since) / MINUTE_S)
    used = answered + max(0.0, still - 1)  # so that 20 a minute can go on for ever
    if used < MOST_A_MINUTE + (MOST_URGENT if urgent else 0):
        verdict = Verdict.ANSWER if urgent or alike <= MOST_ALIKE else Verdict.QUIET
    elif alike <= MOST_ALIKE and now - slowed_at >= SLOWED_FOR_S:
        verdict, slowed_at = Verdict.SLOW_DOWN, now
    loops = alike > MOST_ALIKE == pace.alike
    return Heard(Pace(since, answered, before, slowed_at, alike, heard, pace.said), verdict, loops)


def note_answer(pace: Pace, said: Sequence[str]) -> Pace:
    """Count that we answered, and remember what we said."""
    return msgspec.structs.replace(
        pace, answered=pace.answered + 1, said=tuple(map(remember, said[-_REMEMBERED:]))
    )


def _begin_minute(pace: Pace, now: float) -> tuple[float, int, int]:
    """Give the minute to count in: its beginning, what was answered in it, and in the one before.

    A new one begins where the last is over.
    """
    passed = now - pace.since
    if passed < MINUTE_S:
        return pace.since, pace.answered, pace.before
    if passed < 2 * MINUTE_S:
        return pace.since + MINUTE_S, 0, pace.answered
    return now, 0, 0


def _compare(pace: Pace, text: str, *, moved: bool) -> tuple[int, tuple[int, ...]]:
    """Compare a text with those before it; a human one ends what a machine began.

    Returns:
        How many in a row look like a machine's, and the fingerprints of the last ones.
    """
    letters = find_letters(text)
    if not letters:
        return pace.alike, pace.heard
    automatic = looks_automatic(text, letters, heard=pace.heard, said=pace.said, moved=moved)
    alike = min(pace.alike + 1, MOST_ALIKE + 1) if automatic else 0
    return alike, (fingerprint(letters), *pace.heard[: _REMEMBERED - 1])
