"""Logs: one line of JSON each on standard error, from us and from every library alike.

An error's own words may quote a row, and so may what a library puts into its lines: of an error
only its kind and place are written, of a library's line only its pattern.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from traceback import extract_tb
from types import TracebackType
from typing import Any, TextIO

import orjson
import structlog

MOST_LETTERS = 300
_DIGITS = re.compile(r"\d{5,}")
_PLACES = 6


def write_json_logs(stream: TextIO = sys.stderr) -> None:
    """Write logs, warnings and errors that nobody catches as JSON, for the life of this process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _name_error,
            _as_line,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LibraryLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _tell_uncaught


class LibraryLines(logging.Formatter):
    """Writes what libraries log: the pattern of the line, never what they put into it."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line of JSON."""
        pattern = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        if record.name == "py.warnings":
            pattern = "warning"
        told: dict[str, Any] = {
            "event": _DIGITS.sub("#", pattern)[:MOST_LETTERS],
            "logger": record.name,
            "level": record.levelname.lower(),
            "at": structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", {})["timestamp"],
        }
        if record.exc_info and record.exc_info[0] is not None:
            told |= _describe(record.exc_info[0], record.exc_info[2])
        return _as_line(None, "", told)


def _name_error(_: object, __: str, told: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Put an error's kind and place where its words would be."""
    found = told.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    if isinstance(found, BaseException):
        found = (type(found), found, found.__traceback__)
    if isinstance(found, tuple) and found[0] is not None:
        told.update(_describe(found[0], found[2]))
    return told


def _as_line(_: object, __: str, told: MutableMapping[str, Any]) -> str:
    """Write JSON: line ends and signs that move a terminal's cursor are escaped in it."""
    return orjson.dumps(dict(told), default=lambda value: type(value).__name__).decode()


def _describe(kind: type[BaseException], traceback: TracebackType | None) -> dict[str, str]:
    frames = extract_tb(traceback)[-_PLACES:] if traceback else []
    where = [f"{frame.name}:{frame.lineno}" for frame in frames]
    return {"error": kind.__name__, "where": " > ".join(where)}


def _tell_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().error("broke off", **_describe(kind, traceback))
