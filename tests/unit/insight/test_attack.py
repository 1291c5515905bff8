from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from insight.attack import Learnt, attack, learn, read_released, release
from insight.counting import count_evidence
from insight.digest import cut_digest
from insight.disclosure import FEW, HIDDEN, UNSAID, Figure, Range
from insight.evidence import Evidence, Participant
from insight.model import Row, Shown, Table
from insight.places import read_figure
from insight.tables import break_down
from insight.totals import show_totals
from tests.unit.insight.neighbourhood import neighbourhood, running
from tests.unit.insight.populations import Block, gather, populations

NOT_PEOPLE = ("share", "residents", "residents_share", "heard_share", "points", "rate")
BROKEN_DOWN = ("reach_by_", "topics_by_", "drop_off", "equality")


def follow(blocks: list[Block]) -> Iterator[tuple[Evidence, Shown, list[Learnt]]]:
    """Cut the digests of a question one after the other, each knowing those before."""
    earlier: list[Learnt] = []
    for step in range(3):
        known = replace(gather(blocks, step), earlier=tuple(earlier))
        shown = cut_digest(known).shown
        yield known, shown, earlier
        earlier = [*earlier, learn(release(shown))]


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(populations())
def test_attack_finds_nothing_in_any_digest_of_any_population(blocks: list[Block]) -> None:
    before: list[Mapping[tuple[str, str, str], Range]] = []
    for evidence, shown, earlier in follow(blocks):
        assert attack(release(shown), earlier) == ()
        if evidence.closing:
            assert_truth_is_within(evidence, learn(release(shown)))
        before.append(by_simple_sums(shown))
        for early, late in combinations(before, 2):
            assert_nobody_is_between(early, late)


def test_attack_takes_a_part_that_is_not_shown_for_neither_large_nor_small() -> None:
    asked = Participant(id="", channel="sms", language="en", asked=True, reached=True)
    own = Participant(id="", channel="telegram", language="en", came_on_own=True)
    written = replace(own, channel="helper", area="North", written_by="h1")
    blocks = [
        Block(like=asked, people=10, spoke=(1, 8, 10), themes=()),
        Block(like=own, people=12, spoke=(6, 12, 12), themes=(("bins", False),)),
        Block(like=written, people=17, spoke=(0, 16, 17), themes=(("bins", False),)),
    ]

    evidence, shown, _ = list(follow(blocks))[-1]

    everyone = next(table for table in shown.tables if table.id == "everyone")
    unsaid = {row.code for row in everyone.rows if row.figures[0].text == UNSAID}
    assert unsaid >= {"answered", "own", "written", "base"}
    assert_truth_is_within(evidence, learn(release(shown)))


def assert_truth_is_within(evidence: Evidence, learnt: Learnt) -> None:
    """What the attack takes for certain must be true, or its finding nothing says nothing."""
    counts = count_evidence(evidence)
    broken = break_down(counts, show_totals(evidence, counts))
    for (table, row, column), left in learnt.ranges.items():
        if table in broken and column != "other":
            assert left.low <= broken[table][row].get(column, 0) <= left.high
        if table == "topics" and row in counts.topics:
            assert left.low <= len(counts.topics[row]) <= left.high
    beside = count_beside(evidence) if evidence.passed else {}
    for place, people in {**count_answers(evidence), **beside}.items():
        if place in learnt.ranges:
            assert learnt.ranges[place].low <= people <= learnt.ranges[place].high


def count_beside(evidence: Evidence) -> dict[tuple[str, str, str], int]:
    """Count who told what of themselves, and who came to the second question, by place."""
    told = {("equality", f"{kind}:{code}", "heard"): n for kind, code, n in evidence.told}
    second = {"saw": evidence.passed[0].saw, "answered": evidence.passed[0].answered}
    return told | {("drop_off", "question_2", name): n for name, n in second.items()}


def count_answers(evidence: Evidence) -> dict[tuple[str, str, str], int]:
    """Count how many gave each answer, by the place where it stands."""
    truth = {}
    for question in evidence.closed_questions:
        table = f"{'answer' if question.is_single else 'answers'}_{question.code}"
        truth[table, "all-answered", "people"] = question.people
        for one in question.choices:
            truth[table, one.code, "people"] = one.people
    return truth


