"""A number that was silent for long is asked before it is taken for the same person's.

Until then nothing personal is said to it. STOP and words of danger are never held up.
"""

from datetime import timedelta

from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.reader.reading import read_said
from flows.reader.safeguarding import find_danger
from storage import doubting, identity, inbox, outbox, residents
from storage.broadcasts import Broadcast
from storage.database import Db
from storage.inbox import Claimed
from storage.residents import Person
from storage.turns import Batch
from workers.arriving import BOT_START, WRITTEN
from workers.house import House, Present
from workers.speaking import Scene, say_to

ASK_ROWS = 500
MOST_ASIDE = 2
"""Texts that wait for an answer; whoever goes on without one is taken for somebody new."""
ANSWER_WITHIN = timedelta(days=3)


def concerns(scene: Scene, person: Person, text: Claimed) -> bool:
    """Say whether a text must wait for, or answers, the question whose number this is."""
    if person.channel != "sms" or text.kind not in WRITTEN or person.resident_id is None:
        return False
    if person.stopped or not (person.doubted_at or _is_silent(scene, person)):
        return False
    said = normalise(text.body)
    command = find_command(said)
    return not (find_danger(said) or (command and command.word == "stop"))


def answer(db: Db, scene: Scene, person: Person, text: Claimed, batch: Batch) -> None:
    """Ask whose number it is, or take the answer."""
    community = scene.present.community.id
    said = normalise(text.body)
    wanted = read_said("yes_no", said, language=person.language) if person.doubted_at else None
    held = doubting.count_aside(db, community, person.hash)
    if wanted is not None and wanted.value is True and not wanted.spare:
        _go_on(db, scene, person, text, batch)
    elif wanted is not None and wanted.value is False and not wanted.spare:
        _let_go(db, scene, person, text, batch)
    elif held >= MOST_ASIDE:
        _hand_over(db, scene, person.hash)
    else:
        doubting.doubt(db, community, [person.address_id], now=scene.now)
        doubting.set_aside(db, community, text.id)
        batch.messages.append(ask(scene, person, dedupe_key=f"who:{text.id}"))


def ask(scene: Scene, person: Person, *, dedupe_key: str) -> dict[str, object]:
    """Make the question whether it is still them."""
    return say_to(scene, person, "system.still_you", dedupe_key=dedupe_key, options=("yes", "no"))


def ask_silent(house: House, scene: Scene, one: Broadcast) -> int:
    """Ask the silent numbers that a broadcast passed over; the next one may ask its question.

    Returns:
        How many were asked.
    """
    community, asked = scene.present.community, 0
    while True:
        with house.database.transaction() as db:
            silent = doubting.list_unasked(db, community.id, one.id, limit=ASK_ROWS)
            people = residents.meet(
                db,
                community.id,
                silent,
                engagements=scene.present.every,
                asking=scene.present.open,
                language=community.languages[0],
                keys=scene.keys,
                now=scene.now,
            )
            ids = [person.address_id for person in people.values()]
            doubting.doubt(db, community.id, ids, now=scene.now)
            rows = [_prompt(scene, person, one) for person in people.values()]
            outbox.put(db, community.id, rows, now=scene.now)
        asked += len(silent)
        if len(silent) < ASK_ROWS:
            return asked


def _prompt(scene: Scene, person: Person, one: Broadcast) -> dict[str, object]:
    row = ask(scene, person, dedupe_key=f"who:{one.id}:{person.address_id}")
    more = {"any_hour": bool(one.reason), "expires_at": one.expires_at}
    return {**row, "kind": outbox.PROMPT, **more}


def settle_unanswered(house: House, present: Present) -> int:
    """Take for new whoever did not say within three days that it is still them.

    Returns:
        How many numbers; what waited from them may be answered.
    """
    now, community = house.clock(), present.community
    with house.database.transaction() as db:
        overdue = doubting.list_unanswered(db, community.id, before=now - ANSWER_WITHIN)
    for hash in overdue:
        with house.database.transaction() as db:
            inbox.claim_address(db, community.id, hash)
            if hash in identity.lock_owners(db, community.id, [hash]).held:
                language = community.languages[0]
                doubting.forget_owner(db, community.id, hash, language=language, now=now)
                doubting.trust(db, community.id, hash, now=now)
    return len(overdue)


def _go_on(db: Db, scene: Scene, person: Person, text: Claimed, batch: Batch) -> None:
    """Answer what waited as theirs; where nothing did, ask what we ask."""
    community = scene.present.community.id
    if doubting.trust(db, community, person.hash, now=scene.now):
        doubting.keep_apart(db, community, text.id)
        batch.answered.append(text.id)
    else:
        doubting.make_greeting(db, community, text.id, BOT_START)


def _let_go(db: Db, scene: Scene, person: Person, text: Claimed, batch: Batch) -> None:
    """Answer what waited as somebody new's; where nothing did, say that we let go."""
    community = scene.present.community.id
    waited = _hand_over(db, scene, person.hash)
    doubting.keep_apart(db, community, text.id)
    batch.answered.append(text.id)
    if not waited:
        key = "system.not_you"
        batch.messages.append(say_to(scene, person, key, dedupe_key=f"reply:{text.id}:0"))


def _hand_over(db: Db, scene: Scene, hash: bytes) -> int:
    community = scene.present.community
    language = community.languages[0]
    doubting.forget_owner(db, community.id, hash, language=language, now=scene.now)
    return doubting.trust(db, community.id, hash, now=scene.now)


def _is_silent(scene: Scene, person: Person) -> bool:
    return (person.heard_at or person.known_since) < doubting.find_silence(
        scene.present.community.profile, scene.now
    )
