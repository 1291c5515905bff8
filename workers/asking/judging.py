"""Looks at an organiser's answers one by one: what cannot stand, and what to think of.

Changes nothing. What is said is a key of the texts for staff, with what is filled in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flows.checks.checker import check_sources
from flows.checks.finding import ERROR, Finding
from flows.composed import Question, write_sources
from flows.errors import InputError
from flows.rendering import format_day
from storage.database import Db
from storage.library import read_flow_sources
from workers.asking.careful_days import Caution, find_cautions, find_too_few
from workers.asking.drafting import Answers, list_choices, read_audience, read_start
from workers.house import House, Present

Remark = Caution
"""A text for staff, by key, and what is filled in."""

QUESTION_LETTERS, LIMITS_LETTERS = 100, 110
DECIDER_LETTERS, SPEAKER_LETTERS = 60, 30
WARNINGS = {
    "consult-style": "warn_leads",
    "two-questions": "warn_two",
    "hard-to-reach": "warn_reach",
    "hard-to-read": "warn_hard",
    "long-sentence": "warn_hard",
    "word-to-avoid": "warn_hard",
}
"""What the checker finds in an organiser's own words that they may still decide for -> our text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What there is to say of an answer.

    Attributes:
        refusal: why it cannot stand; None: it can.
        warnings: what to think of; it stands all the same.
    """

    refusal: Remark | None = None
    warnings: tuple[Remark, ...] = ()


def check_answer(db: Db, house: House, present: Present, name: str, answers: Answers) -> Remarks:
    """Look at one answer, as far as there are others that it must fit.

    Args:
        name: of the answer, as the flow `ask` saves it.
        answers: all there are so far, with this one.
    """
    check = _CHECKS.get(name)
    return check(db, house, present, answers) if check else Remarks()


def _check_question(db: Db, house: House, present: Present, answers: Answers) -> Remarks:
    words = str(answers["question"])
    if len(words) > QUESTION_LETTERS:
        return Remarks(refusal=("refuse_long", {"number": QUESTION_LETTERS}))
    first = present.community.languages[:1]
    question = Question(words=words, power="shape", limits="", speaker="Sam", languages=first)
    found = check_sources(write_sources("question-0", question, read_flow_sources("needs")))
    return judge(found)


def judge(found: Sequence[Finding]) -> Remarks:
    """Tell what an organiser may decide from what must not go out."""
    errors = {one.code: one for one in found if one.severity == ERROR}
    warnings = dict.fromkeys(WARNINGS[code] for code in errors if code in WARNINGS)
    for code, one in errors.items():
        if code == "vote-without-budget":
            return Remarks(refusal=("refuse_vote", {}))
        if code == "too-long":
            return Remarks(refusal=("refuse_long", {"number": QUESTION_LETTERS}))
        if code not in WARNINGS:
            return Remarks(refusal=("refuse_text", {"words": one.means}))
    return Remarks(warnings=tuple((key, {}) for key in warnings))


def _check_length(name: str, most: int) -> "_Check":
    def check(db: Db, house: House, present: Present, answers: Answers) -> Remarks:
        long = len(str(answers[name])) > most
        return Remarks(refusal=("refuse_long", {"number": most}) if long else None)

    return check


def _check_day(db: Db, house: House, present: Present, answers: Answers) -> Remarks:
    day = date.fromisoformat(str(answers["day"]))
    zone = ZoneInfo(present.community.zone)
    today = house.clock().astimezone(zone).date()
    if day <= today:
        return Remarks(refusal=("refuse_day", {}))
    noon = datetime.combine(day, time(12), zone)
    return Remarks(warnings=(*list_cautions(present, noon), *find_too_few(today, day)))


def _check_which(db: Db, house: House, present: Present, answers: Answers) -> Remarks:
    try:
        read_audience(db, present, answers)
    except InputError:
        kind = str(answers["audience"])
        there = ", ".join(list_choices(db, present, kind)) or "-"
        given = {"words": str(answers["which"])[:40], "list": there}
        return Remarks(refusal=("refuse_which", given))
    return Remarks()


def _check_start(db: Db, house: House, present: Present, answers: Answers) -> Remarks:
    now = house.clock()
    starts_at = read_start(present, answers) or now
    if starts_at < now:
        return Remarks(refusal=("refuse_past", {}))
    local = starts_at.astimezone(ZoneInfo(present.community.zone))
    cautions = list_cautions(present, local)
    if "day" in answers:
        heard = date.fromisoformat(str(answers["day"]))
        if heard <= local.date():
            day = format_day(heard, present.community.languages[0])
            return Remarks(refusal=("refuse_order", {"time": day}))
        if answers["timing"] == "later":  # else it was said when they named the day
            cautions += find_too_few(local.date(), heard)
    return Remarks(warnings=tuple(cautions))


def _check_timing(db: Db, house: House, present: Present, answers: Answers) -> Remarks:
    return Remarks() if answers["timing"] == "later" else _check_start(db, house, present, answers)


_Check = Callable[[Db, House, Present, Answers], Remarks]
_CHECKS: Mapping[str, _Check] = {
    "question": _check_question,
    "decider": _check_length("decider", DECIDER_LETTERS),
    "limits": _check_length("limits", LIMITS_LETTERS),
    "day": _check_day,
    "speaker": _check_length("speaker", SPEAKER_LETTERS),
    "which": _check_which,
    "timing": _check_timing,
    "sending_time": _check_start,
}


def list_cautions(present: Present, at: datetime) -> list[Caution]:
    """List what speaks against a time, by the community's clock."""
    shown = format_day(at.date(), present.community.languages[0])
    return find_cautions(present.community.profile, at, shown)
