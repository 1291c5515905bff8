"""Flows that lead into one another, as they are stored."""

import pytest

from storage import consents, contributions, evidence
from storage.ids import new_id
from storage.streaming import read_cells
from tests.integration.flows_of_a_town import ABOUT, PARK, publish
from tests.integration.town import GUARD, Town
from workers.sweep import sweep

ANN, CEM = "+447700900001", "2001"


def replies(town: Town) -> list[str]:
    return [str(one) for one in town.values("select body from message order by id")]


@pytest.fixture
def park(town: Town) -> Town:
    publish(town, "park", PARK)
    return town


def test_keyword_of_a_published_flow_lets_a_stranger_in(park: Town) -> None:
    park.said("sms", ANN, "park")

    assert replies(park)[0].startswith("What should we mend")
    assert park.values(
        "select flow_id from conversation c join flow_version v on v.id = c.flow_version_id"
    ) == ["park"]
    assert park.values(
        "select state ->> 'version' = (select version from flow_version "
        "where flow_id = 'park') from conversation"
    ) == [True]


def test_flow_that_ends_leads_back_to_the_question_it_came_between(park: Town) -> None:
    park.said("sms", ANN, "hello")
    park.said("sms", ANN, "park")
    park.said("sms", ANN, "benches", "they are broken", "no")

    assert "What is one thing" in replies(park)[-1]
    assert park.rows("select name, value from answer order by name") == [
        {"name": "park.again", "value": False},
        {"name": "park.what", "value": "bench"},
    ]
    assert park.rows("select state, kind from contribution") == [
        {"state": "park.why", "kind": "idea"}
    ]
    park.said("sms", ANN, "more trees")
    assert park.values("select state from contribution order by id") == ["park.why", "need"]


def test_timers_of_the_flow_that_was_left_are_gone_though_states_have_one_name(
    park: Town,
) -> None:
    park.said("sms", ANN, "hello")
    park.deliver()
    assert park.values("select name from timer order by name") == ["3d", "7d"]

    park.said("sms", ANN, "park")
    park.deliver()
    assert park.values("select name from timer") == ["7d"]

    park.hands.move(days=4)
    sweep(park.house)
    park.answer()
    park.deliver()
    assert len(park.handset("sms", ANN)) == 2


def test_silence_in_the_other_flow_leaves_the_first_question_to_a_late_reply(park: Town) -> None:
    park.said("sms", ANN, "hello")
    park.said("sms", ANN, "park")
    park.deliver()
    park.hands.move(days=8)
    sweep(park.house)
    park.answer()
    assert park.values("select status from conversation") == ["ended"]

    park.said("sms", ANN, "more trees")
    assert park.values("select state from contribution") == ["need"]


def test_going_back_keeps_words_and_takes_them_out_of_every_count(park: Town) -> None:
    park.said("sms", ANN, "more benches")
    park.said("sms", ANN, "BACK", "more lights")
    park.said("sms", "+447700900002", "litter", "BACK", "lorries")

    assert park.rows("select words, held from contribution order by words") == [
        {"words": "litter", "held": "undone"},
        {"words": "lorries", "held": ""},
        {"words": "more benches", "held": "undone"},
        {"words": "more lights", "held": ""},
    ]
    community = park.present.community.id
    given = {
        "community": community,
        "engagement": park.present.engagement.id,
        "cut": park.hands.now,
    }
    with park.house.database.transaction() as db:
        read = evidence.read_contributions(db, given, zone="Europe/London")
        (columns,), lines = contributions.export(db, community)
        words = read_cells(columns).index("words")
        exported = [read_cells(line)[words] for line in lines]
        unsorted = contributions.claim_unsorted(db, community, park.present.engagement.id, limit=10)
    assert {one.words for one in read} == set(exported) == {"more lights", "lorries"}
    assert {one.words for one in unsorted} == {"more lights", "lorries"}


def test_answer_that_is_taken_back_is_gone_also_within_one_batch(park: Town) -> None:
    park.said("sms", ANN, "benches")
    park.said("sms", ANN, "4")
    assert park.values("select name from answer") == ["reach"]
    park.said("sms", ANN, "BACK")
    assert park.values("select name from answer") == []

    park.said("sms", ANN, "4", "BACK", "1")
    assert park.rows("select name, value from answer") == [{"name": "reach", "value": "me"}]


def test_consent_is_kept_with_its_wording_and_withdrawn_with_its_history(park: Town) -> None:
    park.said("sms", ANN, "park", "benches", "broken", "yes")
    assert park.rows(
        "select purpose, how, withdrawn_at, given_on is null as undated, "
        "split_part(wording, ' ', 2) as wording from consent"
    ) == [
        {
            "purpose": "promotion",
            "how": "text",
            "withdrawn_at": None,
            "undated": False,
            "wording": "again.say",
        }
    ]
    assert park.values("select left_at from membership where name = 'walkers'") == [None]

    park.said("sms", ANN, "park", "benches", "broken", "no")

    assert park.values("select withdrawn_at is null from consent") == [False]
    assert park.values("select given from consent_change order by id") == [True, False]


