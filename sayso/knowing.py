"""What staff can say of who a resident is: link two, and part them again."""

from collections.abc import Sequence
from uuid import UUID

from flows.errors import InputError
from sayso.known import find_resident
from storage import identity, merging, parting
from storage.database import Db
from storage.merging import Merge
from workers.house import House, Present

BUSY = "somebody is answering or linking this resident at this moment: run it once more"


def lock(db: Db, present: Present, ids: Sequence[UUID]) -> None:
    """Lock residents, or say that somebody else has them.

    Raises:
        InputError: a text of theirs is being answered.
    """
    if identity.lock_residents(db, present.community.id, ids) != set(ids):
        raise InputError(BUSY)


def link(house: House, present: Present, one: str, other: str, *, by: str) -> Merge:
    """Make one resident of the two behind these addresses."""
    both = [find_resident(house, present, text) for text in (one, other)]
    if both[0] == both[1]:
        raise InputError(f"{one} and {other} are one resident already")
    community, now = present.community.id, house.clock()
    with house.database.transaction() as db:
        lock(db, present, both)
        return merging.merge(db, community, *both, how="staff", by=by, now=now)


def unlink(house: House, present: Present, address: str, *, by: str) -> Merge:
    """Take back the last link of whoever is behind an address."""
    community, resident = present.community.id, find_resident(house, present, address)
    with house.database.transaction() as db:
        lock(db, present, [resident])
        made = next(iter(parting.list_merges(db, community, resident)), None)
        if made is None:
            raise InputError(f"{address} was not linked to another one")
        parting.undo(db, community, made, by=by, keys=house.keys, now=house.clock())
    return made
