"""The `converse` job: drains the inbox through the flow engine, a transaction a batch."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic
from uuid import UUID

import structlog
from redis import RedisError

from flows.errors import SettingsError
from storage import inbox, residents, turns
from storage.database import Db, Unreachable
from storage.inbox import Claimed
from storage.queues import LANE_OF_CHANNEL, Job, Lane
from storage.residents import Person
from storage.statements import Asked
from storage.talks import go_on
from storage.turns import Batch
from workers.arriving import WRITTEN
from workers.desk import Desk
from workers.draining import drain
from workers.house import House, Present
from workers.phone.staffing import answer_staff
from workers.scenes import open_scene, set_scene
from workers.speaking import Scene
from workers.texts import groups, knowing
from workers.texts.folding import Fold, find_conversation, is_for_person
from workers.texts.keeping import make_task
from workers.texts.meeting import Asked as Who
from workers.texts.meeting import ask_who, find_in_use, meet_callers
from workers.texts.slips import take_slips

log = structlog.get_logger()

DOORS = frozenset(("blocked", "unblocked"))
OPENS = WRITTEN | {"unblocked"}
FULL = inbox.CLAIM_ROWS // 2
"""After so many texts at once the next ones surely wait."""
BOTH, BACKLOG_S = 2, 2.0
Answer = Callable[[Db, House, Scene, Sequence[Claimed], Batch], None]


def converse(house: House) -> None:
    """Answer what waits in the inbox."""
    drain(
        Lane.CONVERSE,
        house.doorbell,
        work=lambda: answer_backlog(house) > 0,
        waits=lambda: _waits(house),
    )


def answer_backlog(house: House) -> int:
    """Answer a batch; while many texts wait, two at a time for two seconds at most.

    PostgreSQL writes the one while the other is folded. What keeps two workers apart keeps these
    apart: each has its own transaction, and its claim (`inbox.claim`) whole residents.

    Returns:
        How many texts were answered.
    """
    answered = answer_waiting(house)
    if answered < FULL:
        return answered
    ends_at = monotonic() + BACKLOG_S
    with ThreadPoolExecutor(BOTH, thread_name_prefix="backlog") as threads:
        return answered + sum(threads.map(_answer_on, [house] * BOTH, [ends_at] * BOTH))


def _answer_on(house: House, ends_at: float) -> int:
    answered, some = 0, FULL
    while some >= FULL and monotonic() < ends_at:
        some = answer_waiting(house)
        answered += some
    return answered


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
    if left or len(batch.answered) >= FULL:
        house.doorbell.ring(Lane.CONVERSE)
    if present:
        _answer_alone(house, present, batch)
    return len(batch.answered) + len(batch.alone)


def _answer_batch(house: House) -> tuple[Present | None, int, Batch]:
    """Answer one batch: whose texts, how many of them were left, and what came of it."""
    batch = Batch()
    with house.database.transaction() as db:
        opened = open_scene(db, house)
        if opened is None:
            return None, 0, batch
        scene, oldest = opened
        claimed, asked = _claim(db, scene, oldest)
        if claimed:
            _answer(db, house, scene, claimed, batch, asked)
    return scene.present, len(claimed) - len(batch.answered), batch


def _claim(db: Db, scene: Scene, oldest: Asked) -> tuple[list[Claimed], Who | None]:
    """Claim texts, and ask in the same round trip who is behind them."""
    asked: list[Who] = []
    claimed = inbox.claim(
        db,
        scene.present.community.id,
        oldest=oldest,
        also=lambda hashes: asked.append(ask_who(db, scene, hashes)),
    )
    return claimed, asked[0] if asked else None


def _answer(
    db: Db,
    house: House,
    scene: Scene,
    claimed: Sequence[Claimed],
    batch: Batch,
    asked: Who | None = None,
) -> None:
    present = scene.present
    texts = groups.follow(db, scene, claimed, batch)
    if len(texts) < len(claimed):
        asked = None  # groups may have changed whose addresses these are
    callers, batch.alone = knowing.part(db, scene, meet_callers(db, scene, texts, asked))
    desk = Desk(db=db, house=house, scene=scene, batch=batch)
    for one in callers:
        person = one.person
        fresh = _keep_doors(db, scene, person, list(one.texts), batch)
        fresh = _keep_rings(person, fresh, batch)
        if fresh and person.resident_id is None:
            answer_staff(desk, person, fresh)
        elif fresh:
            _answer_resident(desk, person, fresh)
    batch.in_use = find_in_use(scene, callers)
    turns.write(db, present.community.id, batch, keys=house.keys, now=scene.now)


def _answer_alone(house: House, present: Present, batch: Batch) -> None:
    """Take the texts about who somebody is that a batch has left, each in its own transaction."""
    for hash in batch.alone:
        _answer_address(house, present, hash, _answer_who)


def _answer_who(
    db: Db, house: House, scene: Scene, claimed: Sequence[Claimed], batch: Batch
) -> None:
    for one in meet_callers(db, scene, claimed):
        knowing.answer(db, scene, one, batch)
    turns.write(db, scene.present.community.id, batch, keys=house.keys, now=scene.now)


def _answer_resident(desk: Desk, person: Person, texts: list[Claimed]) -> None:
    """Answer a resident; what they say to a person of staff waits for that person."""
    scene = desk.scene
    texts = take_slips(desk.db, scene, person, texts, desk.batch)
    if not texts:
        return
    conversation = find_conversation(scene, person)
    desk.house.flows.fetch(desk.db, desk.community, conversation)
    fold = Fold(desk.batch, scene, person, conversation)
    for text in texts:
        if person.talks and is_for_person(text):
            fold.keep(text)
            go_on(desk.db, desk.community, fold.resident, now=scene.now)
        else:
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
            answer(db, house, set_scene(db, house, present), texts[:1], batch)
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
    channels = sorted({message["channel"] for message in batch.messages})
    lanes = [LANE_OF_CHANNEL[channel] for channel in channels if channel in LANE_OF_CHANNEL]
    if batch.contributions:
        lanes.append(Lane.BACKGROUND)
    if lanes:
        house.doorbell.ring(*lanes)
    if batch.broadcasts:
        with suppress(RedisError):  # the sweeper finds it
            house.doorbell.enqueue(Job.BROADCAST)


def _waits(house: House) -> bool:
    with house.database.transaction() as db:
        present = house.find_present(db)
        return present is not None and inbox.waits(db, present.community.id)
