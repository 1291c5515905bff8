"""Texts about who somebody is, or that take words back: each is taken alone, in a transaction.

The first change who an address belongs to, the others want all that was said before them written
down: neither may stand beside others in a batch.
"""

from collections.abc import Sequence

from storage.database import Db
from storage.turns import Batch
from workers import doubts
from workers.speaking import Scene
from workers.texts import links, taking_back
from workers.texts.meeting import Caller


def part(db: Db, scene: Scene, callers: Sequence[Caller]) -> tuple[list[Caller], list[bytes]]:
    """Part everyday texts from those that are taken alone.

    Returns:
        The people with what may be answered in a batch, up to the first such text of each; and the
        addresses where one waits then.
    """
    codes = links.find_codes(db, scene, callers)
    agreed = taking_back.find_agreed(db, scene, callers)
    everyday, apart = [], []
    for one in callers:
        place = next(
            (
                n
                for n, text in enumerate(one.texts)
                if links.concerns(one.person, text, codes)
                or doubts.concerns(scene, one.person, text)
                or taking_back.concerns(one.person, text, agreed)
            ),
            len(one.texts),
        )
        if place < len(one.texts):
            apart.append(one.person.hash)
        if place:
            everyday.append(Caller(person=one.person, texts=one.texts[:place]))
    return everyday, apart


def answer(db: Db, scene: Scene, caller: Caller, batch: Batch) -> None:
    """Take the first text of somebody, if it is such a one; else leave it."""
    person, text = caller.person, caller.texts[0]
    if doubts.concerns(scene, person, text):
        doubts.answer(db, scene, person, text, batch)
    elif links.concerns(person, text, links.find_codes(db, scene, [caller])):
        links.answer(db, scene, person, text, batch)
    elif taking_back.concerns(person, text, taking_back.find_agreed(db, scene, [caller])):
        taking_back.answer(db, scene, person, text, batch)
