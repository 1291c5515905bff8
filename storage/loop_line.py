"""One statement, over and over, on a connection that an event loop waits on by itself.

For the web process alone: all else in storage is sync. A thread that runs a small statement costs
the loop more in handing over than the statement does, and psycopg's own asyncio connection begins
and ends to listen for each.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import pq
from sqlalchemy import TextClause
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError, StatementError

from storage.database import Database, hears

ANSWER_S = 8.0
"""How long PostgreSQL may take over one statement: with the time to connect, less than a carrier
waits."""
_NAME = b"only"
_DIALECT = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
_DONE = (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK)


class LoopLine:
    """Runs one statement, each time a transaction of its own, one at a time.

    The connection is opened when it is first needed, and again after whatever went wrong.
    """

    def __init__(
        self, database: Database, statement: TextClause, *, answer_s: float = ANSWER_S
    ) -> None:
        """Keep what to run where; nothing is opened yet.

        Args:
            statement: with names (`:rows`), each of them cast to its type.
            answer_s: seconds after which a statement without an answer is given up.
        """
        compiled = statement.compile(dialect=_DIALECT)
        self._sql = str(compiled).encode()
        self._names = tuple(dict.fromkeys(compiled.positiontup or ()))
        self._database = database
        self._answer_s = answer_s
        self._wire: _Wire | None = None

    async def run(self, **given: bytes) -> None:
        """Return when the statement is committed.

        Args:
            given: its parameters, as the text PostgreSQL reads.

        Raises:
            OperationalError: PostgreSQL is away, or took too long (one of `Unreachable`). Only
                where the connection broke in the middle may it have been committed.
            DBAPIError: PostgreSQL refused it.
        """
        try:
            await self._run([given[name] for name in self._names])
        except TimeoutError:
            self.close()
            raise _as_ours(psycopg.OperationalError("PostgreSQL takes too long")) from None
        except psycopg.Error as error:
            self.close()
            raise _as_ours(error) from error

    def close(self) -> None:
        """Let the connection go."""
        if self._wire:
            self._wire.close()
            self._wire = None

    async def _run(self, values: Sequence[bytes]) -> None:
        if self._wire and self._wire.seems_lost():
            self.close()
        fresh = self._wire is None
        wire = self._wire = self._wire or _Wire(await asyncio.to_thread(self._database.connect))
        async with asyncio.timeout(self._answer_s):
            if fresh:
                await wire.prepare(self._sql)
            await wire.ask(values)


class _Wire:
    """One open connection, whose answers are read when the loop says that they are there.

    Attributes:
        deaf: it is of no use any more; whoever waited was told.
    """

    def __init__(self, driver: psycopg.Connection[Any]) -> None:
        self.deaf = False
        self._driver = driver
        self._line = driver.pgconn
        self._socket = self._line.socket
        self._loop = asyncio.get_running_loop()
        self._answered: asyncio.Future[None] | None = None
        self._refused: psycopg.Error | None = None
        self._unsent = False
        self._loop.add_reader(self._socket, self._read)

    def seems_lost(self) -> bool:
        """Say whether something came, be it the end, while nobody had asked anything."""
        return self.deaf or hears(self._driver)

    async def prepare(self, sql: bytes) -> None:
        self._line.send_prepare(_NAME, sql)
        await self._answer()

    async def ask(self, values: Sequence[bytes]) -> None:
        self._line.send_query_prepared(_NAME, values)
        await self._answer()

    def close(self) -> None:
        self._deafen()
        self._driver.close()

    async def _answer(self) -> None:
        self._refused, self._answered = None, self._loop.create_future()
        try:
            self._write()
            await self._answered
        finally:
            self._answered = None

    def _write(self) -> None:
        """Send what the socket takes now, and the rest when it takes more."""
        try:
            unsent = bool(self._line.flush())
        except psycopg.Error as error:
            self._lose(error)
            return
        if unsent and not self._unsent:
            self._loop.add_writer(self._socket, self._write)
        elif self._unsent and not unsent:
            self._loop.remove_writer(self._socket)
        self._unsent = unsent

    def _read(self) -> None:
        if self._answered is None:
            self._deafen()
            return
        try:
            self._line.consume_input()
            while not self._line.is_busy():
                result = self._line.get_result()
                if result is None:  # not before: the commit comes after the rows, and can fail
                    self._settle(self._refused)
                    return
                if result.status not in _DONE:
                    self._refused = psycopg.errors.error_from_result(result)
        except psycopg.Error as error:
            self._lose(error)

    def _lose(self, error: psycopg.Error) -> None:
        """Stop listening at once: libpq has closed the socket, and its number is free again."""
        self._deafen()
        self._settle(error)

    def _settle(self, error: psycopg.Error | None) -> None:
        answered, self._answered = self._answered, None
        if answered is None or answered.done():
            return
        if error is None:
            answered.set_result(None)
        else:
            answered.set_exception(error)

    def _deafen(self) -> None:
        if self.deaf:
            return
        self.deaf = True
        if not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)


def _as_ours(error: psycopg.Error) -> StatementError:
    """Say it as SQLAlchemy does everywhere else, without what was being written."""
    return DBAPIError.instance(None, None, error, psycopg.Error, dialect=_DIALECT)
