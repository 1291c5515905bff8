"""Puts an answer to a topic together: who says what, because of what, and by which day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.errors import InputError
from flows.sms import fold
from flows.templates import MOST_LETTERS
from flows.translating import count_fuzzy
from insight.answered import SAYS
from insight.frame import Theme
from insight.wording import MONTHS
from storage import flow_versions, responses
from storage.ids import new_id
from storage.responses import CONSTRAINTS, NO, YES_IF, Response
from storage.topics import list_topics, name_topic
from workers.house import House, Present
from workers.responses import RESPONSE, plan_response
from workers.rounds import Begun, Plan

MOST_WORDS = MOST_LETTERS["response.words"]
MOST_DECIDER = MOST_LETTERS["promise.decider"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an organiser enters of an answer, as they wrote it.

    Attributes:
        answer: yes, yes_if or no; "" where nobody has said.
        words: as the decider puts them, in English.
        because: "money: no budget before April", or without what kind it is.
        day: 2027-03-31, or "".
        others: language -> all of it in that language, with who says it.
    """

    answer: str
    words: str
    because: str
    decider: str
    day: str
    others: Mapping[str, str]
    veiled: bool
    who: str


def find_topic(house: House, present: Present, named: str) -> Theme:
    """Find a topic by its code or its English name.

    Raises:
        InputError: there is none; one line that lists what there is.
    """
    with house.database.transaction() as db:
        topics = list_topics(db, present.community.id, present.engagement.id)
    wanted = named.strip().casefold()
    for theme in topics:
        if wanted and wanted in (theme.code.casefold(), name_topic(theme).casefold()):
            return theme
    there = ", ".join(theme.code for theme in topics)
    raise InputError(f"There is no topic {named.strip()[:40]!r}; there is: {there}")


def draft(house: House, present: Present, topic: Theme, said: Said) -> Response:
    """Put an answer together; it is not kept yet.

    Raises:
        InputError: something is missing, or does not fit into a text; in one line.
    """
    if said.answer not in SAYS:
        raise InputError("Say what the answer is: --yes, --yes-if or --no")
    kind, because = read_because(said.because)
    if said.answer in (YES_IF, NO) and not (because or said.words.strip()):
        raise InputError(f"{SAYS[said.answer]} needs a reason: --because 'money: ...'")
    day = read_day(said.day, today=house.clock().date())
    decider = _read(said.decider, "who decides", "--decider 'Ann Khan, Housing'", MOST_DECIDER)
    words = compose(said.answer, said.words.strip() or because, decider, day)
    return Response(
        id=new_id(),
        engagement_id=present.engagement.id,
        topic=topic.code,
        version=0,
        answer=said.answer,
        words=_read_languages(present, {**said.others, "en": words}),
        because_kind=kind,
        because=because,
        decider=decider,
        on_day=day,
        veiled=said.veiled or topic.sensitive,
        entered_by=said.who,
        made_at=house.clock(),
        told_at=None,
        checked_at=None,
    )


def read_because(words: str) -> tuple[str, str]:
    """Read a reason: ("money", "no budget before April"); the kind is "" where it is not said."""
    kind, colon, rest = words.strip().partition(":")
    if colon and kind.strip().lower() in CONSTRAINTS:
        return kind.strip().lower(), rest.strip().rstrip(".")
    return "", words.strip().rstrip(".")


def read_day(words: str, *, today: date) -> date:
    """Read the day of an answer.

    Raises:
        InputError: it is none, or not after today.
    """
    try:
        day = date.fromisoformat(words.strip())
    except ValueError:
        hint = "by when it happens, or is asked again: --on 2027-03-31"
        raise InputError(f"{words.strip()[:20]!r} is no day; say {hint}") from None
    if day <= today:
        raise InputError(f"{day} is not after today: by when does it happen, or is asked again?")
    return day