def test_import_never_brings_back_a_consent_that_was_withdrawn(park: Town) -> None:
    park.said("sms", ANN, "park", "benches", "broken", "no")
    [resident] = park.values("select id from resident")
    row = {
        "id": new_id(),
        "resident_id": resident,
        "purpose": "promotion",
        "given_on": None,
        "how": "sheet",
    }
    with park.house.database.transaction() as db:
        consents.record(db, park.present.community.id, [row], now=park.hands.now)

    assert park.values("select withdrawn_at is null from consent") == [False]
    assert park.values("select given from consent_change") == [False]


def test_promise_is_a_task_with_a_day_and_an_alert_reaches_the_contact(park: Town) -> None:
    park.said("sms", ANN, "park", "benches", "broken", "yes")
    park.deliver()

    due = park.rows("select kind, due_at from task order by kind")
    assert [one["kind"] for one in due] == ["flow", "promise"]
    assert (due[1]["due_at"] - park.hands.now).days == 2
    assert 'asked for you in "The park"' in park.handset("sms", GUARD)[0]


def test_fewer_texts_holds_from_then_on_and_needs_nobody(town: Town) -> None:
    town.said("telegram", CEM, "help", "7")

    assert town.values("select kind from task") == []
    assert town.values("select fewer_since from resident") == [town.hands.now]


def test_sensitive_flow_leaves_nothing_that_leads_back(town: Town) -> None:
    publish(town, "about", ABOUT)
    town.said("sms", ANN, "hello")
    town.said("sms", ANN, "about")
    town.said("sms", ANN, "43")
    assert town.values("select state ->> 'sealed' is not null from conversation") == [True]
    assert "age" not in str(town.values("select cast(state as text) from conversation"))

    town.said("sms", ANN, "I am often ill")

    apart = town.rows("select * from answer_apart")
    assert [(one["flow_id"], one["name"]) for one in apart] == [("about", "age")]
    assert town.house.keys.open(bytes(apart[0]["value_sealed"])) == "43"
    assert set(apart[0]) == {"community_id", "id", "flow_id", "name", "value_sealed", "given_on"}
    assert town.values("select name from answer") == []
    assert town.values("select held from contribution") == ["sensitive"]
    assert town.rows("select body, detail from inbox order by id") == [
        {"body": "hello", "detail": ""},
        *[{"body": "", "detail": "sensitive"}] * 3,
    ]
    assert "What is one thing" in replies(town)[-1]
    assert town.values("select state ->> 'state' from conversation") == ["need"]


def test_deep_link_goes_through_the_door_of_its_code(park: Town) -> None:
    park.said("telegram", CEM, "/start gate7")
    park.said("telegram", "2002", "/start nowhere")

    first, second = replies(park)
    assert first.startswith("What should we mend")
    assert "What is one thing" in second
    assert park.rows("select name, value from answer") == [
        {"name": "park.entered_by", "value": "gate7"}
    ]


def test_options_are_buttons_on_telegram_only_and_a_press_chooses(park: Town) -> None:
    park.said("telegram", CEM, "park")
    park.said("sms", ANN, "park")
    park.deliver()
    [shown] = park.carriers.ledger.handset("telegram", CEM)
    assert shown.buttons == (("1", "Benches"), ("2", "Lights"))
    assert shown.text.endswith("1 Benches 2 Lights")
    assert park.carriers.ledger.handset("sms", ANN)[0].buttons == ()

    pressed = park.update(callback_query={"id": "4711", "from": {"id": int(CEM)}, "data": "2"})
    park.store(pressed)
    park.answer()
    park.deliver()

    assert park.handset("telegram", CEM)[1] == "Why is that?"
    assert park.values("select value from answer where name = 'park.what'") == ["light"]
    assert park.carriers.ledger.wait_until(
        lambda: park.carriers.ledger.count("presses_answered") == 1, timeout_s=60
    )


def test_ways_through_flows_are_counted(park: Town) -> None:
    park.said("sms", ANN, "park", "benches", "broken", "yes")
    park.said("sms", "+447700900002", "park", "SKIP", "SKIP", "no")
    park.said("sms", "+447700900003", "park")
    park.deliver()
    park.hands.move(days=8)
    sweep(park.house)
    park.answer()

    assert park.rows("select state, outcome, target, n from passage order by 1, 2, 3") == [
        {"state": "again", "outcome": "answered", "target": "close", "n": 1},
        {"state": "again", "outcome": "answered", "target": "on_list", "n": 1},
        {"state": "need", "outcome": "after", "target": "quiet", "n": 1},
        {"state": "need", "outcome": "answered", "target": "why", "n": 1},
        {"state": "need", "outcome": "skipped", "target": "why", "n": 1},
        {"state": "on_list", "outcome": "entered", "target": "close", "n": 1},
        {"state": "why", "outcome": "answered", "target": "again", "n": 1},
        {"state": "why", "outcome": "skipped", "target": "again", "n": 1},
    ]