def by_simple_sums(shown: Shown) -> dict[tuple[str, str, str], Range]:
    """Attack by the simplest sums, written apart from the attack that is tested."""
    alone: dict[tuple[str, str, str], Range] = {}
    totals: dict[str, Range] = {}
    for table in (shown.topics, *shown.tables):
        for row in table.rows:
            if row.code.endswith("_share"):
                continue
            figures = [
                read_figure(figure, exact=shown.closing and not table.id.startswith(BROKEN_DOWN))
                for column, figure in zip(table.columns, row.figures, strict=True)
                if column.code not in NOT_PEOPLE
            ]
            if table.id in ("topics", "everyone"):
                totals[row.code] = figures[0]
            columns = [column for column in table.columns if column.code not in NOT_PEOPLE]
            for column, left in zip(columns, figures, strict=True):
                alone[table.id, row.code, column.code] = left
            if table.id.startswith(("reach_by_", "topics_by_")):
                told = [f"{column.name}, {FEW}" in not_heard(shown) for column in table.columns]
                assert_row_is_safe(row, figures, totals[row.code], told)
        if table.id.startswith("answer"):
            assert_answers_are_safe(table, shown.closing)
    return alone


def assert_answers_are_safe(table: Table, closing: bool) -> None:
    """See that an answer of few people may be of two numbers, and so may who did not give it."""
    *given, everybody = [read_figure(row.figures[0], exact=closing) for row in table.rows]
    for at, left in enumerate(given):
        rest = [one for n, one in enumerate(given) if n != at]
        if table.id.startswith("answer_"):
            high = min(left.high, everybody.high - sum(one.low for one in rest))
            low = max(left.low, everybody.low - sum(one.high for one in rest))
            assert (low, high) == (0, 0) or low >= 5 or high > low, table
        assert not 0 < everybody.low - left.high == everybody.high - left.low < 5, table


def not_heard(shown: Shown) -> str:
    """Give page one's line, "Polish speakers, fewer than 5" as "Polish, fewer than 5"."""
    return release(shown).not_heard.replace(" speakers,", ",")


def assert_row_is_safe(row: Row, cells: list[Range], total: Range, told: list[bool]) -> None:
    """See that a hidden cell may be 5 or more, or is one that page one says is of fewer."""
    for at, figure in enumerate(row.figures):
        if figure.text != HIDDEN or row.code == "stopped":
            continue
        rest = [cell for n, cell in enumerate(cells) if n != at]
        high = total.high - sum(cell.low for cell in rest)
        low = max(1, total.low - sum(cell.high for cell in rest))
        assert high >= 6 or (row.code == "answered" and told[at] and min(high, 4) > low), row


def assert_nobody_is_between(
    early: Mapping[tuple[str, str, str], Range], late: Mapping[tuple[str, str, str], Range]
) -> None:
    for place in early.keys() & late.keys():
        low, high = late[place].low - early[place].high, late[place].high - early[place].low
        if early[place].high and late[place].high:
            assert not (low >= 1 and high <= 4), place
            assert not (high <= -1 and low >= -4), place


def with_row(shown: Shown, id: str, row: str, figures: dict[str, Figure]) -> Shown:
    """Put other figures into one row of one table."""
    tables = []
    for table in shown.tables:
        rows = [
            replace(
                one,
                figures=tuple(
                    figures.get(column.code, figure)
                    for column, figure in zip(table.columns, one.figures, strict=True)
                ),
            )
            if (table.id, one.code) == (id, row)
            else one
            for one in table.rows
        ]
        tables.append(replace(table, rows=tuple(rows)))
    return replace(shown, tables=tuple(tables))


