"""The community file, and the readers behind every answer."""

from datetime import date

import pytest

from flows.errors import InputError
from sayso import answers as reading
from sayso.starting import read_answers, write_example

TODAY = date(2026, 11, 22)
EXAMPLE = write_example(today=TODAY)


def complaint_about(text: str) -> str:
    with pytest.raises(InputError) as raised:
        read_answers(text, "c.yaml", today=TODAY)
    return str(raised.value)


def test_the_example_can_be_used_as_it_is() -> None:
    answers = read_answers(EXAMPLE, "c.yaml", today=TODAY)

    assert answers.name == "Marsh Lane Hall"
    assert answers.safeguarding_address == "+447700900999"
    assert answers.profile["sending_hours"]["sundays"] == ["10:00", "18:00"]


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("Marsh Lane Hall ", "An extraordinarily long name for a village hall ", "has 47 letters"),
        ("Marsh Lane Hall ", "'{promise.day}' ", "plain signs only"),
        ("Marsh Lane Hall ", "[a, b] ", "needs a few words"),
        ("020 7946 0123 ", "ask Sam ", "is no number to ring"),
        ("020 7946 0123 ", "02079460123 ", "lost its first 0"),
        ("Europe/London", "London", "is no time zone"),
        ('"08:00"', '"25:00"', "25:00 is no time of day"),
        ('["08:00", "21:00"]', '["21:00", "08:00"]', "21:00 is not before 08:00"),
        ('["08:00", "21:00"]', "all day", "is no time of day"),
        ("[]", "[Christmas]", "Christmas is no day"),
        ("[en, tr]", "[English]", "english is no language code"),
        ("[en, tr]", "[cy, en]", "the first one must be en or tr"),
        ("sms  ", "email  ", "must be sms or telegram"),
        ('"+447700900999"', "sam@example.org", "is no phone number"),
        (": 50", ": lots", "needs a sum in pounds"),
        (": 50", ": -1", "needs a sum in pounds"),
        (": 50", ": .nan", "needs a sum in pounds"),
        ("zone:", "zones:", "zones: no such key"),
        ("name: Marsh", "name: &a Marsh", "anchors (&) are not allowed"),
        ("decider:", "name: twice\ndecider:", "'name' is there twice"),
        ("contact: Sam", "contact: [", "not YAML"),
    ],
)
def test_a_wrong_answer_is_told_with_its_line(was: str, becomes: str, said: str) -> None:
    assert was in EXAMPLE

    complaint = complaint_about(EXAMPLE.replace(was, becomes, 1))

    assert said in complaint
    assert "c.yaml:" in complaint
    assert len(complaint.splitlines()) == 1


def test_a_day_that_is_past_is_refused() -> None:
    text = EXAMPLE.replace(date(2027, 1, 17).isoformat(), "2026-11-22")

    assert "2026-11-22 is not after today" in complaint_about(text)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    complaint = complaint_about("name: ''\nzone: Mars\n")

    for key in ("name:", "zone:", "address is", "phone is", "safeguarding is", "decider is"):
        assert key in complaint


@pytest.mark.parametrize("text", ["", "\n \n", "just words", "- a\n- b\n", "\x00", "a: *b"])
def test_what_is_no_community_file_is_told_plainly(text: str) -> None:
    assert "c.yaml" in complaint_about(text).splitlines()[0]


def test_hours_may_be_the_same_for_all_days() -> None:
    start, _, rest = EXAMPLE.partition("sending_hours:")
    text = start + "sending_hours: 9:00-17:30\nquiet_days" + rest.partition("quiet_days")[2]

    profile = read_answers(text, "c.yaml", today=TODAY).profile

    assert profile["sending_hours"] == {day: ["09:00", "17:30"] for day in ("weekdays", "sundays")}


def test_a_language_without_texts_is_kept_behind_one_that_has_them() -> None:
    assert reading.read_languages("en, cy, en") == ["en", "cy"]


def test_quiet_days_may_be_none() -> None:
    assert reading.read_quiet_days("none") == []
    assert reading.read_quiet_days("2026-12-26, 2026-12-25") == ["2026-12-25", "2026-12-26"]
