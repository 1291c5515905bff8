from concurrent.futures import ThreadPoolExecutor

import pytest

from sayso.carriers.faults import Faults
from storage import fates, notices, outbox
from storage.outbox import Leased
from tests.integration.outbox import ANN, call, claim, owe, settle
from tests.integration.town import NOBODY, Town
from workers.calling import sign_callback
from workers.sweeping.reconciling import reconcile


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


def guess_wrong(town: Town) -> Leased:
    """Give a text on its way, of which one alike has adopted what the carrier took for it."""
    first = owe(town)
    call(town, claim(town, "first"), "first")
    town.run("update message set state = 'unknown' where id = :id", id=first)
    with town.house.database.transaction() as db:
        fates.adopt(db, town.present.community.id, first, "SM77", now=town.hands.now)
    owe(town)
    second = claim(town, "first")[0]
    call(town, [second], "first")
    return second


def test_receipt_takes_its_id_back_from_a_text_alike_that_had_adopted_it(town: Town) -> None:
    second = guess_wrong(town)

    said = notices.Notice(provider_id="SM77", status="delivered", message_id=second.id)
    town.receiver.store_notices([said])

    assert town.rows("select state, provider_id from message order by id") == [
        {"state": "unknown", "provider_id": None},
        {"state": "delivered", "provider_id": "SM77"},
    ]


def test_answer_takes_its_id_back_from_a_text_alike_that_had_adopted_it(town: Town) -> None:
    second = guess_wrong(town)

    settle(town, second, "first", "accepted", provider_id="SM77")

    assert town.rows("select state, provider_id from message order by id") == [
        {"state": "unknown", "provider_id": None},
        {"state": "accepted", "provider_id": "SM77"},
    ]


def test_callback_before_the_answer_is_not_undone_by_it(town: Town) -> None:
    id = owe(town)
    leased = claim(town, "first")
    call(town, leased, "first")

    said = notices.Notice(provider_id="SM77", status="sent", message_id=id)
    town.receiver.store_notices([said])
    settle(town, leased[0], "first", "accepted", provider_id="SM77")

    assert town.states() == ["sent"]


def test_receipts_and_the_answers_to_their_calls_cross_without_a_deadlock(town: Town) -> None:
    town.said("sms", ANN, "benches")
    town.run("""
        insert into message (community_id, id, address_id, channel, kind, priority, body, segments,
            dedupe_key, after_stop, any_hour, state, owner, attempt, queued_at)
        select community_id, gen_random_uuid(), address_id, channel, kind, priority, body, segments,
            'again:' || n, after_stop, any_hour, 'calling', case when n > 4000 then 'first' end, 1,
            queued_at
        from message, generate_series(1, 4040) n""")
    town.run("analyze message")
    ids = town.values("select id from message where owner = 'first' order by id")
    community, database = town.present.community.id, town.house.database
    answers = [
        outbox.Outcome(id=id, attempt=1, state="accepted", provider_id=f"SM{id}") for id in ids
    ]
    said = [
        notices.Notice(provider_id=f"SM{id}", status="sent", message_id=id) for id in reversed(ids)
    ]

    def answer() -> None:
        with database.transaction() as db:
            outbox.settle(db, community, answers, owner="first", now=town.hands.now)

    with ThreadPoolExecutor(2) as pool:
        for _ in range(100):
            town.run(
                "update message set state = 'calling', provider_id = null where owner = 'first'"
            )
            both = [pool.submit(answer), pool.submit(town.receiver.store_notices, said)]
            for one in both:
                one.result(30)

    assert set(town.values("select state from message where owner = 'first'")) == {"sent"}


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


def test_receipts_that_were_lost_are_read_from_twilios_list_minutes_later(town: Town) -> None:
    others = ["+447700900002", "+447700900003"]
    town.carriers.fail(Faults(lose_callback=1.0, recipients={others[0]: "30005"}))
    for number in (ANN, *others):
        owe(town, "sms", number)
    town.sender("sms").drain()
    assert town.states() == ["accepted"] * 3
    reconcile(town.house, town.present.community.id)
    assert town.states() == ["accepted"] * 3  # minutes have not passed

    town.run("update message set called_at = called_at - interval '301 s'")
    reconcile(town.house, town.present.community.id)

    assert sorted(town.states()) == ["delivered", "delivered", "undelivered"]
    assert town.values("select closed_why from address where closed_at is not null") == ["30005"]


def test_receipt_that_stays_away_is_asked_for_less_and_less_often(town: Town) -> None:
    owe(town)
    leased = claim(town, "first")
    call(town, leased, "first")
    settle(town, leased[0], "first", "accepted", provider_id="SM-nobody-knows")
    looks = []
    for seconds in (301, 301, 1_201, 4_801, 19_201, 76_801, 400_000):
        town.run("update message set called_at = called_at - make_interval(secs => :s)", s=seconds)
        reconcile(town.house, town.present.community.id)
        looks += town.values("select looks from message")

    assert looks == [1, 1, 2, 3, 4, 5, 5]
    assert town.states() == ["accepted"]
