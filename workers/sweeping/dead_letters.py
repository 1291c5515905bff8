"""Tells staff, once a day at most, that there are texts we could not read."""

from zoneinfo import ZoneInfo

from storage import dead_letters, outbox
from storage.queues import LANE_OF_CHANNEL
from workers.house import House
from workers.scenes import set_scene
from workers.speaking import as_staff_message, make_setting


def tell_of_dead_letters(house: House) -> None:
    """Put today's message about dead letters into the outbox, if there are any."""
    with house.database.transaction() as db:
        present = house.find_present(db)
        if present is None or not dead_letters.are_there(db, present.community.id):
            return
        scene = set_scene(db, house, present)
        contact = scene.duty
        if contact is None:
            return
        today = scene.now.astimezone(ZoneInfo(scene.zone)).date()
        message = as_staff_message(
            scene,
            "system.dead_letters",
            make_setting(scene, contact.channel, None, present.engagement),
            contact=contact,
            dedupe_key=f"dead:{today}",
        )
        outbox.put(db, present.community.id, [message], now=scene.now)
    house.doorbell.ring(LANE_OF_CHANNEL[contact.channel])
