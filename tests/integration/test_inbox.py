import random  # noqa: TID251  (seeded)
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime

from storage import inbox
from storage.database import Database, Unreachable
from tests.integration.conftest import Open
from tests.integration.town import Town
from workers.converse import answer_backlog, answer_waiting
from workers.house import House


def count(town: Town) -> dict[str, int]:
    with town.house.database.transaction() as db:
        return inbox.count(db, town.present.community.id)


def test_five_copies_of_every_text_count_once_however_they_are_shuffled(town: Town) -> None:
    texts = [town.sms(f"+4477009001{n:02}", f"text {n}", sid=f"SM{n}") for n in range(50)]
    arrivals = [town.receiver.seal(one) for one in texts * 5]
    random.Random(7).shuffle(arrivals)
    groups = [arrivals[start : start + 25] for start in range(0, len(arrivals), 25)]

    with ThreadPoolExecutor(4) as threads:
        stored = threads.map(store_again_on_deadlock, [town] * len(groups), groups)
        assert len(list(stored)) == 10
    town.answer()

    counts = count(town)
    assert (counts["inbound"], counts["waiting"]) == (50, 0)
    assert counts["repeats"] == 200
    assert town.values("select count(*) from message") == [50]


def store_again_on_deadlock(town: Town, group: list[inbox.Arrival]) -> None:
    """Two web processes may lock the same ids crosswise; then one says 503 and is asked again."""
    for _ in range(20):
        with suppress(*Unreachable):
            town.receiver.store_texts(group)
            return


def test_replay_of_a_whole_day_changes_nothing(town: Town) -> None:
    texts = [town.telegram(str(3000 + n), f"text {n}") for n in range(20)]
    town.store(*texts)
    town.answer()
    before = town.values("select to_jsonb(m)::text from message m order by id")

    town.store(*texts)
    town.answer()

    assert town.values("select to_jsonb(m)::text from message m order by id") == before
    assert count(town)["repeats"] == 20


TALK = ["more benches", "4", "the bus stop", "hello", "and litter", "thanks", "lights too"] * 3


def fill(town: Town, residents: int) -> None:
    """Each resident's texts in order, all residents mixed."""
    chats = [str(6000 + n) for n in range(residents)] * 20
    random.Random(11).shuffle(chats)
    talks: defaultdict[str, Iterator[str]] = defaultdict(lambda: iter(TALK))
    texts = [town.telegram(chat, next(talks[chat])) for chat in chats]
    for start in range(0, len(texts), 50):
        town.store(*texts[start : start + 50])


def transcripts(town: Town) -> set[tuple[str, ...]]:
    """What each resident was told, in order."""
    told = defaultdict(list)
    for row in town.rows(
        """select m.address_id, m.body from message m
           join inbox i on m.dedupe_key = concat('reply', chr(58), i.id, chr(58), '0')
           order by i.carrier_order"""
    ):
        told[row["address_id"]].append(row["body"])
    assert {len(bodies) for bodies in told.values()} == {20}
    return {tuple(bodies) for bodies in told.values()}


def test_four_workers_at_once_answer_fifty_residents_as_one_worker_would(
    town: Town, open_with: Open
) -> None:
    fill(town, 1)
    town.answer()
    serial = transcripts(town)
    assert len(serial) == 1
    for table in ("message", "answer", "contribution", "timer", "task", "conversation", "inbox"):
        town.run(f"delete from {table}")  # noqa: S608

    fill(town, 50)
    houses = [open_with().house for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        for answered in threads.map(drain, houses):
            assert answered >= 0

    assert transcripts(town) == serial
    assert town.values("select distinct state from inbox") == ["done"]
    assert town.values("select max(attempts) from inbox") == [0]


def test_two_batches_at_a_time_answer_a_backlog_as_one_worker_would(town: Town) -> None:
    fill(town, 1)
    town.answer()
    serial = transcripts(town)
    for table in ("message", "answer", "contribution", "timer", "task", "conversation", "inbox"):
        town.run(f"delete from {table}")  # noqa: S608

    fill(town, 110)
    answered = 0
    while some := answer_backlog(town.house):
        answered += some

    assert answered == 110 * 20
    assert transcripts(town) == serial
    assert town.values("select distinct state from inbox") == ["done"]
    assert town.values("select max(attempts) from inbox") == [0]


def drain(house: House) -> int:
    answered = 0
    while some := answer_waiting(house):
        answered += some
    return answered


def test_texts_of_an_address_that_another_worker_holds_are_left_to_it(town: Town) -> None:
    town.store(town.telegram("6001", "benches"), town.telegram("6002", "lights"))
    community = town.present.community.id
    with town.house.database.transaction() as held:
        first = inbox.claim(held, community, limit=1)
        assert [one.body for one in first] == ["benches"]

        with town.house.database.transaction() as db:
            assert [one.body for one in inbox.claim(db, community)] == ["lights"]
        with town.house.database.transaction() as db:
            assert inbox.claim_address(db, community, first[0].address_hash) == []


def test_texts_behind_those_that_another_worker_holds_are_claimed(town: Town) -> None:
    town.store(*[town.telegram(str(6001 + n), f"text {n}") for n in range(5)])
    town.store(town.telegram("6001", "text 5"))
    community = town.present.community.id
    with town.house.database.transaction() as held:
        first = inbox.claim(held, community, limit=3)
        assert sorted(one.body for one in first) == ["text 0", "text 1", "text 2"]

        with town.house.database.transaction() as db:
            behind = inbox.claim(db, community, limit=3)
            assert sorted(one.body for one in behind) == ["text 3", "text 4"]


def test_claims_of_a_connection_that_dies_are_free_at_once(town: Town, town_url: str) -> None:
    town.store(town.telegram("6001", "benches"))
    community = town.present.community.id
    other = Database(town_url)
    with other.transaction() as held:
        assert len(inbox.claim(held, community)) == 1
    other.close()

    with town.house.database.transaction() as db:
        assert len(inbox.claim(db, community)) == 1


def test_sms_are_answered_in_the_order_they_came(town: Town) -> None:
    for number, words in enumerate(["benches", "4", "the bus stop"]):
        town.hands.now = datetime(2026, 11, 24, 12, 0, number, tzinfo=UTC)
        town.store(town.sms("+447700900001", words))
    town.answer()

    assert town.values("select raw from answer order by name") == ["the bus stop", "4"]
