"""Reads each answer to `sayso start`, however it was given: what is wrong is said in one line."""

import re
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

from flows.templates import MOST_LETTERS
from workers.hours import find_bank_holidays

LANGUAGES = ("en", "tr", "cy", "bn", "pl", "so", "ur", "ar")
"""Those we have texts in; others are kept, and spoken to in the first one."""
FIRST_LANGUAGES = LANGUAGES[:2]
"""Those that everything is said in, also to staff."""
DAYS_OFF = ("none", "no", "-", "")
KNOWN_YEAR = 2026
"""Of which every country's bank holidays are known."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]*")
_FEWEST_DIGITS = 3  # 999, 111
_MOST_LANGUAGES = 9


def read_words(value: Any, *, most: int) -> str:
    """Read a few words.

    Raises:
        ValueError: none, too many, or with braces.
    """
    words = "" if value is None or isinstance(value, (dict, list)) else " ".join(str(value).split())
    if not words:
        raise ValueError("needs a few words")
    if len(words) > most:
        raise ValueError(f"has {len(words)} letters; texts have room for {most}")
    if any(mark in words for mark in "{}") or not words.isprintable():
        raise ValueError("may hold letters, digits and plain signs only")
    return words


def read_phone(value: Any) -> str:
    """Read a number to ring, and keep it as it is written.

    Raises:
        ValueError: it is none.
    """
    words = read_words(value, most=MOST_LETTERS["community.phone"])
    digits = sum(letter.isdigit() for letter in words)
    if isinstance(value, int) and digits > _FEWEST_DIGITS:
        raise ValueError('lost its first 0: put it in quotes, such as "020 7946 0123"')
    if not _PHONE.fullmatch(words) or digits < _FEWEST_DIGITS:
        raise ValueError("is no number to ring; write it like 020 7946 0123")
    return words


def read_languages(value: Any) -> list[str]:
    """Read language codes: a list, or words between commas.

    Raises:
        ValueError: one is no code, or there is none.
    """
    given = value if isinstance(value, list) else str(value or "").split(",")
    languages = list(dict.fromkeys(str(one).strip().lower() for one in given if str(one).strip()))
    wrong = [one for one in languages if not _LANGUAGE.fullmatch(one)]
    if wrong or not 1 <= len(languages) <= _MOST_LANGUAGES:
        said = f"{wrong[0][:20]} is no language code; " if wrong else ""
        raise ValueError(f"{said}write codes such as en, tr")
    if languages[0] not in FIRST_LANGUAGES:
        raise ValueError(
            f"the first one must be {' or '.join(FIRST_LANGUAGES)}; put {languages[0]} behind it"
        )
    return languages


def read_zone(value: Any) -> str:
    """Read an IANA time zone.

    Raises:
        ValueError: it is none.
    """
    if value not in available_timezones():
        raise ValueError("is no time zone; write it like Europe/London")
    return str(value)


def read_hours(value: Any) -> list[str]:
    """Read from when until when, as a list of two or as "08:00-21:00".

    Raises:
        ValueError: no two times, or the wrong way round.
    """
    given = value if isinstance(value, list) else re.split(r"\s*(?:-|–|to)\s*", str(value or ""))
    hours = [_read_hour(one) for one in given]
    if len(hours) != 2:
        raise ValueError('needs two times, such as ["08:00", "21:00"]')
    if not hours[0] < hours[1]:
        raise ValueError(f"{given[0]} is not before {given[1]}")
    return [one.isoformat("minutes") for one in hours]


def read_evening(value: Any) -> str:
    """Read a time of day, or "none".

    Raises:
        ValueError: it is neither.
    """
    words = str(value).strip().lower()
    return "none" if words in DAYS_OFF else _read_hour(value).isoformat("minutes")


def read_quiet_days(value: Any) -> list[str]:
    """Read days without first texts: a list, or words between commas, or none.

    Raises:
        ValueError: one is no day.
    """
    given = value if isinstance(value, list) else str(value or "").split(",")
    words = [str(one).strip() for one in given]
    return sorted({read_day(one).isoformat() for one in words if one.lower() not in DAYS_OFF})


def read_day(value: Any) -> date:
    """Read a day.

    Raises:
        ValueError: it is none.
    """
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError as error:
        raise ValueError(f"{str(value)[:20]} is no day; write it like 2026-12-12") from error


def read_day_after(value: Any, today: date) -> date:
    """Read a day that is still to come.

    Raises:
        ValueError: it is none, or it is past.
    """
    day = read_day(value)
    if day <= today:
        raise ValueError(f"{day.isoformat()} is not after today")
    return day


def read_pounds(value: Any) -> float:
    """Read a sum in pounds.

    Raises:
        ValueError: it is none.
    """
    words = str(value).strip().removeprefix("£").replace(",", "")
    try:
        pounds = float(words) if not isinstance(value, bool) else -1.0
    except ValueError:
        pounds = -1.0
    if not 0 < pounds < 1_000_000:
        raise ValueError("needs a sum in pounds, such as 50")
    return pounds


def read_count(value: Any) -> int:
    """Read how often something may happen.

    Raises:
        ValueError: it is no whole number from 1 to 31.
    """
    return _read_whole(value, 1, 31)


def read_days(value: Any) -> int:
    """Read after how many days of silence a number is doubted.

    Raises:
        ValueError: it is no whole number from 30 to 3650.
    """
    return _read_whole(value, 30, 3650)


def read_keeping(value: Any) -> int:
    """Read for how many days words are kept after the last text that was promised.

    Raises:
        ValueError: it is no whole number from 7 to 3650.
    """
    return _read_whole(value, 7, 3650)


def _read_whole(value: Any, least: int, most: int) -> int:
    words = str(value).strip()
    if not words.isdecimal() or not least <= int(words) <= most:
        raise ValueError(f"needs a whole number from {least} to {most}")
    return int(words)


def read_country(value: Any) -> str:
    """Read whose bank holidays count: GB-ENG, GB-SCT, GB-WLS, GB-NIR, another country, or none.

    Raises:
        ValueError: nobody knows that country's.
    """
    words = str(value).strip()
    country = words if words.lower() != "none" else "none"
    try:
        find_bank_holidays(country, KNOWN_YEAR)
    except NotImplementedError as error:
        raise ValueError(
            f"{words[:20]} is no country we know; write it like GB-SCT, or none"
        ) from error
    return country


def read_one_of(value: Any, choices: tuple[str, ...]) -> str:
    """Read one of a few words.

    Raises:
        ValueError: it is another.
    """
    word = str(value).strip().lower()
    if word not in choices:
        raise ValueError(f"must be {' or '.join(choices)}")
    return word


def _read_hour(value: Any) -> time:
    words = str(value).strip()
    if not re.fullmatch(r"([01]?[0-9]|2[0-3]):[0-5][0-9]", words):
        raise ValueError(f"{words[:20] or 'nothing'} is no time of day; write it like 08:00")
    return time.fromisoformat(words.zfill(5))
