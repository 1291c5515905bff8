"""Days on which a text may come at a bad time, or nobody is there to keep a promise.

Bank holidays and feasts by the `holidays` library: Eid follows the moon and may be a day off.
School holidays by rule, as most councils in England set them (https://www.gov.uk/school-term-
holiday-dates): "may be", since each sets its own.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from holidays import country_holidays

from flows.reader.feasts import find_easter, find_nth
from workers.hours import COUNTRY, find_bank_holidays

FEW_DAYS = 7
_FEASTS = {
    "TR": ("Eid al-Fitr", "Eid al-Adha"),
    "IN": ("Diwali", "Guru Nanak's Birthday", "Holi"),
    "IL": ("Rosh Hashanah", "Yom Kippur", "Pesach"),
}
"""Country whose calendar has them -> feasts that are kept here too."""
_SATURDAY, _SUNDAY = 5, 6
_SHABBAT_BEGINS = 15  # o'clock on a Friday: before the earliest sunset here

Caution = tuple[str, Mapping[str, object]]
"""A text for staff that says why, and what is filled in."""


def find_cautions(profile: Mapping[str, Any], at: datetime, shown: str) -> list[Caution]:
    """List what speaks against a time.

    Args:
        profile: the community's.
        at: by the community's clock.
        shown: the day, as people read it.
    """
    return list(_find(profile.get("country", COUNTRY), at, shown))


def _find(country: str, at: datetime, shown: str) -> Iterator[Caution]:
    day = at.date()
    if day in find_bank_holidays(country, day.year):
        yield "day_bank", {"time": shown}
    if day.weekday() == _SUNDAY:
        yield "day_sunday", {"time": shown}
    friday_evening = day.weekday() == _SATURDAY - 1 and at.hour >= _SHABBAT_BEGINS
    if day.weekday() == _SATURDAY or friday_evening:
        yield "day_shabbat", {"time": shown}
    for name in _list_feasts(day.year).get(day, ()):
        yield "day_feast", {"time": shown, "title": name}
    if country.startswith("GB") and _may_be_school_holiday(day):
        yield "day_school", {"time": shown}


def find_too_few(sent: date, heard: date) -> list[Caution]:
    """Say so where people have few days to answer before they are to hear back."""
    days = (heard - sent).days
    return [("day_few", {"number": days})] if days < FEW_DAYS else []


@lru_cache(maxsize=16)
def _list_feasts(year: int) -> Mapping[date, tuple[str, ...]]:
    found: dict[date, tuple[str, ...]] = {}
    for country, names in _FEASTS.items():
        for day, name in country_holidays(country, years=year, language="en_US").items():
            kept = tuple(one for one in names if one in name)
            if kept:
                found[day] = (*found.get(day, ()), *kept)
    return found


def _may_be_school_holiday(day: date) -> bool:
    year = day.year
    easter = find_easter(year)
    ranges = [
        (date(year, 1, 1), date(year, 1, 3)),
        _week_of(find_nth(year, 2, 0, 3)),
        (easter - timedelta(days=9), easter + timedelta(days=9)),
        _week_of(find_nth(year, 5, 0, -1)),
        (date(year, 7, 22), date(year, 9, 1)),
        _week_of(find_nth(year, 10, 0, -1)),
        (date(year, 12, 20), date(year, 12, 31)),
    ]
    return any(first <= day <= last for first, last in ranges)


def _week_of(monday: date | None) -> tuple[date, date]:
    first = monday or date.max - timedelta(days=6)
    return first, first + timedelta(days=6)
