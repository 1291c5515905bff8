"""The evening text: what came in that day, once a day, to every organiser whose phone is linked."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import Locale

from flows.rendering import format_day
from flows.sms import count_segments, fold
from storage import outbox, owed, runs, staff, topics, turnout
from storage.database import Db
from storage.outbox import STAFF
from storage.queues import LANE_OF_CHANNEL
from storage.staff import ADMIN, ORGANISER
from storage.turnout import Arrived
from workers.desk import Words
from workers.house import House, Present
from workers.scenes import set_scene
from workers.speaking import as_rows

RUN = "evening"
DEFAULT, NEVER = "18:30", "none"
TOPICS = 2
OWED_SOON = timedelta(weeks=2)


def send_evening_texts(house: House) -> bool:
    """Tell organisers what came in since the last evening, if it is time and nobody did today.

    Any process may call it, as often as it likes: each day by the community's clock has one run,
    the first after the time that was set.

    Returns:
        Whether this was today's run.
    """
    channels: set[str] = set()
    with house.database.transaction() as db:
        present = house.find_present(db)
        if present is None or not _take_today(db, present, house.clock()):
            return False
        channels = _tell(db, house, present)
    for channel in sorted(channels & set(LANE_OF_CHANNEL)):
        house.doorbell.ring(LANE_OF_CHANNEL[channel])
    return True


def _take_today(db: Db, present: Present, now: datetime) -> bool:
    due = present.community.profile.get("evening_text", DEFAULT)
    local = now.astimezone(ZoneInfo(present.community.zone))
    if due == NEVER or local.time() < time.fromisoformat(due):
        return False
    return runs.take_day(db, present.community.id, RUN, local.date(), now=now)


def _tell(db: Db, house: House, present: Present) -> set[str]:
    community, now = present.community.id, house.clock()
    arrived = turnout.count_arrived(db, community, since=_find_since(db, present, now), now=now)
    told = staff.list_linked(db, community, house.keys, (ORGANISER, ADMIN))
    if arrived.is_nothing or not told:
        return set()
    body = write_evening(db, house, present, arrived)
    day = now.astimezone(ZoneInfo(present.community.zone)).date()
    for one in told:
        rows = as_rows(
            fold(body) if one.channel == "sms" else body,
            kind=STAFF,
            channel=one.channel,
            address=one.address_id,
            dedupe_key=f"evening:{day}:{one.id}",
        )
        outbox.put(db, community, rows, now=now)
    return {one.channel for one in told}


def _find_since(db: Db, present: Present, now: datetime) -> datetime:
    """Say since when: the run before this, or midnight where there was none."""
    before = runs.find_before(db, present.community.id, RUN, now)
    zone = ZoneInfo(present.community.zone)
    return before or datetime.combine(now.astimezone(zone).date(), time.min, zone)


def write_evening(db: Db, house: House, present: Present, arrived: Arrived) -> str:
    """Write the text; what matters least is left out where it would take a second segment."""
    words = Words(house=house, scene=set_scene(db, house, present))
    parts = dict(_write_parts(db, words, arrived))
    for name in ("far", "owed", "unsorted in", "topics", "unsorted"):
        body = " ".join(parts.values())
        if count_segments(fold(body)).segments == 1:
            break
        parts.pop(name, None)
    return " ".join(parts.values())


def _write_parts(db: Db, words: Words, arrived: Arrived) -> Iterator[tuple[str, str]]:
    n = arrived.replies
    yield "replies", words.write(f"evening_{_count_word(n)}", number=n)
    named = _name_topics(db, words, arrived.topics)
    if named:
        yield "topics", words.write("evening_topics", list=named)
    yield from _write_unsorted(words, arrived.unsorted)
    if arrived.calls:
        key = "evening_call" if arrived.calls == 1 else "evening_calls"
        yield "calls", words.write(key, number=arrived.calls)
    if arrived.worrying:
        guard = staff.read_safeguarding(db, words.scene.present.community.id, words.scene.keys)
        name = guard["name"] if guard else words.setting.contact
        yield "worrying", words.write("evening_worrying", number=arrived.worrying, name=name)
    if arrived.stopped:
        yield "stopped", words.write("evening_stopped", number=arrived.stopped)
    yield from _write_owed(db, words)
    yield from _write_far(db, words)
    yield "read", words.write("evening_read")


def _count_word(replies: int) -> str:
    return {0: "quiet", 1: "reply"}.get(replies, "replies")


def _write_unsorted(words: Words, unsorted: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    total = sum(unsorted.values())
    foreign = {code: n for code, n in unsorted.items() if code != words.language}
    if foreign:
        code, n = max(foreign.items(), key=lambda one: one[1])
        name = Locale.parse(words.language).languages.get(code, code)
        told = words.write("evening_in", number=n, title=name)
        yield "unsorted in", words.write("evening_unsorted_in", number=total, list=told)
    elif total:
        yield "unsorted", words.write("evening_unsorted", number=total)


def _name_topics(db: Db, words: Words, raised: Mapping[str, int]) -> str:
    """Name the topics raised most, as they are called in what is being asked."""
    present, names = words.scene.present, dict[str, str]()
    for id in present.every:
        themes = topics.list_topics(db, present.community.id, id)
        names = topics.name_topics(themes, words.language) | names
    most = list(raised.items())[:TOPICS]
    return ", ".join(f"{names.get(code, code)} {n}" for code, n in most)


def _write_owed(db: Db, words: Words) -> Iterator[tuple[str, str]]:
    """Say what is owed soonest, in the last two weeks before its day."""
    present = words.scene.present
    now = words.scene.now
    today = now.astimezone(ZoneInfo(present.community.zone)).date()
    for one in sorted(present.every.values(), key=lambda one: one.hear_back_by):
        if today <= one.hear_back_by <= today + OWED_SOON:
            n = owed.count_owed(db, present.community.id, one.id, at=now).people
            if n:
                day = format_day(one.hear_back_by, words.language)
                yield "owed", words.write("evening_owed", number=n, time=day)
                return


def _write_far(db: Db, words: Words) -> Iterator[tuple[str, str]]:
    present = words.scene.present
    ids: list[UUID] = [present.engagement.id]
    asked = turnout.count_asked(db, present.community.id, ids)
    if asked:
        answered = turnout.count_answered(db, present.community.id, ids)
        yield "far", words.write("evening_far", number=answered, people=asked)
