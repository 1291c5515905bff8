"""The `broadcast` job: everybody of the audience gets a line, and those who are asked a question.

It hands over in batches, a transaction each, and goes on where it was cut off.
"""

from dataclasses import replace
from uuid import UUID

from storage import broadcasts, recipients
from storage.broadcasts import Broadcast
from storage.database import Db
from storage.fatigue import find_window
from storage.queues import LANE_OF_CHANNEL
from storage.recipients import Asking
from workers.asking.opening import Openings
from workers.doubts import ask_silent
from workers.house import House, Present
from workers.scenes import set_scene

FIRST_ROWS, BATCH_ROWS = 500, 5_000
"""How many residents a transaction hands over; few at first, so that sending begins at once."""


def broadcast(house: House) -> None:
    """Hand every broadcast that has begun to the outbox. May run twice: nobody is asked twice."""
    with house.database.transaction() as db:
        present = house.find_present(db)
        due = broadcasts.find_due(db, present.community.id, now=house.clock()) if present else []
    if present is None:
        return
    for one in due:
        _hand_over(house, present, one)


def _hand_over(house: House, present: Present, one: Broadcast) -> None:
    community, engagement = present.community.id, present.open.get(one.engagement_id)
    if engagement is None or engagement.closed_at:  # it was closed meanwhile
        with house.database.transaction() as db:
            broadcasts.stop(db, community, one.id, now=house.clock())
        return
    handing = _HandingOver(house, replace(present, engagement=engagement), one)
    while handing.ask_some():
        for channel in house.settings.channels_on:
            house.doorbell.ring(LANE_OF_CHANNEL[channel])
    if ask_silent(house, handing.scene, one):
        house.doorbell.ring(LANE_OF_CHANNEL["sms"])


class _HandingOver:
    """One broadcast on its way to the outbox."""

    def __init__(self, house: House, present: Present, one: Broadcast) -> None:
        self._house = house
        self._community = present.community.id
        self._engagement = present.engagement
        self._one = one
        self._after = UUID(int=0)
        self._profile = present.community.profile
        with house.database.transaction() as db:
            flow = house.flows.find(db, self._community, present.engagement.version)
            self.scene = set_scene(db, house, present)
            self._openings = Openings(self.scene, present.engagement, flow)
            self._once_a_year = flow.id if flow.sensitive else ""
        self._forget_unseen()

    def _forget_unseen(self) -> None:
        more = True
        while more:
            with self._house.database.transaction() as db:
                more = recipients.forget_unseen(db, self._community, self._one.engagement_id)

    def ask_some(self) -> bool:
        """Hand over the next batch.

        Returns:
            Whether there may be more.
        """
        house, community, one = self._house, self._community, self._one
        with house.database.transaction() as db:
            if not broadcasts.take_turn(db, community, one.id):
                return False
            after = max(self._after, recipients.find_last(db, community, one.id))
            batch = recipients.look_ahead(
                db,
                community,
                after,
                purpose=one.purpose,
                limit=BATCH_ROWS if self._after.int else FIRST_ROWS,
            )
            if batch is None:
                broadcasts.finish(db, community, one.id, now=house.clock())
                return False
            recipients.ask(
                db,
                community,
                one,
                self._find_asking(db),
                flow_version=self._engagement.flow_version_id,
                batch=batch,
                openings=self._openings.find_all(
                    one.audience.narrow(house.settings.channels_on), batch.kinds
                ),
                now=house.clock(),
            )
        self._after = batch.upto
        return True

    def _find_asking(self, db: Db) -> Asking:
        """Look again at what decides: another broadcast may have handed over meanwhile."""
        house, one = self._house, self._one
        window = find_window(self._profile, house.clock())
        return Asking(
            broadcast=one.id,
            engagement=one.engagement_id,
            audience=one.audience,
            purpose=one.purpose,
            channels=house.settings.channels_on,
            window=window,
            earlier=recipients.find_earlier(
                db,
                self._community,
                one.engagement_id,
                but=one.id,
                window=window,
                once_a_year=self._once_a_year,
            ),
        )
