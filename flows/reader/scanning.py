"""Finds each option that is named in a text, and where."""

# ruff: noqa: S105  (words are called tokens)

from collections.abc import Iterator
from functools import lru_cache

from flows.reader.naming import name_number, name_word
from flows.reader.normal import normalise
from flows.reader.options import Options, make_index
from flows.reader.several_words import FILLERS
from flows.reader.typos import mend

Named = tuple[str, tuple[int, ...], bool]


def scan(tokens: tuple[str, ...], options: Options, language: str) -> Iterator[Named]:
    """Give each option named: its code, where its words stand, and whether they are exact."""
    labels = _list_labels(options)
    letters = len(tokens) > 1 and all(len(t) == 1 or t in ("and", "then") for t in tokens)
    at = 0
    while at < len(tokens):
        for length in range(min(6, len(tokens) - at), 0, -1):
            code = labels.get(" ".join(tokens[at : at + length]))
            if code is not None:
                yield code, tuple(range(at, at + length)), True
                at += length
                break
        else:
            found = _name_one(tokens[at], options, language, letters=letters)
            if found:
                yield found[0], (at,), found[1]
            at += 1


@lru_cache(maxsize=512)
def _list_labels(options: Options) -> dict[str, str]:
    """Give label, label without its article, and each word that only one label has -> code."""
    found: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for code, *lines in options:
        for line in (code, *lines):
            key = normalise(line).key
            found.setdefault(key, code)
            for article in ("the ", "a ", "my ", "more ", "y ", "yr "):
                found.setdefault(key.removeprefix(article), code)
            for token in key.split():
                owners.setdefault(token, set()).add(code)
    for token, codes in owners.items():
        if len(codes) == 1 and token not in FILLERS and not token.isdecimal():
            found.setdefault(token, next(iter(codes)))
    found.pop("", None)
    return found


def _name_one(
    token: str, options: Options, language: str, *, letters: bool
) -> tuple[str, bool] | None:
    value = 0
    if letters and token in "abcdefghi" and len(token) == 1:
        value = "abcdefghi".index(token) + 1
    elif token.isdecimal() or token not in FILLERS:
        value = name_number(token, language)
    if 1 <= value <= len(options):
        return options[value - 1][0], True
    if len(token) < 3 or token in FILLERS:
        return None
    index = make_index(options)
    code = name_word(token, index, language)
    if code is not None:
        return code, True
    mended = mend(token, index) if len(token) > 3 else None
    return (mended.code, mended.sure) if mended else None
