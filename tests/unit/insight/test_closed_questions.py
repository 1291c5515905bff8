from dataclasses import replace

import pytest

from insight.answers_given import lay_out_answers
from insight.attack import attack, find_hidden, learn, read_all, release
from insight.caution import Caution
from insight.closed_questions import (
    ClosedQuestion,
    Given,
    Value,
    count_choices,
    lay_out,
    read_back,
)
from insight.digest import as_part, cut_digest
from insight.disclosure import FEW, Figure
from insight.evidence import Evidence
from insight.model import Row, Shown, Table
from insight.places import ALL_ANSWERED
from insight.subtracting import attack_together
from tests.unit.insight import populations
from tests.unit.insight.neighbourhood import neighbourhood, running
from tests.unit.insight.parts import ORDERS, follow, gather
from tests.unit.insight.populations import Block
from tests.unit.insight.test_said_by_few import NEIGHBOUR

WHO = (("me", "Just me"), ("home", "My home"), ("many", "Lots of us"))


def ask(kind: str = "choice", **people: int) -> ClosedQuestion:
    """A question to which so many gave each answer."""
    several = [
        Given(value=value.replace("_and_", "|"), sure=True, people=n) for value, n in people.items()
    ]
    return count_choices("reach", "Who needs it most?", kind, WHO, several)


def given_of(kind: str, *values: Value) -> dict[str, int]:
    found = count_choices(
        "q", "Q?", kind, WHO, [Given(value=v, sure=True, people=1) for v in values]
    )
    return {one.code: one.people for one in found.choices}


def show(question: ClosedQuestion, *, closing: bool = True) -> dict[str, tuple[str, ...]]:
    (table,) = lay_out_answers([question], closing=closing, caution=Caution())
    return {row.code: tuple(figure.text for figure in row.figures) for row in table.rows}


def test_answers_are_exact_in_a_closing_edition_where_none_is_of_few() -> None:
    assert show(ask(me=12, home=31)) == {
        "me": ("12", "28%"),
        "home": ("31", "72%"),
        "many": ("0", "0%"),
        ALL_ANSWERED: ("43", "not shown"),
    }


def test_answers_are_to_the_nearest_five_where_one_is_of_few() -> None:
    assert show(ask(me=12, home=31, many=2)) == {
        "me": ("about 10", "22%"),
        "home": ("about 30", "67%"),
        "many": (FEW, "not shown"),
        ALL_ANSWERED: ("about 45", "not shown"),
    }


def test_answers_are_to_the_nearest_five_in_a_running_edition() -> None:
    assert show(ask(me=12, home=31), closing=False)["me"] == ("10", "22%")


def test_answers_are_to_the_nearest_five_where_all_but_a_few_gave_one() -> None:
    shown = show(ask("choices", me_and_home=30, home=2))

    assert [shown[code][0] for code in ("me", "home", ALL_ANSWERED)] == [
        "about 30",
        "about 30",
        "about 30",
    ]


def test_one_question_with_an_answer_of_few_makes_all_of_them_vague() -> None:
    few, plain = replace(ask(me=20, many=1), code="other"), ask(me=12, home=31)

    tables = lay_out_answers([few, plain], closing=True, caution=Caution())

    assert [table.rows[-1].figures[0].text for table in tables] == ["about 20", "about 45"]


def test_questions_that_fewer_than_ten_answered_are_left_out() -> None:
    assert lay_out_answers([ask(me=9)], closing=True, caution=Caution()) == ()
    assert len(lay_out_answers([ask(me=10)], closing=True, caution=Caution())) == 1


@pytest.mark.parametrize(
    ("kind", "values", "counted"),
    [
        ("choice", ("me", "me", "gone"), {"me": 2, "home": 0, "many": 0, "another-answer": 1}),
        ("choice", ("me", None), {"me": 1, "home": 0, "many": 0, "not-sure": 1}),
        ("choices", ("me|many", ""), {"me": 1, "home": 0, "many": 1, "none-of-these": 1}),
        ("rank", ("many|me", "many"), {"me": 0, "home": 0, "many": 2}),
        (
            "number",
            (0, 3, 4.5, 12),
            {"from-0": 1, "from-1": 0, "from-2": 0, "from-3": 2, "from-5": 0, "from-10": 1},
        ),
        (
            "number",
            (-2, 4000),
            {
                "below-0": 1,
                **{f"from-{n}": 0 for n in (0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500)},
                "from-1000": 1,
            },
        ),
        ("number", ("ten",), {"another-answer": 1}),
    ],
)
def test_answers_are_counted_by_what_was_given(
    kind: str, values: tuple[Value, ...], counted: dict[str, int]
) -> None:
    assert given_of(kind, *values) == counted


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [("yes_no", True, "yes"), ("yes_no", False, "no"), ("vote", "pass", "pass")],
)
def test_answers_of_kinds_without_options_are_known(kind: str, value: Value, code: str) -> None:
    question = count_choices("q", "Q?", kind, (), [Given(value=value, sure=True, people=3)])

    assert {one.code: one.people for one in question.choices}[code] == 3
    assert {one.code for one in question.choices} <= {"yes", "no", "agree", "disagree", "pass"}


def test_what_was_not_surely_read_is_a_line_of_its_own() -> None:
    question = count_choices("q", "Q?", "choice", WHO, [Given(value="me", sure=False, people=7)])

    assert [(one.code, one.people) for one in question.choices][-1] == ("not-sure", 7)


