"""What the words of a question's options stand for: made once for each question."""

# ruff: noqa: E501  (word lists)

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from flows.reader.always import is_unsure
from flows.reader.choice_words import DENIALS, FILLERS, TOO_SMALL, stem
from flows.reader.normal import normalise
from flows.reader.number_words import NUMBERS
from flows.reader.option_ranges import Range, list_ranges
from flows.reader.spelt_by_ear import is_in_script, sound_out, spell_simply
from flows.reader.yes_no import decide

Options = tuple[tuple[str, ...], ...]  # (code, label, other words ...) in the order of their digits

LETTERS = "abcdefghijklmnopqrstuvwxyz" + "?" * 100
_ROMAN = ("", "ii", "iii", "iv", "", "vi", "vii", "viii", "ix") + ("",) * 100
_NUMBER_WORDS = tuple(
    tuple(
        word
        for language in ("en", "tr")
        for word, value in NUMBERS[language].items()
        if value == at
        and word not in ("couple", "pair", "fiver", "tenner", "once", "twice", "thrice", "hic")
    )
    for at in range(130)
)


class Choice(msgspec.Struct, frozen=True, gc=False):
    """What was chosen; `spare` says whether the text holds more than the choice."""

    code: str
    sure: bool
    spare: bool = False


class Index(NamedTuple):
    """What the words of the options stand for; made once for each question.

    Attributes:
        exact: whole reply -> what it chooses.
        known: the words of those.
        words: word that only one option has -> its code.
        stems: the same without endings.
        labels: plain label and its code.
        own: code -> all words of its labels.
        near: the labels and words that a typo may stand for, the shortest first.
        near_codes: their codes.
        lengths: how many letters they have.
        max_words: a reply with more is no label with a typo.
        answers: True and False -> code, where two options are a yes and a no.
        denying: labels that deny something themselves ("no heating"), and their codes.
        opposites: code -> that of the option that denies it: agree and disagree, safe and not safe.
        ranges: those of the labels, such as ages.
        doubting: the code of the one option that is a doubt, such as "Don't know"; "" for none.
        heard: words that are not in Latin letters, as they sound -> code.
        simple: words in Latin letters, spelt as they sound -> code.
    """

    exact: dict[str, Choice]
    known: frozenset[str]
    words: dict[str, str]
    stems: dict[str, str]
    labels: tuple[tuple[str, str], ...]
    own: dict[str, frozenset[str]]
    near: tuple[str, ...]
    near_codes: tuple[str, ...]
    lengths: tuple[int, ...]
    max_words: int
    answers: dict[bool, str]
    denying: tuple[tuple[str, str], ...]
    opposites: dict[str, str]
    ranges: tuple[Range, ...]
    doubting: str
    heard: dict[str, str]
    simple: dict[str, str]


@lru_cache(maxsize=512)
def make_index(options: Options) -> Index:
    """Write down what each word of the options stands for."""
    labels = tuple(
        (normalise(line).key, code) for code, *lines in options for line in (code, *lines)
    )
    owners: dict[str, set[str]] = {}
    for key, code in labels:
        for token in key.split():
            owners.setdefault(token, set()).add(code)
    found = {token: next(iter(codes)) for token, codes in owners.items() if len(codes) == 1}
    exact = _list_exact(options, labels)
    kept = {
        token: code
        for token, code in found.items()
        if not token.isdecimal() and (token not in FILLERS | TOO_SMALL or exact.get(token) == code)
    }
    spans = {
        t for key, _ in labels if sum(map(str.isdecimal, key.split())) > 1 for t in key.split()
    }
    alone = {t: code for t, code in found.items() if t not in TOO_SMALL}
    alone = {t: code for t, code in alone.items() if not (t.isdecimal() and t in spans)}
    exact = alone | exact
    exact.pop("", None)
    pairs = tuple(dict.fromkeys(pair for pair in labels if pair[0]))
    near = [pair for pair in pairs if len(pair[0]) > 2]
    near += [pair for pair in kept.items() if len(pair[0]) > 3]
    near = sorted(dict.fromkeys(near), key=lambda pair: len(pair[0]))
    return Index(
        {key: Choice(code, True) for key, code in exact.items()},
        frozenset(word for key in exact for word in key.split()),
        kept,
        _list_stems(owners),
        pairs,
        {
            code: frozenset(t for key, one in pairs if one == code for t in key.split())
            for code, *_ in options
        },
        tuple(label for label, _ in near),
        tuple(code for _, code in near),
        tuple(len(label) for label, _ in near),
        1 + max((len(key.split()) for key, _ in labels), default=0),
        _list_answers(options),
        tuple(pair for pair in pairs if not DENIALS.isdisjoint(pair[0].split())),
        _list_opposites(dict(pairs)),
        list_ranges(tuple((code, lines[0]) for code, *lines in options if lines)),
        _find_doubting(options),
        _list_heard(owners),
        _list_simple(kept),
    )


