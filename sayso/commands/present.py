"""What most commands begin with: the house, and the community that lives in it."""

from flows.errors import InputError
from sayso.wiring import NEEDED, find_settings, make_house
from workers.house import House, Present

SET_UP_FIRST = "There is no community yet: `sayso start` sets one up."


def open_house(*needed: str) -> House:
    """Wire the house, or say in one line what is missing."""
    return make_house(find_settings(*NEEDED, *needed))


def find_present(house: House) -> Present:
    """Find the community and its engagement.

    Raises:
        InputError: `sayso start` was not run.
    """
    with house.database.transaction() as db:
        present = house.find_present(db)
    if present is None:
        raise InputError(SET_UP_FIRST)
    return present