def test_bands_have_names_that_people_know() -> None:
    question = count_choices(
        "q", "Q?", "number", (), [Given(value=n, sure=True, people=1) for n in (0, 1000)]
    )

    names = [one.name for one in question.choices]
    assert names[:6] == ["0", "1", "2", "3 or 4", "5 to 9", "10 to 19"]
    assert names[-2:] == ["500 to 999", "1,000 or more"]


def test_a_question_comes_back_as_it_was_kept() -> None:
    assert read_back(lay_out(ask(me=12))) == ask(me=12)


def test_digest_of_an_area_shows_no_answers() -> None:
    assert table_of(cut_digest(with_answers(neighbourhood(), ask(me=12, home=31))).shown)
    shown = cut_digest(with_answers(in_mill_lane(), ask(me=12, home=31))).shown

    assert [table.id for table in shown.tables] == ["everyone"]
    assert "What people chose." not in " ".join(shown.method)


def in_mill_lane() -> Evidence:
    evidence = running()
    return replace(evidence, scope=replace(evidence.scope, area="Mill Lane"))


def with_answers(evidence: Evidence, question: ClosedQuestion) -> Evidence:
    return replace(evidence, closed_questions=(question,))


def table_of(shown: Shown) -> Table:
    (table,) = [table for table in shown.tables if table.id == "answer_reach"]
    return table


def test_attack_finds_an_answer_of_few_that_the_others_give_away() -> None:
    shown = cut_digest(with_answers(neighbourhood(), ask(me=12, home=31, many=2))).shown
    table = table_of(shown)
    people = {"me": Figure("12", 12), "home": Figure("31", 31), ALL_ANSWERED: Figure("45", 45)}
    bad = replace(
        table,
        rows=tuple(
            Row(
                code=row.code,
                name=row.name,
                figures=(people.get(row.code, row.figures[0]), row.figures[1]),
            )
            for row in table.rows
        ),
    )
    tables = tuple(bad if one.id == table.id else one for one in shown.tables)

    assert attack(release(shown)) == ()
    assert [f.place for f in attack(release(replace(shown, tables=tables)))] == [
        ("answer_reach", "many", "people")
    ]


def test_an_option_whose_name_ends_like_a_share_is_attacked_too() -> None:
    question = count_choices(
        "reach",
        "Who?",
        "choice",
        (("car_share", "Car share"), ("bus", "Bus")),
        [Given(value="car_share", sure=True, people=2), Given(value="bus", sure=True, people=30)],
    )
    released = release(cut_digest(with_answers(neighbourhood(), question)).shown)

    places = {place for place in learn(released).ranges if place[0] == "answer_reach"}
    assert ("answer_reach", "car_share", "people") in places
    assert list(find_hidden(released, read_all(released))) == []


def test_a_question_goes_where_who_was_heard_gives_an_answer_of_few_away() -> None:
    most = Block(like=NEIGHBOUR, people=33, spoke=(33, 33, 33), themes=(), chose="me")
    one = replace(most, people=1, spoke=(1, 1, 1), chose="many")
    silent = replace(most, people=5, spoke=(5, 5, 5), chose="")

    all_answered = cut_digest(populations.gather([most, one], 2)).shown
    not_all = cut_digest(populations.gather([most, one, silent], 2)).shown

    assert "answer_reach" not in {table.id for table in all_answered.tables}
    assert [row.figures[0].text for row in table_of(not_all).rows] == [
        "about 35",
        "0",
        FEW,
        "about 35",
    ]


def test_an_answer_is_not_exact_where_an_earlier_digest_would_tell_of_few() -> None:
    first = with_answers(replace(running(), number=2), ask(me=5, home=31))
    last = with_answers(neighbourhood(), ask(me=8, home=31))
    before = learn(release(cut_digest(first).shown))

    unaware, aware = cut_digest(last).shown, cut_digest(replace(last, earlier=(before,))).shown

    place = ("answer_reach", "me", "people")
    assert place in [finding.place for finding in attack(release(unaware), [before])]
    assert [row.figures[0].text for row in table_of(aware).rows][:2] == ["about 10", "about 30"]
    assert attack(release(aware), [before]) == ()


def test_weeks_of_a_few_are_given_away_by_a_total_over_all_of_them() -> None:
    orders = [ORDERS[0], ORDERS[5], ORDERS[11], ORDERS[10]]
    block = Block(like=NEIGHBOUR, people=12, spoke=(4, 8, 12), themes=(), chose="me")
    others = replace(block, people=60, spoke=(30, 60, 60), chose="home")
    late = replace(block, people=13, spoke=(0, 0, 13), chose="home")
    unaware = [
        as_part(made, cut_digest(replace(made, number=n, released=())).shown)
        for n, order in enumerate(orders, start=1)
        if (made := gather([block, others, late], order)) is not None
    ]

    assert [chose(part.released.tables, "me") for part in unaware] == [FEW, FEW, FEW, "12"]
    found = attack_together(unaware)
    assert {n for n, one in found if one.place[0] == "answer_reach"} == {0, 1, 2}

    aware = [part for _, part in follow([block, others, late], orders)]
    assert chose(aware[-1].released.tables, "me") == "about 10"
    assert attack_together(aware) == ()


def chose(tables: tuple[Table, ...], option: str) -> str:
    (row,) = [
        row
        for table in tables
        if table.id == "answer_reach"
        for row in table.rows
        if row.code == option
    ]
    return row.figures[0].text
