"""The scene of a batch: what is the same for every text, as the database has it now."""

from storage import flow_versions, staff
from storage.database import Db
from workers.house import House, Present
from workers.speaking import Scene


def set_scene(db: Db, house: House, present: Present) -> Scene:
    """Gather what is the same for every text, with the doors as they are now."""
    community = present.community.id
    contacts = staff.find_contacts(db, community)
    latest = flow_versions.pick_latest(flow_versions.list_published(db, community))
    return Scene(
        present=present,
        shelf=house.flows.open(db, community, latest),
        staff_flow=house.flows.shipped,
        keys=house.keys,
        safeguarding=contacts.get(staff.SAFEGUARDING),
        duty=contacts.get(staff.DUTY) or contacts.get(staff.SAFEGUARDING),
        twilio_answers=house.settings.twilio_opt_out == "twilio",
        own_number=house.settings.number_to_ring,
        now=house.clock(),
    )
