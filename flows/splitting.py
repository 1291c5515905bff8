"""Cuts a text that is too long for one message into numbered ones."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

import regex

from flows.sms import count_segments

_SIGN = regex.compile(r"\X")
_SENTENCE_ENDS = frozenset(".!?…।؟۔\n")
_CLOSERS = frozenset("'\")]’”»")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """How much one message holds.

    Attributes:
        most: unless the caller says otherwise.
        sure: how many signs fit into one of those, whatever they are.
    """

    measure: Callable[[str], int]
    most: int
    sure: float


def _count_utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_ROOM = {
    "sms": _Room(measure=lambda text: count_segments(text).segments, most=6, sure=33),
    "telegram": _Room(measure=_count_utf16, most=4096, sure=0.5),
}
"""channel -> room, SMS in segments and Telegram in UTF-16 units; what is not here has no limit.

Twilio takes 1,600 characters (https://www.twilio.com/docs/api/errors/21617), so up to 10 segments;
Telegram 4,096 units after entities (https://core.telegram.org/bots/api#sendmessage).
"""


def split_text(text: str, *, channel: str, most: int = 0) -> tuple[str, ...]:
    """Split a text into as many messages as it needs.

    It is cut between sentences, where that leaves no message half empty, else between words, else
    between signs as people see them; inside such a sign only where it alone is too long.

    Args:
        text: as it would be sent.
        channel: sms, telegram or terminal.
        most: what one message may have, in segments of an SMS (up to 10) or UTF-16 units; 0 for
            the channel's own limit.

    Returns:
        The text as it is where it fits, else parts within the limit that begin with "1/3 ".
    """
    room = _ROOM.get(channel)
    most = most or (room.most if room else 0)
    if room is None or len(text) <= most * room.sure or room.measure(text) <= most:
        return (text,)
    text = text.rstrip()
    if room.measure(text) <= most:
        return (text,)
    for digits in count(1):
        widest = f"{'9' * digits}/{'9' * digits} "
        parts = _cut(text, widest, room.measure, most)
        if len(parts) < 10**digits:
            break
    if len(parts) == 1:
        return tuple(parts)
    return tuple(f"{number}/{len(parts)} {part}" for number, part in enumerate(parts, 1))


def _cut(text: str, number: str, measure: Callable[[str], int], most: int) -> list[str]:
    """Cut a text into parts that fit with a number as long as the one given."""
    signs = _SIGN.findall(text)
    parts = []
    at = 0
    while at < len(signs):
        if signs[at].isspace():
            at += 1
            continue
        end = _find_end(signs, at, lambda part: measure(number + part) > most)
        if end == at:
            signs[at : at + 1] = signs[at]
            continue
        end = _find_pause(signs, at, end)
        parts.append("".join(signs[at:end]).rstrip())
        at = end
    return parts


def _find_end(signs: list[str], at: int, is_too_long: Callable[[str], bool]) -> int:
    """Find how far a part can go at most."""
    ends = range(at, len(signs) + 1)
    return at + bisect_right(ends, False, key=lambda to: is_too_long("".join(signs[at:to]))) - 1


def _find_pause(signs: list[str], at: int, end: int) -> int:
    """Find where to stop best between `at` and `end`: after a sentence, else after a word."""
    if end == len(signs):
        return end
    pauses = [to for to in range(end, at, -1) if signs[to].isspace()]
    half = (at + end) // 2
    sentences = (to for to in pauses if to > half and _ends_sentence(signs, to))
    return next(sentences, pauses[0] if pauses else end)


def _ends_sentence(signs: list[str], to: int) -> bool:
    if "\n" in signs[to]:
        return True
    last = to - 1
    while last > 0 and signs[last] in _CLOSERS:
        last -= 1
    return signs[last][-1] in _SENTENCE_ENDS
