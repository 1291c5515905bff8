"""Runs SQL that is written out (`text`) straight on psycopg.

SQLAlchemy's compiler, cursors and results take three quarters of the Python of a small statement,
and a text that comes alone takes some twenty. Transactions, the pool, errors and what is built from
tables stay SQLAlchemy's.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import psycopg
from sqlalchemy import Connection, TextClause
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData

_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]


class PlainConnection(Connection):
    """A connection that runs `text` itself, and leaves all else to SQLAlchemy."""

    def execute(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> Any:
        """Run one statement, as SQLAlchemy would."""
        if self._is_plain(statement, parameters) and execution_options is None:
            return self._run(_as_sql(statement), parameters or {})
        return super().execute(statement, parameters, execution_options=execution_options)

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
        names = tuple(column.name for column in cursor.description or ())
        super().__init__(_name_columns(names), iter(cursor.fetchall()))
        self.rowcount = cursor.rowcount


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
