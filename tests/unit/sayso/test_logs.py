"""What a line of the log holds, and what it never does."""

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from sayso.logs import write_json_logs

SECRET = "+447700900123 my own words"


@pytest.fixture
def written() -> Iterator[StringIO]:
    stream, root, hook = StringIO(), logging.getLogger(), sys.excepthook
    kept, level = list(root.handlers), root.level
    write_json_logs(stream)
    yield stream
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    root.handlers[:], sys.excepthook = kept, hook
    root.setLevel(level)


def lines(stream: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_level_and_time(written: StringIO) -> None:
    structlog.get_logger().warning("batch failed", error="KeyError")

    [line] = lines(written)
    assert (line["event"], line["level"], line["error"]) == ("batch failed", "warning", "KeyError")
    assert "at" in line


def test_line_ends_and_terminal_codes_are_escaped(written: StringIO) -> None:
    structlog.get_logger().warning("one\r\ntwo\x1b[31mred\x07\u2028")

    text = written.getvalue()
    assert text.count("\n") == 1
    assert "\x1b" not in text
    assert "\r" not in text


def test_an_error_is_told_by_kind_and_place_alone(written: StringIO) -> None:
    def break_off() -> None:
        raise ValueError(SECRET)

    try:
        break_off()
    except ValueError:
        structlog.get_logger().exception("it broke")
        logging.getLogger("some.library").exception("job %s broke", SECRET)

    ours, theirs = lines(written)
    assert SECRET not in written.getvalue()
    assert ours["error"] == theirs["error"] == "ValueError"
    assert "break_off" in str(ours["where"])
    assert theirs["event"] == "job %s broke"


def test_an_error_that_nobody_catches_is_told_the_same_way(written: StringIO) -> None:
    error = ValueError(SECRET)

    sys.excepthook(ValueError, error, None)

    assert SECRET not in written.getvalue()
    assert lines(written)[0]["error"] == "ValueError"


def test_a_warning_and_a_number_in_a_librarys_line_are_left_out(written: StringIO) -> None:
    logging.getLogger("some.library").error("no answer for 447700900123")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(SECRET, stacklevel=1)

    assert "7700900123" not in written.getvalue()
    assert [line["event"] for line in lines(written)] == ["no answer for #", "warning"]
