from dataclasses import replace

from insight.attack import learn, release
from insight.caution import Caution
from insight.digest import as_part, cut_digest
from insight.disclosure import HIDDEN, UNSAID, Figure
from insight.dropping_off import lay_out_drop_off
from insight.equality import find_gaps, lay_out_gaps
from insight.evidence import Evidence, Group, Passed
from insight.model import Line, Table
from insight.subtracting import attack_together, keep_told
from tests.unit.insight.neighbourhood import neighbourhood, running

PROFILE: tuple[Group, ...] = (
    ("age", "young", 1000),
    ("age", "adult", 1450),
    ("age", "older", 380),
    ("language", "en", 2000),
    ("language", "tr", 300),
    ("language", "so", 900),
)
TOLD: tuple[Group, ...] = (("age", "young", 3), ("age", "adult", 41), ("age", "older", 22))
KNOWN = replace(neighbourhood(), profile=PROFILE, told=TOLD)


def table(evidence: Evidence, id: str) -> Table:
    return next(one for one in cut_digest(evidence).shown.tables if one.id == id)


def line(evidence: Evidence, key: str) -> Line:
    return next(one for one in cut_digest(evidence).shown.lines if one.key == key)


def texts(found: Table, code: str) -> list[str]:
    row = next(row for row in found.rows if row.code == code)
    return [figure.text for figure in row.figures]


def test_who_lives_here_stands_beside_who_was_heard() -> None:
    found = table(KNOWN, "equality")

    assert texts(found, "language:en")[:2] == ["2,000", "63%"]
    assert texts(found, "language:en")[2] == "80"
    assert texts(found, "language:so")[2:] == [UNSAID, UNSAID, UNSAID, UNSAID]
    assert texts(found, "age:adult") == ["1,450", "51%", "40", "62%", "+11", "27"]
    assert texts(found, "age:older") == ["380", "13%", "20", "31%", "+18", "52"]


def test_few_who_told_are_hidden_with_what_would_give_them_away() -> None:
    found = table(KNOWN, "equality")

    assert texts(found, "age:young") == ["1,000", "35%", HIDDEN, UNSAID, UNSAID, UNSAID]
    told = replace(KNOWN, told=(("age", "young", 2), ("age", "adult", 0), ("age", "older", 10)))
    few = table(told, "equality")
    assert [texts(few, f"age:{one}")[2] for one in ("young", "adult", "older")] == [
        HIDDEN,
        "0",
        HIDDEN,
    ]


def test_fewer_than_ten_who_told_are_not_shown_at_all() -> None:
    few: tuple[Group, ...] = (("age", "young", 5), ("age", "adult", 4))

    assert (
        find_gaps((), few, {}, cut_digest(KNOWN).shown.topics.rows[0].figures[0], Caution()) == ()
    )
    assert lay_out_gaps(()) is None


def test_page_one_says_who_is_behind_and_what_could_help() -> None:
    told: tuple[Group, ...] = (("age", "young", 10), ("age", "adult", 60), ("age", "older", 30))

    text = line(replace(KNOWN, told=told), "not_heard").text

    assert "under 25, 10% of those who told us and 35% of residents" in text
    assert "What could help: a helper who speaks it, and a native reader for our texts" in text
    assert "a youth club or a school that asks with you" in text
    assert "are not in this digest" not in text


def test_where_people_drop_off_is_shown_and_protected() -> None:
    asked = replace(
        neighbourhood(),
        passed=(
            Passed(name="reach", saw=101, answered=88),
            Passed(name="detail", saw=12, answered=3),
            Passed(name="more", saw=9, answered=9),
        ),
    )

    found = table(asked, "drop_off")

    assert [row.code for row in found.rows] == ["question_1", "question_2", "question_3"]
    assert found.rows[0].name == "1. What is one thing to make life better here?"
    assert texts(found, "question_2") == ["100", "90", "90%"]
    assert texts(found, "question_3") == ["10", HIDDEN, UNSAID]


