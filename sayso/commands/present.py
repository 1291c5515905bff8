"""What most commands begin with: the house, and the community that lives in it."""

from threading import Event

from flows.errors import InputError, SettingsError
from sayso.commands.printing import warn
from sayso.wiring import NEEDED, find_settings, make_house
from storage import revisions
from storage.database import Unreachable
from workers.house import House, Openers, Present

OTHER_VERSION = "the database is not at this version: run `sayso db upgrade`"
NO_TABLES = "no tables"
LOOK_S = 1.0
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
    wanted = revisions.newest_revision()
    if _find_version(house, otherwise=wanted) != wanted:
        raise SettingsError(f"{OTHER_VERSION} first")
    return house


def open_lasting_house(*needed: str, open_channel: Openers | None = None) -> House:
    """Wire the house of a program that is kept running: it waits for the database's upgrade.

    Args:
        needed: as for `open_house`.
        open_channel: as for `make_house`.

    Raises:
        SettingsError: a setting is missing, or the database went to another version than the code:
            whoever begins us again begins the code that is there by then.
    """
    house = make_house(find_settings(*NEEDED, *needed), open_channel=open_channel)
    wait_for_upgrade(house)
    return house


def wait_for_upgrade(house: House) -> None:
    """Wait until the database is at this version, and say once what to do.

    Raises:
        SettingsError: it came to be at one that is neither this nor what it was.
    """
    wanted = revisions.newest_revision()
    before = found = _find_version(house, otherwise=wanted)
    if found == wanted:
        return
    warn(f"sayso: {OTHER_VERSION}; this waits, and goes on by itself")
    while found == before:
        Event().wait(LOOK_S)
        found = _find_version(house, otherwise=before)
    if found != wanted:
        raise SettingsError(f"{OTHER_VERSION} first")


def _find_version(house: House, *, otherwise: str) -> str:
    """Find the version of the database; one that does not answer may do so later."""
    try:
        with house.database.transaction() as db:
            return revisions.current_revision(db) or NO_TABLES
    except Unreachable:
        return otherwise


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
