"""What we understood of a reply: a value, a category, the raw words; honest about guesses."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from flows.conversation import JsonScalar
from flows.reader.asked import Asked, Read, Reader
from flows.reader.choices import choose
from flows.reader.clock_times import find_time
from flows.reader.contacts import (
    find_email,
    find_location,
    find_media,
    find_phone,
    find_postcode,
)
from flows.reader.days import find_day
from flows.reader.hedges import doubts
from flows.reader.marks import find_mark
from flows.reader.normal import Said, normalise
from flows.reader.numbers import find_number, read_number, read_plainly
from flows.reader.options import Options
from flows.reader.second_looks import look_again
from flows.reader.several import Several, choose_several, rank_options
from flows.reader.slip_codes import read_code, write_code
from flows.reader.votes import find_vote
from flows.reader.yes_no import decide, says_more

_MAX_CHARS = 600  # of a reply that are read; all of it is kept
_MAX_TEXT = 5_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What we understood.

    Attributes:
        value: None where it was not understood. A day is YYYY-MM-DD, a time HH:MM; several options
            are their codes joined by "|".
        category: a label that is the same in every language; "unclear" or "unsure" without a value.
        raw: the words it was read from, untouched.
        sure: False for a guess.
        kind: the kind it was read as.
        spare: the words say more than was read, so they are worth keeping.
    """

    value: JsonScalar
    category: str
    raw: str
    sure: bool
    kind: str
    spare: bool = False


def read(
    kind: str,
    text: str,
    *,
    language: str,
    options: Options = (),
    now: datetime,
    zone: str = "Europe/London",
    region: str = "GB",
) -> Reading:
    """Read a reply.

    Args:
        kind: one of `KINDS`.
        text: as it was written.
        language: the language the question was asked in; others are tried second.
        options: for choice, choices, rank, ballot and scale: (code, label, other words ...) in the
            order of their digits; a scale has its two ends.
        now: when it reached us (aware, UTC); for days.
        zone: the community's time zone; for days.
        region: the community's country; for phone numbers.

    Raises:
        KeyError: no such kind.
    """
    read_to = _MAX_TEXT if kind == "words" else _MAX_CHARS
    said = normalise(text[:read_to])
    reading = read_said(
        kind, said, language=language, options=options, now=now, zone=zone, region=region
    )
    if len(text) <= read_to:
        return reading
    value = text.strip() if kind == "words" and reading.value is not None else reading.value
    return msgspec.structs.replace(reading, raw=text, value=value)


def read_said(
    kind: str,
    said: Said,
    *,
    language: str,
    options: Options = (),
    now: datetime = _EPOCH,
    zone: str = "Europe/London",
    region: str = "GB",
) -> Reading:
    """Read a reply that is in its plain form already; see `read`. Only days need `now`."""
    asked, raw = Asked(language, options, now, zone, region), said.raw
    if len(raw) > _MAX_CHARS and kind != "words":
        said = normalise(raw[:_MAX_CHARS])
    reader = _READERS[kind]
    value, category, sure, spare = reader(said, asked)
    if value is None or not sure:
        again = look_again(kind, reader, said, asked)
        value, category, sure, spare = again or (value, category, sure, spare)
    if sure and value is not None and "?" in said.raw and kind in _ASKED_BACK:
        sure = len(said.tokens) > _MAX_ASKED_BACK or not said.raw.rstrip().endswith("?")
    if value is None:
        category = "unsure" if doubts(said) else "unclear"
        spare = bool(said.tokens)
    return Reading(value, category, raw, sure, kind, spare)


_ASKED_BACK = frozenset(("choice", "choices", "ballot", "yes_no", "scale", "date", "vote"))
_MAX_ASKED_BACK = 2  # words: "bins?" is a guess, "yes please, when is it?" is not
_NOTHING: Read = (None, "", False, True)


def _read_words(said: Said, asked: Asked) -> Read:
    return _NOTHING if said.blank else (said.raw.strip(), "words", True, True)


def _read_choice(said: Said, asked: Asked) -> Read:
    found = choose(said, asked.options, asked.language)
    return (found.code, found.code, found.sure, found.spare) if found else _NOTHING


def _read_choices(said: Said, asked: Asked) -> Read:
    return _give_several(
        _in_order(choose_several(said, asked.options, asked.language), asked), "choices"
    )


