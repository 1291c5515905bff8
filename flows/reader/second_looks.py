"""Looks again at a reply of which the first look was not sure: corrected, contrasted, explained."""

from rapidfuzz.distance import OSA

from flows.conversation import JsonScalar
from flows.reader.asked import Asked, Read, Reader
from flows.reader.choices import names_another
from flows.reader.clauses import split_clauses
from flows.reader.contrasts import CONTRASTING, find_contrast, may_contrast
from flows.reader.corrections import CORRECTING, find_correction, may_correct
from flows.reader.courtesies import peel
from flows.reader.explaining import EXPLAINING, find_explained, may_explain, without_asides
from flows.reader.normal import Said, normalise
from flows.reader.numbers import list_number_words
from flows.reader.totals import find_total
from flows.reader.yes_no_words import CONDITIONS


def look_again(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    """Read what is left where a text corrects, contrasts or explains itself, or is polite.

    Returns:
        What is sure then; None where nothing is.
    """
    found = _read_total(kind, reader, said, asked)
    if found is None and _may_say_more(said):
        found = _read_turned(kind, reader, said, asked)
    if found or kind not in _PEELED or len(said.tokens) < 2:
        return found
    if kind in _COUNTING and not _counts(said, asked):
        return None  # nothing that could be peeled off hides a number
    peeled = peel(said, lambda part: reader(part, asked)[0] is not None, is_answer=kind in _ANSWERS)
    if peeled is not None:
        value, category, sure, _ = reader(peeled, asked)
        if value is not None and sure:
            return value, category, True, True
        found = _read_total(kind, reader, peeled, asked)
        if found is None and _may_say_more(peeled):
            found = _read_turned(kind, reader, peeled, asked)
    return (
        found
        or _read_place(kind, reader, peeled or said, asked)
        or _read_clauses(kind, reader, peeled or said, asked)
    )


def _read_turned(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    return (
        _read_corrected(kind, reader, said, asked)
        or _read_contrasted(kind, reader, said, asked)
        or _read_explained(kind, reader, said, asked)
    )


def _may_say_more(said: Said) -> bool:
    """Tell whether a text has a sign, or a word by which people correct or explain themselves."""
    return len(said.raw) != len(said.key) or not _TURNING_WORDS.isdisjoint(said.tokens)


_TURNING_WORDS = CORRECTING | CONTRASTING | EXPLAINING
_WITHOUT_CORRECTION = frozenset(("words", "location", "media"))
_SEVERAL = frozenset(("choices", "ballot"))
_CONTRASTED = frozenset(
    ("choice", "choices", "ballot", "number", "scale", "date", "time", "postcode", "phone")
)
_OWNERS = frozenset(("my", "our", "his", "her"))
_ROUTINE = frozenset(("finish", "start", "work", "pick", "get", "drop", "leave", "collect"))
_PLACE_WORDS = ("option", "number", "answer", "choice", "letter")
_MAX_ANSWER = 2  # words of a yes or a vote in front of more
_MAX_PLACE = 4  # words of "optoin 1 please"
_BY_PLACE = frozenset(("choice", "choices", "ballot", "yes_no", "scale", "rank"))
_ANSWERS = frozenset(("yes_no", "vote"))
_NAMING = frozenset(("choice", "choices", "ballot"))
_IN_CLAUSES = frozenset(("choice", "number", "scale", "date", "time"))
_COUNTING = frozenset(("number", "scale"))
_PEELED = _IN_CLAUSES | _ANSWERS | _NAMING | {"rank", "phone", "postcode"}
_EXPLAINED = frozenset(
    ("choice", "choices", "ballot", "number", "scale", "date", "time", "yes_no", "vote")
)


def _read_corrected(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
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


def _replaces(reader: Reader, parts: tuple[Said, Said], asked: Asked) -> bool:
    """Tell whether what is said instead names as many options as before: else some may stay."""
    before, after = (str(reader(part, asked)[0] or "").split("|") for part in parts)
    return len(after) >= len(before)


def _read_contrasted(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    """Read "not friday, saturday", "1pm not 3pm" and "was a 2, now a 4"."""
    if kind not in _CONTRASTED or not may_contrast(said):
        return None
    parts = find_contrast(said)
    if parts is None:
        return None
    denied, (value, category, sure, _) = reader(parts[0], asked)[0], reader(parts[1], asked)
    if value is None or denied == value or not sure or (denied is None and not parts.is_over):
        return None
    if kind in _SEVERAL and not set(str(denied).split("|")).isdisjoint(str(value).split("|")):
        return None
    return value, category, True, True


def _read_explained(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    """Read the answer alone, where the rest explains it or stands in brackets."""
    if kind not in _EXPLAINED or (kind in _ANSWERS and not CONDITIONS.isdisjoint(said.tokens)):
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
    if kind in _ANSWERS and not found.gives_reason and len(found.answer.tokens) > _MAX_ANSWER:
        return None
    if kind in _SEVERAL and not _repeats(reader(found.rest, asked)[0], value):
        return None
    if not found.gives_reason and (spare or _names_more(kind, value, found.rest, reader, asked)):
        return None
    return value, category, True, True


def _repeats(named: JsonScalar, value: JsonScalar) -> bool:
    """Tell whether a reason names no other options than the answer."""
    return named is None or set(str(named).split("|")) <= set(str(value).split("|"))


def _names_more(kind: str, value: JsonScalar, rest: Said, reader: Reader, asked: Asked) -> bool:
    """Tell whether words behind an answer may be another one."""
    if kind == "time" and _tells_day(rest):
        return False  # "8.15am, my bus gets in at 8"
    if kind in _SEVERAL:
        return True  # whoever may name several goes on naming
    if kind == "choice":
        return names_another(rest, str(value), asked.options, asked.language)
    if kind in _ANSWERS and _has_digits(rest):
        return True
    if kind == "number":
        return _may_answer(kind, reader, rest, asked) and reader(rest, asked)[0] != value
    return reader(rest, asked)[0] not in (None, value)


def _tells_day(rest: Said) -> bool:
    """Tell whether words say how somebody's day goes, so that their hour is no other answer."""
    first, second = (*rest.tokens, "", "")[:2]
    return first in _OWNERS or (first == "i" and second in _ROUTINE)


def _read_total(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    """Read the sum alone, where its parts are counted as well."""
    total = find_total(said) if kind == "number" else None
    if total is None:
        return None
    value, category, sure, _ = reader(total, asked)
    return (value, category, True, True) if value is not None and sure else None


def _read_place(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    """Read "optoin 1": a word for an option with a typo, and its number or letter."""
    if kind not in _BY_PLACE or not 2 <= len(said.tokens) <= _MAX_PLACE:
        return None
    first = said.tokens[0]
    if first in _PLACE_WORDS or not any(_is_typo(first, word) for word in _PLACE_WORDS):
        return None
    value, category, sure, spare = reader(normalise(" ".join(said.tokens[1:])), asked)
    return (value, category, True, spare) if value is not None and sure else None


def _is_typo(typed: str, word: str) -> bool:
    return typed[0] == word[0] and OSA.distance(typed, word, score_cutoff=2) <= 2


def _read_clauses(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    """Read the one clause that holds an answer, where no other holds anything of its kind."""
    if kind not in _IN_CLAUSES or not _may_say_more(said):
        return None
    clauses = split_clauses(said)
    for clause in clauses:
        found = _read_peeled(kind, reader, clause, asked)
        if found[0] is None or (kind in _COUNTING and not _counts(clause, asked)):
            continue
        others = [other for other in clauses if other is not clause]
        is_alone = not any(_may_answer(kind, reader, other, asked) for other in others)
        return (found[0], found[1], True, True) if found[2] and is_alone else None
    return None


def _has_digits(said: Said) -> bool:
    return any(map(str.isdecimal, said.tokens))


def _counts(said: Said, asked: Asked) -> bool:
    """Tell whether words hold a number as it is written: none with a typo, and no letter."""
    return _has_digits(said) or any(
        word in list_number_words(asked.language) for word in said.tokens
    )


def _read_peeled(kind: str, reader: Reader, clause: Said, asked: Asked) -> Read:
    found = reader(clause, asked)
    if found[0] is not None and found[2]:
        return found
    peeled = peel(clause, lambda part: reader(part, asked)[0] is not None, is_answer=False)
    return reader(peeled, asked) if peeled else found


def _may_answer(kind: str, reader: Reader, said: Said, asked: Asked) -> bool:
    """Tell whether any of some words may be an answer."""
    if kind in _NAMING:
        return _has_digits(said) or names_another(said, "", asked.options, asked.language)
    return any(reader(part, asked)[0] is not None for part in (said, *map(normalise, said.tokens)))
