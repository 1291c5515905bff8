from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from sayso.carriers.faults import Faults
from sayso.carriers.server import FakeCarriers
from storage import fates, notices, outbox
from storage.clock import utc_now
from storage.doorbell import connect
from tests.integration.conftest import Open
from tests.integration.town import NOBODY, NOON, Town
from workers.calling import sign_callback
from workers.deliver import Sender
from workers.reconciling import reconcile
from workers.sweep import sweep

ANN, CEM = "+447700900001", "2001"


def owe(town: Town, channel: str = "sms", address: str = "", *, kind: str = "reply") -> UUID:
    """Have one message in the outbox that no flow made."""
    address = address or {"sms": ANN, "telegram": CEM}[channel]
    town.said(channel, address, "benches")
    made: UUID = town.values("select id from message order by id desc limit 1")[0]
    town.run(
        "update message set kind = :kind, priority = case when :kind in ('reply', 'staff')"
        " then 0 else 1 end where id = :id",
        kind=kind,
        id=made,
    )
    return made


def claim(
    town: Town, owner: str, channel: str = "sms", *, lease_s: float = 60
) -> list[outbox.Leased]:
    with town.house.database.transaction() as db:
        return outbox.claim(
            db, town.present.community.id, channel, owner=owner, lease_s=lease_s, limit=10
        )


def call(town: Town, leased: list[outbox.Leased], owner: str) -> set[UUID]:
    with town.house.database.transaction() as db:
        return outbox.call(db, town.present.community.id, leased, owner=owner, lease_s=60)


def settle(town: Town, leased: outbox.Leased, owner: str, state: str, **more: object) -> None:
    outcome = outbox.Outcome(id=leased.id, attempt=leased.attempt, state=state, **more)  # type: ignore[arg-type]
    with town.house.database.transaction() as db:
        outbox.settle(db, town.present.community.id, [outcome], owner=owner, now=town.hands.now)


def reclaim(town: Town) -> dict[str, int]:
    with town.house.database.transaction() as db:
        return fates.reclaim(db, town.present.community.id, reconcile_s=60)


def test_two_senders_at_once_send_each_message_once(town: Town, open_with: Open) -> None:
    for n in range(40):
        owe(town, "sms", f"+4477009001{n:02}")
    houses = [town.house, open_with().house]
    senders = [Sender(house, "sms") for house in houses]

    with ThreadPoolExecutor(2) as threads:
        for _ in threads.map(Sender.drain, senders):
            continue

    for sender in senders:
        sender.close()
    assert {len(shown) for shown in town.carriers.ledger.handsets("sms").values()} == {1}
    assert town.carriers.ledger.count_accepted("sms") == 40
    assert set(town.states()) <= {"accepted", "sent", "delivered"}


def test_lease_that_ended_is_queued_again_and_its_old_owner_shut_out(town: Town) -> None:
    owe(town)
    leased = claim(town, "first")
    assert claim(town, "second") == []
    town.age(61)

    assert reclaim(town) == {"sms": 1}
    assert call(town, leased, "first") == set()
    again = claim(town, "second")
    assert [one.attempt for one in again] == [2]
    assert call(town, leased, "first") == set()
    assert call(town, again, "second") == {again[0].id}


def test_lease_that_ended_is_not_used_though_nobody_has_swept_yet(town: Town) -> None:
    owe(town)
    leased = claim(town, "first")
    town.age(61)

    assert call(town, leased, "first") == set()


def test_call_of_a_worker_that_died_is_unknown_and_adopted_from_the_carriers_list(
    town: Town,
) -> None:
    owe(town)
    town.carriers.fail(Faults(accept_then_reset=1.0, lose_callback=1.0))
    town.sender("sms").drain()
    assert town.states() == ["unknown"]
    town.carriers.fail(Faults())

    reconcile(town.house, town.present.community.id)
    assert town.states() == ["unknown"]  # a minute has not passed
    town.age(61)
    town.run("update message set called_at = called_at + interval '61 s'")
    reconcile(town.house, town.present.community.id)

    assert town.states() == ["accepted"]
    assert len(town.handset("sms", ANN)) == 1


