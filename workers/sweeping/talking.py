"""Ends talks that went quiet: the resident's questions go on, and one line says so to staff."""

from storage import outbox, staff, talks
from storage.database import Db
from storage.outbox import STAFF
from storage.queues import LANE_OF_CHANNEL
from storage.staff import Contact
from storage.talks import Talk
from workers.desk import Words
from workers.house import House, Present
from workers.phone.staffing import READING
from workers.scenes import set_scene
from workers.speaking import as_rows


def end_quiet_talks(house: House, present: Present) -> None:
    """End each talk in which nobody has written for a day. It may run twice."""
    with house.database.transaction() as db:
        over = talks.finish_quiet(db, present.community.id, now=house.clock())
        told = [one for one in over if one.n is not None]
        channels = {_tell(db, house, present, one) for one in told}
    for channel in sorted(channels & set(LANE_OF_CHANNEL)):
        house.doorbell.ring(LANE_OF_CHANNEL[channel])


def _tell(db: Db, house: House, present: Present, talk: Talk) -> str:
    """Tell whoever it was with, else whoever is on duty; give the channel, "" for nobody."""
    contact = _find_contact(db, house, present, talk)
    if contact is None:
        return ""
    words = Words(house=house, scene=set_scene(db, house, present))
    rows = as_rows(
        words.write("talk_over", number=talk.n),
        kind=STAFF,
        channel=contact.channel,
        address=contact.address_id,
        dedupe_key=f"talk-over:{talk.id}",
    )
    outbox.put(db, present.community.id, rows, now=house.clock())
    return contact.channel


def _find_contact(db: Db, house: House, present: Present, talk: Talk) -> Contact | None:
    community = present.community.id
    linked = staff.list_linked(db, community, house.keys, READING)
    own = next((one.contact for one in linked if one.name == talk.who), None)
    return own or staff.find_duty(db, community)
