"""Answering one resident, and being done with it: the same by phone and in the terminal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from storage import numbers, replies, talks, tasks
from storage.database import Db
from storage.numbers import CALL, REPLY
from storage.outbox import REPLY as REPLY_MESSAGE
from storage.replies import Author
from workers.speaking import as_rows


def find_author(db: Db, community: UUID, n: int, *, channels: tuple[str, ...]) -> Author | None:
    """Find who is behind the number of a reply; None for no such reply.

    Args:
        channels: those that can send.
    """
    numbered = numbers.find_numbered(db, community, n)
    if numbered is None or numbered.what != REPLY:
        return None
    return replies.find_author(db, community, numbered.subject_id, channels=channels)


def begin_talk(
    db: Db,
    community: UUID,
    author: Author,
    body: str,
    *,
    who: str,
    dedupe_key: str,
    now: datetime,
) -> list[dict[str, Any]]:
    """Let one of staff talk with whoever said something; their questions wait until it is done.

    Args:
        body: what they are told, written out. Somebody whom nothing reaches cannot be told.

    Returns:
        Rows for the outbox.
    """
    assert author.address_id is not None  # noqa: S101  (asked before)
    talks.begin(db, community, author.resident_id, who=who, now=now)
    return as_rows(
        body,
        kind=REPLY_MESSAGE,
        channel=str(author.address_channel),
        address=author.address_id,
        dedupe_key=dedupe_key,
    )


def finish(
    db: Db, community: UUID, n: int, *, who: str, note: str = "", now: datetime
) -> str | None:
    """Tick off a call, or end a talk, by its number.

    Returns:
        call or reply: what the number stood for; None where it stands for nothing.
    """
    numbered = numbers.find_numbered(db, community, n)
    if numbered is None:
        return None
    if numbered.what == CALL:
        tasks.tick_off(db, community, numbered.subject_id, by=who, note=note, now=now)
        return CALL
    author = find_author(db, community, n, channels=())
    if author is None:
        return None
    talks.finish(db, community, author.resident_id, now=now)
    return REPLY


FINISHED: Mapping[str | None, str] = {CALL: "ticked", REPLY: "released", None: "no_number"}
"""What `finish` gave -> the text for staff."""