def test_sms_that_is_absent_twice_is_sent_again_as_often_as_it_takes(town: Town) -> None:
    owe(town)
    community = town.present.community.id
    for _ in range(2):
        town.carriers.fail(Faults(fail_before_accept=1.0))
        town.sender("sms").drain()
        town.carriers.fail(Faults())
        for seconds in (61, 301):
            assert town.states() == ["unknown"]
            town.age(seconds)
            reconcile(town.house, community)
        assert town.states() == ["queued"]
    town.sender("sms").drain()

    assert len(town.handset("sms", ANN)) == 1
    assert town.values("select looks from message") == [0]


def test_callback_settles_a_message_whose_answer_was_lost(town: Town) -> None:
    id = owe(town)
    leased = claim(town, "first")
    call(town, leased, "first")
    url = sign_callback(town.house, id) or ""
    assert url.startswith(f"{NOBODY}/hooks/twilio/status?o=")
    said = notices.Notice(provider_id="SM77", status="delivered", message_id=id)

    town.receiver.store_notices([said])
    settle(town, leased[0], "first", "unknown", error="fate lost")

    assert town.rows("select state, provider_id from message") == [
        {"state": "delivered", "provider_id": "SM77"}
    ]


def test_callback_before_the_answer_is_not_undone_by_it(town: Town) -> None:
    id = owe(town)
    leased = claim(town, "first")
    call(town, leased, "first")

    said = notices.Notice(provider_id="SM77", status="sent", message_id=id)
    town.receiver.store_notices([said])
    settle(town, leased[0], "first", "accepted", provider_id="SM77")

    assert town.states() == ["sent"]


ORDERS = [
    ("accepted", "sent", "delivered"),
    ("delivered", "sent", "accepted"),
    ("sent", "delivered", "sent", "delivered", "accepted"),
    ("delivered", "undelivered"),
]


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_callbacks_in_any_order_only_move_a_message_forward(
    town: Town, order: tuple[str, ...]
) -> None:
    owe(town)
    town.carriers.fail(Faults(lose_callback=1.0))
    town.sender("sms").drain()
    sid = str(town.values("select provider_id from message")[0])

    town.notes(sid, *order)
    assert town.states() == ["delivered"]

    town.receiver.store_notices(
        [notices.Notice(provider_id=sid, status=status) for status in reversed(order)]
    )
    assert town.states() == ["delivered"]
    assert town.values("select count(*) from carrier_event") == [len(set(order))]


def test_callback_for_a_message_that_is_not_ours_is_kept_and_changes_nothing(town: Town) -> None:
    owe(town)

    town.notes("SM-of-somebody-else", "delivered")

    assert town.states() == ["queued"]


def test_telegram_reply_whose_fate_is_lost_is_sent_once_more(town: Town) -> None:
    owe(town, "telegram")
    town.carriers.fail(Faults(accept_then_reset=1.0))
    town.deliver()

    assert town.states() == ["unknown"]
    assert len(town.handset("telegram", CEM)) == 2
    town.age(10_000)
    assert reclaim(town) == {}


def test_telegram_prompt_whose_fate_is_lost_is_never_sent_again(town: Town) -> None:
    owe(town, "telegram", kind="prompt")
    town.carriers.fail(Faults(accept_then_reset=1.0))
    town.deliver()

    assert town.states() == ["unknown"]
    assert len(town.handset("telegram", CEM)) == 1


@pytest.mark.parametrize(
    ("channel", "kind", "then"),
    [
        ("telegram", "reply", "queued"),
        ("telegram", "prompt", "unknown"),
        ("telegram", "staff", "queued"),
        ("sms", "reply", "unknown"),
        ("sms", "prompt", "unknown"),
    ],
)
def test_call_in_which_the_worker_was_killed_is_judged_by_what_can_be_asked(
    town: Town, channel: str, kind: str, then: str
) -> None:
    owe(town, channel, kind=kind)
    call(town, claim(town, "dead", channel), "dead")
    town.age(61)

    assert reclaim(town) == {channel: 1}
    assert town.states() == [then]


