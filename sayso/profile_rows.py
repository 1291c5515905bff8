"""The spreadsheet of who lives in an area: census rows, each put with the groups we count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flows.errors import InputError
from insight.equality import AGES, KINDS
from sayso.people import LANGUAGE_NAMES, Trouble
from sayso.spreadsheets import check_cells, read_rows
from storage.profiles import Group

COLUMNS = ("group", "value", "people")
MOST_PEOPLE = 100_000_000
OLDEST = 120
_YEARS = re.compile(r"[0-9]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?")
_FIRST_WORDS = {
    "ethnicity": {"asian": "asian", "black": "black", "mixed": "mixed", "white": "white",
                  "other": "other"},
    "gender": {"woman": "woman", "women": "woman", "female": "woman", "females": "woman",
               "man": "man", "men": "man", "male": "man", "males": "man", "other": "other"},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a file says.

    Attributes:
        groups: kind, value, people, in the order of the file; finer census rows are summed.
    """

    groups: list[Group]
    trouble: list[Trouble]


def read_profile_rows(data: bytes) -> Profile:
    """Read a CSV file of who lives in an area.

    Args:
        data: as spreadsheets save it (`spreadsheets.read_rows`).

    Raises:
        InputError: it is not such a file at all.
    """
    found: dict[tuple[str, str], int] = {}
    trouble: list[Trouble] = []
    for number, row in read_rows(data, columns=COLUMNS, needed=COLUMNS):
        try:
            check_cells(row, one_line=True)
            kind, value, people = _read_row(row)
        except InputError as error:
            trouble.append(Trouble(row=number, problem=str(error)))
            continue
        found[kind, value] = found.get((kind, value), 0) + people
    groups = [(kind, value, people) for (kind, value), people in found.items()]
    return Profile(groups=groups, trouble=trouble)


def _read_row(row: Mapping[str, str]) -> Group:
    kind = row["group"].strip().casefold()
    if kind not in KINDS:
        raise InputError(f"group: {row['group']!r} is none of {', '.join(KINDS)}")
    return kind, _read_value(kind, row["value"].strip()), _read_people(row["people"])


def _read_people(cell: str) -> int:
    digits = cell.strip().replace(",", "").replace("\u00a0", "").removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > MOST_PEOPLE:
        raise InputError(f"people: {cell.strip()!r} is no whole number of people; write 1234")
    return int(digits)


def _read_value(kind: str, cell: str) -> str:
    if not cell:
        raise InputError("value: is empty; write which group it is")
    if kind == "area":
        return cell
    if kind == "language":
        return _read_language(cell)
    if kind == "age":
        return _read_age(cell)
    if kind == "disability":
        return _read_disability(cell)
    names = _FIRST_WORDS[kind]
    first = re.split(r"[^a-z]+", cell.casefold())[0]
    if first not in names:
        wanted = ", ".join(dict.fromkeys(names.values()))
        raise InputError(f"value: {cell!r} begins with none of {wanted}")
    return names[first]


def _read_language(cell: str) -> str:
    code = LANGUAGE_NAMES.get(cell.casefold(), cell)
    if not _LANGUAGE.fullmatch(code):
        raise InputError(f"value: {cell!r} is no language code; write one such as tr or bn")
    return code


def _read_age(cell: str) -> str:
    first, last = _read_years(cell)
    for code, (low, high) in AGES.items():
        if low <= first <= last <= high:
            return code
    raise InputError(f"value: {cell!r} crosses 25 or 65, where our groups part; use finer rows")


def _read_years(cell: str) -> tuple[int, int]:
    """Read the years of age from and to, both included."""
    years, words = [int(one) for one in _YEARS.findall(cell)], cell.casefold()
    if len(years) == 2:
        return years[0], years[1]
    if len(years) != 1:
        raise InputError(f"value: {cell!r} is no age; write one such as 16 to 24, or 65 and over")
    if re.search(r"over|older|\+|plus", words):
        return years[0], OLDEST
    if "and under" in words:
        return 0, years[0]
    return (0, years[0] - 1) if "under" in words else (years[0], years[0])


def _read_disability(cell: str) -> str:
    words = cell.casefold()
    if words.startswith(("no", "none")):
        return "none"
    for code in ("lot", "little"):
        if re.search(rf"\b{code}\b", words):
            return code
    raise InputError(f"value: {cell!r} says none of a lot, a little, not")
