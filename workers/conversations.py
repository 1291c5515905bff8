"""Conversations as rows: what is stored of them, and how they come back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import SetTimer
from flows.session import Shelf
from storage.residents import Person
from storage.sealing import Keyring

_SEALED = '{"sealed":'


def begin(person: Person, version: str) -> Conversation:
    """Begin the conversation of somebody we have none with."""
    begun = Conversation.begin(language=person.language, language_known=person.language_known)
    return begun.changed(stopped=person.stopped, version=version)


def restore(stored: str, keys: Keyring) -> Conversation:
    """Read a stored conversation; in the middle of a sensitive flow it was sealed."""
    if stored.startswith(_SEALED):
        stored = keys.open(bytes.fromhex(orjson.loads(stored)["sealed"]))
    return Conversation.from_bytes(stored.encode())


def as_row(
    id: UUID,
    resident: UUID,
    conversation: Conversation,
    *,
    engagement: UUID,
    state: str,
    begun: Conversation | None,
    moved: bool = False,
    pace: str = "",
) -> dict[str, Any]:
    """Make a row of a conversation.

    Args:
        state: the conversation as it is stored.
        begun: as it was before the first text.
        moved: it went over to another flow.
        pace: as `workers.texts.flooding` keeps it.
    """
    return {
        "id": id,
        "resident_id": resident,
        "engagement_id": engagement,
        "version": conversation.version,
        "status": conversation.status,
        "state": state,
        "begun": begun.to_bytes().decode() if begun else None,
        "waits_in": conversation.state,
        "moved": moved,
        "pace": pace,
    }


def store(conversation: Conversation, shelf: Shelf, keys: Keyring) -> str:
    """Write a conversation down; what a sensitive flow asked is sealed, and gone at its end."""
    flow = shelf.flows[conversation.version]
    if flow.sensitive and conversation.status == "ended":
        conversation = conversation.changed(answers={}, trail=(), guess=None, menu="")
    written = conversation.to_bytes().decode()
    if not _has_private(conversation, flow, shelf):
        return written
    return orjson.dumps({"sealed": keys.seal(written).hex()}).decode()


def _has_private(conversation: Conversation, flow: Flow, shelf: Shelf) -> bool:
    at: Conversation | None = conversation
    if flow.sensitive and conversation.status == "ended":
        at = conversation.beneath
    while at is not None:
        if shelf.flows[at.version].sensitive:
            return True
        at = at.beneath
    return False


def as_timer(
    set_timer: SetTimer, conversation: UUID, *, id: UUID, message: UUID | None, now: datetime
) -> dict[str, Any]:
    """Make a row of a timer: it counts from when the carrier took the message, or from now."""
    due_at = None if message else now + timedelta(seconds=set_timer.after_s)
    return {
        "id": id,
        "conversation_id": conversation,
        "message_id": message,
        "state": set_timer.state,
        "name": set_timer.name,
        "after_s": set_timer.after_s,
        "due_at": due_at,
    }
