"""What we understood of a reply: words, choice, yes_no, number or scale; honest about guesses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from flows.always import is_unsure
from flows.choices import Options, choose
from flows.conversation import JsonScalar
from flows.normal import Said, normalise, words
from flows.numbers import find_number

_YES = frozenset(
    words("""
    yes y yess ye yeah yeh yep yup yh ya yea aye sure definitely absolutely course
    correct right agreed true ok okay evet evt e tabii tabi olur tamam ie oes ydy ydw
    iawn hyan hae ha ji haan tak haa naam si oui হ্যাঁ হ্যা জি نعم ہاں جی
""")
)
_NO = frozenset(
    words("""
    no n noo nope nah na naw never negative false hayir hyr h yok olmaz nage nac nid
    naddo nie maya laa la non না نہیں لا
""")
)
_YES_SIGNS = "👍👌✅✔🙋☑"
_NO_SIGNS = "👎❌✖🙅🚫"
_NEGATIONS = frozenset(words("not no dont isnt never but unless degil"))
_FILLERS = frozenset(
    words("""
    please thanks thank you i do it is of indeed we would a the lot very much not sir
    madam mate lutfen tesekkurler hi hello
""")
)
_LONG_WORDS = ("yes", "yeah", "yep", "evet", "nope", "hayir")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What we understood.

    Attributes:
        value: None where it was not understood.
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
        kind: words, choice, yes_no, number or scale.
        text: as it was written.
        language: the language the question was asked in.
        options: for choice and scale: (code, label, other words ...) in the order of their digits.
        now: when it reached us (aware, UTC); for kinds that speak of days.
        zone: the community's time zone; for kinds that speak of days.
        region: the community's country; for kinds that speak of places.

    Raises:
        KeyError: no such kind.
    """
    return read_said(kind, normalise(text), language=language, options=options)


def read_said(kind: str, said: Said, *, language: str, options: Options = ()) -> Reading:
    """Read a reply that is in its plain form already; see `read`."""
    value, category, sure, spare = _READERS[kind](said, language, options)
    if value is None:
        category = "unsure" if is_unsure(said) else "unclear"
        spare = bool(said.tokens)
    return Reading(value=value, category=category, raw=said.raw, sure=sure, kind=kind, spare=spare)


_Read = tuple[JsonScalar, str, bool, bool]
_NOTHING: _Read = (None, "", False, True)


def _read_words(said: Said, language: str, options: Options) -> _Read:
    return _NOTHING if said.blank else (said.raw.strip(), "words", True, True)


def _read_choice(said: Said, language: str, options: Options) -> _Read:
    found = choose(said, options)
    return (found.code, found.code, found.sure, found.spare) if found else _NOTHING


def _read_scale(said: Said, language: str, options: Options) -> _Read:
    low, high = int(options[0][0]), int(options[-1][0])
    found = find_number(said.raw, language)
    if found and found[0] in range(low, high + 1):
        return int(found[0]), str(int(found[0])), found[1], len(said.tokens) > 4
    chosen = choose(said, options) if len(said.tokens) > 0 and not said.key.isdigit() else None
    return (
        (int(chosen.code), chosen.code, chosen.sure, chosen.spare)
        if chosen and chosen.code.isdigit()
        else _NOTHING
    )


def _read_number(said: Said, language: str, options: Options) -> _Read:
    found = find_number(said.raw, language)
    return (found[0], "number", found[1], len(said.tokens) > 3) if found else _NOTHING


def _read_yes_no(said: Said, language: str, options: Options) -> _Read:
    if is_unsure(said):
        return _NOTHING
    value = _decide(said)
    if value is None:
        return _NOTHING
    rest = said.tokens[1:]
    sure = _NEGATIONS.isdisjoint(rest)
    spare = any(token not in _FILLERS and token not in _YES and token not in _NO for token in rest)
    return value, "yes" if value else "no", sure, spare


def _decide(said: Said) -> bool | None:
    if not said.tokens:
        yes = any(sign in said.raw for sign in _YES_SIGNS)
        no = any(sign in said.raw for sign in _NO_SIGNS)
        return yes if yes != no else None
    first = said.tokens[0]
    if first in _YES or said.key in ("1", "of course"):
        return None if len(said.tokens) > 1 and said.tokens[1] in _NO else True
    if first in _NO or said.key in ("2", "not really"):
        return None if len(said.tokens) > 1 and said.tokens[1] in _YES else False
    if len(said.tokens) > 2 or len(first) < 3:
        return None
    best = process.extractOne(first, _LONG_WORDS, scorer=fuzz.ratio, score_cutoff=75)
    return best[0] in _YES if best else None


_READERS: dict[str, Callable[[Said, str, Options], _Read]] = {
    "words": _read_words,
    "choice": _read_choice,
    "yes_no": _read_yes_no,
    "number": _read_number,
    "scale": _read_scale,
}
