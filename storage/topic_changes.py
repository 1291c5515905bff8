"""Changes to an engagement's topics: each with who, when and why, and none is ever lost.

What was sorted under a topic follows it where it is merged, and goes back to be sorted where it is
split or retired.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from flows.errors import InputError
from insight.frame import CODE, Theme
from storage import codings
from storage.database import Db
from storage.ids import new_id
from storage.topics import LIVE, MERGED, RETIRED, SPLIT, Topic, read_topics

Topics = tuple[Topic, ...]
LEAST_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who changes something, why, and when (aware)."""

    who: str
    why: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change as it was made.

    Attributes:
        what: add, rename, merge, split or retire.
        codes: of the topics it was done to.
        into: codes of what they became.
    """

    what: str
    codes: tuple[str, ...]
    into: tuple[str, ...]
    who: str
    why: str
    made_at: datetime


def add_topic(db: Db, community: UUID, engagement: UUID, theme: Theme, act: Act) -> None:
    """Add a topic; what is not sorted yet is looked at again.

    Raises:
        InputError: its code was used before, or it lacks an English name.
    """
    before = _begin(db, community, engagement, act)
    after = (*before, _make_new(before, theme))
    _write(db, community, engagement, after, act, what="add", codes=[theme.code])
    codings.look_again(db, community, engagement)


def rename_topic(
    db: Db,
    community: UUID,
    engagement: UUID,
    code: str,
    act: Act,
    *,
    names: Mapping[str, str],
    description: str = "",
    keywords: Mapping[str, Sequence[str]],
    sensitive: bool | None = None,
) -> None:
    """Give a topic other names, a description or more keywords; its code stays.

    Args:
        names: language -> name, of those that change.
        description: "" leaves it.
        keywords: language -> words to add.
        sensitive: None leaves it.

    Raises:
        InputError: there is no such topic, or nothing changes.
    """
    before = _begin(db, community, engagement, act)
    old = _find_live(before, code).theme
    new = replace(
        old,
        names={**old.names, **names},
        description=description or old.description,
        keywords=_join_keywords(old.keywords, keywords),
        sensitive=old.sensitive if sensitive is None else sensitive,
    )
    if new == old:
        raise InputError(f"That changes nothing about {code}: give another name or description")
    after = _change(before, [code], lambda one: replace(one, theme=new))
    _write(db, community, engagement, after, act, what="rename", codes=[code])
    if new.keywords != old.keywords or new.description != old.description:
        codings.look_again(db, community, engagement)


def merge_topics(
    db: Db, community: UUID, engagement: UUID, codes: Sequence[str], into: str, act: Act
) -> int:
    """Make topics part of another one; what was sorted under them goes with them.

    Returns:
        How many contributions went with them.

    Raises:
        InputError: one of them is not in use, or is `into` itself.
    """
    before = _begin(db, community, engagement, act)
    gone = list(dict.fromkeys(codes))
    kept = _find_live(before, into)
    if not gone or into in gone:
        raise InputError(f"Name the topics that become part of {into}, and not {into} itself")
    found = [_find_live(before, code) for code in gone]
    keywords = kept.theme.keywords
    for one in found:
        keywords = _join_keywords(keywords, one.theme.keywords)
    sensitive = any(one.theme.sensitive for one in (kept, *found))
    fuller = replace(kept, theme=replace(kept.theme, keywords=keywords, sensitive=sensitive))
    after = _change(before, gone, lambda one: replace(one, state=MERGED, into=(into,)))
    after = _change(after, [into], lambda _: fuller)
    change = _write(db, community, engagement, after, act, what="merge", codes=gone, into=[into])
    return codings.carry_over(db, community, engagement, gone, into, change=change, now=act.now)


def split_topic(
    db: Db, community: UUID, engagement: UUID, code: str, parts: Sequence[Theme], act: Act
) -> int:
    """Part a topic into others; what was sorted under it waits to be sorted again.

    Args:
        parts: two or more; one whose code is in use is that topic, the others are new.

    Returns:
        How many contributions wait again.

    Raises:
        InputError: the topic is not in use, or the parts cannot be.
    """
    before = _begin(db, community, engagement, act)
    sensitive = _find_live(before, code).theme.sensitive
    into = list(dict.fromkeys(part.code for part in parts))
    if len(into) < LEAST_PARTS or code in into:
        raise InputError(f"Name two topics or more that {code} becomes, and not {code} itself")
    live = {one.code for one in before if one.state == LIVE}
    new = tuple(
        _make_new(before, replace(part, sensitive=part.sensitive or sensitive))
        for part in parts
        if part.code not in live
    )
    ended = _change(before, [code], lambda one: replace(one, state=SPLIT, into=tuple(into)))
    after = ended + new
    change = _write(db, community, engagement, after, act, what="split", codes=[code], into=into)
    return _let_go(db, community, engagement, code, change, act)


def retire_topic(db: Db, community: UUID, engagement: UUID, code: str, act: Act) -> int:
    """Take a topic out of use; what was sorted under it waits to be sorted again.

    Returns:
        How many contributions wait again.

    Raises:
        InputError: it is not in use, or it is the last one.
    """
    before = _begin(db, community, engagement, act)
    _find_live(before, code)
    if sum(one.state == LIVE for one in before) == 1:
        raise InputError(f"{code} is the last topic: add another one first")
    after = _change(before, [code], lambda one: replace(one, state=RETIRED))
    change = _write(db, community, engagement, after, act, what="retire", codes=[code])
    return _let_go(db, community, engagement, code, change, act)


_HISTORY = text("""
    select what, codes, "into", who, why, made_at from topic_change
    where community_id = :community and engagement_id = :engagement order by made_at, id
