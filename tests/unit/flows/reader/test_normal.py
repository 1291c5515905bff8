"""One plain form, whichever way a text takes to it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reader.normal import normalise, plain, split_sentences


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Don't!", "dont"),
        ("Don’t  STOP", "dont stop"),
        ("rock`n'roll", "rocknroll"),
        ("a_b\x1fc", "a b c"),
        ("İPTAL çöp ŞİŞLİ ığdır", "iptal cop sisli igdir"),
        ("Ω ß Łódź", "ω ss lodz"),
        ("٣ ৩ ½", "3 3 5"),
        ("کہاں", "كهاں"),
        ("বাঁচতে", "বাঁচতে"),
        ("👍🏽", ""),
        ("caf\u0065\u0301", "cafe"),
        ("see you at \U00010d49 or 6", "see you at or 6"),  # a digit that Python 3.11 does not know
    ],
)
def test_normalise_gives_the_plain_form(text: str, key: str) -> None:
    assert normalise(text).key == key


@given(st.text(string.printable, max_size=80))
def test_normalise_takes_plain_letters_as_it_takes_others(text: str) -> None:
    alone, beside = normalise(text), normalise(f"{text} é")

    assert (*alone.tokens, "e") == beside.tokens
    assert plain(f"{text} é") == f"{plain(text)} e"


@given(st.text(max_size=80))
def test_normalise_changes_its_own_form_no_more(text: str) -> None:
    said = normalise(text)

    assert said.key == " ".join(said.tokens)
    assert said.raw == text
    assert not (said.blank and said.tokens)


@pytest.mark.parametrize(
    ("text", "is_blank"), [("", True), (" \n", True), ("\u200b", True), ("?", False), ("👍", False)]
)
def test_normalise_tells_what_cannot_be_seen(text: str, is_blank: bool) -> None:
    assert normalise(text).blank is is_blank


def test_split_sentences_leaves_empty_parts_out() -> None:
    assert split_sentences("Stop. Now!? ок") == ["Stop", " Now", " ок"]
