"""Topics of an engagement: what people sort what was said into, as of any instant.

They begin as the engagement's code frame; `storage.topic_changes` changes them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from insight.frame import Frame, Theme, parse_frame
from storage.database import Db

LIVE, MERGED, SPLIT, RETIRED = "live", "merged", "split", "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic, in use or not any more. Its code is never given to another one.

    Attributes:
        state: live, merged, split or retired.
        into: codes of the topics it became.
    """

    theme: Theme
    state: str = LIVE
    into: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The stable code."""
        return self.theme.code

    def to_json(self) -> dict[str, Any]:
        """Give it as `topic_change.topics` keeps it."""
        theme = self.theme
        return {
            "code": theme.code,
            "names": dict(theme.names),
            "description": theme.description,
            "keywords": {language: list(words) for language, words in theme.keywords.items()},
            "sensitive": theme.sensitive,
            "state": self.state,
            "into": list(self.into),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Topic":
        """Read it back."""
        keywords = {language: tuple(words) for language, words in kept["keywords"].items()}
        theme = Theme(
            code=kept["code"],
            names=kept["names"],
            description=kept["description"],
            keywords=keywords,
            sensitive=kept.get("sensitive", False),
        )
        return cls(theme=theme, state=kept["state"], into=tuple(kept["into"]))


_AT = text("""
    select topics from topic_change
    where community_id = :community and engagement_id = :engagement
      and (cast(:at as timestamptz) is null or made_at <= :at)
    order by made_at desc, id desc limit 1
""")

_FRAME = text("select frame from engagement where community_id = :community and id = :engagement")
_HOLD = text(f"{_FRAME.text} for share")


def read_topics(
    db: Db, community: UUID, engagement: UUID, *, at: datetime | None = None
) -> tuple[Topic, ...]:
    """Read all topics there ever were up to an instant, in their order.

    Args:
        at: as they were then (aware); None for now.
    """
    given = {"community": community, "engagement": engagement}
    kept = db.execute(_AT, {**given, "at": at}).scalar_one_or_none()
    if kept is not None:
        return tuple(Topic.from_json(one) for one in kept)
    frame = db.execute(_FRAME, given).scalar_one()
    return tuple(Topic(theme=theme) for theme in _parse(frame["source"], frame["name"]).themes)


def list_topics(
    db: Db, community: UUID, engagement: UUID, *, at: datetime | None = None
) -> tuple[Theme, ...]:
    """List the topics in use, as of an instant or now: what everybody asks who needs a frame."""
    found = read_topics(db, community, engagement, at=at)
    return tuple(one.theme for one in found if one.state == LIVE)


def read_frame(db: Db, community: UUID, engagement: UUID) -> Frame:
    """Read the topics in use as a frame to sort by; they stay so until the transaction ends."""
    given = {"community": community, "engagement": engagement}
    frame = db.execute(_HOLD, given).scalar_one()
    id = _parse(frame["source"], frame["name"]).id
    return Frame(id=id, themes=list_topics(db, community, engagement))


def copy_frame(db: Db, community: UUID, engagement: UUID) -> dict[str, str]:
    """Give the topics in use as a source for another engagement: {"name", "source"}."""
    frame = read_frame(db, community, engagement)
    themes = [_as_source(theme) for theme in frame.themes]
    source = orjson.dumps({"id": frame.id, "themes": themes}, option=orjson.OPT_INDENT_2)
    return {"name": f"{frame.id}.yaml", "source": source.decode()}


def name_topic(theme: Theme, language: str = "en") -> str:
    """Name a topic in a language, else in English."""
    return theme.names.get(language, theme.names["en"])


def name_topics(themes: Iterable[Theme], language: str = "en") -> dict[str, str]:
    """Give code -> name."""
    return {theme.code: name_topic(theme, language) for theme in themes}


def _as_source(theme: Theme) -> dict[str, Any]:
    source: dict[str, Any] = {"code": theme.code, "name": dict(theme.names)}
    if theme.description:
        source["description"] = theme.description
    if theme.keywords:
        source["keywords"] = {language: list(words) for language, words in theme.keywords.items()}
    if theme.sensitive:
        source["sensitive"] = "yes"
    return source


@lru_cache(maxsize=32)
def _parse(source: str, name: str) -> Frame:
    return parse_frame(source, name)
