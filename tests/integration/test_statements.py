from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from storage.database import Database, Unreachable, make_each, together
from storage.statements import Rows
from storage.tables.people import counter

ADD = text("insert into counter (community_id, name, n) values (:id, :name, :n)")
ALL = text("select name, n from counter where community_id = :id and name <> 'a%b' order by n")
ID = UUID(int=7)


@pytest.fixture
def database(town_url: str) -> Iterator[Database]:
    with closing(Database(town_url)) as opened:
        yield opened


def add(database: Database, *numbers: int) -> None:
    with database.transaction() as db, together(db):
        for n in numbers:
            db.execute(ADD, {"id": ID, "name": f"counted {n}", "n": n})


def test_rows_are_read_as_from_any_statement(database: Database) -> None:
    add(database, 1, 2)

    with database.transaction() as db:
        rows: Any = db.execute(ALL, {"id": ID})
        assert isinstance(rows, Rows)
        assert [(row.name, row.n) for row in rows] == [("counted 1", 1), ("counted 2", 2)]
        assert make_each(dict, db.execute(ALL, {"id": ID}))[1] == {"name": "counted 2", "n": 2}
        assert db.execute(ALL, {"id": ID}).scalars().all() == ["counted 1", "counted 2"]
        assert db.execute(ALL, {"id": ID}).mappings().all()[0]["n"] == 1
        assert db.execute(ALL, {"id": UUID(int=8)}).one_or_none() is None
        built = db.execute(select(counter.c.n).where(counter.c.community_id == ID))
        assert sorted(built.scalars()) == [1, 2]


def test_changed_rows_are_counted_and_cannot_be_read(database: Database) -> None:
    with database.transaction() as db:
        changed = db.execute(ADD, {"id": ID, "name": "one", "n": 1})

        assert (changed.rowcount, changed.returns_rows) == (1, False)
        with pytest.raises(AttributeError):
            changed.scalar_one()


def test_one_result_stands_while_the_next_statement_runs(database: Database) -> None:
    add(database, 1, 2)

    with database.transaction() as db:
        rows = db.execute(ALL, {"id": ID})
        db.execute(ADD, {"id": ID, "name": "another", "n": 3})
        assert len(rows.all()) == 2


def test_rows_that_are_streamed_are_left_to_sqlalchemy(database: Database) -> None:
    add(database, *range(25))

    with database.transaction() as db:
        streamed: Any = db.execution_options(yield_per=10).execute(ALL, {"id": ID})
        assert not isinstance(streamed, Rows)
        assert [len(batch) for batch in streamed.partitions(10)] == [10, 10, 5]


def test_what_postgresql_refuses_is_told_without_the_words_given(database: Database) -> None:
    with pytest.raises(IntegrityError) as refused:
        add_twice(database, "0161 496 0000")

    assert "0161" not in str(refused.value).partition("DETAIL")[0]
    with database.transaction() as db:
        assert db.execute(ALL, {"id": ID}).all() == []


def add_twice(database: Database, name: str) -> None:
    with database.transaction() as db:
        for _ in range(2):
            db.execute(ADD, {"id": ID, "name": name, "n": 1})


def test_nobody_at_the_address_is_unreachable() -> None:
    with pytest.raises(Unreachable), Database("postgresql://a@127.0.0.1:1/b").transaction():
        pass
