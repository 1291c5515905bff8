"""How replies are read."""

# ruff: noqa: E501  (tables)

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reader.reading import Reading, read
from flows.reader.telling import tell

NOW = datetime(2026, 11, 22, tzinfo=UTC)
REACH = (
    ("me", "Just me"),
    ("home", "My home"),
    ("street", "My street"),
    ("many", "Lots of us", "everyone", "all of us", "herkes"),
)
SCALE = (("1", "Very bad"), ("5", "Very good"))


def read_in(kind: str, text: str, language: str = "en") -> Reading:
    options = {"choice": REACH, "scale": SCALE}.get(kind, ())
    return read(
        kind, text, language=language, options=options, now=NOW, zone="Europe/London", region="GB"
    )


CHOICES = {
    "1": "me", "1.": "me", "(4)": "many", "4️⃣": "many", "a": "me", "D": "many", "option 2": "home", "Just me": "me", "just me!": "me",
    "me": "me", "street": "street", "it's my street": "street", "Lots of us": "many", "lots": "many", "jus me": "me",
    "my strete": "street", "lot of us": "many", "the first one": "me", "first": "me", "second one": "home", "last": "many",
    "the last one please": "many", "everyone": "many", "Everybody": None, "two": "home", "1 and 3": None, "9": None, "not my home": None,
    "and the lights are broken": None, "bins": None, "umm not sure": None, "?": None, "me or my street": None, "": None,
    "what about the kids who play there": None, "herkes": "many",
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), CHOICES.items())
def test_read_choice(text: str, code: str | None) -> None:
    assert read_in("choice", text).value == code


def test_read_choice_says_when_it_guessed() -> None:
    assert read_in("choice", "3").sure
    assert not read_in("choice", "mi strete").sure
    assert read_in("choice", "mi strete").raw == "mi strete"


YES_NO = {
    "yes": True, "Y": True, "yess": True, "ye": True, "Yes please": True, "👍": True, "👍🏽": True, "yeah of course": True, "evet": True, "EVET": True,
    "1": True, "no": False, "N": False, "nope": False, "no thanks": False, "hayır": False, "HAYIR": False, "👎": False, "2": False, "yok": False,
    "not sure": None, "maybe": None, "dunno": None, "": None, "yes no": None, "the bins": None, "notice": None, "👍👎": None, "ie": True, "na": False,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), YES_NO.items())
def test_read_yes_no(text: str, value: bool | None) -> None:
    assert read_in("yes_no", text).value is value


NUMBERS = {
    "7": (7, True), "about forty": (40, False), "two kids": (2, True), "1.5k": (1500, True), "forty-two": (42, True), "1,500": (1500, True),
    "a hundred": (100, True), "ninety nine": (99, True), "£40": (40, True), "none": (0, True), "~12": (12, False), "a couple": (2, False),
    "roughly 30 people": (30, False), "১২": (12, True), "-3": (-3, True), "2.5": (2.5, True), "07700 900123": None, "+44 7700 900123": None,
    "6.30pm": None, "12/05": None, "2 or 3": None, "lots": None, "": None, "on my street": None, "3rd": None, "12:30": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), NUMBERS.items())
def test_read_number(text: str, found: tuple[float, bool] | None) -> None:
    reading = read_in("number", text)
    assert (None if reading.value is None else (reading.value, reading.sure)) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [("kırk iki", 42), ("on iki", 12), ("yaklaşık yirmi", 20), ("yüz", 100), ("beş kişi", 5)],
)
def test_read_number_in_turkish(text: str, value: int) -> None:
    assert read_in("number", text, "tr").value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("four", 4),
        ("6", None),
        ("0", None),
        ("very good", 5),
        ("Very bad", 1),
        ("2 out of", 2),
    ],
)
def test_read_scale(text: str, value: int | None) -> None:
    assert read_in("scale", text).value == value


def test_read_words_keeps_them() -> None:
    reading = read_in("words", "  আমাদের রাস্তার আলো নেই  ")
    assert reading.value == "আমাদের রাস্তার আলো নেই"
    assert reading.raw == "  আমাদের রাস্তার আলো নেই  "
    assert read_in("words", " \u200b\n").value is None


@given(
    st.sampled_from(["words", "choice", "yes_no", "number", "scale"]),
    st.text(max_size=200),
    st.sampled_from(["en", "tr", "bn"]),
)
def test_read_keeps_the_raw_words_of_anything(kind: str, text: str, language: str) -> None:
    reading = read_in(kind, text, language)
    assert reading.raw == text
    assert reading.value is not None or reading.category in ("unclear", "unsure")
    assert reading.kind == kind


@given(st.integers(min_value=0, max_value=99_999_999))
def test_read_number_reads_every_number_it_wrote(number: int) -> None:
    assert read_in("number", f"{number}").value == number
    assert read_in("number", f"{number:,} people").value == number


@pytest.mark.parametrize(
    ("kind", "text", "language", "told"),
    [
        ("choice", "mi strete", "en", "My street"),
        ("number", "about forty", "en", "40"),
        ("number", "about 1.5", "en", "1.5"),
        ("scale", "3ish", "en", "3"),
        ("date", "maybe 3 March 2027", "en", "3 Mar 2027"),
        ("date", "belki 3 mart 2027", "tr", "3 Mar 2027"),
        ("date", "może 3 marca 2027", "pl", "3 mar 2027"),
        ("time", "half past six", "en", "6.30pm"),
        ("time", "around 9am", "en", "9am"),
        ("time", "12.15am", "en", "12.15am"),
        ("time", "altı buçuk", "tr", "18:30"),
        ("postcode", "E8 lAA", "en", "E8 1AA"),
        ("phone", "O7700 900123", "en", "07700 900123"),
        ("yes_no", "probably", "en", ""),
        ("vote", "mostly agree", "en", ""),
        ("choice", "the moon", "en", ""),
    ],
)
def test_tell_writes_what_was_read(kind: str, text: str, language: str, told: str) -> None:
    reading = read_in(kind, text, language)

    assert not reading.sure or text == "12.15am"
    assert tell(reading, {"choice": REACH, "scale": SCALE}.get(kind, ()), language) == told


def test_tell_names_several_options_in_their_order() -> None:
    reading = read("rank", "street, me, home", language="en", options=REACH, now=NOW)

    assert tell(reading, REACH, "en") == "My street, Just me, My home, Lots of us"
