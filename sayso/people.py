"""The spreadsheet of people: every row checked before any is kept."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import phonenumbers

from flows.errors import InputError

COLUMNS = ("channel", "address", "name", "language", "area", "source", "consent")
NEEDED = ("channel", "address", "consent")
PURPOSES = ("service", "consultation", "promotion")
MAX_BYTES = 20_000_000
REGION = "GB"
SEPARATORS = (",", ";", "\t")
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
_BEYOND = "\n"  # no column can have this name
_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)
_ROUNDED = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_LETTER = re.compile("[A-Za-z]")
_LANGUAGE = re.compile("[a-z]{2,3}")
_NOT_GIVEN = re.compile(
    r"\b(bought|purchased|rented|scraped|passed (on|to us)|third[ -]party|data broker)\b",
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
    text = text.strip().strip("'\u2019=\"").removesuffix(".0").strip()
    if _ROUNDED.fullmatch(text):
        raise InputError(
            "was rounded by the spreadsheet; make the column text, and type the number again"
        )
    if channel == "telegram":
        if not _CHAT_ID.fullmatch(text):
            raise InputError("is no Telegram chat id (digits only)")
        return text
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise InputError("is no phone number; write it like +447700900123") from error
    # possible, not valid: Ofcom's drama numbers, which examples use, are not "valid"
    if not phonenumbers.is_possible_number(number) or _LETTER.search(text):
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
    if len(data) > MAX_BYTES:
        raise InputError(f"the file has over {MAX_BYTES // 1_000_000} MB: split it")
    people: list[Someone] = []
    trouble: list[Trouble] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in _read_rows(_decode(data)):
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


def _read_rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give each row that is not empty: its number, and its cells by lower-case column name."""
    lines = text.split("\n", 2)
    told = _SEPARATOR.fullmatch(lines[0].strip())
    header = lines[1] if told and len(lines) > 1 else lines[0]
    separator = told[1] if told else max(SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        if told:
            next(reader)
        names = _read_header(next(reader, []))
        for number, cells in enumerate(reader, start=3 if told else 2):
            if any(cell.strip() for cell in cells):
                yield number, _name_cells(names, cells)
    except csv.Error as error:
        raise InputError(f"the file breaks off after line {reader.line_num}: {error}") from error


def _read_header(cells: Sequence[str]) -> list[str]:
    names = [cell.strip().strip("'").lower() for cell in cells]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise InputError(
            f"the first line must name the columns {','.join(COLUMNS)}; "
            f"missing: {', '.join(missing)}"
        )
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise InputError(f"the first line names {', '.join(twice)} twice: rename one")
    return names


def _name_cells(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    named = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
    beyond = any(cell.strip() for cell in cells[len(names) :])
    return {**dict.fromkeys(names, ""), **named, _BEYOND: "yes" if beyond else ""}


def _decode(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")  # what older spreadsheets save
    return text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")


def _read_row(
    number: int, row: Mapping[str, str], languages: tuple[str, ...], today: date
) -> Someone:
    _check_shape(row)
    channel = row["channel"].lower()
    if channel not in ("sms", "telegram"):
        raise InputError(f"channel: {channel[:20] or 'empty'}; write sms or telegram")
    try:
        address = read_address(channel, row["address"])
    except InputError as error:
        raise InputError(f"address: {error}") from error
    source = row.get("source", "")
    if _NOT_GIVEN.search(source):
        raise InputError("source: people must have given you the number themselves")
    purpose, consented_on = _read_consent(row["consent"], today)
    return Someone(
        row=number,
        channel=channel,
        address=address,
        name=row.get("name", "")[:80],
        language=_read_language(row.get("language", "")) or languages[0],
        area=row.get("area", "")[:80],
        source=source[:200],
        purpose=purpose,
        consented_on=consented_on,
    )


def _check_shape(row: Mapping[str, str]) -> None:
    """Refuse a row whose cells are not where they belong."""
    if row[_BEYOND]:
        raise InputError("has more cells than the first line: put quotes around a cell with commas")
    if longest := max((cell.count("\n") for cell in row.values()), default=0):
        raise InputError(
            f'a cell goes on over {longest + 1} lines: take out its line break, or a " too many'
        )


def _read_language(text: str) -> str:
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