def test_the_four_facts_stand_first_and_say_what_nobody_has_said() -> None:
    facts = {fact.term: fact.text for fact in cut_digest(neighbourhood()).shown.facts}
    told = replace(
        neighbourhood(),
        could_change="which blocks come first",
        taken_in="its officers read this on 14 January",
        limits_told=("rent levels",),
        who_gains="it is applying for the Warm Homes grant",
    )
    said = {fact.term: fact.text for fact in cut_digest(told).shown.facts}

    first = list(facts)[:4]
    assert [term[-8:] for term in first] == [f"({n} of 4)" for n in range(1, 5)]
    assert "the organiser has not said" in facts[first[0]]
    assert said[first[0]].startswith("Which blocks come first.")
    assert "this cannot change: rent levels." in said[first[1]]
    assert said[first[2]] == "21 full days, until it closed."
    assert said[first[3]].endswith("decides. Its officers read this on 14 January.")
    assert "Warm Homes" in said["Who asked, and what they stand to gain"]
    assert "safeguarding" in said["What was held back, and why"]


def test_page_one_says_in_which_language_the_first_place_does_not_hold() -> None:
    turned = tuple(
        replace(c, themes=(("buses" if c.language == "tr" else "homes", True),))
        for c in KNOWN.contributions
    )

    text = line(replace(KNOWN, contributions=turned), "trust").text

    assert "Cold or damp homes: not first among those who use Turkish" in text


def test_the_first_page_keeps_to_ten_lines() -> None:
    everything = replace(
        KNOWN, limits_told=("rent levels",), who_gains="It wants the grant", meetings=2
    )

    assert len(cut_digest(everything).shown.lines) <= 10


def test_gender_is_told_apart_by_sex_as_a_census_counts_it() -> None:
    profile: tuple[Group, ...] = (("gender", "woman", 1040), ("gender", "man", 960))
    told: tuple[Group, ...] = (
        ("gender", "woman", 44),
        ("gender", "man", 16),
        ("gender", "other", 6),
    )
    found = table(replace(KNOWN, profile=profile, told=told), "equality")

    assert texts(found, "gender:woman") == ["1,040", "52%", "45", "69%", "+17", "43"]
    assert texts(found, "gender:man")[4] == "-25"
    assert texts(found, "gender:other")[:3] == [UNSAID, UNSAID, "5"]
    assert "counts women and men by sex" in found.note
    assert "gender" in line(replace(KNOWN, profile=(), told=()), "not_heard").text


def test_few_of_another_gender_are_hidden_with_what_would_give_them_away() -> None:
    told: tuple[Group, ...] = (
        ("gender", "woman", 44),
        ("gender", "man", 16),
        ("gender", "other", 2),
    )
    found = table(replace(KNOWN, profile=(), told=told), "equality")

    shown = [texts(found, f"gender:{one}")[2] for one in ("woman", "man", "other")]
    assert shown == ["45", "15", HIDDEN]
    assert "by sex" not in found.note


def test_what_people_told_is_not_given_away_by_a_digest_before() -> None:
    one = running()
    adults = replace(one, number=1, told=(("age", "adult", 13),))
    both = replace(one, number=2, told=(("age", "adult", 13), ("age", "young", 2)))
    before = as_part(adults, cut_digest(adults).shown)
    unaware = as_part(both, cut_digest(both).shown)
    hidden = [texts(table(both, "equality"), f"age:{age}")[2] for age in ("young", "adult")]

    assert hidden == [HIDDEN, HIDDEN]
    found = {one.place for _, one in attack_together([keep_told(before), unaware])}
    assert ("equality", "age:young", "heard") in found

    aware = cut_digest(replace(both, released=(keep_told(before),))).shown
    assert "equality" not in {one.id for one in aware.tables}


def test_drop_off_does_not_say_a_total_that_is_not_shown() -> None:
    asked = (Passed(name="first", saw=30, answered=12), Passed(name="second", saw=12, answered=11))

    shown = lay_out_drop_off(asked, Caution())
    hushed = lay_out_drop_off(asked, Caution(unsaid=frozenset({"answered"})))

    assert shown is not None
    assert hushed is not None
    assert [row.code for row in shown.rows] == ["question_1", "question_2"]
    assert [row.code for row in hushed.rows] == ["question_2"]


def test_attack_finds_in_drop_off_a_total_that_is_hidden_elsewhere() -> None:
    digest = cut_digest(neighbourhood()).shown
    released = release(digest)
    everyone = next(one for one in released.tables if one.id == "everyone")
    unsaid = Figure(UNSAID, None)
    rows = tuple(
        replace(row, figures=(unsaid,)) if row.code == "reached" else row for row in everyone.rows
    )
    hushed = tuple(
        replace(one, rows=rows) if one.id == "everyone" else one
        for one in released.tables
        if not one.id.startswith("reach_by")
    )

    learnt = learn(replace(released, tables=hushed)).ranges["everyone", "reached", "people"]

    assert len(learnt) <= 5
