"""What we understood of a reply: a value, a category, the raw words; honest about guesses."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from flows.conversation import JsonScalar
from flows.reader.choices import choose, names_another
from flows.reader.clock_times import find_time
from flows.reader.contacts import (
    find_email,
    find_location,
    find_media,
    find_phone,
    find_postcode,
    write_phone,
)
from flows.reader.contrasts import CONTRASTING, find_contrast, may_contrast
from flows.reader.corrections import CORRECTING, find_correction, may_correct
from flows.reader.day_words import write_day
from flows.reader.days import find_day
from flows.reader.explaining import EXPLAINING, find_explained, may_explain, without_asides
from flows.reader.hedges import doubts
from flows.reader.marks import find_mark
from flows.reader.normal import Said, normalise
from flows.reader.numbers import find_number, read_number, read_plainly
from flows.reader.options import Options
from flows.reader.several import Several, choose_several, rank_options
from flows.reader.slip_codes import read_code, write_code
from flows.reader.votes import find_vote
from flows.reader.yes_no import decide, says_more
from flows.reader.yes_no_words import CONDITIONS

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


class _Asked(msgspec.Struct, gc=False):
    language: str
    options: Options
    now: datetime
    zone: str
    region: str


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
    asked, raw = _Asked(language, options, now, zone, region), said.raw
    if len(raw) > _MAX_CHARS and kind != "words":
        said = normalise(raw[:_MAX_CHARS])
    reader = _READERS[kind]
    value, category, sure, spare = reader(said, asked)
    if (value is None or not sure) and _may_say_more(said):
        again = (
            _read_corrected(kind, reader, said, asked)
            or _read_contrasted(kind, reader, said, asked)
            or _read_explained(kind, reader, said, asked)
        )
        value, category, sure, spare = again or (value, category, sure, spare)
    if sure and value is not None and "?" in said.raw and kind in _ASKED_BACK:
        sure = len(said.tokens) > _MAX_ASKED_BACK or not said.raw.rstrip().endswith("?")
    if value is None:
        category = "unsure" if doubts(said) else "unclear"
        spare = bool(said.tokens)
    return Reading(value, category, raw, sure, kind, spare)


def _may_say_more(said: Said) -> bool:
    """Tell whether a text has a sign, or a word by which people correct or explain themselves."""
    return len(said.raw) != len(said.key) or not _TURNING_WORDS.isdisjoint(said.tokens)


_TURNING_WORDS = CORRECTING | CONTRASTING | EXPLAINING
_Read = tuple[JsonScalar, str, bool, bool]
_Reader = Callable[[Said, _Asked], _Read]
_WITHOUT_CORRECTION = frozenset(("words", "location", "media"))
_SEVERAL = frozenset(("choices", "ballot"))
_CONTRASTED = frozenset(("choice", "number", "scale", "date", "time", "postcode", "phone"))
_EXPLAINED = frozenset(("choice", "choices", "ballot", "number", "scale", "date", "time", "yes_no"))
_ASKED_BACK = frozenset(("choice", "choices", "ballot", "yes_no", "scale", "date", "vote"))
_MAX_ASKED_BACK = 2  # words: "bins?" is a guess, "yes please, when is it?" is not
_NOTHING: _Read = (None, "", False, True)


def _read_corrected(kind: str, reader: "_Reader", said: Said, asked: _Asked) -> "_Read | None":
    """Read what was said instead: "3 no sorry 4" is 4."""
    if kind in _WITHOUT_CORRECTION or not may_correct(said):
        return None
    parts = find_correction(said, is_answer=kind in ("yes_no", "vote"))
    if parts is None:
        return None
    before, after = parts
    value, category, sure, _ = reader(after, asked)
    if value is None or not sure or (kind in _SEVERAL and not _replaces(reader, parts, asked)):
        return None
    parts_before = (before, *map(normalise, before.tokens[:3]))
    was_answer = any(map(str.isdecimal, before.key)) or any(
        reader(part, asked)[0] is not None for part in parts_before
    )
    return (value, category, True, True) if was_answer else None


def _replaces(reader: "_Reader", parts: tuple[Said, Said], asked: _Asked) -> bool:
    """Tell whether what is said instead names as many options as before: else some may stay."""
    before, after = (str(reader(part, asked)[0] or "").split("|") for part in parts)
    return len(after) >= len(before)


def _read_contrasted(kind: str, reader: "_Reader", said: Said, asked: _Asked) -> "_Read | None":
    """Read "not friday, saturday", "1pm not 3pm" and "was a 2, now a 4"."""
    if kind not in _CONTRASTED or not may_contrast(said):
        return None
    parts = find_contrast(said)
    if parts is None:
        return None
    denied, (value, category, sure, _) = reader(parts[0], asked)[0], reader(parts[1], asked)
    if value is None or denied is None or denied == value or not sure:
        return None
    return value, category, True, True


def _read_explained(kind: str, reader: "_Reader", said: Said, asked: _Asked) -> "_Read | None":
    """Read the answer alone, where the rest explains it or stands in brackets."""
    if kind not in _EXPLAINED or (kind == "yes_no" and not CONDITIONS.isdisjoint(said.tokens)):
        return None
    plainer = without_asides(said)
    if plainer is not None:
        value, category, sure, _ = reader(plainer, asked)
        return (value, category, True, True) if value is not None and sure else None
    found = find_explained(said) if may_explain(said) else None
    if found is None:
        return None
    value, category, sure, spare = reader(found.answer, asked)
    if value is None or not sure:
        return None
    if kind in _SEVERAL and reader(found.rest, asked)[0] is not None:
        return None
    if not found.gives_reason and (spare or _names_more(kind, value, found.rest, reader, asked)):
        return None
    return value, category, True, True


def _names_more(kind: str, value: JsonScalar, rest: Said, reader: "_Reader", asked: _Asked) -> bool:
    """Tell whether words behind an answer may be another one."""
    if kind in _SEVERAL:
        return True  # whoever may name several goes on naming
    if kind == "choice":
        return names_another(rest, str(value), asked.options, asked.language)
    return reader(rest, asked)[0] not in (None, value)


def _read_words(said: Said, asked: _Asked) -> _Read:
    return _NOTHING if said.blank else (said.raw.strip(), "words", True, True)


def _read_choice(said: Said, asked: _Asked) -> _Read:
    found = choose(said, asked.options, asked.language)
    return (found.code, found.code, found.sure, found.spare) if found else _NOTHING


def _read_choices(said: Said, asked: _Asked) -> _Read:
    return _give_several(
        _in_order(choose_several(said, asked.options, asked.language), asked), "choices"
    )


def _read_ballot(said: Said, asked: _Asked) -> _Read:
    return _give_several(
        _in_order(choose_several(said, asked.options, asked.language), asked), "ballot"
    )


def _in_order(found: Several | None, asked: _Asked) -> Several | None:
    """Put codes into the order of the options."""
    if found is None:
        return None
    codes = tuple(option[0] for option in asked.options if option[0] in found.codes)
    return Several(codes=codes, sure=found.sure, spare=found.spare)


def _read_rank(said: Said, asked: _Asked) -> _Read:
    return _give_several(rank_options(said, asked.options, asked.language), "rank")


def _give_several(found: Several | None, category: str) -> _Read:
    if found is None:
        return _NOTHING
    codes = found.codes
    return "|".join(codes), category if codes else "none", found.sure, found.spare


def _read_scale(said: Said, asked: _Asked) -> _Read:
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


def _read_number(said: Said, asked: _Asked) -> _Read:
    found = read_number(said, asked.language)
    return (found[0], "number", found[1], len(said.tokens) > 3) if found else _NOTHING


def _read_yes_no(said: Said, asked: _Asked) -> _Read:
    found = decide(said, asked.language)
    if found is None:
        return _NOTHING
    return found[0], "yes" if found[0] else "no", found[1], says_more(said)


def _read_vote(said: Said, asked: _Asked) -> _Read:
    found = find_vote(said, asked.language)
    return (found[0], found[0], found[1], len(said.tokens) > 3) if found else _NOTHING


def _read_date(said: Said, asked: _Asked) -> _Read:
    today = asked.now.astimezone(ZoneInfo(asked.zone)).date()
    found = find_day(said.raw, asked.language, today=today)
    return (found[0].isoformat(), "date", found[1], len(said.tokens) > 5) if found else _NOTHING


def _read_time(said: Said, asked: _Asked) -> _Read:
    return _give(find_time(said.raw, asked.language), "time", said)


def _read_postcode(said: Said, asked: _Asked) -> _Read:
    return _give(find_postcode(said.raw), "postcode", said)


def _read_phone(said: Said, asked: _Asked) -> _Read:
    return _give(find_phone(said.raw, asked.region), "phone", said)


def _read_email(said: Said, asked: _Asked) -> _Read:
    return _give(find_email(said.raw), "email", said)


def _give(found: tuple[str, bool] | None, category: str, said: Said) -> _Read:
    return (found[0], category, found[1], len(said.tokens) > 6) if found else _NOTHING


def _read_code(said: Said, asked: _Asked) -> _Read:
    code = read_code(said.raw)
    return (write_code(code), "code", True, False) if code else _NOTHING


def _read_location(said: Said, asked: _Asked) -> _Read:
    found = find_location(said.raw)
    return (*found, len(said.tokens) > 6) if found else _NOTHING


def _read_media(said: Said, asked: _Asked) -> _Read:
    found = find_media(said.raw)
    return (said.raw.strip(), found[0], found[1], found[0] == "link") if found else _NOTHING


_READERS: dict[str, _Reader] = {
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
