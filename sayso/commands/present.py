"""What most commands begin with: the house, and the community that lives in it."""

from flows.errors import InputError, SettingsError
from sayso.wiring import NEEDED, find_settings, make_house
from storage import revisions
from storage.database import Unreachable
from workers.house import House, Openers, Present

SET_UP_FIRST = "There is no community yet: `sayso start` sets one up."


def open_house(*needed: str, open_channel: Openers | None = None) -> House:
    """Wire the house, or say in one line what is missing.

    Args:
        needed: settings this command cannot do without, beside those all need.
        open_channel: as for `make_house`.

    Raises:
        SettingsError: a setting is missing, or the database is of another version than the code.
    """
    house = make_house(find_settings(*NEEDED, *needed), open_channel=open_channel)
    _check_version(house)
    return house


def _check_version(house: House) -> None:
    """Refuse a database of another version; one that does not answer may do so later."""
    try:
        with house.database.transaction() as db:
            found = revisions.current_revision(db)
    except Unreachable:
        return
    if found != revisions.newest_revision():
        raise SettingsError("the database is not at this version: run `sayso db upgrade` first")


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
