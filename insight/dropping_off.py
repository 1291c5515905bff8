"""How many saw each question and how many answered it: where people drop off. No wording."""

from collections.abc import Sequence

from insight.caution import Caution
from insight.disclosure import MIN_BREAKDOWN, UNSAID, Figure, percentage, show_cell
from insight.evidence import Passed
from insight.model import Column, Row, Table
from insight.places import DROP_OFF, FIRST_QUESTION


def lay_out_drop_off(passed: Sequence[Passed], caution: Caution) -> Table | None:
    """Lay out the questions that 10 people or more saw; None where there is none."""
    large = [_lay_out(number, one) for number, one in enumerate(passed, start=1) if _is_large(one)]
    rows = [row for row in large if not _is_left_out(row.code, caution)]
    if not rows:
        return None
    return Table(
        id=DROP_OFF,
        title="How many saw each question, and how many answered it",
        note="To the nearest 5; hidden: fewer than 5 people. Who was asked nothing further, as"
        " their first answer was enough, did not see the next question. Questions that fewer than"
        f" {MIN_BREAKDOWN} people saw are left out.",
        heading="Question",
        columns=(
            Column(code="saw", name="Saw it"),
            Column(code="answered", name="Answered"),
            Column(code="share", name="Share"),
        ),
        rows=tuple(rows),
    )


def _is_left_out(code: str, caution: Caution) -> bool:
    if code == FIRST_QUESTION and caution.leaves_out_first_question:
        return True
    return caution.leaves_out(DROP_OFF, code)


def _is_large(one: Passed) -> bool:
    return one.saw >= MIN_BREAKDOWN


def _lay_out(number: int, one: Passed) -> Row:
    saw, answered = show_cell(one.saw), show_cell(min(one.answered, one.saw))
    share = percentage(answered, saw)
    return Row(
        code=f"question_{number}",
        name=f"{number}. {one.name}",
        figures=(
            saw,
            answered,
            Figure(UNSAID, None) if share is None else Figure(f"{share}%", share),
        ),
    )
