"""What a broadcast would do, before it is sent: who gets it, what it costs, when it is done."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flows.definition import Flow
from storage import broadcasts, recipients, spending
from storage.audiences import Audience
from storage.database import Db
from storage.engagements import Engagement
from storage.fatigue import find_window
from storage.recipients import Alike, Asking
from storage.settings import Settings
from workers.asking.opening import Openings
from workers.hours import find_finish, find_next_opening
from workers.house import House, Present
from workers.scenes import set_scene

LIVES = timedelta(days=3)
"""A question that has not left by then is dropped and listed."""
SPARE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a broadcast would do.

    Attributes:
        people: who would be asked.
        languages: language -> people.
        segments: language -> SMS segments.
        pence: language -> what they cost; None where SAYSO_SEGMENT_PENCE is not set.
        beyond_cap: segments more than this month's cap leaves room for: these wait, or expire.
        not_asked: reason -> people of the audience who would not be.
        starts: when the first goes out, within sending hours (UTC).
        done_by: when the last has gone out at our pace, behind what waits already.
        expires_at: what has not left by then is dropped.
        purpose: of the flow.
    """

    people: int
    languages: Mapping[str, int]
    segments: Mapping[str, int]
    pence: Mapping[str, float] | None
    beyond_cap: int
    not_asked: Mapping[str, int]
    starts: datetime
    done_by: datetime
    expires_at: datetime
    purpose: str

    @property
    def total_segments(self) -> int:
        """SMS segments in all languages."""
        return sum(self.segments.values())

    @property
    def total_pence(self) -> float | None:
        """What it costs in all; None where nobody said what a segment costs."""
        return None if self.pence is None else round(sum(self.pence.values()), 1)


def plan_broadcast(
    db: Db,
    house: House,
    present: Present,
    engagement: Engagement,
    audience: Audience,
    *,
    starts_at: datetime | None = None,
    reason: str = "",
) -> Plan:
    """Work out whom a broadcast would reach if it were ordered now. Nothing is written.

    Args:
        audience: as `storage.audiences.find_audience` gives it.
        starts_at: now, where it is left out (aware).
        reason: why it goes outside sending hours; "" keeps to them.
    """
    community, now = present.community, house.clock()
    starts_at = max(starts_at or now, now)
    flow = house.flows.find(db, community.id, engagement.version)
    alike = _preview(db, house, present, engagement, audience, flow, starts_at)
    asked = [one for one in alike if not one.why_not]
    scene = set_scene(db, house, replace(present, engagement=engagement))
    segments = _count_segments(asked, Openings(scene, engagement, flow))
    load = Counter(broadcasts.count_ahead(db, community.id))
    load.update(segments.by_channel)
    starts, done_by = _find_times(community.profile, house.settings, load, starts_at, reason)
    spent = spending.read(db, community, house.settings.segment_pence, now)
    return Plan(
        people=sum(one.people for one in asked),
        languages=_count_languages(asked),
        segments=segments.by_language,
        pence=_price(segments.by_language, house.settings.segment_pence),
        beyond_cap=max(0, spent.segments + load["sms"] - spent.cap) if spent.cap else 0,
        not_asked={one.why_not: one.people for one in alike if one.why_not},
        starts=starts,
        done_by=done_by,
        expires_at=max(starts_at + LIVES, done_by + SPARE),
        purpose=flow.purpose,
    )


def _preview(
    db: Db,
    house: House,
    present: Present,
    engagement: Engagement,
    audience: Audience,
    flow: Flow,
    starts_at: datetime,
) -> list[Alike]:
    community = present.community
    window = find_window(community.profile, starts_at)
    earlier = recipients.find_earlier(
        db,
        community.id,
        engagement.id,
        but=None,
        window=window,
        once_a_year=flow.id if flow.sensitive else "",
    )
    asking = Asking(
        broadcast=None,
        engagement=engagement.id,
        audience=audience,
        purpose=flow.purpose,
        channels=house.settings.channels_on,
        window=window,
        earlier=earlier,
    )
    return recipients.preview(db, community.id, asking)


def _find_times(
    profile: Mapping[str, Any],
    settings: Settings,
    load: Mapping[str, int],
    starts_at: datetime,
    reason: str,
) -> tuple[datetime, datetime]:
    """Say when the first goes out and when the last has gone out."""
    seconds = _find_seconds(load, settings)
    if reason:
        return starts_at, starts_at + timedelta(seconds=seconds)
    starts = find_next_opening(profile, starts_at)
    return starts, find_finish(profile, starts, seconds)


def _price(segments: Mapping[str, int], pence: float | None) -> dict[str, float] | None:
    return None if pence is None else {name: round(n * pence, 1) for name, n in segments.items()}


def _count_languages(asked: Sequence[Alike]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in asked:
        found[one.language] += one.people
    return dict(found.most_common())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Segments:
    by_language: Mapping[str, int]  # SMS
    by_channel: Mapping[str, int]


def _count_segments(asked: Sequence[Alike], openings: Openings) -> _Segments:
    by_language: Counter[str] = Counter()
    by_channel: Counter[str] = Counter()
    for one in asked:
        kind = (one.channel, one.language, one.language_known, one.month)
        n = openings.find(kind, one.consented_on)["segments"] * one.people
        by_channel[one.channel] += n
        if one.channel == "sms":
            by_language[one.language] += n
    return _Segments(by_language=dict(by_language.most_common()), by_channel=dict(by_channel))


def _find_seconds(load: Mapping[str, int], settings: Settings) -> float:
    """Say how long the slowest channel takes."""
    pace = {"telegram": settings.telegram_per_s, "sms": settings.twilio_segments_per_s}
    return max((n / pace[name] for name, n in load.items() if name in pace), default=0.0)
