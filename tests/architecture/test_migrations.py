from collections.abc import Iterator

import psycopg
import pytest
from alembic.script import ScriptDirectory

from sayso.embedded import Servers
from storage import migrating, revisions
from storage.database import Database
from tests.databases import made

TABLES = "select count(*) from information_schema.tables where table_schema = 'public'"


@pytest.fixture
def empty_url(servers: Servers) -> Iterator[str]:
    with made(servers.database_url) as url:
        yield url


def count_tables(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(TABLES).fetchone()
    assert row is not None
    return int(row[0])


def current(url: str) -> str | None:
    database = Database(url, pool_size=1)
    with database.transaction() as db:
        found = revisions.current_revision(db)
    database.close()
    return found


def test_migrations_follow_each_other_as_their_files_count() -> None:
    script = ScriptDirectory(str(revisions.FOLDER))

    assert revisions.newest_revision() == script.get_current_head()


def test_migrations_lead_to_the_tables_that_the_code_names(database_url: str) -> None:
    assert migrating.find_differences(database_url) == []


def test_migrations_can_be_taken_back_and_made_again(empty_url: str) -> None:
    assert current(empty_url) is None
    migrating.upgrade(empty_url)
    made_first = count_tables(empty_url)
    assert current(empty_url) == revisions.newest_revision()

    migrating.downgrade(empty_url)
    assert count_tables(empty_url) == 1  # alembic's own
    assert current(empty_url) is None
    migrating.upgrade(empty_url)

    assert count_tables(empty_url) == made_first > 20
    assert migrating.find_differences(empty_url) == []


def test_upgrade_of_what_is_up_to_date_changes_nothing(database_url: str) -> None:
    migrating.upgrade(database_url)

    assert migrating.find_differences(database_url) == []