def _list_exact(options: Options, labels: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Give whole replies: labels first, then places; a label that is a digit keeps it."""
    exact: dict[str, str] = {}
    for key, code in labels:
        exact.setdefault(key, code)
        exact.setdefault(key.replace(" to ", " "), code)  # 35-64
    digits = frozenset(key for key in exact if key.isdecimal())
    for position, (code, *_) in enumerate(options):
        for name, key in _list_names(position):
            if name not in digits and (key not in exact or name == key):
                exact[key] = code
    return exact


def _list_names(position: int) -> Iterator[tuple[str, str]]:
    """Give each way to name an option by its place, with the bare name first."""
    leads = ("option ", "number ", "no ", "answer ", "choice ", "secenek ", "letter ", "opt ", "opcja ", "dewis ")  # fmt: skip
    for name in (str(position + 1), LETTERS[position]):
        yield name, name
        for lead in leads:
            yield name, f"{lead}{name}"
    for word in (*_NUMBER_WORDS[position + 1], _ROMAN[position]):
        if word:
            yield word, word


def _list_stems(owners: dict[str, set[str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for language in ("en", "tr", "pl", "bn", "ar", "ur", "cy"):
        for token, codes in owners.items():
            if len(token) > 2 and token not in FILLERS:
                found.setdefault(stem(token, language), set()).update(codes)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}


def _list_opposites(codes: dict[str, str]) -> dict[str, str]:
    """Find labels that are another one with a syllable or word in front that denies it."""
    fronts = ("dis", "un", "in", "im", "ir", "non", "not ", "dont ")
    return {
        code: codes[front + key]
        for key, code in codes.items()
        for front in fronts
        if len(key) > 3 and codes.get(front + key, code) != code
    }


def _list_heard(owners: dict[str, set[str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for token, codes in owners.items():
        if token not in FILLERS and is_in_script(token):
            found.setdefault(sound_out(token), set()).update(codes)
    return {key: next(iter(codes)) for key, codes in found.items() if key and len(codes) == 1}


def _list_simple(named: dict[str, str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for token, code in named.items():
        if token.isascii() and len(token) > 3:
            found.setdefault(spell_simply(token), set()).add(code)
    return {key: next(iter(codes)) for key, codes in found.items() if len(codes) == 1}


def _find_doubting(options: Options) -> str:
    doubting = {code for code, *lines in options if any(map(is_unsure, map(normalise, lines)))}
    return doubting.pop() if len(doubting) == 1 else ""


def _list_answers(options: Options) -> dict[bool, str]:
    """Find the options that are a plain yes and a plain no, whatever the others are."""
    found: dict[bool, str] = {}
    for code, *lines in options:
        for line in lines:
            said = normalise(line)
            answered = decide(said, "en") if len(said.tokens) == 1 and not said.key.isdecimal() else None  # fmt: skip
            if answered and answered[1]:
                found.setdefault(answered[0], code)
    return found if len(found) == 2 else {}
