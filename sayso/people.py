"""The spreadsheet of people: every row checked before any is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import phonenumbers

from flows.errors import InputError
from sayso.spreadsheets import check_cells, read_rows

COLUMNS = ("channel", "address", "name", "language", "area", "source", "consent")
NEEDED = ("channel", "address", "consent")
PURPOSES = ("service", "consultation", "promotion")
REGION = "GB"
UK, FEWEST_UK_DIGITS = 44, 9
"""Shorter ones exist (0800 1111); nobody can be texted there."""
LANGUAGE_NAMES = {
    "english": "en",
    "turkish": "tr",
    "welsh": "cy",
    "bengali": "bn",
    "polish": "pl",
    "somali": "so",
    "urdu": "ur",
    "arabic": "ar",
}
_ROUNDED = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_UK_MOBILE = re.compile(r"(?:\+44|0)(7[0-9]{9})")
_LETTER = re.compile("[A-Za-z]")
_LANGUAGE = re.compile("[a-z]{2,3}")
_NOT_GIVEN = re.compile(
    r"\b(bought|purchased|rented|sold|scraped|passed[ -](on|to us)|third[ -]party|data broker)\b",
    re.IGNORECASE,
)
_CHAT_ID = re.compile(r"[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """One row of the file."""

    row: int
    channel: str
    address: str
    name: str
    language: str
    area: str
    source: str
    purpose: str  # "" where no consent is stated
    consented_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Rows with one source, purpose and day of consent."""

    source: str
    purpose: str
    day: date | None
    rows: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A row that cannot be taken, and what to do."""

    row: int
    problem: str


def list_consents(people: Sequence[Someone]) -> list[Agreed]:
    """Put rows together whose numbers came from one source, with one consent on one day."""
    found: dict[tuple[str, str, date | None], list[int]] = {}
    for one in people:
        found.setdefault((one.source, one.purpose, one.consented_on), []).append(one.row)
    return [
        Agreed(source=source, purpose=purpose, day=day, rows=rows)
        for (source, purpose, day), rows in found.items()
    ]


def read_address(channel: str, text: str) -> str:
    """Read a number or chat id as a person would write it.

    Returns:
        E.164 for sms, decimal chat id for telegram.

    Raises:
        InputError: it is neither.
    """
    text = text.strip().strip("'\u2019=\"").removesuffix(".0").strip()
    if _ROUNDED.fullmatch(text):
        raise InputError(
            "was rounded by the spreadsheet; make the column text, and type the number again"
        )
    if channel == "telegram":
        if not _CHAT_ID.fullmatch(text):
            raise InputError("is no Telegram chat id (digits only)")
        return text
    if mobile := _UK_MOBILE.fullmatch(text.replace(" ", "")):
        return f"+44{mobile[1]}"  # most rows: the library takes 90 us for each
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise InputError("is no phone number; write it like +447700900123") from error
    # possible, not valid: Ofcom's drama numbers, which examples use, are not "valid"
    digits = len(phonenumbers.national_significant_number(number))
    is_short = number.country_code == UK and digits < FEWEST_UK_DIGITS
    if is_short or not phonenumbers.is_possible_number(number) or _LETTER.search(text):
        raise InputError("is no phone number; write it like +447700900123")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_people(
    data: bytes, *, languages: tuple[str, ...], today: date
) -> tuple[list[Someone], list[Trouble]]:
    """Read a CSV file of people.

    Args:
        data: as spreadsheets save it: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or
            tabs; at most 20 MB.
        languages: those the community speaks; the first stands where the column is empty.

    Returns:
        The rows that can be taken, and those that cannot; rows are numbered as in a spreadsheet.

    Raises:
        InputError: it is not such a file at all.
    """
    people: list[Someone] = []
    trouble: list[Trouble] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in read_rows(data, columns=COLUMNS, needed=NEEDED):
        try:
            one = _read_row(number, row, languages, today)
        except InputError as error:
            trouble.append(Trouble(row=number, problem=str(error)))
            continue
        first = seen.setdefault((one.channel, one.address), number)
        if first == number:
            people.append(one)
        else:
            trouble.append(Trouble(row=number, problem=f"address: the same as in row {first}"))
    return people, trouble


def _read_row(
    number: int, row: Mapping[str, str], languages: tuple[str, ...], today: date
) -> Someone:
    check_cells(row, one_line=True)
    channel = row["channel"].lower()
    if channel not in ("sms", "telegram"):
        raise InputError(f"channel: {channel[:20] or 'empty'}; write sms or telegram")
    try:
        address = read_address(channel, row["address"])
    except InputError as error:
        raise InputError(f"address: {error}") from error
    source = row.get("source", "")
    if _NOT_GIVEN.search(source):
        raise InputError("source: people must have given you the number themselves; ask them first")
    purpose, consented_on = _read_consent(row["consent"], today)
    return Someone(
        row=number,
        channel=channel,
        address=address,
        name=row.get("name", "")[:80],
        language=read_language(row.get("language", "")) or languages[0],
        area=row.get("area", "")[:80],
        source=source[:200],
        purpose=purpose,
        consented_on=consented_on,
    )


def read_language(text: str) -> str:
    """Read a language's code, or one of our languages by its English name; "" stays "".

    Raises:
        InputError: it is neither.
    """
    language = text.lower().partition("-")[0].strip()
    language = LANGUAGE_NAMES.get(language, language)
    if language and not _LANGUAGE.fullmatch(language):
        raise InputError(f"language: {text[:20]}; write a code such as en or tr")
    return language


def _read_consent(text: str, today: date) -> tuple[str, date | None]:
    purpose, _, day = text.lower().partition(" ")
    if purpose not in PURPOSES:
        raise InputError(
            f"consent: {text[:30] or 'empty'}; write a purpose and a day, such as "
            "consultation 2026-05-14"
        )
    if not day.strip():
        return purpose, None
    try:
        given_on = date.fromisoformat(day.strip())
    except ValueError as error:
        raise InputError(
            f"consent: {day.strip()[:20]} is no day; write it like 2026-05-14"
        ) from error
    if given_on > today:
        raise InputError(f"consent: {day.strip()[:20]} is still to come")
    return purpose, given_on
