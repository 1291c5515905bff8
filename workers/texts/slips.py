"""Texts that begin with a slip's code: somebody takes over, changes or takes back what was written.

The code is taken out of what is stored, and what is left of the text goes the usual way.
"""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.reader.safeguarding import find_danger
from flows.reader.slip_codes import Coded, find_code
from storage import entries, inbox, slips
from storage.database import Db
from storage.inbox import Claimed
from storage.residents import Person
from storage.slips import Slip
from storage.turns import Batch
from workers.speaking import Scene, say_to
from workers.writing_down import change

TAKE_BACK = "0"
_TAKES_BACK = frozenset(("delete", "stop"))


def take_slips(
    db: Db, scene: Scene, person: Person, texts: Sequence[Claimed], batch: Batch
) -> list[Claimed]:
    """Do what texts with slips' codes ask for.

    Returns:
        The texts that still want an answer, without the codes.
    """
    coded = {
        text.id: found for text in texts if text.kind == "text" if (found := find_code(text.body))
    }
    if not coded:
        return list(texts)
    hashes = {one.code: scene.keys.lookup("slip", one.code) for one in coded.values()}
    known = slips.find(db, scene.present.community.id, hashes.values())
    left = []
    for text in texts:
        slip = known.get(hashes[coded[text.id].code]) if text.id in coded else None
        if slip is None:
            left.append(text)
        else:
            left += _take_one(db, scene, person, text, coded[text.id], slip, batch)
    return left


def _take_one(
    db: Db, scene: Scene, person: Person, text: Claimed, coded: Coded, slip: Slip, batch: Batch
) -> list[Claimed]:
    community, resident = scene.present.community.id, person.resident_id
    assert resident is not None  # noqa: S101  (staff are answered elsewhere)
    said = normalise(coded.rest)
    command = find_command(said)
    goes_on = bool(find_danger(said)) or (command is not None and command.word == "stop")
    takes_back = coded.rest == TAKE_BACK or (command is not None and command.word in _TAKES_BACK)
    if slip.resident_id not in (None, resident):
        key, goes_on = "system.slip_other", goes_on or bool(coded.rest and not takes_back)
    else:
        slips.give(db, community, slip.id, resident)
        if slip.entry_id is not None:
            entries.take_over(db, community, slip.entry_id, resident, now=scene.now)
        key, is_kept = _do(db, scene, text.id, coded.rest, slip.entry_id, takes_back)
        goes_on = goes_on or not is_kept
    inbox.rewrite(db, community, text.id, body=coded.rest if goes_on else "", apart=not goes_on)
    if goes_on:
        return [replace(text, body=coded.rest)]
    batch.answered.append(text.id)
    if not person.stopped:
        batch.messages.append(say_to(scene, person, key, dedupe_key=f"reply:{text.id}:0"))
    return []


def _do(
    db: Db, scene: Scene, text: UUID, rest: str, entry: UUID | None, takes_back: bool
) -> tuple[str, bool]:
    """Do what stands behind the code.

    Returns:
        What to reply, and whether the rest of the text has been kept.
    """
    if entry is None:
        return "system.slip_taken", not rest or takes_back
    if takes_back:
        entries.withdraw(db, scene.present.community.id, entry, now=scene.now)
        return "system.slip_withdrawn", True
    if rest:
        change(db, scene, entry, rest, key=str(text))
        return "system.slip_changed", True
    return "system.slip_taken", True
