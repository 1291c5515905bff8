"""The spreadsheet of people: every row checked before any is kept."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import phonenumbers

from flows.errors import InputError

COLUMNS = ("channel", "address", "name", "language", "area", "source", "consent")
PURPOSES = ("service", "consultation", "promotion")
MAX_BYTES = 20_000_000
REGION = "GB"
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
class Trouble:
    """A row that cannot be taken, and what to do."""

    row: int
    problem: str


def read_address(channel: str, text: str) -> str:
    """Read a number or chat id as a person would write it.

    Returns:
        E.164 for sms, decimal chat id for telegram.

    Raises:
        InputError: it is neither.
    """
    text = text.strip().lstrip("'")
    if channel == "telegram":
        if not _CHAT_ID.fullmatch(text):
            raise InputError("is no Telegram chat id (digits only)")
        return text
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise InputError("is no phone number; write it like +447700900123") from error
    # possible, not valid: Ofcom's drama numbers, which examples use, are not "valid"
    if not phonenumbers.is_possible_number(number):
        raise InputError("is no phone number; write it like +447700900123")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_people(
    data: bytes, *, languages: tuple[str, ...], today: date
) -> tuple[list[Someone], list[Trouble]]:
    """Read a CSV file of people.

    Args:
        data: UTF-8, with or without a byte order mark, as spreadsheets save it; at most 20 MB.
        languages: those the community speaks; the first stands where the column is empty.

    Returns:
        The rows that can be taken, and those that cannot; rows are numbered as in a spreadsheet.

    Raises:
        InputError: it is not such a file at all.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"the file has over {MAX_BYTES // 1_000_000} MB: split it")
    reader = csv.DictReader(io.StringIO(_decode(data), newline=""))
    names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in ("channel", "address", "consent") if name not in names]
    if missing:
        raise InputError(
            f"the first line must name the columns {','.join(COLUMNS)}; missing: {', '.join(missing)}"
        )
    reader.fieldnames = names
    people: list[Someone] = []
    trouble: list[Trouble] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in _rows(reader):
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


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        for number, row in enumerate(reader, start=2):
            given = {
                key: (value or "").strip()
                for key, value in row.items()
                if key and isinstance(value, str)
            }
            if any(given.values()):
                yield number, given
    except csv.Error as error:
        raise InputError(f"the file breaks off after row {reader.line_num}: {error}") from error


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what older spreadsheets save
    return text.replace("\0", "\ufffd")


def _read_row(
    number: int, row: Mapping[str, str], languages: tuple[str, ...], today: date
) -> Someone:
    channel = row["channel"].lower()
    if channel not in ("sms", "telegram"):
        raise InputError(f"channel: {channel or 'empty'}; write sms or telegram")
    try:
        address = read_address(channel, row["address"])
    except InputError as error:
        raise InputError(f"address: {error}") from error
    language = row.get("language", "").lower() or languages[0]
    purpose, consented_on = _read_consent(row["consent"], today)
    return Someone(
        row=number,
        channel=channel,
        address=address,
        name=row.get("name", "")[:80],
        language=language,
        area=row.get("area", "")[:80],
        source=row.get("source", "")[:200],
        purpose=purpose,
        consented_on=consented_on,
    )


def _read_consent(text: str, today: date) -> tuple[str, date | None]:
    purpose, _, day = text.lower().partition(" ")
    if purpose not in PURPOSES:
        raise InputError(
            f"consent: {text or 'empty'}; write a purpose and a day, such as consultation 2026-05-14"
        )
    if not day.strip():
        return purpose, None
    try:
        given_on = date.fromisoformat(day.strip())
    except ValueError as error:
        raise InputError(f"consent: {day.strip()} is no day; write it like 2026-05-14") from error
    if given_on > today:
        raise InputError(f"consent: {day.strip()} is still to come")
    return purpose, given_on
