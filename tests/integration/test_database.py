from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.database import Database, Db, Unreachable, together

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
