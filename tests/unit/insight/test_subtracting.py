from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from insight.counting import count_evidence
from insight.digest import as_part, cut_digest
from insight.disclosure import FEW, UNSAID
from insight.evidence import Evidence
from insight.scope import WHOLE
from insight.subtracting import Part, attack_together, learn_together
from insight.tables import break_down
from insight.totals import show_totals
from tests.unit.insight.parts import MONDAYS, ORDERS, Order, follow, gather, towns
from tests.unit.insight.populations import Block
from tests.unit.insight.test_attack import count_answers
from tests.unit.insight.test_said_by_few import NEIGHBOUR


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(towns())
def test_digests_of_all_of_areas_and_of_periods_together_give_nobody_away(
    town: tuple[list[Block], list[Order]],
) -> None:
    made = list(follow(*town))
    parts = [part for _, part in made]

    assert attack_together(parts) == ()
    for (evidence, _), learnt in zip(made, learn_together(parts), strict=True):
        truth = count_truth(evidence) | count_answers(evidence)
        for place, left in learnt.items():
            if place in truth:
                assert left.low <= truth[place] <= left.high, place


def count_truth(evidence: Evidence) -> dict[tuple[str, str, str], int]:
    counts = count_evidence(evidence)
    totals = show_totals(replace(evidence, cells=None), counts)
    whole = {code: len(ids) for code, ids in counts.topics.items()}
    truth = {("topics", code, "people"): n for code, n in whole.items()}
    for table, rows in break_down(counts, totals).items():
        for row, groups in rows.items():
            for column, n in groups.items():
                truth[table, row, column] = n
    return truth


def test_weeks_of_a_few_are_given_away_by_a_total_over_all_of_them() -> None:
    orders = [ORDERS[0], ORDERS[5], ORDERS[11], ORDERS[10]]
    block = Block(like=NEIGHBOUR, people=12, spoke=(4, 8, 12), themes=(("dogs", True),))
    others = replace(block, people=60, spoke=(30, 60, 60), themes=(("homes", True),))
    unaware = [
        as_part(made, cut_digest(replace(made, number=n, released=())).shown)
        for n, order in enumerate(orders, start=1)
        if (made := gather([block, others], order)) is not None
    ]

    assert [figure(part, "dogs") for part in unaware] == [FEW, FEW, FEW, "12"]
    few = {n for n, one in attack_together(unaware) if one.why == "few"}
    assert few == {0, 1, 2}

    aware = [part for _, part in follow([block, others], orders)]
    assert [figure(part, "dogs") for part in aware] == [FEW, FEW, FEW, "about 10"]
    assert attack_together(aware) == ()


def figure(part: Part, topic: str) -> str:
    (row,) = [row for row in part.released.tables[0].rows if row.code == topic]
    return row.figures[0].text


def test_a_week_of_one_person_is_not_given_away_by_all_the_others_waiting_to_be_sorted() -> None:
    orders = [ORDERS[0], ORDERS[10]]
    waiting = Block(like=NEIGHBOUR, people=5, spoke=(0, 0, 5), themes=())
    one = Block(like=NEIGHBOUR, people=1, spoke=(1, 1, 1), themes=(("dogs", False),))
    parts = [part for _, part in follow([waiting, one], orders)]

    assert [figure(part, "dogs") for part in parts] == [FEW, UNSAID]
    assert attack_together(parts) == ()


def test_a_week_of_nobody_is_not_shown_where_it_gives_away_the_others() -> None:
    orders = [ORDERS[1], ORDERS[5], ORDERS[10], ORDERS[11]]
    six = Block(like=NEIGHBOUR, people=6, spoke=(2, 6, 6), themes=(("young", False),))
    parts = [part for _, part in follow([six], orders)]

    assert [figure(part, "young") for part in parts] == [FEW, FEW, "6", UNSAID]
    assert attack_together(parts) == ()


def test_figures_that_contradict_each_other_tell_nothing() -> None:
    orders = [ORDERS[0], Order(scope=WHOLE, cut=MONDAYS[1])]
    block = Block(like=NEIGHBOUR, people=60, spoke=(60, 60, 60), themes=(("dogs", True),))
    sorted_anew = replace(block, themes=(("homes", True),))
    week, later = gather([block], orders[0]), gather([sorted_anew], orders[1])
    assert week is not None
    assert later is not None
    parts = [as_part(one, cut_digest(one).shown) for one in (week, later)]

    assert attack_together(parts) == ()
