"""What SMS cost this month, and the cap a community has set. Telegram costs nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from storage.communities import Community
from storage.database import Db

_SEGMENTS = text("""
    select coalesce(sum(segments), 0) from message
    where community_id = :community and channel = 'sms' and accepted_at >= :since
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What this calendar month has cost so far.

    Attributes:
        month: such as "2026-11", in the community's zone.
        segments: that Twilio has taken.
        cap: how many it may be; None where no cap or no price is set.
    """

    month: str
    segments: int
    cap: int | None

    @property
    def reached(self) -> bool:
        """Whether nobody is asked anything more by SMS this month."""
        return self.cap is not None and self.segments >= self.cap

    @property
    def percent(self) -> int:
        """How much of the cap is used up; 0 where there is none."""
        return self.segments * 100 // max(self.cap, 1) if self.cap is not None else 0

    def as_counts(self, segment_pence: float | None) -> dict[str, object]:
        """Give it as `sayso status` shows it: month, segments, and what is known of money."""
        counts: dict[str, object] = {"month": self.month, "segments": self.segments}
        if segment_pence is not None:
            counts["pence"] = round(self.segments * segment_pence, 1)
        if self.cap is not None:
            counts |= {"cap": self.cap, "percent": self.percent}
        return counts


def segments_this_month(db: Db, community: UUID, zone: str, now: datetime) -> int:
    """Count the SMS segments that were accepted in this calendar month.

    Args:
        zone: IANA; the month begins at midnight there.
        now: aware.
    """
    since = _begin_month(zone, now).astimezone(UTC)
    return int(db.execute(_SEGMENTS, {"community": community, "since": since}).scalar_one())


def read(db: Db, community: Community, segment_pence: float | None, now: datetime) -> Spent:
    """Read what a community has spent, and what it may.

    Args:
        segment_pence: what one segment costs; without it nobody knows what the cap means.
    """
    return Spent(
        month=f"{_begin_month(community.zone, now):%Y-%m}",
        segments=segments_this_month(db, community.id, community.zone, now),
        cap=find_cap(community, segment_pence),
    )


def find_cap(community: Community, segment_pence: float | None) -> int | None:
    """Say how many segments a month may cost; None where no cap or no price is set."""
    pounds = community.profile.get("monthly_cap_pounds")
    return int(pounds * 100 / segment_pence) if pounds and segment_pence else None


def _begin_month(zone: str, now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(zone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
