"""Reads an organiser's answers into a draft: who gets what, when, and who answers for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flows.composed import NEWS, NONE, Question
from flows.errors import InputError
from flows.reader.normal import normalise
from flows.reader.phrases import LANGUAGE_ADJECTIVES, LANGUAGES
from storage import audiences, topics
from storage.audiences import Audience
from storage.database import Db
from workers.house import Present

Answers = Mapping[str, Any]
"""Of the shipped flow `ask`, by the names it saves them under."""

NEWS_HEARD = timedelta(days=14)
"""News asks for no day to hear back by: whoever writes is answered by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to go out.

    Attributes:
        starts_at: None for at once (aware, UTC).
        answers: as they were given.
    """

    question: Question
    decider: str
    hear_back_by: date
    audience: Audience
    starts_at: datetime | None
    answers: Answers


def read_draft(db: Db, present: Present, answers: Answers, *, now: datetime) -> Draft:
    """Read a draft of all the answers.

    Raises:
        InputError: an answer is missing, or names what is not there.
    """
    missing = [name for name in ("question", "decider", "power", "audience") if name not in answers]
    if missing:
        raise InputError(f"The draft lacks {', '.join(missing)}")
    profile = present.community.profile
    today = now.astimezone(ZoneInfo(present.community.zone)).date()
    is_news = answers["power"] == NEWS
    heard = date.fromisoformat(str(answers["day"])) if "day" in answers else today + NEWS_HEARD
    limits = "" if is_news else str(answers.get("limits") or "").strip()
    question = Question(
        words=str(answers["question"]).strip(),
        power=str(answers["power"]),
        limits="" if normalise(limits).key in NONE else limits,
        speaker=str(answers.get("speaker") or profile["contact"]).strip(),
        languages=present.community.languages,
    )
    return Draft(
        question=question,
        decider=_as_part(str(answers["decider"]).strip()),
        hear_back_by=heard,
        audience=read_audience(db, present, answers),
        starts_at=read_start(present, answers),
        answers=answers,
    )


def _as_part(words: str) -> str:
    """Make a name part of a sentence: "The council" says is "the council" there."""
    first, space, rest = words.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in ("The", "Our", "A") else words


def read_start(present: Present, answers: Answers) -> datetime | None:
    """Read when it goes out; None for as soon as it is confirmed (aware, UTC)."""
    if answers.get("timing") != "later":
        return None
    day = date.fromisoformat(str(answers["sending_day"]))
    at = time.fromisoformat(str(answers["sending_time"]))
    return datetime.combine(day, at, ZoneInfo(present.community.zone)).astimezone(UTC)


def read_audience(db: Db, present: Present, answers: Answers) -> Audience:
    """Read who gets it.

    Raises:
        InputError: there is no such area, language or topic.
    """
    kind = str(answers["audience"])
    if kind == "everyone":
        return Audience()
    wanted = normalise(str(answers.get("which", ""))).key
    for value, names in _find_values(db, present, kind).items():
        if wanted in (normalise(one).key for one in (value, *names)):
            return Audience(**{kind: value})
    raise InputError(f"There is no {kind} {wanted[:40]!r}")


def list_choices(db: Db, present: Present, kind: str) -> list[str]:
    """List what there is of a kind of audience (area, language, topic), as people call it."""
    found = _find_values(db, present, kind)
    return [names[0] if names else value for value, names in found.items()]


def _find_values(db: Db, present: Present, kind: str) -> dict[str, Sequence[str]]:
    """Find what an audience may be narrowed to: value -> what people call it."""
    values = audiences.list_choices(db, present.community.id).get(kind, [])
    if kind == "language":
        return {one: _name_language(one) for one in values}
    if kind == "topic":
        themes = topics.list_topics(db, present.community.id, present.engagement.id)
        named = {one.code: list(one.names.values()) for one in themes}
        return {one: named.get(one, []) for one in values}
    return {one: [] for one in values}


def _name_language(code: str) -> list[str]:
    adjectives, phrases = LANGUAGE_ADJECTIVES.get(code, ()), LANGUAGES.get(code, ())
    return sorted(one.capitalize() for one in (*adjectives, *phrases) if one.isalpha())
