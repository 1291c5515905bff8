"""How fast somebody texts, and how like a machine: whether they are answered now.

Every text counts, whatever is decided here: only the answer is left out. Stores and sends nothing;
the numbers are kept with the conversation, so that they cost no statement of their own.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

import msgspec

from workers.texts.machines import find_letters, fingerprint, looks_automatic, remember

MINUTE_S = 60
MOST_A_MINUTE = 20
SPACE_S = 3
"""How far apart answers are within a flood, so that no second burst follows the first."""
MOST_URGENT = 3
"""What may go out beyond that: to ask them to slow down, to confirm a STOP, to help in danger."""
MOST_ALIKE = 5
SLOWED_FOR_S = 600
"""How long nobody is asked again to slow down."""
_REMEMBERED = 3


class Verdict(Enum):
    """What becomes of the answer to a text."""

    ANSWER = "answer"
    SLOW_DOWN = "slow down"
    QUIET = "quiet"


class Pace(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """How somebody has texted of late.

    All times are in whole seconds since 1970.

    Attributes:
        answers: when we answered within the last minute.
        refused_at: when a text went without an answer because there were too many.
        slowed_at: when they were last asked to slow down.
        alike: how many of their last texts in a row look like a machine's.
        heard: fingerprints of their last texts.
        said: the beginnings of what we said last.
    """

    answers: tuple[int, ...] = ()
    refused_at: int = 0
    slowed_at: int = 0
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
    now = int(at.timestamp())
    answers = tuple(one for one in pace.answers if now - one < MINUTE_S)
    alike, heard = _compare(pace, text, moved=moved)
    loops = alike > MOST_ALIKE == pace.alike
    refused_at, slowed_at = pace.refused_at, pace.slowed_at
    if _has_room(answers, refused_at, now, urgent=urgent):
        verdict = Verdict.ANSWER if urgent or alike <= MOST_ALIKE else Verdict.QUIET
    elif alike <= MOST_ALIKE and now - slowed_at >= SLOWED_FOR_S:
        verdict, refused_at, slowed_at = Verdict.SLOW_DOWN, now, now
    else:
        verdict, refused_at = Verdict.QUIET, now
    return Heard(Pace(answers, refused_at, slowed_at, alike, heard, pace.said), verdict, loops)


def note_answer(pace: Pace, said: Sequence[str], *, at: datetime) -> Pace:
    """Count that we answered a text that came at this time, and remember what we said."""
    remembered = tuple(map(remember, said[-_REMEMBERED:]))
    answers = (*pace.answers, int(at.timestamp()))
    return Pace(answers, pace.refused_at, pace.slowed_at, pace.alike, pace.heard, remembered)


def _has_room(answers: tuple[int, ...], refused_at: int, now: int, *, urgent: bool) -> bool:
    if urgent:
        return len(answers) < MOST_A_MINUTE + MOST_URGENT
    floods = now - refused_at < MINUTE_S
    spaced = not (floods and answers) or now - answers[-1] >= SPACE_S
    return len(answers) < MOST_A_MINUTE and spaced


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
