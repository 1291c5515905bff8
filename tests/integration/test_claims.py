from concurrent.futures import ThreadPoolExecutor

from tests.integration.conftest import Open
from tests.integration.outbox import ANN, call, claim, owe, reclaim
from tests.integration.town import Town
from workers.deliver import Sender


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


def test_stop_between_lease_and_call_keeps_the_message_back(town: Town) -> None:
    owe(town)
    leased = claim(town, "first")
    town.said("sms", ANN, "please stop texting me")

    assert call(town, leased, "first") == set()
    assert town.states() == ["opted_out", "queued"]
    town.deliver()
    assert len(town.handset("sms", ANN)) == 1  # the confirmation


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
