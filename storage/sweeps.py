"""What sweepers share: whose turn it is, and how far they have looked."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import text

from storage.database import Database, Db

_TAKE_TURN = text("select pg_try_advisory_lock(7329003)")
_END_TURN = text("select pg_advisory_unlock(7329003)")

_READ_MARK = text("select n from counter where community_id = :community and name = :name")

_SET_MARK = text("""
    insert into counter (community_id, name, n) values (:community, :name, :n)
    on conflict (community_id, name) do update set n = greatest(counter.n, excluded.n)
""")


@contextmanager
def turn(database: Database) -> Iterator[bool]:
    """Say whether this sweeper is the one that sweeps now, and keep it so until the end.

    A sweeper that is killed frees its turn at once: it goes with the connection.
    """
    with database.line() as db:
        mine = bool(db.execute(_TAKE_TURN).scalar_one())
        try:
            yield mine
        finally:
            if mine:
                db.execute(_END_TURN)


def read_mark(db: Db, community: UUID, name: str) -> datetime | None:
    """Say up to when a sweeper has looked; None where it never did."""
    seconds = db.execute(_READ_MARK, {"community": community, "name": name}).scalar_one_or_none()
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def set_mark(db: Db, community: UUID, name: str, at: datetime) -> None:
    """Remember up to when a sweeper has looked; it never goes back."""
    given = {"community": community, "name": name, "n": int(at.timestamp())}
    db.execute(_SET_MARK, given)
