import json
from datetime import timedelta
from uuid import uuid4

import pytest

from storage import digests
from tests.integration.command_line import invoke
from tests.integration.speaking_town import clear_one
from tests.integration.town import Town
from workers.digest import build_digest
from workers.digest_again import rebuild, say_rebuilt
from workers.digest_files import verify_edition
from workers.house import Present
from workers.sweeping.retention import delete_due, read_standing
from workers.themes import sort_themes

ANN, BEA = "+447700900001", "+447700900002"
DAMP, BUSES = "the flat is damp and cold", "more buses in the evening"
SHOWN = "warm rooms, said one"
DUE = {"days": 90, "hours": 1}


@pytest.fixture
def spoken(town: Town) -> Town:
    town.said("sms", ANN, DAMP, "4")
    town.said("sms", BEA, BUSES)
    sort_themes(town.house)
    town.deliver()
    town.run("update message set state = 'delivered', accepted_at = :now", now=town.hands.now)
    return town


def read_present(town: Town) -> Present:
    with town.house.database.transaction() as db:
        present = town.house.find_present(db)
    assert present is not None
    return present


def list_waits(town: Town) -> list[tuple[str, ...]]:
    with town.house.database.transaction() as db:
        return [one.waits for one in read_standing(db, town.house, read_present(town))]


def answer_all(town: Town) -> None:
    """Give each topic its answer, as everybody was told."""
    for theme in town.values("select distinct theme from coding"):
        town.run(
            "insert into response (community_id, id, engagement_id, topic, version, answer, words,"
            " decider, entered_by, made_at, told_at) select community_id, :id, id, :theme, 1, 'no',"
            " '{\"en\": \"No.\"}', 'the council', 'Rosa', :now, :now from engagement",
            id=uuid4(),
            theme=theme,
            now=town.hands.now,
        )


def settle(town: Town) -> None:
    """Close the question, and leave nothing owed."""
    answer_all(town)
    now = town.hands.now
    town.run("update engagement set closed_at = :now, hear_back_by = :day", now=now, day=now.date())
    town.run("update timer set fired_at = :now where fired_at is null", now=now)


def sweep_later(town: Town, **later: float) -> None:
    town.hands.move(**later)
    delete_due(town.house, read_present(town))


def count_words(town: Town) -> int:
    found = town.values(
        "select (select count(*) from contribution where words || cleared_words <> '')"
        " + (select count(*) from inbox where body <> '')"
        " + (select count(*) from message where body <> '')"
        " + (select count(*) from answer where raw <> '')"
        " + (select count(*) from conversation where begun is not null)"
        " + (select count(*) from conversation where state::text like '%damp%')"
        " + (select count(*) from earlier where was::text like '%rooms%')"
    )
    return int(found[0])


def test_words_stay_for_as_long_as_is_set_after_the_last_promised_text(spoken: Town) -> None:
    settle(spoken)

    sweep_later(spoken, days=89)

    assert spoken.values("select count(*) from contribution where words <> ''") == [2]


def test_words_and_numbers_are_gone_after_that_and_counts_are_not(spoken: Town) -> None:
    clear_one(spoken, SHOWN)
    settle(spoken)
    codings = spoken.values("select count(*) from coding")

    sweep_later(spoken, **DUE)

    assert count_words(spoken) == 0
    sealed = spoken.values("select address_sealed from inbox")
    assert {spoken.house.keys.open(bytes(one)) for one in sealed} == {""}
    assert spoken.values("select count(distinct resident_id) from contribution") == [2]
    assert spoken.values("select count(*) from coding") == codings
    assert spoken.values("select words_gone_at is not null from engagement") == [True]


def test_nothing_goes_while_anything_is_owed_however_late(spoken: Town) -> None:
    spoken.run("update engagement set closed_at = :now", now=spoken.hands.now)

    sweep_later(spoken, days=900)

    assert spoken.values("select count(*) from contribution where words <> ''") == [2]
    assert any("2 people wait" in one for waits in list_waits(spoken) for one in waits)


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        ("update engagement set closed_at = null", "is open"),
        ("update response set told_at = null", "not told"),
        ("update response set answer = 'yes', on_day = '2030-01-01'", "asked back"),
        ("update message set state = 'queued'", "on their way"),
        ("update contribution set held = 'safeguarding'", "worrying"),
    ],
)
def test_each_thing_that_waits_keeps_the_words_and_is_named(
    spoken: Town, change: str, waits: str
) -> None:
    settle(spoken)
    spoken.run(change)

    sweep_later(spoken, **DUE)

    assert spoken.values("select count(*) from contribution where words <> ''") == [2]
    assert any(waits in one for some in list_waits(spoken) for one in some)


def test_what_was_published_still_verifies_and_rebuild_says_that_words_are_gone(
    spoken: Town,
) -> None:
    clear_one(spoken, SHOWN)
    built = build_digest(spoken.house)
    assert built is not None
    settle(spoken)
    sweep_later(spoken, **DUE)
    with spoken.house.database.transaction() as db:
        community = spoken.present.community.id
        frozen = digests.find_by_number(db, community, built.number, edition=None)
        assert frozen is not None
        files = digests.list_files(db, community, frozen.id)

    again = rebuild(spoken.house, read_present(spoken), frozen)

    assert not verify_edition(spoken.house, frozen, files)
    assert (again.counts, again.files) == ((), ())
    day = spoken.hands.now.date().isoformat()
    assert any(f"deleted on {day}" in line for line in say_rebuilt(again))


def test_what_comes_late_is_kept_as_long_again(spoken: Town) -> None:
    settle(spoken)
    sweep_later(spoken, **DUE)

    spoken.said("sms", ANN, "and the stairs are dark")
    spoken.run("update message set state = 'delivered'")
    answer_all_again = spoken.hands.now
    spoken.run("update late_round set done_at = :now", now=answer_all_again)
    sweep_later(spoken, days=80)

    assert "and the stairs are dark" in spoken.values("select words from contribution")


def test_a_year_is_a_year_where_the_community_says_so(spoken: Town) -> None:
    settle(spoken)
    spoken.run("update community set profile = profile || '{\"keep_words_days\": 365}'")

    sweep_later(spoken, days=364)
    assert spoken.values("select count(*) from contribution where words <> ''") == [2]
    sweep_later(spoken, days=2)

    assert count_words(spoken) == 0


def test_sweep_runs_once_a_day_and_a_second_time_changes_nothing(spoken: Town) -> None:
    settle(spoken)
    sweep_later(spoken, **DUE)
    gone = spoken.values("select words_gone_at from engagement")

    sweep_later(spoken, days=1)

    assert spoken.values("select words_gone_at from engagement") == gone
    assert spoken.values("select count(*) from day_run where name = 'retention'") == [2]


def test_command_shows_what_goes_when_and_deletes_nothing(
    spoken: Town, town_environment: dict[str, object]
) -> None:
    waiting = json.loads(invoke(town_environment, "retention", "--json").stdout)
    settle(spoken)
    due = json.loads(invoke(town_environment, "retention", "--json").stdout)

    assert waiting["keep_words_days"] == 90
    assert waiting["questions"][0]["due"] is None
    assert waiting["questions"][0]["waits"]
    day = (spoken.hands.now + timedelta(days=90)).date().isoformat()
    assert due["questions"][0]["due"].startswith(day)
    assert due["questions"][0]["words"] == 2
    assert "the words of 2 replies are deleted on" in invoke(town_environment, "retention").stdout
    assert spoken.values("select count(*) from contribution where words <> ''") == [2]
