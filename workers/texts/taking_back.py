"""Texts that take back a yes to being quoted. The sweeper then mends the digests.

Each is taken alone, after whatever its writer said before: the yes may have come just now.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from flows.reader.taking_back import is_no, takes_words_back
from storage import doubting, quotes
from storage.database import Db
from storage.inbox import Claimed
from storage.residents import Person
from storage.turns import Batch
from workers.conversations import restore
from workers.speaking import Scene, say_to
from workers.texts.meeting import Caller

_AGREED = '"shown"'
"""Where the shipped flow `quote` ends behind a yes; most conversations stand elsewhere."""
_SAID = frozenset(("text", "button"))


def find_agreed(db: Db, scene: Scene, callers: Sequence[Caller]) -> set[UUID]:
    """Find, of those who say no, whose last word before was a yes to being quoted.

    Where digits were offered since, such as behind HELP, theirs is one of these.

    Returns:
        Their conversations.
    """
    maybe = [
        one.person.conversation_id
        for one in callers
        if one.person.conversation_id
        and _AGREED in (one.person.conversation or "")
        and any(_says_no(one.person, text) for text in one.texts)
        and not restore(str(one.person.conversation), scene.keys).menu
    ]
    return quotes.find_asked_last(db, scene.present.community.id, maybe) if maybe else set()


def concerns(person: Person, text: Claimed, agreed: Collection[UUID]) -> bool:
    """Say whether a text takes words back: in so many words, or as a no behind the yes."""
    if person.resident_id is None or text.kind not in _SAID:
        return False
    if text.kind == "text" and takes_words_back(text.body):
        return True
    return person.conversation_id in agreed and _says_no(person, text)


def answer(db: Db, scene: Scene, person: Person, text: Claimed, batch: Batch) -> None:
    """Take back all they said yes to, and say so; to whoever said STOP we say nothing."""
    community = scene.present.community.id
    assert person.resident_id is not None  # noqa: S101  (`concerns`)
    taken = quotes.take_back(db, community, person.resident_id, now=scene.now)
    doubting.keep_apart(db, community, text.id)
    batch.answered.append(text.id)
    if person.stopped:
        return
    key = "system.unquoted" if taken else "system.unquoted_none"
    row = say_to(scene, person, key, dedupe_key=f"reply:{text.id}:0")
    if text.kind == "button":
        row["press"] = text.reference
    batch.messages.append(row)


def _says_no(person: Person, text: Claimed) -> bool:
    return text.kind in _SAID and is_no(text.body, person.language)
