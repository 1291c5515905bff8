"""What was answered to a topic, as a digest is given it. Holds no wording of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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
        done: those who say that it was done; undone: that it was not.
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
