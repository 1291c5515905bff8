"""Keeps words for as long as the community has set, and no longer: once a day, what is due goes.

Counted from the last text that was promised: while anything is owed, nothing goes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from flows.amounts import amount, people
from storage import owed, retention, runs
from storage.database import Db
from storage.engagements import Engagement
from storage.retention import KEEP_WORDS_DAYS, Kept
from workers.house import House, Present

log = structlog.get_logger()

RUN = "retention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an engagement stands.

    Attributes:
        waits: what its words are still needed for, in words; empty: nothing.
        due_at: when they go (aware); None while anything waits.
    """

    engagement: Engagement
    kept: Kept
    waits: tuple[str, ...]
    due_at: datetime | None

    def is_due(self, now: datetime) -> bool:
        """Whether its words go now."""
        return self.due_at is not None and self.due_at <= now


def read_standing(db: Db, house: House, present: Present) -> list[Standing]:
    """Read how each engagement stands, the oldest first."""
    by_age = sorted(present.every.values(), key=lambda one: one.opened_at)
    return [_stand(db, house, present, one) for one in by_age]


def _stand(db: Db, house: House, present: Present, one: Engagement) -> Standing:
    community, now = present.community, house.clock()
    kept = retention.find_kept(db, community.id, one.id, zone=community.zone)
    owing = owed.count_owed(db, community.id, one.id, at=now).people
    waits = tuple(_say_waits(kept, owing))
    days = community.profile.get("keep_words_days", KEEP_WORDS_DAYS)
    return Standing(
        engagement=one,
        kept=kept,
        waits=waits,
        due_at=None if waits else kept.last + timedelta(days=days),
    )


def _say_waits(kept: Kept, owing: int) -> Iterator[str]:
    if kept.is_open:
        yield "the question is open (`sayso close`)"
    if owing:
        yield f"{people(owing, 'waits', 'wait')} for an answer (`sayso respond`)"
    if kept.unanswered:
        answers = amount(kept.unanswered, "answer is", "answers are")
        yield f"{answers} not told to everybody, or not asked back about yet"
    if kept.moving:
        yield amount(kept.moving, "text is on its way", "texts are on their way")
    if kept.worrying:
        texts = amount(kept.worrying, "worrying text")
        yield f"{texts} nobody has looked at (`sayso safeguarding list`)"


def delete_due(house: House, present: Present) -> None:
    """Delete what is due, once a day. What a kill leaves over goes the next day."""
    now = house.clock()
    today = now.astimezone(ZoneInfo(present.community.zone)).date()
    with house.database.transaction() as db:
        if not runs.take_day(db, present.community.id, RUN, today, now=now):
            return
        standing = read_standing(db, house, present)
    for one in standing:
        if one.is_due(now):
            _delete(house, present, one)
    days = present.community.profile.get("keep_words_days", KEEP_WORDS_DAYS)
    kept = (one.engagement.opened_at for one in standing if not one.is_due(now))
    until = min((now - timedelta(days=days), *kept))
    _repeat(
        house,
        lambda db: retention.delete_others(db, present.community.id, until=until, keys=house.keys),
    )


def _delete(house: House, present: Present, one: Standing) -> None:
    rows = _repeat(
        house,
        lambda db: retention.delete_some(
            db, present.community.id, one.engagement.id, keys=house.keys, now=house.clock()
        ),
    )
    if rows:
        log.info("words deleted", engagement=str(one.engagement.id), rows=rows)


def _repeat(house: House, delete: Callable[[Db], int]) -> int:
    """Delete batch by batch, each in a transaction of its own, until nothing is left."""
    rows, going = 0, True
    while going:
        with house.database.transaction() as db:
            some = delete(db)
        rows, going = rows + some, some > 0
    return rows
