from datetime import timedelta

import pytest

from bot.pace import Ask, Pace
from sayso.carriers.faults import Faults
from storage.doorbell import connect
from tests.integration.conftest import Open
from tests.integration.outbox import ANN, CEM, owe
from tests.integration.town import NOBODY, NOON, Town


def test_message_that_came_too_late_is_dropped_and_listed(town: Town) -> None:
    owe(town)
    town.run("update message set expires_at = clock_timestamp() - interval '1 s'")
    town.deliver()

    assert town.states() == ["expired"]
    assert town.handset("sms", ANN) == []


def test_message_behind_one_that_came_too_late_goes_in_the_same_drain(town: Town) -> None:
    late, good = owe(town), owe(town)
    town.run(
        "update message set expires_at = clock_timestamp() - interval '1 s' where id = :id", id=late
    )
    town.sender("sms").drain()

    assert late < good
    assert town.states() == ["expired", "accepted"]


def test_announcement_waits_for_sending_hours_and_a_reply_does_not(town: Town) -> None:
    town.hands.now = NOON.replace(hour=22)
    owe(town, "sms", "+447700900100", kind="prompt")
    owe(town, "sms", "+447700900101", kind="prompt")
    town.run(
        "update message set any_hour = true where id = (select id from message order by id limit 1)"
    )
    town.said("sms", ANN, "lights")
    town.deliver()

    assert len(town.handset("sms", ANN)) == 1
    assert len(town.handset("sms", "+447700900100")) == 1
    assert town.handset("sms", "+447700900101") == []

    town.hands.move(hours=10)
    town.deliver()
    assert len(town.handset("sms", "+447700900101")) == 1


@pytest.mark.parametrize(
    ("channel", "fate", "state", "closed"),
    [
        ("sms", "21610", "refused", "21610"),
        ("sms", "21408", "refused", ""),
        ("telegram", "blocked", "refused", "403"),
    ],
)
def test_carriers_no_is_final_and_closes_the_address_where_it_must(
    town: Town, channel: str, fate: str, state: str, closed: str
) -> None:
    address = {"sms": ANN, "telegram": CEM}[channel]
    town.carriers.fail(Faults(recipients={address: fate}))
    owe(town, channel)
    town.deliver()

    assert town.states() == [state]
    assert town.values("select closed_why from address where staff_id is null") == [closed]
    assert town.handset(channel, address) == []


def test_carrier_that_cannot_be_reached_is_tried_again_later(open_with: Open) -> None:
    town = open_with(TWILIO_API_BASE_URL=NOBODY)
    owe(town)
    town.sender("sms").drain()

    assert town.rows(
        "select state, attempt, not_before > clock_timestamp() as later from message"
    ) == [{"state": "queued", "attempt": 1, "later": True}]


@pytest.mark.redis
def test_one_chat_gets_one_message_a_second(town: Town) -> None:
    owe(town, "telegram")
    owe(town, "telegram")
    town.sender("telegram").drain()

    assert sorted(town.states()) == ["accepted", "queued"]
    waits = "select not_before - clock_timestamp() from message where state = 'queued'"
    assert timedelta(0) < town.values(waits)[0] <= timedelta(seconds=1)


@pytest.mark.redis
def test_channel_waits_as_long_as_its_carrier_said(town: Town) -> None:
    owe(town, "telegram", "2001")
    sender = town.sender("telegram")
    sender.pace.hold(30)

    [wait] = sender.pace.take([Ask(address="any")])
    assert wait is not None
    assert wait.whole_channel
    assert 29 < wait.seconds <= 30


@pytest.mark.redis
def test_sender_without_redis_sends_nothing_loses_nothing_and_doubles_nothing(town: Town) -> None:
    owe(town, "telegram")
    sender = town.sender("telegram")
    here, away = sender.pace, connect("redis://127.0.0.1:1/0")
    sender.pace = Pace("telegram", away, here.rate)
    [wait] = sender.pace.take([Ask(address="any")])
    assert wait is not None
    assert wait.whole_channel
    away.close()
    sender.pace = here

    sender.drain()
    assert len(town.handset("telegram", CEM)) == 1
