"""READ, NEXT, ANSWER, DONE and CALLS: what came in, as staff see and answer it by phone.

Every reply and number that is shown is written down as a view. What leads to a person is masked for
whoever does not answer people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from flows.sms import count_segments
from insight.masking import mask
from storage import contributions, numbers, replies, staff, tasks, views
from storage.numbers import CALL, REPLY
from storage.replies import Author, Reply
from storage.tasks import Call
from workers.answering import FINISHED, begin_talk, find_author, finish
from workers.desk import Seat

A_FEW = 3
WORRYING = "worrying"
SHOWN_LETTERS = 110
ROOM_SEGMENTS = 2
CALLS_SHOWN = 4
SEE_ALL = (staff.ORGANISER, staff.ADMIN, staff.DUTY)
"""Who sees replies as they were written: those who answer people."""


def read(seat: Seat, rest: str) -> None:
    """Show the newest replies this member has not seen, or one whole by its number."""
    wanted = rest.strip(" #.")
    if wanted:
        _read_one(seat, int(wanted))
        return
    who = seat.member.name
    if seat.member.has_one_of(staff.SAFEGUARDING):
        _read_worrying(seat)
    found = [_hide(seat, one) for one in _list_unread(seat)]
    apart = _tell_apart(seat)
    if not found:
        seat.send(" ".join(filter(None, (seat.desk.words.write("read_none"), apart))))
        return
    numbered = numbers.number_them(seat.db, seat.community, REPLY, [one.id for one in found])
    shown = _fit([(numbered[one.id], one) for one in found])
    _view(seat, REPLY, [one for _, one in shown], "READ")
    more = replies.count_unread(seat.db, seat.community, who)
    lines = " ".join(_as_line(n, one) for n, one in shown)
    body = seat.desk.words.write("read_more" if more else "read", list=lines, number=more)
    seat.send(" ".join(filter(None, (body, apart))))


def _list_unread(seat: Seat) -> list[Reply]:
    return replies.list_unread(seat.db, seat.community, seat.member.name, limit=A_FEW)


def _hide(seat: Seat, one: Reply) -> Reply:
    return one if seat.member.has_one_of(*SEE_ALL) else replace(one, words=mask(one.words))


def _read_worrying(seat: Seat) -> None:
    """Show worrying replies to the safeguarding contact, with who wrote them, each once."""
    held = contributions.list_held(seat.db, seat.community)
    seen = views.find_seen(
        seat.db,
        seat.community,
        who=seat.member.name,
        what=WORRYING,
        subjects=[one["id"] for one in held],
    )
    for one in [row for row in held if row["id"] not in seen][:A_FEW]:
        _note(seat, WORRYING, [one["id"]], "READ")
        opened = [one["name_sealed"], one["address_sealed"]]
        name = " ".join(seat.house.keys.open(bytes(part)) for part in opened if part)
        seat.say("read_worrying", name=name, words=one["words"])


def _read_one(seat: Seat, n: int) -> None:
    author = _find_author(seat, n)
    if author is None:
        seat.say("no_number", number=n)
        return
    _view(seat, REPLY, [author.reply], "READ")
    seat.send(f"{n} {_hide(seat, author.reply).words}")


def _find_author(seat: Seat, n: int) -> Author | None:
    channels = seat.house.settings.channels_on
    return find_author(seat.db, seat.community, n, channels=channels)


def _tell_apart(seat: Seat) -> str:
    """Tell how many worrying replies there are, which nobody reads here."""
    worrying = replies.count_worrying(seat.db, seat.community)
    if not worrying or seat.member.has_one_of(staff.SAFEGUARDING):
        return ""
    guard = staff.read_safeguarding(seat.db, seat.community, seat.house.keys)
    name = guard["name"] if guard else ""
    return seat.desk.words.write("read_apart", number=worrying, name=name)


def _fit(found: Sequence[tuple[int, Reply]]) -> list[tuple[int, Reply]]:
    """Take as many as two segments hold, and one at least."""
    fitting = [found[0]]
    for one in found[1:]:
        lines = " ".join(_as_line(n, reply) for n, reply in [*fitting, one])
        if count_segments(lines).segments > ROOM_SEGMENTS:
            break
        fitting.append(one)
    return fitting


def _as_line(n: int, reply: Reply) -> str:
    words = " ".join(reply.words.split())
    if len(words) > SHOWN_LETTERS:
        words = f"{words[:SHOWN_LETTERS].rsplit(' ', 1)[0]}..."
    return f"{n} {words}" if words.endswith((".", "!", "?")) else f"{n} {words}."


def _view(seat: Seat, what: str, seen: Sequence[Reply | Call], why: str) -> None:
    _note(seat, what, [one.id for one in seen], why)


def _note(seat: Seat, what: str, ids: Sequence[UUID], why: str) -> None:
    who, now = seat.member.name, seat.now
    views.record_view(seat.db, seat.community, who=who, what=what, subjects=ids, why=why, now=now)


def begin_answer(seat: Seat, n: int, words: str) -> None:
    """Show what would go to one resident, and ask for the code."""
    author = _find_author(seat, n)
    if author is None:
        seat.say("no_number", number=n)
    elif author.address_id is None:
        seat.say("answer_gone", number=n)
    else:
        body = seat.desk.words.write("answer_out", name=seat.member.name, words=words)
        segments = count_segments(body).segments
        code = seat.issue("answer", n=n, words=words)
        seat.say("answer_ask", number=n, words=words, people=segments, code=code)


def send_answer(seat: Seat, confirmed: Mapping[str, object]) -> None:
    """Send what was confirmed; from now on a person talks with that resident."""
    n = int(str(confirmed["n"]))
    author = _find_author(seat, n)
    if author is None or author.address_id is None:
        seat.say("answer_gone", number=n)
        return
    words = seat.desk.words.write(
        "answer_out", name=seat.member.name, words=str(confirmed["words"])
    )
    rows = begin_talk(
        seat.db,
        seat.community,
        author,
        words,
        who=seat.member.name,
        dedupe_key=f"answer:{seat.text.id}",
        now=seat.now,
    )
    seat.desk.batch.messages.extend(rows)
    seat.say("answered", number=n)


def finish_number(seat: Seat, n: int) -> None:
    """Tick off a call, or end a talk."""
    found = finish(seat.db, seat.community, n, who=seat.member.name, now=seat.now)
    seat.say(FINISHED[found], number=n)


def list_calls(seat: Seat, rest: str) -> None:
    """Show who asked to be rung, with the number; after a worrying text that is not for all."""
    calls = tasks.list_calls(seat.db, seat.community, seat.house.keys)
    mine = [one for one in calls if _may_ring(seat, one)]
    shown = mine[:CALLS_SHOWN]
    apart = "" if len(mine) == len(calls) else _tell_apart(seat)
    if not shown:
        seat.send(" ".join(filter(None, (seat.desk.words.write("calls_none"), apart))))
        return
    numbered = numbers.number_them(seat.db, seat.community, CALL, [one.id for one in shown])
    _view(seat, CALL, shown, "CALLS")
    lines = "; ".join(_as_call(seat, numbered[one.id], one) for one in shown)
    body = seat.desk.words.write("calls", list=f"{lines}.")
    seat.send(" ".join(filter(None, (body, apart))))


def _may_ring(seat: Seat, call: Call) -> bool:
    return not call.worrying or seat.member.has_one_of(staff.SAFEGUARDING)


def _as_call(seat: Seat, n: int, call: Call) -> str:
    way = call.number or seat.desk.words.write("call_none", number=n)
    return " ".join(filter(None, (str(n), call.name, way, call.ring_when, f"({call.language})")))
