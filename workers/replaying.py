"""Plays a resident's conversation through again, from their rows of the inbox."""

from collections.abc import Iterator
from uuid import UUID

from flows.replaying import replay
from flows.session import Taken
from storage import conversations, flow_versions, inbox
from storage.database import Db
from workers.arriving import as_event
from workers.conversations import restore
from workers.house import House, Present


def replay_conversation(
    db: Db, house: House, present: Present, conversation: UUID
) -> Iterator[Taken]:
    """Give what each text led to, from the first one on.

    Flow versions never change, and doors are as they were when each text was answered: so the last
    conversation is byte for byte the stored one. What a sensitive flow was told is gone, and cannot
    be played through again.

    Yields:
        As `flows.replaying.replay`; nothing where the conversation was begun by an older Sayso.
    """
    community = present.community.id
    [kept] = conversations.read(db, community, [conversation])
    if kept.begun is None:
        return
    at = restore(kept.begun, house.keys)
    published = flow_versions.list_published(db, community)
    for text, done_at in inbox.list_events(db, community, conversation):
        latest = flow_versions.pick_latest(published, at=done_at)
        shelf = house.flows.open(db, community, latest)
        house.flows.fetch(db, community, at)
        event = as_event(
            text,
            stopped=at.stopped,
            doors=shelf.doors,
            twilio_answers=house.settings.twilio_opt_out == "twilio",
        )
        for taken in replay(shelf, at, [(text.received_at, event)], zone=present.community.zone):
            at = taken.conversation
            yield taken
