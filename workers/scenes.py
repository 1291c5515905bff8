"""The scene of a batch: what is the same for every text, as the database has it now."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from storage import flow_versions, inbox, staff
from storage.database import Db, together
from storage.flow_versions import Published
from storage.staff import Contact
from storage.statements import Asked
from workers.house import House, Present
from workers.speaking import Scene


@dataclass(frozen=True, slots=True)
class _Around:
    """What was asked of a community, and who stands around it."""

    contacts: Callable[[], dict[str, Contact]]
    published: Callable[[], list[Published]]


def set_scene(db: Db, house: House, present: Present) -> Scene:
    """Gather what is the same for every text, with the doors as they are now."""
    with together(db):
        around = _ask_around(db, present.community.id)
    return _make_scene(db, house, present, around)


def open_scene(db: Db, house: House) -> tuple[Scene, Asked] | None:
    """Look at everything a batch begins with, in one round trip.

    Returns:
        The scene and the oldest texts (`inbox.ask_oldest`); None until `sayso start` was run.
    """
    asked: list[tuple[_Around, Asked]] = []
    present = house.find_present(
        db,
        also=lambda community: asked.append(
            (_ask_around(db, community), inbox.ask_oldest(db, community))
        ),
    )
    if present is None:
        return None
    around, oldest = asked[-1]  # the one before was of a community that is gone
    return _make_scene(db, house, present, around), oldest


def _ask_around(db: Db, community: UUID) -> _Around:
    return _Around(staff.ask_contacts(db, community), flow_versions.ask_published(db, community))


def _make_scene(db: Db, house: House, present: Present, around: _Around) -> Scene:
    contacts = around.contacts()
    latest = flow_versions.pick_latest(around.published())
    return Scene(
        present=present,
        shelf=house.flows.open(db, present.community.id, latest),
        staff_flow=house.flows.shipped,
        keys=house.keys,
        safeguarding=contacts.get(staff.SAFEGUARDING),
        duty=contacts.get(staff.DUTY) or contacts.get(staff.SAFEGUARDING),
        twilio_answers=house.settings.twilio_opt_out == "twilio",
        own_number=house.settings.number_to_ring,
        now=house.clock(),
    )
