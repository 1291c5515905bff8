import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from typing import TypeVar

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage.database import Database, Unreachable
from storage.loop_line import LoopLine

ADD = text("""
    insert into counter (community_id, name, n)
    select gen_random_uuid(), cast(:name as text), cast(:n as integer)
""")
LOCK = b"lock table counter in access exclusive mode"
OURS = """
    select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend'
"""
Made = TypeVar("Made")


@pytest.fixture
def database(town_url: str) -> Iterator[Database]:
    with closing(Database(town_url)) as opened:
        yield opened


@pytest.fixture
def other(town_url: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    with psycopg.connect(town_url) as opened:
        yield opened


Other = psycopg.Connection[tuple[object, ...]]


def counted(other: Other, name: str) -> list[object]:
    found = other.execute("select n from counter where name = %s order by n", (name,)).fetchall()
    other.rollback()
    return [n for (n,) in found]


def end_others(other: Other) -> None:
    found = other.execute(OURS).fetchall()
    assert found
    for (pid,) in found:
        ended = other.execute("select pg_terminate_backend(%s, 5000)", (pid,)).fetchone()
        assert ended == (True,)


def run(
    database: Database, use: Callable[[LoopLine], Awaitable[Made]], *, answer_s: float = 20
) -> Made:
    async def use_it() -> Made:
        with closing(LoopLine(database, ADD, answer_s=answer_s)) as line:
            return await use(line)

    return asyncio.run(use_it())


def test_each_statement_is_committed_when_it_returns(database: Database, other: Other) -> None:
    async def use(line: LoopLine) -> list[list[object]]:
        seen = []
        for n in range(3):
            await line.run(name=b"a", n=b"%d" % n)
            seen.append(counted(other, "a"))
        return seen

    assert run(database, use) == [[0], [0, 1], [0, 1, 2]]


def test_megabytes_go_out_as_the_socket_takes_them(database: Database, other: Other) -> None:
    words = b"x" * 20_000_000

    async def use(line: LoopLine) -> None:
        with pytest.raises(DBAPIError):  # too long for the index, which is found when all is there
            await line.run(name=words, n=b"1")
        await line.run(name=b"short", n=b"1")

    run(database, use)
    assert counted(other, "short") == [1]


def test_what_the_commit_itself_refuses_is_not_said_to_be_stored(
    database: Database, other: Other
) -> None:
    other.execute("""
        create function refuse() returns trigger language plpgsql as
        $$ begin raise unique_violation; end $$""")
    other.execute("""
        create constraint trigger late after insert on counter deferrable initially deferred
        for each row when (new.n = 2) execute function refuse()""")
    other.commit()

    async def use(line: LoopLine) -> None:
        await line.run(name=b"late", n=b"1")
        with pytest.raises(IntegrityError):
            await line.run(name=b"late", n=b"2")
        await line.run(name=b"late", n=b"3")

    run(database, use)
    assert counted(other, "late") == [1, 3]


def test_connection_that_died_while_it_rested_is_opened_again(
    database: Database, other: Other
) -> None:
    async def use(line: LoopLine) -> None:
        await line.run(name=b"rest", n=b"1")
        end_others(other)
        other.rollback()  # within a transaction it would list the same ones again
        await line.run(name=b"rest", n=b"2")
        end_others(other)
        await asyncio.sleep(0)  # the loop hears of it
        await line.run(name=b"rest", n=b"3")

    run(database, use)
    assert counted(other, "rest") == [1, 2, 3]


@contextmanager
def locked(other: Other) -> Iterator[None]:
    other.execute(LOCK)
    try:
        yield
    finally:
        other.rollback()


async def wait_until_it_hangs(other: Other) -> None:
    while not other.execute("select from pg_locks where not granted").fetchall():
        await asyncio.sleep(0)


def test_connection_lost_in_the_middle_is_told_as_such_and_the_next_one_works(
    database: Database, other: Other
) -> None:
    async def use(line: LoopLine) -> None:
        await line.run(name=b"lost", n=b"1")
        with locked(other):
            hanging = asyncio.create_task(line.run(name=b"lost", n=b"2"))
            await wait_until_it_hangs(other)
            end_others(other)
            with pytest.raises(Unreachable):
                await hanging
        await line.run(name=b"lost", n=b"3")

    run(database, use)
    assert counted(other, "lost") == [1, 3]


def test_answer_that_takes_too_long_is_given_up_and_the_next_one_works(
    database: Database, other: Other
) -> None:
    async def use(line: LoopLine) -> None:
        with locked(other), pytest.raises(Unreachable):
            await line.run(name=b"slow", n=b"1")
        for _ in range(50):  # what was given up goes on at PostgreSQL until it is done
            await line.run(name=b"next", n=b"2")

    run(database, use, answer_s=0.5)
    assert counted(other, "next") == [2] * 50


def test_database_that_is_away_from_the_start_is_told_as_such_each_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as shut:
        port = shut.getsockname()[1]
    with closing(Database(f"postgresql://nobody@127.0.0.1:{port}/nothing")) as nowhere:

        async def use(line: LoopLine) -> None:
            for _ in range(2):
                with pytest.raises(Unreachable):
                    await line.run(name=b"x", n=b"1")

        run(nowhere, use)


def test_error_says_nothing_of_what_was_written(database: Database) -> None:
    async def use(line: LoopLine) -> str:
        with pytest.raises(DBAPIError) as refused:
            await line.run(name=b"Ann Smith", n=b"99999999999")
        return str(refused.value)

    assert "Ann" not in run(database, use)
