"""Lays out how many people gave each answer to a question, protected. Counts nothing.

Docs/decisions/0008 says why the numbers of all questions are exact together or not at all.
"""

from collections.abc import Sequence

from insight.caution import Caution
from insight.closed_questions import ClosedQuestion
from insight.disclosure import (
    MIN_BREAKDOWN,
    MIN_DENOMINATOR,
    THRESHOLD,
    UNSAID,
    Figure,
    percentage,
    show_total,
)
from insight.model import Column, Row, Table
from insight.places import ALL_ANSWERED, ANSWER, ANSWERS
from insight.wording import clean

NOTES = {
    "choice": "Each person gave one answer.",
    "choices": "Each person could give several answers.",
    "number": "A number is counted in one of these bands, without what stands behind the point.",
    "rank": "Counted by what each person put first.",
}
SAME = {"yes_no": "choice", "vote": "choice", "scale": "choice", "ballot": "choices"}


def lay_out_answers(
    questions: Sequence[ClosedQuestion], *, closing: bool, caution: Caution
) -> tuple[Table, ...]:
    """Lay out each question that 10 people or more answered."""
    answered = [one for one in questions if one.people >= MIN_BREAKDOWN]
    exact = closing and not caution.keeps_answers_vague and not any(map(_has_few, answered))
    tables = (_lay_out(one, closing=closing, exact=exact) for one in answered)
    return tuple(table for table in tables if not caution.leaves_out_table(table.id))


def _has_few(question: ClosedQuestion) -> bool:
    """Tell whether few people gave an answer, or all but a few did."""
    counts = [one.people for one in question.choices]
    if not question.is_single:
        counts += [question.people - count for count in counts]
    return any(0 < count < THRESHOLD for count in counts)


def _lay_out(question: ClosedQuestion, *, closing: bool, exact: bool) -> Table:
    def show(count: int) -> Figure:
        return show_total(count, closing=closing, vague=not exact)

    everybody = show(question.people)
    rows = [(one.code, clean(one.name), show(one.people)) for one in question.choices]
    return Table(
        id=f"{ANSWER if question.is_single else ANSWERS}{question.code}",
        title=clean(question.words),
        note=_write_note(question, everybody, closing=closing, exact=exact),
        heading="Answer",
        columns=(Column(code="people", name="People"), Column(code="share", name="Share")),
        rows=(
            *(
                Row(code=code, name=name, figures=(people, _share(percentage(people, everybody))))
                for code, name, people in rows
            ),
            Row(
                code=ALL_ANSWERED,
                name="All who answered this question",
                figures=(everybody, _share(None)),
            ),
        ),
    )


def _write_note(question: ClosedQuestion, everybody: Figure, *, closing: bool, exact: bool) -> str:
    how = "Exact from 5 up." if exact else "To the nearest 5."
    if closing and not exact:
        how = "To the nearest 5: beside exact numbers, an answer of few people could be worked out."
    note = NOTES[SAME.get(question.kind, question.kind)]
    return (
        f"{note} One person counts once, with their last answer. {how} Share: of"
        f" {everybody.text} people who answered this question, not of all residents; none under"
        f" {MIN_DENOMINATOR}."
    )


def _share(share: int | None) -> Figure:
    return Figure(UNSAID, None) if share is None else Figure(f"{share}%", share)
