"""LINK: somebody shows by a code that two addresses are theirs, and becomes one resident.

Whoever guesses hears the same words for every wrong code, and learns of nobody.
"""

import re
from collections.abc import Collection, Sequence

from storage import doubting, identity, linking, merging
from storage.database import Db
from storage.inbox import Claimed
from storage.linking import Asked
from storage.residents import Person
from storage.turns import Batch
from workers.speaking import Scene, say_to
from workers.texts.meeting import Caller

MOST_ANSWERED = 5
"""Orders and codes that fail, from one address in half an hour, before we fall silent."""

Said = dict[str, dict[str, str]]
"""Keys of texts, and what stands for their placeholders; none for silence."""

_ORDER = re.compile(r"/?link(?:[\s:]+(\d{3})\s?(\d{3}))?[.!]?", re.IGNORECASE)
_CODE = re.compile(r"(\d{3})\s?(\d{3})\.?")


def find_codes(db: Db, scene: Scene, callers: Sequence[Caller]) -> set[str]:
    """Find the codes among texts that are nothing but six digits; wrong ones are counted."""
    community = scene.present.community.id
    bare = [
        (one.person, _join(found))
        for one in callers
        for text in one.texts
        if text.kind == "text" and (found := _CODE.fullmatch(text.body.strip()))
    ]
    if not bare:
        return set()
    codes = {code for _, code in bare}
    right = linking.find_open(db, community, codes, keys=scene.keys, now=scene.now)
    for person, code in bare:
        if code not in right:
            linking.count_try(db, community, person.address_id, now=scene.now)
    return right


def concerns(person: Person, text: Claimed, codes: Collection[str]) -> bool:
    """Say whether a text asks for a code, or brings one. Of six digits alone only right ones do."""
    if text.kind != "text" or person.resident_id is None or person.stopped:
        return False
    words = text.body.strip()
    found = _CODE.fullmatch(words)
    return bool(_ORDER.fullmatch(words) or (found and _join(found) in codes))


def answer(db: Db, scene: Scene, person: Person, text: Claimed, batch: Batch) -> None:
    """Give a code, or take one. Left as it is while somebody else answers the other resident."""
    words = text.body.strip()
    found = _CODE.fullmatch(words) or _ORDER.fullmatch(words)
    code = _join(found) if found and found.group(1) else ""
    said = _take_code(db, scene, person, code) if code else _give_code(db, scene, person)
    if said is None:
        return
    doubting.keep_apart(db, scene.present.community.id, text.id)
    batch.answered.append(text.id)
    for key, given in said.items():
        row = say_to(scene, person, key, dedupe_key=f"reply:{text.id}:0", given=given)
        batch.messages.append(row)


def _give_code(db: Db, scene: Scene, person: Person) -> Said:
    community = scene.present.community.id
    code = linking.make_code(db, community, person.address_id, keys=scene.keys, now=scene.now)
    return {"system.link_code": {"link.code": code}} if code else _fail(db, scene, person)


def _take_code(db: Db, scene: Scene, person: Person, code: str) -> Said | None:
    community = scene.present.community.id
    asked = linking.find_asked(
        db, community, person.address_id, code, keys=scene.keys, now=scene.now
    )
    if asked is None or asked.stopped:
        return _fail(db, scene, person)
    if not _join_residents(db, scene, person, asked):
        return None
    linking.use_code(db, community, asked, now=scene.now)
    return {"system.linked": {}}


def _fail(db: Db, scene: Scene, person: Person) -> Said:
    """Say that it did not work; whoever goes on and on is not answered any more."""
    community = scene.present.community.id
    n = linking.count_try(db, community, person.address_id, now=scene.now)
    return {"system.link_failed": {}} if n <= MOST_ANSWERED else {}


def _join_residents(db: Db, scene: Scene, person: Person, asked: Asked) -> bool:
    """Merge two residents; False where the other one is not ours to touch just now."""
    community = scene.present.community.id
    assert person.resident_id is not None  # noqa: S101  (`concerns`)
    if asked.resident_id == person.resident_id:
        return True
    if not identity.lock_residents(db, community, [asked.resident_id]):
        return False
    merging.merge(db, community, person.resident_id, asked.resident_id, how="code", now=scene.now)
    return True


def _join(found: re.Match[str]) -> str:
    """Write a code in plain digits, whatever digits it was typed in."""
    return "".join(str(int(digit)) for part in found.groups() for digit in part)
