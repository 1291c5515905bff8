"""Reads what people write about topics, and changes them. What was sorted follows at once."""

from collections.abc import Sequence

import regex

from flows.errors import InputError
from insight.frame import LANGUAGE, Theme, is_keyword
from insight.themes import fold_accents, split_words
from storage import topics
from storage.database import Db
from storage.topic_changes import Act, add_topic
from workers.house import House, Present
from workers.themes import sort_themes

_BY_LANGUAGE = regex.compile(r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*=\s*(.*)", regex.DOTALL)
MOST_LETTERS = 40


def read_names(written: Sequence[str]) -> dict[str, str]:
    """Read names such as "Parking" (English) and "tr=Otopark": language -> name.

    Raises:
        InputError: one is empty, or two are in one language.
    """
    found: dict[str, str] = {}
    for one in written:
        language, name = _read_one(one)
        if not name or language in found:
            why = "is empty" if not name else f"stands there twice for {language}"
            raise InputError(f'--name {one[:40]!r} {why}: write "Parking" or "tr=Otopark"')
        found[language] = name
    return found


def read_keywords(written: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read keywords such as "permit*" (English) and "tr=otopark*": language -> words.

    Raises:
        InputError: one is empty, or has a * before its end.
    """
    found: dict[str, list[str]] = {}
    for one in written:
        language, word = _read_one(one)
        if not is_keyword(word):
            raise InputError(f"--keyword {one[:40]!r}: letters or digits, and `*` only at the end")
        found.setdefault(language, []).append(word)
    return {language: tuple(words) for language, words in found.items()}


def _read_one(written: str) -> tuple[str, str]:
    found = _BY_LANGUAGE.fullmatch(written)
    if found is None:
        return "en", " ".join(written.split())
    if not LANGUAGE.fullmatch(found[1]):
        raise InputError(f"{found[1]!r} is not a language code such as en or bn-Latn")
    return found[1], " ".join(found[2].split())


def read_part(written: str) -> Theme:
    """Read a topic as "parking=Parking permits", or the code alone of one that is there.

    Raises:
        InputError: the code is empty.
    """
    code, _, name = written.partition("=")
    if not code.strip():
        raise InputError(f"{written[:40]!r}: write a code and a name, such as parking=Parking")
    name = " ".join(name.split()) or code.strip()
    return Theme(code=code.strip(), names={"en": name}, description="", keywords={})


def make_code(name: str, taken: Sequence[str]) -> str:
    """Make a code of a name that nothing had before."""
    words = [fold_accents(word) for word in split_words(name)]
    plain = regex.sub(r"[^a-z0-9]+", "-", " ".join(words)).strip("-")[: MOST_LETTERS - 4].strip("-")
    code, n = plain or "topic", 1
    while code in {one.casefold() for one in taken}:
        n += 1
        code = f"{plain or 'topic'}-{n}"
    return code


def add_named(house: House, present: Present, name: str, *, who: str, why: str) -> Theme:
    """Add a topic by its English name alone, and give it.

    Raises:
        InputError: it cannot be added.
    """
    community, engagement = present.community.id, present.engagement.id
    with house.database.transaction() as db:
        code = make_code(name, list_codes(db, present))
        theme = Theme(code=code, names={"en": name}, description="", keywords={})
        add_topic(db, community, engagement, theme, Act(who=who, why=why, now=house.clock()))
    sort_themes(house)
    return theme


def list_codes(db: Db, present: Present) -> list[str]:
    """List every code there ever was."""
    found = topics.read_topics(db, present.community.id, present.engagement.id)
    return [one.code for one in found]
