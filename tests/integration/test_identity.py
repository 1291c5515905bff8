import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from storage import identity
from tests.integration.conftest import Open
from tests.integration.test_merging import merge, resident
from tests.integration.town import NOON, Town
from workers.conversations import restore
from workers.converse import answer_waiting
from workers.replaying import replay_conversation

ANN, CEM = "+447700900001", "2001"


def link(town: Town, number: str = ANN, chat: str = CEM) -> UUID:
    """Make one resident with a number and a chat, whose conversation is open."""
    town.said("sms", number, "street lights")
    town.said("telegram", chat, "more benches")
    town.hands.move(minutes=1)
    return merge(town, resident(town, "sms", number), resident(town, "telegram", chat)).kept_id


def drain(town: Town) -> None:
    """Answer until nothing waits, as a worker does whose bell is rung."""
    while town.values("select 1 from inbox where state = 'pending' limit 1"):
        answer_waiting(town.house)


def test_lock_of_a_resident_is_got_by_one_transaction_at_a_time(town: Town) -> None:
    one, other = resident_of(town), UUID(int=1)
    community = town.present.community.id

    with town.house.database.transaction() as first:
        assert identity.lock_residents(first, community, [one]) == {one}
        with town.house.database.transaction() as second:
            assert identity.lock_residents(second, community, [one, other]) == {other}
    with town.house.database.transaction() as third:
        assert identity.lock_residents(third, community, [one]) == {one}


def resident_of(town: Town) -> UUID:
    town.said("sms", ANN, "benches")
    return resident(town, "sms", ANN)


def test_texts_of_a_resident_whom_another_worker_answers_wait_and_others_do_not(
    town: Town,
) -> None:
    owner = link(town)
    town.store(town.sms(ANN, "1"), town.sms("+447700900002", "lights"))

    with town.house.database.transaction() as db:
        identity.lock_residents(db, town.present.community.id, [owner])
        assert answer_waiting(town.house) == 1
        assert answer_waiting(town.house) == 0

    assert town.values("select body from inbox where state = 'pending'") == ["1"]
    assert answer_waiting(town.house) == 1


def test_two_addresses_of_one_resident_in_a_batch_are_answered_in_the_order_of_their_texts(
    town: Town,
) -> None:
    link(town)
    town.store(
        town.telegram(CEM, "4"),
        town.sms(ANN, "the bus stop"),
        town.telegram(CEM, "and litter"),
        town.sms(ANN, "and noise"),
    )
    town.answer()

    assert town.values("select body from inbox where turn is not null order by turn")[-4:] == [
        "4",
        "the bus stop",
        "and litter",
        "and noise",
    ]
    assert town.rows("select name, value from answer where name = 'detail'") == [
        {"name": "detail", "value": "the bus stop"}
    ]


def test_one_resident_on_two_channels_and_two_workers_has_one_voice_in_100_rounds(
    town: Town, open_with: Open
) -> None:
    others = [open_with(), open_with()]
    link(town)
    for round_ in range(100):
        town.store(
            *[
                town.telegram(CEM, words) if place % 2 else town.sms(ANN, words)
                for place, words in enumerate((f"lights {round_}", "3", "BACK", "benches"))
            ]
        )
    gate = threading.Barrier(2)

    def work(one: Town) -> None:
        gate.wait()
        drain(one)

    with ThreadPoolExecutor(2) as threads:
        for _ in threads.map(work, others):
            continue

    assert town.values("select count(*) from resident") == [1]
    assert town.values("select count(*) from conversation") == [1]
    assert town.values("select distinct state from inbox") == ["done"]
    answered = town.values("select split_part(dedupe_key, chr(58), 2) from message")
    assert {str(id) for id in town.values("select id from inbox")} <= set(answered)
    ours = town.rows("select turn, count(distinct address_hash) as n from inbox group by turn")
    assert {row["n"] for row in ours if row["turn"]} == {1}


def test_conversation_of_a_resident_on_two_channels_replays_byte_for_byte(
    town: Town, open_with: Open
) -> None:
    others = [open_with(), open_with()]
    owner = link(town)
    town.run("delete from timer")
    town.run("delete from conversation")
    for one in (town, *others):
        one.hands.now = NOON + timedelta(days=1)
    for n in range(20):
        town.store(town.sms(ANN, f"lights {n}"), town.telegram(CEM, "4"), town.sms(ANN, "BACK"))

    with ThreadPoolExecutor(2) as threads:
        for _ in threads.map(drain, others):
            continue

    [row] = town.rows("select id, cast(state as text) as state from conversation")
    with town.house.database.transaction() as db:
        played = list(replay_conversation(db, town.house, town.present, row["id"]))
    assert len(played) == 60
    assert played[-1].conversation == restore(row["state"], town.house.keys)
    assert town.values("select distinct resident_id from contribution") == [owner]
