"""The connection to PostgreSQL and the unit of work.

The caller opens the transaction; nobody below commits.
"""

import select
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, TypeVar
from uuid import UUID

import orjson
import psycopg
from sqlalchemy import Connection, CursorResult, Engine, TextClause, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InvalidatePoolError,
    OperationalError,
)
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from flows.errors import SettingsError
from storage.statements import Asked, PlainConnection, Rows

Db = Connection
"""An open transaction."""

Made = TypeVar("Made")

Unreachable = (OperationalError, InterfaceError)
"""What is raised when PostgreSQL is away; the pool heals by itself when it is back."""

CONNECT_TIMEOUT_S = 5
_CONNECT: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT_S, "options": "-c timezone=UTC"}


class Database:
    """A pool of connections to one PostgreSQL (16 or newer)."""

    def __init__(self, url: str, *, pool_size: int = 4) -> None:
        """Prepare a pool; nothing is opened yet.

        Args:
            url: as in DATABASE_URL, `postgresql://...`.
            pool_size: connections kept open at most.

        Raises:
            SettingsError: the URL cannot be read.
        """
        self._engine = _make_engine(url, pool_size)

    @contextmanager
    def transaction(self) -> Iterator[Db]:
        """Open a transaction: committed at the end, rolled back on any exception."""
        with self._engine.begin() as db:
            yield db

    @contextmanager
    def line(self) -> Iterator[Db]:
        """Hold a connection without a transaction, for a lock that lasts over several."""
        with self._engine.connect() as db:
            yield db.execution_options(isolation_level="AUTOCOMMIT")

    def connect(self) -> psycopg.Connection[Any]:
        """Open a connection beside the pool, for whoever drives it alone and closes it.

        Raises:
            psycopg.OperationalError: PostgreSQL is away.
        """
        made: Any = self._engine.dialect.create_connect_args(self._engine.url)
        given, named = made
        return psycopg.connect(*given, **{**named, **_CONNECT}, autocommit=True)

    def close(self) -> None:
        """Close every pooled connection."""
        self._engine.dispose()


def _make_engine(url: str, pool_size: int) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsError(
            "DATABASE_URL must look like postgresql://user:password@host/name"
        ) from error
    if parsed.get_backend_name() not in ("postgresql", "postgres"):
        raise SettingsError("DATABASE_URL must be PostgreSQL 16 or newer")
    engine = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=2,
        hide_parameters=True,  # they hold people's words and numbers
        isolation_level="READ COMMITTED",
        connect_args=_CONNECT,
    )
    engine._connection_cls = PlainConnection  # there is no other way to say it
    event.listen(engine, "checkout", _look)
    event.listen(engine, "commit", lambda db: db.land(commits=True))
    event.listen(engine, "rollback", _forget)
    return engine


def _look(connection: Any, _: ConnectionPoolEntry, __: Any) -> None:
    """Look whether a connection still lives.

    Whatever ends it says so on its socket, and nothing else is to be read there: a ping, which is
    three round trips, is for that alone.

    Raises:
        InvalidatePoolError: it is dead; the pool opens another one and nobody notices.
    """
    try:
        if hears(connection):
            connection.execute("")
            connection.rollback()
    except psycopg.OperationalError as error:
        raise InvalidatePoolError from error


def hears(connection: Any) -> bool:
    """Say whether something came, be it the end, while nobody had asked anything."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))


def _forget(db: Connection) -> None:
    """Let go of what was underway: its transaction is rolled back, whatever became of it."""
    with suppress(DBAPIError):
        _as_plain(db).land()


def _as_plain(db: Connection) -> PlainConnection:
    assert isinstance(db, PlainConnection)  # noqa: S101  (as `_make_engine` has it)
    return db


def ask(db: Db, statement: TextClause, given: Mapping[str, Any]) -> Asked:
    """Send a question; its rows are waited for when the answer is called.

    What is asked in a block of `together` takes one round trip in all.
    """
    return _as_plain(db).ask(statement, given)


@contextmanager
def together(db: Db, *, and_commit: bool = False) -> Iterator[None]:
    """Send what is written and asked in this block at once, and wait for PostgreSQL at its end.

    Nothing else can be read in it: not a row, nor how many were changed.

    Args:
        and_commit: wait only at the commit that is to come next, which travels with it.

    Raises:
        DBAPIError: PostgreSQL went away or refused something; the transaction can only be rolled
            back.
    """
    plain = _as_plain(db)
    plain.land()
    driver: Any = db.connection.driver_connection
    try:
        with ExitStack() as sent:
            sent.enter_context(driver.pipeline())
            yield
            if and_commit:
                plain.leave_underway(sent.pop_all())
    except psycopg.Error as error:  # of what was sent last; the others are SQLAlchemy's already
        raise DBAPIError.instance(
            "pipeline", None, error, psycopg.Error, dialect=db.dialect
        ) from error


def make_each(kind: Callable[..., Made], rows: CursorResult[Any] | Rows) -> list[Made]:
    """Make a value of each row, its columns as the value's fields; for batches.

    `kind(**row._mapping)` does the same and takes four times as long.
    """
    names = tuple(rows.keys())
    return [kind(**dict(zip(names, row, strict=True))) for row in rows.all()]


def as_array(values: Iterable[UUID | bytes | str]) -> str:
    """Encode values as one parameter, to be cast to an array: `cast(:ids as uuid[])`.

    A list costs psycopg many times as much. Bytes are cast to `bytea[]`.
    """
    return "{" + orjson.dumps(list(values), default=_encode_bytes).decode()[1:-1] + "}"


def as_records(rows: Sequence[Mapping[str, Any]]) -> str:
    """Encode rows as the one jsonb parameter that `jsonb_to_recordset` unpacks.

    Bytes become PostgreSQL's hex form, times ISO 8601, ids their text.
    """
    return orjson.dumps(list(rows), default=_encode_bytes).decode()


def _encode_bytes(value: object) -> str:
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(type(value).__name__)


def ping(db: Db) -> str:
    """Ask PostgreSQL for its version."""
    return str(db.execute(text("show server_version")).scalar_one())
