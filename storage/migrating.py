"""Brings a database to this version's tables, and back."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from storage.revisions import FOLDER
from storage.tables.every import metadata

LOCK = 7_329_001


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url`.

    As in DATABASE_URL up to a revision; two at once wait for each other.
    """
    with _connected(url) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str = "base") -> None:
    """Take the database back to a revision; what the removed tables held is gone."""
    with _connected(url) as connection:
        command.downgrade(_config(connection), revision)


def empty(url: str) -> None:
    """Drop every table and all they hold, whatever version made them. For the demo and tests."""
    with _connected(url) as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))


def make_revision(url: str, message: str, name: str) -> None:
    """Write a new migration from what the tables in the code have and the database lacks."""
    with _connected(url) as connection:
        command.revision(_config(connection), message=message, rev_id=name, autogenerate=True)


def find_differences(url: str) -> list[object]:
    """List what the database's tables lack against the code's; empty when it is up to date."""
    with _connected(url) as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
        connection.commit()
        yield connection
        connection.commit()
        connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
        connection.commit()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
