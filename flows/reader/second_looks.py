"""Looks again at a reply of which the first look was not sure: corrected, contrasted, explained."""

from flows.conversation import JsonScalar
from flows.reader.asked import Asked, Read, Reader
from flows.reader.choices import names_another
from flows.reader.contrasts import CONTRASTING, find_contrast, may_contrast
from flows.reader.corrections import CORRECTING, find_correction, may_correct
from flows.reader.explaining import EXPLAINING, find_explained, may_explain, without_asides
from flows.reader.normal import Said, normalise
from flows.reader.yes_no_words import CONDITIONS


def look_again(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
    """Read what is left where a text corrects, contrasts or explains itself; None: nothing sure."""
    if not _may_say_more(said):
        return None
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
_CONTRASTED = frozenset(("choice", "number", "scale", "date", "time", "postcode", "phone"))
_EXPLAINED = frozenset(("choice", "choices", "ballot", "number", "scale", "date", "time", "yes_no"))


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
    if value is None or denied is None or denied == value or not sure:
        return None
    return value, category, True, True


def _read_explained(kind: str, reader: Reader, said: Said, asked: Asked) -> Read | None:
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


def _names_more(kind: str, value: JsonScalar, rest: Said, reader: Reader, asked: Asked) -> bool:
    """Tell whether words behind an answer may be another one."""
    if kind in _SEVERAL:
        return True  # whoever may name several goes on naming
    if kind == "choice":
        return names_another(rest, str(value), asked.options, asked.language)
    return reader(rest, asked)[0] not in (None, value)
