"""The `sweep` job: finds again what a lost bell, a killed worker or a silent carrier left behind.

Any process may run it, as often as it likes; one at a time does.
"""

from storage import broadcasts, fates, fatigue, metrics, sweeps, timers
from storage.queues import Job, Lane
from workers.digest_days import cut_due_digests
from workers.doubts import settle_unanswered
from workers.house import House, Present
from workers.quoting import leave_out_withdrawn
from workers.responses import follow_up
from workers.sweeping.closing import close_due
from workers.sweeping.dead_letters import tell_of_dead_letters
from workers.sweeping.evening import send_evening_texts
from workers.sweeping.promises import keep_promises
from workers.sweeping.reconciling import reconcile
from workers.sweeping.retention import delete_due
from workers.sweeping.talking import end_quiet_talks
from workers.sweeping.tidying import forget_bodies
from workers.sweeping.watching import watch
from workers.themes import sort_themes


def sweep(house: House) -> None:
    """Look once for everything that is due and that nobody is working on."""
    with sweeps.turn(house.database) as mine:
        if not mine:
            return
        with house.database.transaction() as db:
            present = house.find_present(db)
        if present is not None:
            _look_around(house, present)


def _look_around(house: House, present: Present) -> None:
    community = present.community.id
    close_due(house, present)
    with house.database.transaction() as db:
        now = house.clock()
        waits = house.settings
        fates.reclaim(db, community, reconcile_s=waits.reconcile_s, spare_s=waits.lease_s)
        fates.expire(db, community, now=now)
        fatigue.restrain(db, community, now=now)
        timers.fire_due(db, community, now=now)
        due = broadcasts.find_due(db, community, now=now)
    _ring_all(house)
    if due:
        house.doorbell.enqueue(Job.BROADCAST)
    if house.settings.sms_on:
        reconcile(house, community)
    tell_of_dead_letters(house)
    watch(house, present)
    settle_unanswered(house, present)
    end_quiet_talks(house, present)
    follow_up(house, present)
    _ring_all(house)
    if house.settings.sms_on:
        forget_bodies(house, community)
    with house.database.transaction() as db:
        metrics.move_mark(db, community)
    sort_themes(house)
    leave_out_withdrawn(house)
    keep_promises(house, present)
    send_evening_texts(house)
    cut_due_digests(house)
    delete_due(house, present)


def _ring_all(house: House) -> None:
    for lane in (Lane.CONVERSE, Lane.TELEGRAM, Lane.SMS):
        house.doorbell.ring(lane)
