from datetime import timedelta

import pytest

from bot.channels.receipts import as_notice
from bot.channels.refusals import REFUSED
from sayso.carriers.faults import Faults
from tests.integration.outbox import ANN, CEM, owe
from tests.integration.town import Town
from workers.sweep import sweep

CLOSED = "select closed_why from address where staff_id is null"
LATE = ["30003", "30004", "30005", "30006", "30007", "30008"]


def fail(town: Town, code: str, status: str = "undelivered") -> str:
    """Have Twilio take a message, and say later that it could not be delivered."""
    owe(town)
    town.carriers.fail(Faults(lose_callback=1.0))
    town.sender("sms").drain()
    sid = str(town.values("select provider_id from message order by id limit 1")[0])
    for _ in range(2):  # callbacks come twice
        notice = as_notice(sid, status, code)
        assert notice is not None
        town.receiver.store_notices([notice])
    return sid


@pytest.mark.parametrize("code", LATE)
def test_late_failure_closes_the_address_where_the_number_is_bad(town: Town, code: str) -> None:
    fail(town, code)

    assert town.states()[0] == "undelivered"
    assert town.values(CLOSED) == [code if REFUSED[int(code)] else ""]
    assert len(town.states()) == (2 if code in ("30003", "30008") else 1)


@pytest.mark.parametrize("code", ["30003", "30008"])
def test_phone_that_is_off_is_tried_once_more_after_an_hour(town: Town, code: str) -> None:
    fail(town, code)
    waits = town.values("select not_before - clock_timestamp() from message where state = 'queued'")
    assert timedelta(minutes=59) < waits[0] <= timedelta(hours=1)
    town.deliver()
    assert town.states() == ["undelivered", "queued"]

    town.age(3_600)
    town.deliver()
    sid = town.values("select provider_id from message order by id desc limit 1")[0]
    notice = as_notice(str(sid), "undelivered", code)
    assert notice is not None
    town.receiver.store_notices([notice])

    assert town.states() == ["undelivered", "undelivered"]
    assert town.carriers.ledger.count_accepted("sms") == 2


def test_second_try_holds_up_nothing_that_is_said_meanwhile(town: Town) -> None:
    fail(town, "30003")
    owe(town)
    town.deliver()

    assert sorted(town.states()) == ["accepted", "queued", "undelivered"]


def test_second_try_is_left_out_where_it_would_come_too_late(town: Town) -> None:
    owe(town)
    town.run("update message set expires_at = clock_timestamp() + interval '30 min'")
    town.carriers.fail(Faults(lose_callback=1.0))
    town.sender("sms").drain()
    sid = str(town.values("select provider_id from message")[0])
    notice = as_notice(sid, "undelivered", "30003")
    assert notice is not None
    town.receiver.store_notices([notice])

    assert town.states() == ["undelivered"]


def test_staff_are_told_once_a_day_of_texts_that_are_filtered(town: Town) -> None:
    fail(town, "30007")
    sweep(town.house)
    sweep(town.house)

    told = "select body from message where kind = 'staff' and dedupe_key like 'alert:sms:%'"
    assert len(town.values(told)) == 1
    assert "do not get through" in town.values(told)[0]
    assert town.values("select count(*) from message where state = 'queued'") == [1]


@pytest.mark.parametrize("late", [False, True], ids=["at once", "by receipt"])
def test_stop_that_only_twilio_heard_counts_on_every_channel(town: Town, late: bool) -> None:
    both_channels(town)
    refuse_stopped(town, late=late)

    assert town.values("select channel from address where stopped_at is not null order by 1") == [
        "sms",
        "telegram",
    ]
    assert town.values("select count(*) from suppression") == [2]


@pytest.mark.parametrize("late", [False, True], ids=["at once", "by receipt"])
def test_stop_at_twilio_closes_sms_only_after_a_start_on_telegram(town: Town, late: bool) -> None:
    both_channels(town)
    town.said("telegram", CEM, "STOP", "START")
    town.run("update address set stopped_at = null where channel = 'sms'")
    town.run("update message set state = 'queued' where channel = 'sms'")
    refuse_stopped(town, late=late)

    assert town.values("select channel from address where stopped_at is not null") == []
    closed = "select channel, closed_why from address where closed_at is not null"
    assert town.rows(closed) == [{"channel": "sms", "closed_why": "21610"}]


def both_channels(town: Town) -> None:
    """Have one resident with a phone and a chat."""
    town.said("telegram", CEM, "lights")
    owe(town)
    town.run(
        "update address set resident_id = (select resident_id from address where channel = 'sms'"
        " and resident_id is not null) where channel = 'telegram'"
    )


def refuse_stopped(town: Town, *, late: bool) -> None:
    town.carriers.fail(Faults(recipients={} if late else {ANN: "21610"}, lose_callback=1.0))
    town.sender("sms").drain()
    if late:
        [sid] = town.values("select provider_id from message where channel = 'sms'")
        notice = as_notice(str(sid), "failed", "21610")
        assert notice is not None
        town.receiver.store_notices([notice])


def test_group_that_moved_gets_its_message_once_at_its_new_id(town: Town) -> None:
    owe(town, "telegram", kind="prompt")
    town.carriers.fail(Faults(recipients={CEM: "moved:-100200"}))
    town.deliver()

    assert town.states() == ["accepted"]
    assert len(town.handset("telegram", "-100200")) == 1
    assert town.handset("telegram", CEM) == []


def test_group_that_moved_to_a_chat_we_know_already_gets_its_message_there(town: Town) -> None:
    owe(town, "telegram", "-100200")
    owe(town, "telegram", kind="prompt")
    town.carriers.fail(Faults(recipients={CEM: "moved:-100200"}))
    town.deliver()
    town.run("update message set not_before = null")
    town.deliver()

    assert town.states() == ["accepted", "accepted"]
    assert len(town.handset("telegram", "-100200")) == 2
