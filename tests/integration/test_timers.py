import pytest

from sayso.sending import order
from storage import timers
from tests.integration.town import Town
from workers.sweep import sweep

ANN = "+447700900101"


@pytest.fixture
def asked(town: Town) -> Town:
    town.imports(f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14")
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.deliver()
    return town


def pass_days(town: Town, days: float) -> None:
    town.hands.move(days=days)
    sweep(town.house)
    town.answer()
    town.deliver()


def test_timers_count_from_when_the_carrier_took_the_question(town: Town) -> None:
    town.imports(f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14")
    order(town.house, town.present, "", unchecked_by="Rosa")
    assert town.values("select due_at from timer") == [None, None]

    town.hands.move(hours=1)
    town.deliver()

    assert [at - town.hands.now for at in town.values("select due_at from timer order by 1")] == [
        (town.hands.now.replace(day=27) - town.hands.now),
        (town.hands.now.replace(month=12, day=1) - town.hands.now),
    ]


def test_silence_is_met_with_one_reminder_and_then_with_silence(asked: Town) -> None:
    pass_days(asked, 2.9)
    assert len(asked.handset("sms", ANN)) == 1

    pass_days(asked, 0.2)
    pass_days(asked, 0.2)
    assert len(asked.handset("sms", ANN)) == 2
    assert "last reminder" in asked.handset("sms", ANN)[1]
    assert asked.values("select kind from message order by id") == ["prompt", "reminder"]

    pass_days(asked, 4)
    assert len(asked.handset("sms", ANN)) == 2
    assert asked.values("select status from conversation") == ["ended"]


def test_answer_ends_the_timers_of_its_question(asked: Town) -> None:
    asked.said("sms", ANN, "more benches")
    asked.deliver()
    assert asked.rows("select state, name from timer") == [{"state": "reach", "name": "7d"}]

    pass_days(asked, 3.1)
    assert len(asked.handset("sms", ANN)) == 2


def test_timer_that_is_due_fires_once_though_two_sweeps_look(asked: Town) -> None:
    asked.hands.move(days=4)
    community = asked.present.community.id
    with asked.house.database.transaction() as first:
        assert timers.fire_due(first, community, now=asked.hands.now) == 1
        with asked.house.database.transaction() as second:
            assert timers.fire_due(second, community, now=asked.hands.now) == 0
    with asked.house.database.transaction() as db:
        assert timers.fire_due(db, community, now=asked.hands.now) == 0
    asked.answer()
    asked.answer()

    assert asked.values("select count(*) from message where kind = 'reminder'") == [1]


def test_somebody_who_stopped_is_not_reminded(asked: Town) -> None:
    asked.said("sms", ANN, "please stop texting me")
    asked.deliver()
    pass_days(asked, 4)
    pass_days(asked, 4)

    assert len(asked.handset("sms", ANN)) == 2


def test_question_that_was_never_accepted_is_never_reminded_of(town: Town) -> None:
    town.imports(f"sms,{ANN},Ann,en,Marsh Lane,stall,consultation 2026-05-14")
    order(town.house, town.present, "", unchecked_by="Rosa")
    town.run("update message set state = 'refused'")
    pass_days(town, 8)

    assert town.values("select count(*) from message") == [1]
