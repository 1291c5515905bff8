"""The shipped table of replies, and how tables are checked."""

# ruff: noqa: E501, SIM905  (a table)

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.errors import InputError
from flows.reader.cases import agrees, check_cases, describe, parse_cases, parse_options, read_one
from flows.reader.reading import KINDS

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TABLE = Path(__file__).with_name("cases.csv").read_text("utf-8")
PIECES = st.sampled_from(
    "yes no not 1 3 10.5 the park school and or next tuesday in week a 3rd march half past six pm about forty"
    " E8 1EA 07700 900123 @ . / : - ½ ² ፩ ৩ হ্যাঁ نعم haan tak stop all except ⭐ 👍 first ten thousand 999999 days".split()
)  # fmt: skip
LANGUAGES = st.sampled_from(["en", "tr", "cy", "bn", "pl", "so", "ur", "ar", "xx"])


def test_every_reply_of_the_table_is_read_as_expected() -> None:
    cases = parse_cases(TABLE, now=NOW)

    assert check_cases(cases) == []
    assert len(cases) >= 300


def test_check_cases_names_what_was_misread() -> None:
    table = 'kind,text,expected\nnumber,about forty,40\nchoice,bins,bins\ndate,"3rd March, 6pm",?\n'

    failed = check_cases(parse_cases(table, now=NOW))

    assert [(one["row"], one["read"]) for one in failed] == [
        (1, "40?"),
        (2, 'choice needs options, such as --options "the park,the school"'),
        (3, "2027-03-03"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("about forty", "40?"), ("about forty", "?"), ("lots", ""), ("lots", "?"), ("7", "7")],
)
def test_agrees_tells_guesses_apart(text: str, expected: str) -> None:
    assert agrees(read_one("number", text, now=NOW), expected)


@pytest.mark.parametrize("expected", ["40", "", "41?"])
def test_agrees_refuses_a_guess_taken_for_sure(expected: str) -> None:
    assert not agrees(read_one("number", "about forty", now=NOW), expected)


@pytest.mark.parametrize(
    "table", ["kind,text\nnumber,7\n", "kind,text,now,expected\ndate,today,noon,2026-11-22\n", ""]
)
def test_parse_cases_says_what_is_wrong(table: str) -> None:
    with pytest.raises(InputError):
        parse_cases(table, now=NOW)


@pytest.mark.parametrize(("kind", "options"), [("scale", "5,1"), ("scale", "a,b"), ("rank", "a")])
def test_parse_options_says_what_is_wrong(kind: str, options: str) -> None:
    with pytest.raises(InputError):
        parse_options(kind, options)


def test_read_one_refuses_a_kind_it_does_not_know() -> None:
    with pytest.raises(InputError, match="no kind"):
        read_one("colour", "red", now=NOW)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from([*KINDS, "stop"]),
    st.text(max_size=120) | st.lists(PIECES, max_size=12).map(" ".join),
    LANGUAGES,
)
def test_read_one_reads_anything(kind: str, text: str, language: str) -> None:
    options = "1,5" if kind == "scale" else "the park,the school,the road"

    reading = read_one(kind, text, options=options, language=language, now=NOW)

    assert reading.raw == text
    assert describe(reading) == describe(
        read_one(kind, text, options=options, language=language, now=NOW)
    )
