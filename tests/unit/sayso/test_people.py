"""What may stand in a spreadsheet of people."""

from datetime import date

import pytest

from flows.errors import InputError
from sayso.people import Someone, Trouble, read_address, read_people

TODAY = date(2026, 11, 22)
HEAD = "channel,address,name,language,area,source,consent\n"


def read(text: str | bytes) -> tuple[list[Someone], list[Trouble]]:
    data = text.encode() if isinstance(text, str) else text
    return read_people(data, languages=("en", "tr"), today=TODAY)


@pytest.mark.parametrize(
    "written",
    [
        "+447700900123",
        "07700 900123",
        "'07700900123",
        "7700900123",
        "447700900123",
        "447700900123.0",
        '="+447700900123"',
        "+44 (0)7700 900-123",
    ],
)
def test_a_number_is_read_however_a_person_or_spreadsheet_writes_it(written: str) -> None:
    assert read_address("sms", written) == "+447700900123"


@pytest.mark.parametrize("written", ["4.47701E+11", "4,47701E+11", "4E11"])
def test_a_number_that_a_spreadsheet_rounded_is_said_to_be_so(written: str) -> None:
    with pytest.raises(InputError, match="rounded by the spreadsheet"):
        read_address("sms", written)


@pytest.mark.parametrize(
    "written", ["", "none", "12", "0770090", "0800 FLOWERS", "+44770090012345678"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(InputError, match="no phone number"):
        read_address("sms", written)


ROW = "sms;07700900123;Ayşe Öz;Turkish;North;drop-in;consultation 2026-05-14\n"


@pytest.mark.parametrize(
    "data",
    [
        (HEAD.replace(",", ";") + ROW).encode(),
        ("\ufeff" + HEAD.replace(",", ";") + ROW).encode(),
        ("sep=;\r\n" + HEAD.replace(",", ";") + ROW).encode(),
        (HEAD + ROW.replace(";", ",")).encode("utf-8"),
        (HEAD + ROW).replace(";", "\t").replace(",", "\t").encode("utf-16"),
        (HEAD.upper() + "\n,,,,\n" + ROW.replace(";", ",")).replace("\n", "\r\n").encode(),
        ("shoe size," + HEAD + "38," + ROW.replace(";", ",")).encode(),
    ],
)
def test_a_file_is_read_however_the_spreadsheet_saved_it(data: bytes) -> None:
    people, trouble = read(data)

    assert not trouble
    assert [(one.address, one.name, one.language) for one in people] == [
        ("+447700900123", "Ayşe Öz", "tr")
    ]
    assert people[0].consented_on == date(2026, 5, 14)


def test_an_old_spreadsheet_in_windows_letters_is_read() -> None:
    people, _ = read((HEAD + "sms,07700900123,Zoë,en,,,consultation\n").encode("cp1252"))

    assert people[0].name == "Zoë"
    assert people[0].consented_on is None


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("email,a@b.c,,,,,consultation", "channel: email; write sms or telegram"),
        ("sms,hello,,,,,consultation", "address: is no phone number"),
        ("telegram,@sam,,,,,consultation", "address: is no Telegram chat id"),
        ("sms,07700900123,,,,,", "consent: empty; write a purpose and a day"),
        ("sms,07700900123,,,,,yes", "consent: yes; write a purpose and a day"),
        ("sms,07700900123,,,,,consultation May", "may is no day"),
        ("sms,07700900123,,,,,consultation 2027-01-01", "still to come"),
        ("sms,07700900123,,,,bought list,consultation", "given you the number themselves"),
        ("sms,07700900123,,,,passed on by GP,consultation", "given you the number themselves"),
        ("sms,07700900123,,Klingon!,,,consultation", "language: Klingon!"),
        ("sms,07700900123,Öz, Ayşe,tr,,,x,consultation", "more cells than the first line"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_in_one_line(row: str, said: str) -> None:
    people, trouble = read(f"{HEAD}sms,07700900999,,,,,consultation\n{row}\n")

    assert len(people) == 1
    assert [one.row for one in trouble] == [3]
    assert said in trouble[0].problem
    assert "\n" not in trouble[0].problem


def test_a_quote_too_many_is_told_and_swallows_no_row_in_silence() -> None:
    rows = 'sms,07700900123,"Bob,,,,consultation\nsms,07700900124,,,,,consultation\n'

    people, trouble = read(HEAD + rows)

    assert not people
    assert 'a " too many' in trouble[0].problem


def test_the_same_number_twice_is_taken_once() -> None:
    people, trouble = read(
        HEAD + "sms,07700900123,,,,,consultation\nsms,+447700900123,,,,,consultation\n"
    )

    assert len(people) == 1
    assert trouble[0].problem == "address: the same as in row 2"


@pytest.mark.parametrize("text", ["", "\n", "name,phone\nBob,07700900123\n", "\x00\x01"])
def test_a_file_without_the_columns_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="missing: channel, address, consent"):
        read(text)


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(InputError, match="names address twice"):
        read("channel,address,address,consent\n")


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_spreadsheets_own_file_is_said_to_be_one(head: bytes) -> None:
    with pytest.raises(InputError, match="save it as CSV"):
        read(head + bytes(100))
