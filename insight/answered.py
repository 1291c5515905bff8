"""What was answered to topics, as a digest tells it. Holds no counting of what people raised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from insight.disclosure import show_total
from insight.model import Fact
from insight.wording import clean, say_date

SAYS: Mapping[str, str] = {"yes": "YES", "yes_if": "YES, IF", "no": "NO"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer that stands on one topic, and what people think of it; counts are exact.

    Attributes:
        answer: yes, yes_if or no.
        because_kind: money, practical, policy or "".
        made_on: the day it was entered.
        on_day: by when it happens, or when it is asked again.
        version: 2 and more: it was amended.
        told: residents whose text left us.
        reasons: those who said why they find it unfair.
    """

    topic: str
    answer: str
    words: str
    because_kind: str
    because: str
    decider: str
    made_on: date
    on_day: date | None
    version: int
    told: int
    fair: int
    unfair: int
    reasons: int
    done: int
    undone: int


def write_answers(
    answered: tuple[Answered, ...], names: Mapping[str, str], *, closing: bool
) -> tuple[Fact, ...]:
    """Write what was answered, a fact for each topic, in the order they were answered.

    Args:
        names: topic -> what people see.
    """
    return tuple(
        Fact(
            term=f"Answer on {names.get(one.topic, clean(one.topic))}",
            text=_write(one, closing=closing),
        )
        for one in answered
    )


def _write(one: Answered, *, closing: bool) -> str:
    version = f", amended: version {one.version}" if one.version > 1 else ""
    parts = [
        f"{SAYS[one.answer]}, from {clean(one.decider)}, entered {say_date(one.made_on)}{version}.",
        f"{clean(one.words).rstrip('.')}.",
    ]
    if one.because and one.because not in one.words:
        kind = f" ({one.because_kind})" if one.because_kind else ""
        parts.append(f"Because{kind}: {clean(one.because).rstrip('.')}.")
    if one.on_day:
        when = "It is asked again on" if one.answer == "no" else "To be done by"
        parts.append(f"{when} {say_date(one.on_day)}.")

    def say(count: int) -> str:
        return show_total(count, closing=closing).text

    parts.append(
        f"Sent to {say(one.told)} people. Is this fair? Yes {say(one.fair)}, no {say(one.unfair)};"
        f" {say(one.reasons)} said why."
    )
    if one.done or one.undone:
        parts.append(f"Was it done? Yes {say(one.done)}, no {say(one.undone)}.")
    return " ".join(parts)
