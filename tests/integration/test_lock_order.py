from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from sayso.launching import wait_until
from sayso.sending import choose, order
from storage import broadcasts, outbox
from storage.database import Db
from tests.integration.outbox import claim
from tests.integration.test_staffing import link
from tests.integration.town import Town
from workers.broadcast import broadcast

ANN, BOB, ROSA = "+447700900101", "+447700900102", "+447700900500"
PEOPLE = [f"sms,{number},Name,en,Hill,stall,consultation 2026-05-14" for number in (ANN, BOB)]

Beside = Callable[[Callable[[], object]], Future[object]]


@pytest.fixture
def beside(town: Town) -> Iterator[Beside]:
    """Does something beside the test, until it waits for a lock that the test holds."""
    begun: list[Future[object]] = []

    def is_waiting() -> bool:
        query = """select count(*) from pg_stat_activity
                   where datname = current_database() and wait_event_type = 'Lock'"""
        return town.values(query) == [len(begun)]

    with ThreadPoolExecutor(2) as threads:

        def start(act: Callable[[], object]) -> Future[object]:
            begun.append(threads.submit(act))
            assert wait_until(is_waiting, seconds=8)
            return begun[-1]

        yield start


@pytest.fixture
def asked(town: Town) -> UUID:
    """A broadcast that has begun and is not handed over."""
    town.imports(*PEOPLE)
    present, audience = choose(town.house, town.present, "needs", "all")
    later = town.hands.now + timedelta(hours=1)
    made = order(town.house, present, "", audience=audience, starts_at=later, unchecked_by="R")
    town.hands.move(hours=1)
    return UUID(made["broadcast"])


def test_pause_among_other_texts_and_handing_over_do_not_wait_in_a_ring(
    town: Town, asked: UUID, beside: Beside
) -> None:
    link(town)
    town.store(town.sms(ANN, "benches"), town.sms(ROSA, "PAUSE"), town.sms(BOB, "more lights"))
    with town.house.database.transaction() as db:
        db.execute(text("lock table delivery in share mode"))  # handing over stops at its ledger
        handing = beside(lambda: broadcast(town.house))
        answering = beside(town.answer)

    handing.result(30)
    answering.result(30)
    assert town.values("select paused_at is not null from broadcast") == [True]
    assert town.values("select count(*) from conversation") == [2]
    deadlocks = "select deadlocks from pg_stat_database where datname = current_database()"
    assert town.values(deadlocks) == [0]


def pause(db: Db, town: Town, id: UUID) -> object:
    return broadcasts.pause(db, town.present.community.id, id, now=town.hands.now)


def stop(db: Db, town: Town, id: UUID) -> object:
    return broadcasts.stop(db, town.present.community.id, id, now=town.hands.now)


@pytest.mark.parametrize("act", [pause, stop])
def test_a_broadcast_is_held_back_in_the_order_in_which_senders_lock(
    town: Town, asked: UUID, beside: Beside, act: Callable[[Db, Town, UUID], object]
) -> None:
    broadcast(town.house)
    first, second = town.values("select id from message order by id")
    town.run("update message set queued_at = queued_at where id = :id", id=first)  # now last

    def hold_back() -> object:
        with town.house.database.transaction() as db:
            return act(db, town, asked)

    with town.house.database.transaction() as db:
        lock(db, first)
        holding = beside(hold_back)
        lock(db, second)

    assert holding.result(30) is True


def test_calls_are_written_down_in_the_order_in_which_all_lock(
    town: Town, asked: UUID, beside: Beside
) -> None:
    broadcast(town.house)
    leased = sorted(claim(town, "ours"), key=lambda one: one.id)

    def call() -> set[UUID]:
        with town.house.database.transaction() as db:
            community = town.present.community.id
            return outbox.call(db, community, leased[::-1], owner="ours", lease_s=60)

    with town.house.database.transaction() as db:
        lock(db, leased[0].id)
        calling = beside(call)
        lock(db, leased[1].id)

    assert calling.result(30) == {one.id for one in leased}


def test_conversations_begin_in_the_order_of_residents(town: Town, beside: Beside) -> None:
    town.imports(*PEOPLE)
    first, second = town.values("select id from resident order by id")
    town.store(town.sms(BOB, "benches"), town.sms(ANN, "more lights"))
    with town.house.database.transaction() as db:
        begin(db, first)
        answering = beside(town.answer)
        begin(db, second)

    answering.result(30)
    assert town.values("select count(*) from conversation") == [2]


def lock(db: Db, message: UUID) -> None:
    """Lock a message; fails where another transaction has it."""
    db.execute(text("select from message where id = :id for update nowait"), {"id": message})


def begin(db: Db, resident: UUID) -> None:
    """Begin a conversation as a broadcast does; fails where it has to wait."""
    db.execute(text("set local lock_timeout = '1 s'"))
    begun = """
        insert into conversation (community_id, id, resident_id, engagement_id, flow_version_id,
            status, state, begun, waits_in, started_at, updated_at)
        select c.community_id, gen_random_uuid(), c.id, e.id, e.flow_version_id, 'open', '{}',
            '{}', '', now(), now()
        from resident c join engagement e on e.community_id = c.community_id
        where c.id = :id order by e.id limit 1"""
    db.execute(text(begun), {"id": resident})
