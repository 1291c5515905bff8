"""What a text of somebody on the staff does: a code, a word in capitals, or an answer.

Commands stand in `_COMMANDS` with who may give them; what they do is in the modules beside this.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import regex

from flows.reader.always import find_command
from flows.reader.normal import normalise
from storage import staff, staff_conversations
from storage.inbox import Claimed
from storage.residents import Person
from storage.staff import ADMIN, DUTY, OFFICER, ORGANISER, SAFEGUARDING
from workers.arriving import BOT_START
from workers.desk import Desk, Seat
from workers.phone.composing import begin_question, go_on, send_question, waits_for
from workers.phone.reading import begin_answer, finish_number, list_calls, read, send_answer
from workers.phone.steering import go_on_sending, pause, resume, tell_how
from workers.phone.writing import begin_writing, go_on_writing

WRITTEN = frozenset(("text", "button"))
_CODE = regex.compile(r"\s*([0-9]{4}|[0-9]{6})\s*\.?\s*")
_NOTHING = regex.compile(r"\s*")
_ANYTHING = regex.compile(r".*", regex.DOTALL)
_NUMBER = regex.compile(r"\s*#?([0-9]{1,9})\b[\s.,:;]*(.*)", regex.DOTALL)
_JUST_NUMBER = regex.compile(r"\s*#?[0-9]{1,9}[\s.]*")
_MAYBE_NUMBER = regex.compile(r"\s*(?:#?[0-9]{1,9}[\s.]*)?")
_NUMBER_OR_NOTHING = regex.compile(r"\s*(?:#?[0-9]{1,9}\b.*)?", regex.DOTALL)

ORGANISING = (ORGANISER, ADMIN)
READING = (*ORGANISING, DUTY, SAFEGUARDING)
EVERYBODY = (*READING, OFFICER)


def answer_staff(desk: Desk, person: Person, texts: Sequence[Claimed]) -> None:
    """Answer the texts of an address that is no resident's."""
    for text in texts:
        desk.batch.answered.append(text.id)
        member = staff.find_at(desk.db, desk.community, person.address_id, desk.house.keys)
        if member is not None and text.kind in WRITTEN:
            _answer(Seat(desk, member, text))


def _answer(seat: Seat) -> None:
    words = seat.text.body.strip()
    command = find_command(normalise(words)) if seat.text.kind == "text" else None
    stops = command is not None and (command.word, command.how) == ("stop", "word")
    if stops or seat.text.opt_out == "STOP":
        _leave(seat)
    elif seat.member.linked_at is None:
        _try_link(seat, words)
    else:
        _obey(seat, words)


def _leave(seat: Seat) -> None:
    """Let the phone act no more. Twilio has answered its own words, and lets nothing through."""
    staff.unlink(seat.db, seat.community, seat.member.id)
    staff_conversations.drop_code(seat.db, seat.community, seat.member.id)
    if not (seat.text.channel == "sms" and seat.scene.twilio_answers and seat.text.opt_out):
        seat.say("left")


def _try_link(seat: Seat, words: str) -> None:
    code = _CODE.fullmatch(words.removeprefix(BOT_START))
    waits = waits_for(seat)
    if not code or waits != "link":
        seat.say("unlinked")
    elif _confirm(seat, code[1]) is not None:
        staff.link(seat.db, seat.community, seat.member.id, now=seat.now)
        seat.say("linked", name=seat.member.name)


def _obey(seat: Seat, words: str) -> None:
    code = _CODE.fullmatch(words)
    if code and waits_for(seat):
        _do_confirmed(seat, code[1])
        return
    first, _, rest = words.removeprefix("/").partition(" ")
    command = _COMMANDS.get(first.rstrip(".,:;!").upper())
    if command is None or not command.takes.fullmatch(rest):
        if not go_on(seat) and not go_on_writing(seat):
            seat.say("help")
    elif not seat.member.has_one_of(*command.roles):
        seat.say("not_yours", list=", ".join(command.roles))
    else:
        command.act(seat, rest)


def _confirm(seat: Seat, code: str) -> Mapping[str, object] | None:
    """Try a code; tell what is wrong with it."""
    tried = staff_conversations.try_code(
        seat.db, seat.community, seat.member.id, code, keys=seat.house.keys, now=seat.now
    )
    if tried is None:
        seat.say("no_code")
    elif tried.confirms is not None:
        return tried.confirms
    elif tried.left:
        seat.say("wrong_code", number=tried.left)
    else:
        seat.say("spent")
    return None


def _do_confirmed(seat: Seat, code: str) -> None:
    confirmed = _confirm(seat, code)
    if confirmed is not None:
        _CONFIRMED[str(confirmed["what"])](seat, confirmed)


def _answer_one(seat: Seat, rest: str) -> None:
    found = _NUMBER.fullmatch(rest)
    if found and found[2].strip():
        begin_answer(seat, int(found[1]), found[2].strip())
    else:
        seat.say("answer_how")


def _finish(seat: Seat, rest: str) -> None:
    finish_number(seat, int(rest.strip(" #.")))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Command:
    """What a word in capitals does, who may say it, and what may stand behind it."""

    act: Callable[[Seat, str], None]
    roles: tuple[str, ...]
    takes: regex.Pattern[str] = _NOTHING


_COMMANDS: Mapping[str, _Command] = {
    "HELP": _Command(act=lambda seat, _: seat.say("help"), roles=EVERYBODY),
    "COMPOSE": _Command(act=begin_question, roles=ORGANISING, takes=_ANYTHING),
    "WRITE": _Command(act=begin_writing, roles=(*ORGANISING, DUTY)),
    "HOW": _Command(act=tell_how, roles=EVERYBODY),
    "PAUSE": _Command(act=pause, roles=ORGANISING),
    "RESUME": _Command(act=resume, roles=ORGANISING),
    "READ": _Command(act=read, roles=READING, takes=_MAYBE_NUMBER),
    "NEXT": _Command(act=read, roles=READING),
    "CALLS": _Command(act=list_calls, roles=READING),
    "ANSWER": _Command(act=_answer_one, roles=(*ORGANISING, DUTY), takes=_NUMBER_OR_NOTHING),
    "DONE": _Command(act=_finish, roles=READING, takes=_JUST_NUMBER),
}

_CONFIRMED: Mapping[str, Callable[[Seat, Mapping[str, object]], None]] = {
    "send": send_question,
    "answer": send_answer,
    "resume": go_on_sending,
}