def compose(answer: str, words: str, decider: str, day: date) -> str:
    """Write the answer as people read it, with who says it, and the day where it is not in it.

    Raises:
        InputError: it is too long for a text.
    """
    said = words.rstrip(".").strip()
    if not said:
        raise InputError("Say what they answer, in their words: --words '...'")
    if not said.casefold().startswith(decider.casefold()):
        said = f"{decider[:1].upper()}{decider[1:]} says {SAYS[answer]}: {said}"
    named = f"{day.day} {MONTHS[day.month - 1]}"
    if named.casefold() not in said.casefold():
        said += f" (asked again {named})" if answer == NO else f" (by {named})"
    return _fit(said, "en")


def _read(words: str, what: str, option: str, most: int) -> str:
    found = " ".join(words.split())
    if not found:
        raise InputError(f"Say {what}: {option}")
    if len(found) > most:
        raise InputError(f"{what} has {len(found)} letters; {most} fit into a text")
    return found


def _read_languages(present: Present, words: Mapping[str, str]) -> dict[str, str]:
    known = present.community.languages
    for language in words:
        if language not in known and language != "en":
            raise InputError(f"Nobody is written to in {language}; there is: {', '.join(known)}")
    return {language: _fit(text, language) for language, text in words.items() if text.strip()}


def _fit(words: str, language: str) -> str:
    said = " ".join(fold(words).split()).rstrip(".")
    if len(said) > MOST_WORDS:
        over = len(said) - MOST_WORDS
        raise InputError(
            f"That is {over} letters too long for a text ({language}); {MOST_WORDS} fit: {said!r}"
        )
    return said


def preview(house: House, present: Present, one: Response) -> dict[str, Any]:
    """Say who would get an answer, what they read, and what it costs. Nothing is sent.

    Returns:
        people; segments (SMS); pence (None where SAYSO_SEGMENT_PENCE is not set); texts: language
        -> the text; languages: language -> people; not_told: why -> people; unchecked: language ->
        texts around it that no native reader has checked.
    """
    plan = plan_response(house, present, one)
    sms = [row for each in plan.texts for row in each.rows if row["channel"] == "sms"]
    segments = sum(row["segments"] for row in sms)
    price = house.settings.segment_pence
    languages = Counter(each.language for each in plan.texts)
    return {
        "people": len(plan.texts),
        "segments": segments,
        "pence": None if price is None else round(segments * price, 1),
        "languages": dict(languages.most_common()),
        "texts": {
            each.language: _join(each.rows)
            for each in sorted(plan.texts, key=lambda each: not each.veiled)
        },
        "not_told": dict(Counter(plan.why_not.values()).most_common()),
        "unchecked": _count_unchecked(house, present, plan),
    }


def _join(rows: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(str(row["body"]) for row in rows)


def _count_unchecked(house: House, present: Present, plan: Plan) -> dict[str, int]:
    community = present.community.id
    with house.database.transaction() as db:
        latest = flow_versions.pick_latest(flow_versions.list_published(db, community))
        version = latest[RESPONSE]
        sources = flow_versions.read_sources(db, community, version)
        flow = house.flows.find(db, community, version)
    spoken = {each.language for each in plan.texts}
    return {name: n for name, n in count_fuzzy(flow, sources).items() if name in spoken}


def keep(house: House, present: Present, one: Response) -> Response:
    """Keep an answer as the next version of its topic's. From now on it is told to everybody."""
    names = ("engagement_id", "topic", "answer", "words", "because_kind", "because", "decider")
    more = ("on_day", "veiled", "entered_by")
    with house.database.transaction() as db:
        return responses.add(
            db,
            present.community.id,
            {name: getattr(one, name) for name in (*names, *more)},
            now=house.clock(),
        )


def describe(one: Response, begun: Begun, in_person: Mapping[str, int]) -> dict[str, Any]:
    """Say what became of telling people, as `--json` prints it."""
    return {
        "id": str(one.id),
        "topic": one.topic,
        "version": one.version,
        "words": one.words["en"],
        "queued": len(begun.begun),
        "not_told": dict(Counter(begun.why_not.values()).most_common()),
        "in_person": dict(in_person),
    }
