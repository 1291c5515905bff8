from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.database import Database, Db, Unreachable, ask, together

ADD = text("insert into counter (community_id, name, n) values (gen_random_uuid(), :name, :n)")
COUNT = text("select count(*) from counter")
PID = text("select pg_backend_pid()")


@pytest.fixture
def database(town_url: str) -> Iterator[Database]:
    with closing(Database(town_url)) as opened:
        yield opened


def count(database: Database) -> int:
    with database.transaction() as db:
        return int(db.execute(COUNT).scalar_one())


def end(pid: int, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [pid])


def write_together(
    database: Database, *numbers: int | None, first: Callable[[int], None] = lambda _: None
) -> None:
    with database.transaction() as db:
        first(db.execute(PID).scalar_one())
        with together(db):
            for n in numbers:
                db.execute(ADD, {"name": "some", "n": n})


def write_and_fail(unit: AbstractContextManager[Db]) -> None:
    with unit as db:
        db.execute(ADD, {"name": "some", "n": 1})
        raise ValueError("so far")


def test_what_is_written_together_is_there_after_the_block(database: Database) -> None:
    before = count(database)

    with database.transaction() as db:
        with together(db):
            for n in range(20):
                db.execute(ADD, {"name": f"one {n}", "n": n})
        assert db.execute(COUNT).scalar_one() == before + 20

    assert count(database) == before + 20


def test_nothing_stays_of_what_is_written_together_when_one_is_refused(database: Database) -> None:
    before = count(database)

    with pytest.raises(IntegrityError):
        write_together(database, 1, None, 3)

    assert count(database) == before


def test_losing_postgresql_in_the_middle_is_told_as_such(database: Database, town_url: str) -> None:
    before = count(database)

    with pytest.raises(Unreachable):
        write_together(database, 1, first=lambda pid: end(pid, town_url))

    assert count(database) == before


def test_nobody_notices_a_connection_that_died_while_it_rested(
    database: Database, town_url: str
) -> None:
    with database.transaction() as db:
        pid = db.execute(PID).scalar_one()
    end(pid, town_url)

    with database.transaction() as db:
        assert db.execute(PID).scalar_one() != pid


def test_a_line_commits_each_statement_and_a_transaction_after_it_does_not(
    database: Database,
) -> None:
    before = count(database)

    with pytest.raises(ValueError, match="so far"):
        write_and_fail(database.line())
    with pytest.raises(ValueError, match="so far"):
        write_and_fail(database.transaction())

    assert count(database) == before + 1


def test_what_is_asked_together_is_answered_in_its_order_after_what_was_written(
    database: Database,
) -> None:
    before = count(database)

    with database.transaction() as db:
        with together(db):
            first = ask(db, COUNT, {})
            db.execute(ADD, {"name": "asked", "n": 1})
            then = ask(db, COUNT, {})
        assert [then().scalar_one(), first().scalar_one()] == [before + 1, before]


def test_what_travels_with_the_commit_is_committed_by_it_alone(database: Database) -> None:
    before = count(database)

    with database.transaction() as db:
        with together(db, and_commit=True):
            db.execute(ADD, {"name": "with the commit", "n": 1})
        assert count(database) == before

    assert count(database) == before + 1


def test_reading_waits_for_what_was_to_travel_with_the_commit(database: Database) -> None:
    before = count(database)

    with database.transaction() as db:
        with together(db, and_commit=True):
            db.execute(ADD, {"name": "read before", "n": 1})
        assert db.execute(COUNT).scalar_one() == before + 1
        assert ask(db, COUNT, {})().scalar_one() == before + 1

    assert count(database) == before + 1


def test_what_the_database_refuses_at_the_commit_is_raised_there(database: Database) -> None:
    before = count(database)

    with pytest.raises(IntegrityError):
        write_with_commit(database, 1, None)

    assert count(database) == before
    write_with_commit(database, 2)
    assert count(database) == before + 1


def test_losing_postgresql_before_the_commit_that_travels_is_told_as_such(
    database: Database, town_url: str
) -> None:
    before = count(database)

    with pytest.raises(Unreachable):
        write_with_commit(database, 1, last=lambda pid: end(pid, town_url))

    assert count(database) == before


def test_what_travels_with_the_commit_is_rolled_back_when_something_fails_before_it(
    database: Database,
) -> None:
    before = count(database)

    with pytest.raises(ValueError, match="so far"):
        fail_before_commit(database)

    assert count(database) == before


def write_with_commit(
    database: Database, *numbers: int | None, last: Callable[[int], None] = lambda _: None
) -> None:
    with database.transaction() as db:
        pid = db.execute(PID).scalar_one()
        with together(db, and_commit=True):
            for n in numbers:
                db.execute(ADD, {"name": "some", "n": n})
        last(pid)


def fail_before_commit(database: Database) -> None:
    with database.transaction() as db:
        with together(db, and_commit=True):
            db.execute(ADD, {"name": "some", "n": 1})
        raise ValueError("so far")


def test_a_block_may_follow_one_that_was_to_travel_with_the_commit(database: Database) -> None:
    before = count(database)

    with database.transaction() as db:
        for n in range(2):
            with together(db, and_commit=True):
                db.execute(ADD, {"name": "twice", "n": n})
        with together(db):
            asked = ask(db, COUNT, {})
        assert asked().scalar_one() == before + 2

    assert count(database) == before + 2
