"""The `broadcast` job: audience to delivery lines, then to the outbox in batches."""

from dataclasses import dataclass
from typing import Any

from flows.conversation import Conversation
from flows.effects import Say, SetTimer
from flows.engine import advance
from flows.events import Started
from storage import broadcasts, outbox, turns
from storage.broadcasts import Broadcast, Recipient
from storage.database import Db
from storage.ids import new_id
from storage.queues import LANE_OF_CHANNEL
from storage.turns import Batch
from workers.conversations import as_row, as_timer, store
from workers.converse import set_scene
from workers.house import House, Present
from workers.speaking import Scene, as_message, make_setting

BATCH_ROWS = 1_000


def broadcast(house: House) -> None:
    """Hand every undone broadcast to the outbox. May run twice: nobody is asked twice."""
    with house.database.transaction() as db:
        present = house.find_present(db)
        undone = broadcasts.find_undone(db, present.community.id) if present else []
    if present is None:
        return
    for one in undone:
        _hand_over(house, present, one)


def _hand_over(house: House, present: Present, one: Broadcast) -> None:
    channels = house.settings.channels_on
    with house.database.transaction() as db:
        broadcasts.draw_audience(db, present.community.id, one, channels=channels)
    while _ask_some(house, present, one):
        for channel in channels:
            house.doorbell.ring(LANE_OF_CHANNEL[channel])


def count_audience(db: Db, house: House, present: Present) -> tuple[int, int]:
    """Count who would be asked now, and the SMS segments that takes."""
    scene = set_scene(db, house, present)
    recipients = broadcasts.list_audience(
        db, present.community.id, present.engagement.id, channels=house.settings.channels_on
    )
    alike: dict[tuple[object, ...], int] = {}  # those who get the same words
    for one in recipients:
        kind = (one.channel, one.language, one.language_known, one.consented_on)
        if kind not in alike:
            alike[kind] = _open(db, house, scene, one).message["segments"]
    counts = (
        alike[one.channel, one.language, one.language_known, one.consented_on]
        for one in recipients
        if one.channel == "sms"
    )
    return len(recipients), sum(counts)


def _ask_some(house: House, present: Present, one: Broadcast) -> int:
    community = present.community.id
    with house.database.transaction() as db:
        recipients = broadcasts.claim_recipients(
            db, community, one, channels=house.settings.channels_on, limit=BATCH_ROWS
        )
        if not recipients:
            broadcasts.finish(db, community, one, now=house.clock())
            return 0
        batch = Batch()
        scene = set_scene(db, house, present)
        rows = []
        for recipient in recipients:
            opening = _open(db, house, scene, recipient)
            opening.message.update(
                dedupe_key=f"bc:{one.id}:{recipient.resident_id}",
                broadcast_id=one.id,
                any_hour=bool(one.reason),
                expires_at=one.expires_at,
            )
            opening.put_into(batch)
            message_id = opening.message["id"]
            rows.append({"resident_id": recipient.resident_id, "message_id": message_id})
        turns.write(db, community, batch, keys=house.keys, now=scene.now)
        broadcasts.tie_messages(db, community, one, rows)
    return len(recipients)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """How one resident's conversation begins."""

    conversation: dict[str, Any]
    message: dict[str, Any]
    timers: list[dict[str, Any]]

    def put_into(self, batch: Batch) -> None:
        batch.conversations[self.conversation["id"]] = self.conversation
        batch.messages.append(self.message)
        batch.timers.extend(self.timers)


def _open(db: Db, house: House, scene: Scene, recipient: Recipient) -> _Opening:
    """Begin one resident's conversation with the flow's first question."""
    engagement = scene.present.engagement
    flow = house.flows.find(db, scene.present.community.id, engagement.version)
    begun = Conversation.begin(recipient.language, recipient.language_known)
    begun = begun.changed(version=flow.version)
    step = advance(flow, begun, Started(), now=scene.now, zone=scene.zone)
    say = next(effect for effect in step.effects if isinstance(effect, Say))
    setting = make_setting(scene, recipient.channel, recipient.consented_on, engagement)
    message = as_message(say, flow, setting, address=recipient.address_id, dedupe_key="")
    id = new_id()
    return _Opening(
        conversation=as_row(
            id,
            recipient.resident_id,
            step.conversation,
            engagement=engagement.id,
            state=store(step.conversation, scene.shelf, scene.keys),
            begun=step.conversation,
        ),
        message={**message, "kind": outbox.PROMPT, "conversation_id": id},
        timers=[
            as_timer(effect, id, id=new_id(), message=message["id"], now=scene.now)
            for effect in step.effects
            if isinstance(effect, SetTimer)
        ],
    )
