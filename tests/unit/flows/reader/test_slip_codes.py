"""Codes on paper slips, as people write them."""

import pytest

from flows.reader.slip_codes import find_code, read_code, write_code


@pytest.mark.parametrize(
    "written", ["K7M-4PX", "k7m4px", " k7m 4px ", "K7M-4PX.", "(K7M-4PX)", "k7M-4pX\n"]
)
def test_a_code_is_read_however_it_is_written(written: str) -> None:
    assert read_code(written) == "K7M4PX"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("K7M-4PX 0", "0"),
        ("k7m4px: a bench at the stop", "a bench at the stop"),
        ("K7M-4PX\nstop", "stop"),
    ],
)
def test_what_follows_a_code_is_kept(text: str, rest: str) -> None:
    found = find_code(text)

    assert found is not None
    assert (found.code, found.rest) == ("K7M4PX", rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "better buses",  # letters that no code has
        "477 933",  # digits alone
        "KGM WPX",  # letters alone
        "K7M-4PXY",  # too long
        "07700 900123",
        "the code is K7M-4PX",
    ],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert find_code(text) is None


def test_a_code_is_written_in_halves() -> None:
    assert write_code("K7M4PX") == "K7M-4PX"
