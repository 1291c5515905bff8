"""The community: who asks, who decides, whom to ring. One per installation for now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text, update

from storage import database
from storage.database import Db
from storage.ids import new_id
from storage.tables.people import community


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One community and its answers to `sayso start`.

    Keys as in `sayso start --example`, addresses left out.
    """

    id: UUID
    name: str
    profile: Mapping[str, Any]

    @property
    def zone(self) -> str:
        """IANA time zone name."""
        return str(self.profile["zone"])

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages people are spoken to in, the first one where theirs is unknown."""
        return tuple(self.profile["languages"])


_FIND = text("select id, name, profile from community order by created_at limit 1")


def find(db: Db) -> Community | None:
    """Find the community of this installation, if it was set up."""
    return ask(db)()


def ask(db: Db) -> Callable[[], Community | None]:
    """Ask for what `find` finds, to wait for it later."""
    asked = database.ask(db, _FIND, {})

    def read() -> Community | None:
        row = asked().one_or_none()
        return None if row is None else Community(**row._mapping)

    return read


def save(db: Db, name: str, profile: Mapping[str, Any], *, now: datetime) -> UUID:
    """Set the community up, or change what was set.

    Args:
        profile: JSON-able; numbers and chat ids are not kept here but sealed with `staff`.
    """
    known = find(db)
    if known:
        change = update(community).where(community.c.id == known.id)
        db.execute(change.values(name=name, profile=dict(profile)))
        return known.id
    made = new_id()
    db.execute(insert(community).values(id=made, name=name, profile=dict(profile), created_at=now))
    return made
