"""What part of an engagement a digest is of: an area, whole weeks or months. Holds no counting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from insight.wording import clean, say_days

WEEK, MONTH = "week", "month"
EVERY = (WEEK, MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A part; the whole where nothing is given.

    Attributes:
        area: "" for all areas.
        first: the first day and `last` the last one, by the community's clock; None: all days.
    """

    area: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether everything is meant."""
        return not self.area and self.first is None

    def to_json(self) -> dict[str, str]:
        """Lay it out as plain values."""
        days = {"first": self.first, "last": self.last}
        told = {name: day.isoformat() for name, day in days.items() if day}
        return {**({"area": self.area} if self.area else {}), **told}

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "Scope":
        """Read back what `to_json` gave."""
        days = {name: date.fromisoformat(data[name]) for name in ("first", "last") if name in data}
        return cls(area=data.get("area", ""), **days)

    def say(self) -> str:
        """Write it for people; "" for the whole."""
        parts = [f"only people in {clean(self.area)}"] if self.area else []
        if self.first and self.last:
            parts.append(f"only what was said from {say_days(self.first, self.last)}")
        return ", ".join(parts)


WHOLE = Scope()


def is_whole_period(first: date, last: date) -> bool:
    """Tell whether days are whole weeks (Monday to Sunday) or whole months.

    Other spans are not offered: digests of two spans that differ by a day would tell that day.
    """
    after = last + timedelta(days=1)
    if last < first:
        return False
    return (first.day == after.day == 1) or (first.weekday() == after.weekday() == 0)


def find_period(every: str, day: date) -> tuple[date, date]:
    """Find the week or month that a day is in: its first and last day."""
    if every == WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def find_period_before(every: str, today: date) -> tuple[date, date]:
    """Find the last week or month that is over: its first and last day."""
    first, _ = find_period(every, today)
    return find_period(every, first - timedelta(days=1))
