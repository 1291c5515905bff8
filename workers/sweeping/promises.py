"""Keeps what was promised: on the day, whoever waits for an answer is told that it is late.

Organisers are told a week before, the day before, and on the day.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flows.effects import Say
from flows.rendering import Setting, format_day
from flows.sms import fold
from storage import outbox, owed, staff, topics
from storage.database import Db
from storage.engagements import Engagement
from storage.outbox import RECEIPT, STAFF
from storage.owed import NOBODY, Owed, Round, Waiting
from storage.queues import LANE_OF_CHANNEL
from storage.staff import ADMIN, ORGANISER, Contact
from workers.desk import Words
from workers.hours import find_next_opening
from workers.house import House, Present
from workers.scenes import set_scene
from workers.speaking import Scene, as_messages, as_rows, make_setting

BATCH_ROWS = 2_000
LATER = timedelta(weeks=5)
"""How much later the next day is, where the organiser has set none."""
WEEK, EVE = timedelta(days=7), timedelta(days=1)
NAMED = 3


def keep_promises(house: House, present: Present) -> None:
    """Tell whoever waits, and organisers, what is due today. Does nothing outside sending hours.

    Any process may, as often as it likes: nobody is told twice of one day.
    """
    now = house.clock()
    if find_next_opening(present.community.profile, now) > now:
        return
    today = now.astimezone(ZoneInfo(present.community.zone)).date()
    for engagement in present.every.values():
        asked = replace(present, engagement=engagement)
        if engagement.hear_back_by <= today:
            _keep_day(house, asked, today)
        elif engagement.hear_back_by - today <= WEEK:
            _warn(house, asked, today)


def _keep_day(house: House, present: Present, today: date) -> None:
    """Go through one promised day, on from wherever it was left."""
    one = _find_round(house, present, today)
    if one is None or one.done_at is not None:
        return
    after, going = NOBODY, True
    while going:
        with house.database.transaction() as db:
            waiting = owed.list_waiting(
                db,
                present.community.id,
                present.engagement.id,
                at=house.clock(),
                channels=house.settings.channels_on,
                after=after,
                limit=BATCH_ROWS,
            )
            _tell(db, set_scene(db, house, present), one, waiting)
            if len(waiting) < BATCH_ROWS:
                _finish(db, house, present, one)
                going = False
            else:
                after = waiting[-1].resident_id
        _ring(house)


def _find_round(house: House, present: Present, today: date) -> Round | None:
    """Find the day's round, or begin it."""
    community, engagement, now = present.community.id, present.engagement, house.clock()
    with house.database.transaction() as db:
        known = owed.find_round(db, community, engagement.id, engagement.hear_back_by)
        if known is not None:
            return known
        standing = owed.count_owed(db, community, engagement.id, at=now)
        nobody = standing.people == 0
        owed.begin_round(
            db,
            community,
            engagement.id,
            engagement.hear_back_by,
            next_day=_find_next(engagement, today),
            settled=is_settled(standing) or (engagement.closed_at is not None and nobody),
            now=now,
        )
        return owed.find_round(db, community, engagement.id, engagement.hear_back_by)


def is_settled(standing: Owed) -> bool:
    """Say whether every topic that was raised has its answer."""
    return bool(standing.topics) and not standing.waiting


def _find_next(engagement: Engagement, today: date) -> date:
    chosen = engagement.next_by
    return chosen if chosen and chosen > today else today + LATER


def _tell(db: Db, scene: Scene, one: Round, waiting: Sequence[Waiting]) -> None:
    present = scene.present
    key = owed.name_round(present.engagement.id, one.promised_day)
    settings = {channel: _set(scene, one, channel) for channel in {w.channel for w in waiting}}
    text = "system.all_answered" if one.settled else "system.overdue"
    rows = [
        row
        for person in waiting
        for row in as_messages(
            Say(text, person.language, purpose=RECEIPT),
            scene.staff_flow,
            settings[person.channel],
            address=person.address_id,
            dedupe_key=f"{key}{person.resident_id}",
            written=scene.written,
        )
    ]
    if rows:
        outbox.put(db, present.community.id, rows, now=scene.now)


def _set(scene: Scene, one: Round, channel: str) -> Setting:
    setting = make_setting(scene, channel, None, scene.present.engagement)
    return replace(setting, promise_day=one.promised_day, next_day=one.next_day)


def _finish(db: Db, house: House, present: Present, one: Round) -> None:
    community, engagement = present.community.id, present.engagement
    promises = not one.settled or engagement.closed_at is None
    if not owed.finish_round(
        db, community, engagement.id, one, promises=promises, now=house.clock()
    ):
        return
    told = owed.count_told(db, community, engagement.id, one.promised_day)
    if told and not one.settled:
        words = _find_words(db, house, present)
        body = words.write(
            "owed_late",
            title=engagement.title,
            number=told,
            time=format_day(one.next_day, words.language),
        )
        _say_to_organisers(db, words, body, f"{one.promised_day}:day")


def _warn(house: House, present: Present, today: date) -> None:
    """Tell organisers what is owed, a week before the day and on its eve."""
    engagement, community = present.engagement, present.community.id
    left = engagement.hear_back_by - today
    step = f"{engagement.hear_back_by}:{'eve' if left <= EVE else 'week'}"
    with house.database.transaction() as db:
        words = _find_words(db, house, present)
        told = _find_organisers(db, words)
        if not told or outbox.knows(db, community, _name(words, step, told[0])):
            return
        standing = owed.count_owed(db, community, engagement.id, at=house.clock())
        if standing.people and not is_settled(standing):
            _say_to_organisers(db, words, write_owed(db, words, standing), step)
    _ring(house)


def write_owed(db: Db, words: Words, standing: Owed) -> str:
    """Write to staff what is owed by when, and how to answer."""
    engagement = words.scene.present.engagement
    return words.write(
        "owed",
        title=engagement.title,
        time=format_day(engagement.hear_back_by, words.language),
        number=standing.people,
        list=_name_topics(db, words, standing),
    )


def _name_topics(db: Db, words: Words, standing: Owed) -> str:
    """Name the topics without an answer that most people raised."""
    present = words.scene.present
    themes = topics.list_topics(db, present.community.id, present.engagement.id)
    names = topics.name_topics(themes, words.language)
    most = list(standing.waiting.items())[:NAMED]
    return ", ".join(f"{names.get(code, code)} {n}" for code, n in most) or "-"


def _find_words(db: Db, house: House, present: Present) -> Words:
    return Words(house=house, scene=set_scene(db, house, present))


def _find_organisers(db: Db, words: Words) -> list[Contact]:
    """Find who is told: organisers whose phone is linked; else whoever is on duty."""
    community = words.scene.present.community.id
    linked = staff.list_linked(db, community, words.house.keys, (ORGANISER, ADMIN))
    duty = words.scene.duty
    return [one.contact for one in linked] or ([duty] if duty else [])


def _name(words: Words, step: str, contact: Contact) -> str:
    return f"owed:{words.scene.present.engagement.id}:{step}:{contact.address_id}"


def _say_to_organisers(db: Db, words: Words, body: str, step: str) -> None:
    for contact in _find_organisers(db, words):
        rows = as_rows(
            fold(body) if contact.channel == "sms" else body,
            kind=STAFF,
            channel=contact.channel,
            address=contact.address_id,
            dedupe_key=_name(words, step, contact),
        )
        outbox.put(db, words.scene.present.community.id, rows, now=words.scene.now)


def _ring(house: House) -> None:
    for channel in house.settings.channels_on:
        house.doorbell.ring(LANE_OF_CHANNEL[channel])
