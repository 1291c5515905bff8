"""The `sweep` job: finds again what a lost bell, a killed worker or a silent carrier left behind.

Any process may run it, as often as it likes.
"""

from storage import broadcasts, fates, fatigue, sweeps, timers
from storage.queues import Job, Lane
from workers.evening import send_evening_texts
from workers.house import House
from workers.reconciling import reconcile
from workers.themes import sort_themes


def sweep(house: House) -> None:
    """Look once for everything that is due and that nobody is working on."""
    with house.database.transaction() as db:
        present = house.find_present(db)
        if present is None or not sweeps.take_turn(db):
            return
        community = present.community.id
        fates.reclaim(db, community, reconcile_s=house.settings.reconcile_s)
        fatigue.restrain(db, community, now=house.clock())
        timers.fire_due(db, community, now=house.clock())
        due = broadcasts.find_due(db, community, now=house.clock())
    _ring_all(house)
    if due:
        house.doorbell.enqueue(Job.BROADCAST)
    if house.settings.sms_on:
        reconcile(house, community)
        _ring_all(house)
    sort_themes(house)
    send_evening_texts(house)


def _ring_all(house: House) -> None:
    for lane in (Lane.CONVERSE, Lane.TELEGRAM, Lane.SMS):
        house.doorbell.ring(lane)