def _read_ballot(said: Said, asked: Asked) -> Read:
    return _give_several(
        _in_order(choose_several(said, asked.options, asked.language), asked), "ballot"
    )


def _in_order(found: Several | None, asked: Asked) -> Several | None:
    """Put codes into the order of the options."""
    if found is None:
        return None
    codes = tuple(option[0] for option in asked.options if option[0] in found.codes)
    return Several(codes=codes, sure=found.sure, spare=found.spare)


def _read_rank(said: Said, asked: Asked) -> Read:
    return _give_several(rank_options(said, asked.options, asked.language), "rank")


def _give_several(found: Several | None, category: str) -> Read:
    if found is None:
        return _NOTHING
    codes = found.codes
    return "|".join(codes), category if codes else "none", found.sure, found.spare


def _read_scale(said: Said, asked: Asked) -> Read:
    low, high = int(asked.options[0][0]), int(asked.options[-1][0])
    key = said.key
    if key.isdecimal() and len(key) < 4 and low <= int(key) <= high and said.raw.isalnum():
        return int(key), str(int(key)), True, False
    told = read_plainly(said, asked.language)
    if told and low <= told[0] <= high:
        return int(told[0]), str(int(told[0])), told[1], False
    found = find_mark(said, low, high, asked.language)
    if found:
        return found[0], str(found[0]), found[1], found[2]
    chosen = (
        choose(said, asked.options) if said.tokens and not any(map(str.isdecimal, key)) else None
    )
    if chosen and chosen.code.isdecimal() and find_number(said.raw, asked.language) is None:
        return int(chosen.code), chosen.code, chosen.sure, chosen.spare
    return _NOTHING


def _read_number(said: Said, asked: Asked) -> Read:
    found = read_number(said, asked.language)
    return (found[0], "number", found[1], len(said.tokens) > 3) if found else _NOTHING


def _read_yes_no(said: Said, asked: Asked) -> Read:
    found = decide(said, asked.language)
    if found is None:
        return _NOTHING
    return found[0], "yes" if found[0] else "no", found[1], says_more(said)


def _read_vote(said: Said, asked: Asked) -> Read:
    found = find_vote(said, asked.language)
    return (found[0], found[0], found[1], len(said.tokens) > 3) if found else _NOTHING


def _read_date(said: Said, asked: Asked) -> Read:
    today = asked.now.astimezone(ZoneInfo(asked.zone)).date()
    found = find_day(said.raw, asked.language, today=today)
    return (found[0].isoformat(), "date", found[1], len(said.tokens) > 5) if found else _NOTHING


def _read_time(said: Said, asked: Asked) -> Read:
    return _give(find_time(said.raw, asked.language), "time", said)


def _read_postcode(said: Said, asked: Asked) -> Read:
    return _give(find_postcode(said.raw), "postcode", said)


def _read_phone(said: Said, asked: Asked) -> Read:
    return _give(find_phone(said.raw, asked.region), "phone", said)


def _read_email(said: Said, asked: Asked) -> Read:
    return _give(find_email(said.raw), "email", said)


def _give(found: tuple[str, bool] | None, category: str, said: Said) -> Read:
    return (found[0], category, found[1], len(said.tokens) > 6) if found else _NOTHING


def _read_code(said: Said, asked: Asked) -> Read:
    code = read_code(said.raw)
    return (write_code(code), "code", True, False) if code else _NOTHING


def _read_location(said: Said, asked: Asked) -> Read:
    found = find_location(said.raw)
    return (*found, len(said.tokens) > 6) if found else _NOTHING


def _read_media(said: Said, asked: Asked) -> Read:
    found = find_media(said.raw)
    return (said.raw.strip(), found[0], found[1], found[0] == "link") if found else _NOTHING


_READERS: dict[str, Reader] = {
    "words": _read_words,
    "choice": _read_choice,
    "choices": _read_choices,
    "yes_no": _read_yes_no,
    "number": _read_number,
    "scale": _read_scale,
    "date": _read_date,
    "time": _read_time,
    "postcode": _read_postcode,
    "phone": _read_phone,
    "email": _read_email,
    "code": _read_code,
    "location": _read_location,
    "media": _read_media,
    "vote": _read_vote,
    "rank": _read_rank,
    "ballot": _read_ballot,
}
KINDS = tuple(_READERS)
