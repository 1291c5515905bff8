"""What came in, as staff see it in the terminal. Each look at raw words or numbers is kept."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flows.errors import InputError
from flows.sms import count_segments
from storage import numbers, outbox, replies, tasks
from storage.ids import new_id
from storage.numbers import CALL, REPLY
from storage.queues import LANE_OF_CHANNEL
from storage.replies import Author, Reply
from storage.tasks import Call
from storage.views import record_view
from workers.answering import begin_talk, find_author, finish
from workers.desk import Words
from workers.house import House, Present
from workers.scenes import set_scene


def list_replies(house: House, present: Present, *, most: int, who: str) -> list[tuple[int, Reply]]:
    """Give the newest replies with their numbers, and write down who saw them."""
    community = present.community.id
    with house.database.transaction() as db:
        found = replies.list_newest(db, community, limit=most)
        ids = [one.id for one in found]
        numbered = numbers.number_them(db, community, REPLY, ids)
        record_view(
            db, community, who=who, what=REPLY, subjects=ids, why="inbox", now=house.clock()
        )
    return [(numbered[one.id], one) for one in found]


def read_reply(house: House, present: Present, n: int, *, who: str) -> Author:
    """Give one reply whole, and write down who saw it.

    Raises:
        InputError: there is none with this number.
    """
    community = present.community.id
    with house.database.transaction() as db:
        author = find_author(db, community, n, channels=house.settings.channels_on)
        if author is None:
            raise InputError(f"There is no reply {n}; `sayso inbox list` shows what there is")
        ids = [author.reply.id]
        record_view(
            db, community, who=who, what=REPLY, subjects=ids, why="inbox", now=house.clock()
        )
    return author


def write_answer(house: House, present: Present, words: str, *, who: str) -> tuple[str, int]:
    """Write out what a resident would get, and count its SMS segments."""
    with house.database.transaction() as db:
        texts = Words(house=house, scene=set_scene(db, house, present))
    body = texts.write("answer_out", name=who, words=words)
    return body, count_segments(body).segments


def answer(house: House, present: Present, author: Author, body: str, *, who: str) -> None:
    """Send an answer to one resident; their questions wait until it is done.

    Raises:
        InputError: nothing reaches them.
    """
    if author.address_channel is None:
        raise InputError("They said STOP, or there is no way to reach them; nothing was sent")
    community, now = present.community.id, house.clock()
    with house.database.transaction() as db:
        rows = begin_talk(
            db, community, author, body, who=who, dedupe_key=f"answer:{new_id()}", now=now
        )
        outbox.put(db, community, rows, now=now)
    if author.address_channel in LANE_OF_CHANNEL:
        house.doorbell.ring(LANE_OF_CHANNEL[author.address_channel])


def list_calls(house: House, present: Present, *, who: str) -> list[tuple[int, Call]]:
    """Give who asked to be rung, with numbers, and write down who saw them."""
    community = present.community.id
    with house.database.transaction() as db:
        found = tasks.list_calls(db, community, house.keys)
        ids: Sequence[UUID] = [one.id for one in found]
        numbered = numbers.number_them(db, community, CALL, ids)
        record_view(
            db, community, who=who, what=CALL, subjects=ids, why="call-list", now=house.clock()
        )
    return [(numbered[one.id], one) for one in found]


def be_done(house: House, present: Present, n: int, *, who: str, note: str = "") -> str:
    """Tick off a call, or end a talk.

    Returns:
        call or reply: what the number stood for.

    Raises:
        InputError: it stands for nothing.
    """
    with house.database.transaction() as db:
        found = finish(db, present.community.id, n, who=who, note=note, now=house.clock())
    if found is None:
        raise InputError(f"There is no {n}: `sayso inbox list` and `sayso call-list` show numbers")
    return found


def describe_reply(n: int, reply: Reply) -> dict[str, Any]:
    """Give a reply as plain data, without who it was."""
    return {
        "n": n,
        "received_at": reply.received_at.isoformat(timespec="seconds"),
        "channel": reply.channel,
        "language": reply.language,
        "words": reply.words,
    }


def describe_call(n: int, call: Call) -> dict[str, Any]:
    """Give a call as plain data, with name and number."""
    return {
        "n": n,
        "asked_at": call.asked_at.isoformat(timespec="seconds"),
        "name": call.name,
        "number": call.number,
        "language": call.language,
        "worrying": call.worrying,
        "ring_when": call.ring_when,
    }
