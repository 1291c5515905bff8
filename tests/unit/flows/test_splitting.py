"""Long texts in parts, each held against the smsutil package."""

import re

import pytest
import regex
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from flows.splitting import split_text

WORDY = st.lists(
    st.sampled_from(
        [
            "Bins.",
            "the",
            "lift?",
            "ışık",
            "yok!",
            "€5",
            "বাতি",
            "👨‍👩‍👧‍👦",
            "e\u0301",
            "\r\n",
            "a" * 90,
        ]
    ),
    max_size=150,
).map(" ".join)
ANY = st.text(max_size=40).map(lambda text: text * 30)
NUMBER = re.compile(r"(\d+)/(\d+) ")


def strip_numbers(parts: tuple[str, ...]) -> list[str]:
    if len(parts) == 1:
        return list(parts)
    matches = [NUMBER.match(part) for part in parts]
    assert [match and match.groups() for match in matches] == [
        (str(number), str(len(parts))) for number in range(1, len(parts) + 1)
    ]
    return [part[match.end() :] for part, match in zip(parts, matches, strict=True) if match]


def squeeze(text: str) -> str:
    return "".join(text.split())


@given(WORDY | ANY, st.integers(1, 10))
def test_split_text_gives_parts_within_their_segments(text: str, most: int) -> None:
    parts = split_text(text, channel="sms", most=most)

    assert all(len(smsutil.split(part).parts) <= most for part in parts)
    assert all(len(part) <= 1600 for part in parts)


@given(WORDY | ANY, st.integers(1, 10))
def test_split_text_loses_nothing_but_spaces(text: str, most: int) -> None:
    parts = strip_numbers(split_text(text, channel="sms", most=most))

    assert squeeze("".join(parts)) == squeeze(text)


@given(WORDY | ANY, st.integers(1, 10))
def test_split_text_never_cuts_a_sign(text: str, most: int) -> None:
    parts = strip_numbers(split_text(text, channel="sms", most=most))

    kept = [sign for part in parts for sign in regex.findall(r"\X", part) if not sign.isspace()]
    assert kept == [sign for sign in regex.findall(r"\X", text) if not sign.isspace()]


@given(st.text(max_size=60).map(lambda text: text * 200))
def test_split_text_keeps_to_telegrams_units(text: str) -> None:
    parts = split_text(text, channel="telegram")

    assert all(len(part.encode("utf-16-le")) // 2 <= 4096 for part in parts)
    assert squeeze("".join(strip_numbers(parts))) == squeeze(text)


def test_split_text_cuts_between_sentences_else_between_words() -> None:
    first, second = "One more bench by the shops. " * 5, "lights " * 20

    assert split_text(first + second, channel="sms", most=1) == (
        f"1/2 {first.strip()}",
        f"2/2 {second.strip()}",
    )
    assert split_text("Yes. " + second * 2, channel="sms", most=1) == (
        "1/2 Yes. " + " ".join(["lights"] * 21),
        "2/2 " + " ".join(["lights"] * 19),
    )


def test_split_text_counts_its_numbers_when_there_are_many() -> None:
    parts = split_text("word " * 800, channel="sms", most=1)

    assert parts[0].startswith(f"1/{len(parts)} ")
    assert len(parts) > 9
    assert all(len(part) <= 160 for part in parts)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("", "sms"),
        ("a" * 918, "sms"),
        ("😀" * 198, "sms"),
        ("😀" * 2048, "telegram"),
        ("a" * 9000, "terminal"),
    ],
    ids=["empty", "six plain", "six of pairs", "units", "no limit"],
)
def test_split_text_leaves_what_fits_as_it_is(text: str, channel: str) -> None:
    assert split_text(text, channel=channel) == (text,)


def test_split_text_cuts_a_sign_only_where_it_alone_is_too_long() -> None:
    parts = split_text("a" + "\u0301" * 500, channel="sms", most=1)

    assert squeeze("".join(strip_numbers(parts))) == "a" + "\u0301" * 500


def test_split_text_takes_spaces_without_end() -> None:
    assert split_text(" " * 5000, channel="sms") == ("",)
    assert split_text("a" + " " * 5000 + "b", channel="sms") == ("1/2 a", "2/2 b")