def test_attack_finds_a_cell_that_its_total_gives_away() -> None:
    shown = cut_digest(raised(neighbourhood(), 12)).shown
    rows = {"sms": Figure("10", 10), "telegram": Figure(HIDDEN, None), "other": Figure("0", 0)}
    row = next(t for t in shown.tables if t.id == "topics_by_channel").rows[0]
    bad = with_row(shown, "topics_by_channel", "dogs", rows)

    assert attack(release(shown)) == ()
    assert len(row.figures) == 2
    assert [f.place for f in attack(release(bad))] == [("topics_by_channel", "dogs", "telegram")]


def test_a_row_goes_where_those_not_sorted_would_give_a_cell_of_it_away() -> None:
    like = Participant(id="", channel="sms", language="en", asked=True, reached=True)
    waiting = Block(like=like, people=10, spoke=(10, 10, 10), themes=())
    homes = (("homes", True),)
    few = replace(waiting, people=2, spoke=(2, 2, 2), themes=homes)
    many = Block(
        like=replace(like, channel="telegram"), people=40, spoke=(40, 40, 40), themes=homes
    )

    shown = cut_digest(gather([waiting, few, many], 2)).shown

    table = next(t for t in shown.tables if t.id == "topics_by_channel")
    assert [row.code for row in table.rows] == ["base", "unsorted", "unsorted_share"]
    hidden = Row(code="homes", name="Homes", figures=(Figure(HIDDEN, None), Figure(HIDDEN, None)))
    bad = replace(table, rows=(*table.rows, hidden))
    tables = tuple(bad if one.id == bad.id else one for one in shown.tables)
    found = attack(release(replace(shown, tables=tables)))
    assert ("topics_by_channel", "homes", "sms") in [finding.place for finding in found]


@pytest.mark.parametrize(("was", "now"), [(3, 5), (5, 8), (5, 9)])
def test_a_closing_total_is_not_exact_where_an_earlier_one_would_give_few_away(
    was: int, now: int
) -> None:
    first, last = raised(replace(running(), number=2), was), raised(neighbourhood(), now)
    before = learn(release(cut_digest(first).shown))

    unaware = cut_digest(last).shown
    aware = cut_digest(replace(last, earlier=(before,))).shown

    place = ("topics", "dogs", "people")
    assert [(f.place, f.why) for f in attack(release(unaware), [before])] == [(place, "difference")]
    dogs = next(row for row in aware.topics.rows if row.code == "dogs")
    assert dogs.figures[0].text == f"about {(now + 2) // 5 * 5}"
    assert attack(release(aware), [before]) == ()


def raised(evidence: Evidence, people: int) -> Evidence:
    """Let so many people raise dogs, and all others homes."""
    homes = (("homes", True),)
    words = [replace(c, themes=homes, held="") for c in evidence.contributions]
    words[:people] = [replace(c, themes=(("dogs", True),)) for c in words[:people]]
    return replace(evidence, contributions=tuple(words))


def test_a_second_edition_from_which_one_person_is_gone_does_not_say_so() -> None:
    first = raised(neighbourhood(), 20)
    before = learn(release(cut_digest(first).shown))

    again = cut_digest(replace(raised(first, 19), edition=2, earlier=(before,))).shown

    dogs = next(row for row in again.topics.rows if row.code == "dogs")
    assert dogs.figures[0] == Figure("about 20", 20)


def test_attack_reads_what_stands_in_a_file() -> None:
    digest = cut_digest(neighbourhood())
    data = digest.to_json()["shown"]

    assert read_released(data) == release(digest.shown)
    assert learn(read_released(data)) == learn(release(digest.shown))


def test_a_few_stay_a_few_whatever_the_rest_adds_up_to() -> None:
    shown = cut_digest(raised(neighbourhood(), 3)).shown
    figures: dict[str, list[str]] = defaultdict(list)
    for table in (shown.topics, *shown.tables):
        for row in table.rows:
            figures[row.code] += [figure.text for figure in row.figures]

    assert figures["dogs"] == [FEW, "not shown"]


def test_a_table_is_an_ordinary_one() -> None:
    everyone = next(t for t in cut_digest(neighbourhood()).shown.tables if t.id == "everyone")

    assert isinstance(everyone, Table)
    assert [row.code for row in everyone.rows][:3] == ["asked", "reached", "answered"]
