"""Writes what was read in words a resident knows, to ask whether it is right. Reads nothing."""

from collections.abc import Callable

from flows.conversation import JsonScalar
from flows.reader.contacts import write_phone
from flows.reader.day_words import write_day
from flows.reader.options import Options
from flows.reader.reading import Reading


def tell(reading: Reading, options: Options, language: str) -> str:
    """Write what was read in words a resident knows, to ask whether it is right.

    Args:
        reading: of any kind.
        options: those of the question, in the language it was asked in.
        language: for the names of months; only English has am and pm.

    Returns:
        The option's label, "40", "3 Mar 2027", "6.30pm", "E8 1AA"; "" where nothing was read, and
        for yes, no and votes, which are asked again by their digits.
    """
    value = reading.value
    if value is None or isinstance(value, bool):
        return ""
    return _TELLERS.get(reading.kind, _tell_nothing)(value, options, language)


def _tell_nothing(value: JsonScalar, options: Options, language: str) -> str:
    return ""


def _tell_plainly(value: JsonScalar, options: Options, language: str) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _tell_options(value: JsonScalar, options: Options, language: str) -> str:
    labels = {code: lines[0] if lines else code for code, *lines in options}
    return ", ".join(labels.get(code, code) for code in str(value).split("|") if code)


def _tell_day(value: JsonScalar, options: Options, language: str) -> str:
    return write_day(str(value), language)


def _tell_time(value: JsonScalar, options: Options, language: str) -> str:
    hour, _, minute = str(value).partition(":")
    if language != "en":
        return str(value)
    half = "am" if int(hour) < _NOON else "pm"
    return f"{int(hour) % _NOON or _NOON}{'' if minute == '00' else '.' + minute}{half}"


def _tell_phone(value: JsonScalar, options: Options, language: str) -> str:
    return write_phone(str(value))


_NOON = 12
_TELLERS: dict[str, Callable[[JsonScalar, Options, str], str]] = {
    "choice": _tell_options,
    "choices": _tell_options,
    "rank": _tell_options,
    "ballot": _tell_options,
    "number": _tell_plainly,
    "scale": _tell_plainly,
    "date": _tell_day,
    "time": _tell_time,
    "postcode": _tell_plainly,
    "code": _tell_plainly,
    "phone": _tell_phone,
    "email": _tell_plainly,
    "location": _tell_plainly,
}
