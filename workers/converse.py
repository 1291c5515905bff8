"""The `converse` job: drains the inbox through the flow engine, a transaction a batch."""

from collections.abc import Callable, Sequence
from uuid import UUID

import structlog

from flows.errors import SettingsError
from storage import flow_versions, inbox, residents, staff, turns
from storage.database import Db, Unreachable
from storage.inbox import Claimed
from storage.queues import LANE_OF_CHANNEL, Lane
from storage.residents import Person
from storage.staff import Contact
from storage.turns import Batch
from workers import groups, knowing
from workers.arriving import WRITTEN
from workers.draining import drain
from workers.folding import Fold, find_conversation
from workers.house import House, Present
from workers.keeping import make_task
from workers.meeting import meet_callers, note_heard
from workers.slips import take_slips
from workers.speaking import Scene, as_staff_message, make_setting

log = structlog.get_logger()

DOORS = frozenset(("blocked", "unblocked"))
OPENS = WRITTEN | {"unblocked"}
Answer = Callable[[Db, House, Present, Sequence[Claimed], Batch], None]


def converse(house: House) -> None:
    """Answer what waits in the inbox."""
    drain(
        Lane.CONVERSE,
        house.doorbell,
        work=lambda: answer_waiting(house) > 0,
        waits=lambda: _waits(house),
    )


def answer_waiting(house: House) -> int:
    """Answer one batch and ring the lanes that deliver.

    If the batch fails, each address is tried alone, then its first text alone: one that still fails
    is kept as a dead letter after three tries, and nobody else waits for it.

    Returns:
        How many texts were answered. Those of residents whom another worker answers wait.
    """
    try:
        present, left, batch = _answer_batch(house)
    except (*Unreachable, SettingsError):
        raise
    except Exception as error:  # noqa: BLE001  (the outermost shell: nobody's text may stop others')
        log.warning("batch failed", error=type(error).__name__)
        return _answer_each(house)
    _ring(house, batch)
    if left:
        house.doorbell.ring(Lane.CONVERSE)
    if present:
        _answer_alone(house, present, batch)
    return len(batch.answered) + len(batch.alone)


def _answer_batch(house: House) -> tuple[Present | None, int, Batch]:
    """Answer one batch: whose texts, how many of them were left, and what came of it."""
    batch = Batch()
    with house.database.transaction() as db:
        present = house.find_present(db)
        if present is None:
            return None, 0, batch
        claimed = inbox.claim(db, present.community.id)
        if claimed:
            _answer(db, house, present, claimed, batch)
    return present, len(claimed) - len(batch.answered), batch


def _answer(
    db: Db, house: House, present: Present, claimed: Sequence[Claimed], batch: Batch
) -> None:
    scene = set_scene(db, house, present)
    texts = groups.follow(db, scene, claimed, batch)
    callers, batch.alone = knowing.part(db, scene, meet_callers(db, scene, texts))
    for one in callers:
        _answer_person(db, house, scene, one.person, list(one.texts), batch)
    note_heard(db, scene, callers)
    turns.write(db, present.community.id, batch, keys=house.keys, now=scene.now)


def _answer_alone(house: House, present: Present, batch: Batch) -> None:
    """Take the texts about who somebody is that a batch has left, each in its own transaction."""
    for hash in batch.alone:
        _answer_address(house, present, hash, _answer_who)


def _answer_who(
    db: Db, house: House, present: Present, claimed: Sequence[Claimed], batch: Batch
) -> None:
    scene = set_scene(db, house, present)
    for one in meet_callers(db, scene, claimed):
        knowing.answer(db, scene, one, batch)
    turns.write(db, present.community.id, batch, keys=house.keys, now=scene.now)


def set_scene(db: Db, house: House, present: Present) -> Scene:
    """Gather what is the same for every text, with the doors as they are now."""
    community = present.community.id
    latest = flow_versions.pick_latest(flow_versions.list_published(db, community))
    return Scene(
        present=present,
        shelf=house.flows.open(db, community, latest),
        staff_flow=house.flows.shipped,
        keys=house.keys,
        safeguarding=staff.find_safeguarding(db, community),
        twilio_answers=house.settings.twilio_opt_out == "twilio",
        own_number=house.settings.number_to_ring,
        now=house.clock(),
    )


