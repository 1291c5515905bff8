"""Finds a resident by the address that staff type: which channel it is, is seen from its form."""

from uuid import UUID

from flows.errors import InputError
from sayso.people import read_address
from storage import residents
from workers.house import House, Present

NOBODY = "We know nobody with that address: `sayso import` takes people in"


def read_any_address(written: str) -> tuple[str, str]:
    """Read "+447700900101", "07700 900101" or "telegram:2101".

    Returns:
        Channel and address.

    Raises:
        InputError: it is none.
    """
    channel, colon, address = written.strip().partition(":")
    if not colon:
        channel, address = "sms", written
    if channel not in ("sms", "telegram"):
        raise InputError(f"{channel[:20]}: write a number, or telegram: and a chat id")
    return channel, read_address(channel, address)


def find_resident(house: House, present: Present, written: str) -> UUID:
    """Find who is behind an address.

    Raises:
        InputError: nobody we know.
    """
    channel, address = read_any_address(written)
    hash = house.keys.lookup(channel, address)
    with house.database.transaction() as db:
        found = residents.find_resident(db, present.community.id, hash)
    if found is None:
        raise InputError(NOBODY)
    return found
