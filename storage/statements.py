"""Runs SQL that is written out (`text`) straight on psycopg.

SQLAlchemy's compiler, cursors and results take three quarters of the Python of a small statement,
and a text that comes alone takes some twenty. Transactions, the pool, errors and what is built from
tables stay SQLAlchemy's.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import lru_cache
from typing import Any

import psycopg
from sqlalchemy import Connection, TextClause
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData

_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]
_UNDERWAY = "underway"


class PlainConnection(Connection):
    """A connection that runs `text` itself, and leaves all else to SQLAlchemy."""

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> Any:
        """Run one statement, as SQLAlchemy would."""
        self.land()
        if self._is_plain(statement, parameters) and execution_options is None:
            return self._run(_as_sql(statement), parameters or {})
        return super().execute(statement, parameters, execution_options=execution_options)

    def ask(self, statement: TextClause, given: Mapping[str, Any]) -> "Asked":
        """Send one statement; its rows are waited for when the answer is called.

        So several that do not need one another travel together (`database.together`).
        """
        self.land()
        if self._transaction is None:
            self._autobegin()
        driver: Any = self.connection.driver_connection
        cursor = driver.cursor()
        self._guard(lambda: cursor.execute(_as_sql(statement), given))
        return lambda: self._guard(lambda: Rows(cursor))

    def leave_underway(self, sent: ExitStack) -> None:
        """Keep open what sends a pipeline, so that the commit that comes next travels with it."""
        self.info[_UNDERWAY] = sent

    def land(self, *, commits: bool = False) -> None:
        """Wait for what is underway, if anything is.

        Args:
            commits: commit with it; SQLAlchemy's own commit finds nothing left to do then.
        """
        sent = None if self.invalidated else self.info.pop(_UNDERWAY, None)
        if sent is None:
            return
        driver: Any = self.connection.driver_connection

        def wait() -> None:
            with sent:
                if commits:
                    driver.cursor().execute("commit", prepare=False)

        self._guard(wait)

    def _guard(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except BaseException as error:  # noqa: BLE001  (SQLAlchemy raises it again, as its own)
            self._handle_dbapi_exception(error, None, None, None, None)

    def _is_plain(self, statement: object, parameters: object) -> bool:
        """Say whether it is one statement with names, whose rows are wanted at once."""
        return (
            type(statement) is TextClause
            and (parameters is None or isinstance(parameters, dict))
            and "yield_per" not in self._execution_options
            and (self._transaction is None or self._transaction.is_active)
        )

    def _run(self, sql: str, given: Mapping[str, Any]) -> "Rows | Changed":
        if self._transaction is None:
            self._autobegin()
        cursor = self.info.get("cursor") or self._open_cursor()
        try:
            cursor.execute(sql, given)
            if cursor.description is None:
                return Changed(cursor)
            return Rows(cursor)
        except BaseException as error:  # noqa: BLE001  (SQLAlchemy raises it again, as its own)
            self._handle_dbapi_exception(error, sql, None, None, None)

    def _open_cursor(self) -> Any:
        """Open the one cursor that a connection is asked through for all its life."""
        driver: Any = self.connection.driver_connection
        self.info["cursor"] = driver.cursor()
        return self.info["cursor"]


class Rows(IteratorResult[Any]):
    """The rows of a statement, all of them here."""

    returns_rows = True

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        """Take what came."""
        rows = cursor.fetchall()  # first: it waits for what was only asked
        names = tuple(column.name for column in cursor.description or ())
        super().__init__(_name_columns(names), iter(rows))
        self.rowcount = cursor.rowcount


Asked = Callable[[], Rows]
"""Waits for the rows of what was asked, and gives them once."""


class Changed:
    """What is left of a statement that gives no rows: asking for one is an error.

    Attributes:
        rowcount: how many it changed; -1 where nobody waited for it (`together`).
    """

    returns_rows = False

    def __init__(self, cursor: psycopg.Cursor[Any]) -> None:
        """Take what came."""
        self.rowcount = cursor.rowcount


@lru_cache(maxsize=1_024)
def _as_sql(statement: TextClause) -> str:
    """Write it with psycopg's `%(name)s`."""
    return str(statement.compile(dialect=_DIALECT))


@lru_cache(maxsize=1_024)
def _name_columns(names: tuple[str, ...]) -> SimpleResultMetaData:
    return SimpleResultMetaData(names)