def _answer_person(
    db: Db, house: House, scene: Scene, person: Person, texts: list[Claimed], batch: Batch
) -> None:
    texts = _keep_rings(person, _keep_doors(db, scene, person, texts, batch), batch)
    if not texts:
        return
    if person.resident_id is None:
        _answer_staff(scene, person, texts, batch)
        return
    texts = take_slips(db, scene, person, texts, batch)
    if not texts:
        return
    conversation = find_conversation(scene, person)
    house.flows.fetch(db, scene.present.community.id, conversation)
    fold = Fold(batch, scene, person, conversation)
    for text in texts:
        fold.answer(text)
    fold.close()


def _keep_doors(
    db: Db, scene: Scene, person: Person, texts: list[Claimed], batch: Batch
) -> list[Claimed]:
    """Close the address of whoever blocked us, and open that of whoever writes again on Telegram.

    Returns:
        The texts without the blocks, which need no answer.
    """
    community = scene.present.community.id
    batch.answered.extend(text.id for text in texts if text.kind in DOORS)
    if person.channel == "telegram" and any(text.kind in WRITTEN for text in texts):
        batch.heard[person.address_id] = max(text.received_at for text in texts)
    if texts[-1].kind == "blocked":
        residents.close_addresses(db, community, {person.address_id: "blocked"}, now=scene.now)
    elif person.closed and person.channel == "telegram" and texts[-1].kind in OPENS:
        residents.reopen_address(db, community, person.address_id)
    return [text for text in texts if text.kind not in DOORS]


def _keep_rings(person: Person, texts: list[Claimed], batch: Batch) -> list[Claimed]:
    """List whoever rang us for ringing back, also after a STOP: they asked for it.

    Returns:
        The texts without the rings, which get no text back.
    """
    rings = [text for text in texts if text.kind == "ring"]
    if not rings:
        return texts
    batch.answered.extend(text.id for text in rings)
    if person.resident_id is not None:
        batch.tasks.append(make_task("call", person.resident_id, rings[-1].id, once=True))
    return [text for text in texts if text.kind != "ring"]


def _answer_staff(scene: Scene, person: Person, texts: Sequence[Claimed], batch: Batch) -> None:
    """Say that nobody reads texts at a number that alerts go to."""
    setting = make_setting(scene, person.channel, None, scene.present.engagement)
    own = Contact(address_id=person.address_id, channel=person.channel)
    for text in texts:
        message = as_staff_message(
            scene, "system.staff", setting, contact=own, dedupe_key=f"reply:{text.id}:0"
        )
        batch.answered.append(text.id)
        batch.messages.append(message)


def _answer_each(house: House) -> int:
    with house.database.transaction() as db:
        present = house.find_present(db)
        if present is None:
            return 0
        claimed = inbox.claim(db, present.community.id)
    for hash in dict.fromkeys(bytes(text.address_hash) for text in claimed):
        _answer_address(house, present, hash)
    return len(claimed)


def _answer_address(house: House, present: Present, hash: bytes, answer: Answer = _answer) -> None:
    """Answer an address's first text in its own transaction, or count its failure."""
    first: UUID | None = None
    batch = Batch()
    try:
        with house.database.transaction() as db:
            texts = inbox.claim_address(db, present.community.id, hash)
            if not texts:
                return
            first = texts[0].id
            answer(db, house, present, texts[:1], batch)
    except Unreachable:
        raise
    except Exception as error:  # noqa: BLE001  (the outermost shell)
        log.error("text failed", inbox_id=str(first), error=type(error).__name__)
        if first is not None:
            with house.database.transaction() as db:
                inbox.fail(db, present.community.id, first, error=type(error).__name__)
        return
    _ring(house, batch)
    _answer_alone(house, present, batch)


def _ring(house: House, batch: Batch) -> None:
    """Ring for what was committed."""
    for channel in sorted({message["channel"] for message in batch.messages}):
        lane = LANE_OF_CHANNEL.get(channel)
        if lane:
            house.doorbell.ring(lane)
    if batch.contributions:
        house.doorbell.ring(Lane.BACKGROUND)


def _waits(house: House) -> bool:
    with house.database.transaction() as db:
        present = house.find_present(db)
        return present is not None and inbox.waits(db, present.community.id)