""")


def read_history(db: Db, community: UUID, engagement: UUID) -> list[Change]:
    """Read every change there was, oldest first."""
    rows = db.execute(_HISTORY, {"community": community, "engagement": engagement})
    return [
        Change(**{**row._mapping, "codes": tuple(row.codes), "into": tuple(row.into)})
        for row in rows
    ]


# A job that sorts by the topics as they were holds a share of this lock until it is done.
_LOCK = text("""
    select id from engagement where community_id = :community and id = :engagement
    for no key update
""")


def _begin(db: Db, community: UUID, engagement: UUID, act: Act) -> Topics:
    if not act.who.strip() or not act.why.strip():
        raise InputError("--as and --why need a few words: who changes the topics, and why")
    db.execute(_LOCK, {"community": community, "engagement": engagement})
    return read_topics(db, community, engagement)


_WRITE = text("""
    insert into topic_change (community_id, id, engagement_id, what, codes, "into", who, why,
                              topics, made_at)
    values (:community, :id, :engagement, :what, cast(:codes as jsonb), cast(:into as jsonb), :who,
            :why, cast(:topics as jsonb), :now)
""")


def _write(
    db: Db,
    community: UUID,
    engagement: UUID,
    after: Topics,
    act: Act,
    *,
    what: str,
    codes: Sequence[str],
    into: Sequence[str] = (),
) -> UUID:
    made = new_id()
    given: dict[str, Any] = {
        "community": community,
        "id": made,
        "engagement": engagement,
        "what": what,
        "codes": orjson.dumps(list(codes)).decode(),
        "into": orjson.dumps(list(into)).decode(),
        "who": act.who.strip(),
        "why": act.why.strip(),
        "topics": orjson.dumps([one.to_json() for one in after]).decode(),
        "now": act.now,
    }
    db.execute(_WRITE, given)
    return made


def _let_go(db: Db, community: UUID, engagement: UUID, code: str, change: UUID, act: Act) -> int:
    waiting = codings.let_go(db, community, engagement, code, change=change, now=act.now)
    codings.look_again(db, community, engagement)
    return waiting


def _make_new(before: Iterable[Topic], theme: Theme) -> Topic:
    if not CODE.fullmatch(theme.code):
        raise InputError(f"{theme.code[:40]!r} is not a code: letters, digits, - _ and .")
    if not theme.names.get("en", "").strip():
        raise InputError(f"{theme.code} needs an English name")
    for one in before:
        if one.code.casefold() == theme.code.casefold():
            raise InputError(f"The code {one.code} was used before ({one.state}): take another one")
    return Topic(theme=theme)


def _find_live(topics: Topics, code: str) -> Topic:
    live = {one.code: one for one in topics if one.state == LIVE}
    if code not in live:
        raise InputError(f"There is no topic {code[:40]!r} in use; there is: {', '.join(live)}")
    return live[code]


def _change(topics: Topics, codes: Sequence[str], how: Callable[[Topic], Topic]) -> Topics:
    return tuple(how(one) if one.code in codes else one for one in topics)


def _join_keywords(
    one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    languages = dict.fromkeys((*one, *other))
    return {
        language: tuple(dict.fromkeys((*one.get(language, ()), *other.get(language, ()))))
        for language in languages
    }
