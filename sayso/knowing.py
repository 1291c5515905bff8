"""What staff can say of who a resident is: link, part, share, hand over, erase."""

from collections.abc import Sequence
from uuid import UUID

from flows.errors import InputError
from sayso.people import read_address
from storage import identity, merging, parting
from storage.database import Db
from storage.merging import Merge
from workers.house import House, Present

BUSY = "somebody is answering or linking this resident at this moment: run it once more"


def read_where(text: str) -> tuple[str, str]:
    """Read an address as staff write it: a phone number, or telegram: and a chat id.

    Returns:
        Channel and address.

    Raises:
        InputError: it is neither.
    """
    head, colon, rest = text.partition(":")
    channel = head.strip().lower() if colon else "sms"
    if channel not in ("sms", "telegram"):
        raise InputError(f"{text}: write a phone number, or telegram: and the chat id")
    try:
        return channel, read_address(channel, rest if colon else text)
    except InputError as error:
        raise InputError(f"{text} {error}, or telegram: and the chat id") from error


def find_hash(house: House, text: str) -> bytes:
    """Hash an address that staff wrote."""
    return house.keys.lookup(*read_where(text))


def find_resident(db: Db, house: House, present: Present, text: str) -> UUID:
    """Find the resident behind an address that staff wrote.

    Raises:
        InputError: nobody is.
    """
    owner = identity.find_owner(db, present.community.id, find_hash(house, text))
    if owner is None:
        raise InputError(f"nobody we know has {text}")
    return owner


def lock(db: Db, present: Present, ids: Sequence[UUID]) -> None:
    """Lock residents, or say that somebody else has them.

    Raises:
        InputError: a text of theirs is being answered.
    """
    if identity.lock_residents(db, present.community.id, ids) != set(ids):
        raise InputError(BUSY)


def link(house: House, present: Present, one: str, other: str, *, by: str) -> Merge:
    """Make one resident of the two behind these addresses."""
    with house.database.transaction() as db:
        both = [find_resident(db, house, present, text) for text in (one, other)]
        if both[0] == both[1]:
            raise InputError(f"{one} and {other} are one resident already")
        lock(db, present, both)
        return merging.merge(db, present.community.id, *both, how="staff", by=by, now=house.clock())


def unlink(house: House, present: Present, address: str, *, by: str) -> Merge:
    """Take back the last link of whoever is behind an address."""
    community = present.community.id
    with house.database.transaction() as db:
        resident = find_resident(db, house, present, address)
        lock(db, present, [resident])
        made = next(iter(parting.list_merges(db, community, resident)), None)
        if made is None:
            raise InputError(f"{address} was not linked to another one")
        parting.undo(db, community, made, by=by, keys=house.keys, now=house.clock())
    return made