def test_stop_between_lease_and_call_keeps_the_message_back(town: Town) -> None:
    owe(town)
    leased = claim(town, "first")
    town.said("sms", ANN, "please stop texting me")

    assert call(town, leased, "first") == set()
    assert town.states() == ["opted_out", "queued"]
    town.deliver()
    assert len(town.handset("sms", ANN)) == 1  # the confirmation


def test_message_that_came_too_late_is_dropped_and_listed(town: Town) -> None:
    owe(town)
    town.run("update message set expires_at = clock_timestamp() - interval '1 s'")
    town.deliver()

    assert town.states() == ["expired"]
    assert town.handset("sms", ANN) == []


def test_second_message_to_an_address_waits_until_the_first_has_left(town: Town) -> None:
    first, second = owe(town), owe(town)

    assert [one.id for one in claim(town, "worker")] == [first]
    assert claim(town, "other") == []
    town.run("update message set state = 'accepted' where id = :id", id=first)
    assert [one.id for one in claim(town, "other")] == [second]


def test_reply_overtakes_the_announcements(town: Town) -> None:
    for n in range(3):
        owe(town, "sms", f"+4477009001{n:02}", kind="prompt")
    reply = owe(town, "sms", "+447700900200")

    assert claim(town, "worker")[0].id == reply


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
    waits = "select not_before - clock_timestamp() from message where state = 'queued'"
    waited: list[timedelta] = town.values(waits)
    assert timedelta(hours=9, minutes=59) < waited[0] < timedelta(hours=10)

    town.hands.move(hours=10)
    town.age(36_001)
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


def test_one_chat_gets_one_message_a_second(town: Town) -> None:
    owe(town, "telegram")
    owe(town, "telegram")
    town.sender("telegram").drain()

    assert sorted(town.states()) == ["accepted", "queued"]
    waits = "select not_before - clock_timestamp() from message where state = 'queued'"
    assert timedelta(0) < town.values(waits)[0] <= timedelta(seconds=1)


def test_channel_waits_as_long_as_its_carrier_said(town: Town) -> None:
    owe(town, "telegram", "2001")
    sender = town.sender("telegram")
    sender.pace.hold(30)

    wait = sender.pace.take("any", 1)
    assert wait is not None
    assert wait.whole_channel
    assert 29 < wait.seconds <= 30


def test_sender_without_redis_sends_nothing_loses_nothing_and_doubles_nothing(town: Town) -> None:
    owe(town, "telegram")
    sender = town.sender("telegram")
    here, away = sender.pace, connect("redis://127.0.0.1:1/0")
    sender.pace = type(here)("telegram", away, segments_per_s=1)
    wait = sender.pace.take("any", 1)
    assert wait is not None
    assert wait.whole_channel
    away.close()
    sender.pace = here

    sender.drain()
    assert len(town.handset("telegram", CEM)) == 1


def test_sweep_finds_everything_again_after_redis_lost_it(town: Town) -> None:
    town.store(town.sms(ANN, "benches"))
    town.house.redis.flushdb()
    sweep(town.house)
    assert town.house.redis.llen("rq:queue:converse") == 1
    town.answer()
    town.house.redis.flushdb()

    sweep(town.house)

    assert town.house.redis.llen("rq:queue:deliver-sms") == 1
    town.deliver()
    assert len(town.handset("sms", ANN)) == 1


def test_sweep_stores_texts_that_twilio_could_not_hand_over(
    town: Town, carriers: FakeCarriers
) -> None:
    town.hands.now = utc_now()  # Twilio dates its list by its own clock
    for words in ("benches", "4", "the bus stop"):
        assert carriers.sends("sms", ANN, words).wait().status == 0
    sweep(town.house)
    sweep(town.house)
    town.answer()

    assert town.values("select body from inbox order by id") == ["benches", "4", "the bus stop"]
    assert town.values("select n from counter where name = 'repeats'") == []


def test_sweep_leaves_its_turn_to_another_that_sweeps(town: Town) -> None:
    owe(town)
    claim(town, "dead")
    town.age(61)
    with town.house.database.transaction() as db:
        reclaimed = town.house.find_present(db)
        assert reclaimed is not None
        db.exec_driver_sql("select pg_advisory_xact_lock(7329003)")
        sweep(town.house)
        assert town.states() == ["leased"]
    sweep(town.house)
    assert town.states() == ["queued"]
