"""The three-segment text of a digest, sent to staff whose phones are linked."""

from flows.sms import fold
from storage import outbox, staff
from storage.digests import Frozen
from storage.outbox import STAFF
from storage.queues import LANE_OF_CHANNEL
from storage.staff import ADMIN, OFFICER, ORGANISER
from workers.digest_files import read_file
from workers.house import House, Present
from workers.speaking import as_rows

READERS = (ORGANISER, OFFICER, ADMIN)


def send_digest(house: House, present: Present, frozen: Frozen) -> int:
    """Send an edition's text to every organiser, officer and admin with a linked phone, once each.

    Returns:
        How many it was sent to now; who had it before does not get it again.
    """
    body = read_file(house, frozen, "txt")[1].decode().strip()
    community, sent = present.community.id, 0
    with house.database.transaction() as db:
        readers = staff.list_linked(db, community, house.keys, READERS)
        for one in readers:
            key = f"digest:{frozen.id}:{one.id}"
            sent += not outbox.knows(db, community, key)
            rows = as_rows(
                fold(body) if one.channel == "sms" else body,
                kind=STAFF,
                channel=one.channel,
                address=one.address_id,
                dedupe_key=key,
            )
            outbox.put(db, community, rows, now=house.clock())
    for channel in {one.channel for one in readers} & set(LANE_OF_CHANNEL):
        house.doorbell.ring(LANE_OF_CHANNEL[channel])
    return sent
