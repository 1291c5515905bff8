"""COMPOSE: the eight questions of the shipped flow `ask`, answered by SMS or Telegram.

What was settled so far is a row. The question goes out once the code of its preview comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from flows.conversation import Conversation, name_question
from flows.dictating import dictate
from flows.effects import Effect, Say
from flows.engine import Step, advance
from flows.events import Started
from flows.menus import LANGUAGE_NAMES
from flows.rendering import render
from storage import staff_conversations
from workers.asking.composing import Preview, order, preview
from workers.asking.drafting import read_draft
from workers.asking.judging import Remark, check_answer
from workers.desk import Seat, Words
from workers.phone.steering import tell_time

KEPT = timedelta(days=2)
"""How long a question that is half put together is kept."""
CONFIRM, DROPPED = "confirm", "dropped"


def waits_for(seat: Seat) -> str:
    """Say what the code that waits would confirm; "" where none does."""
    found = staff_conversations.find_waiting(seat.db, seat.community, seat.member.id, now=seat.now)
    return str(found.get("what", ""))


def begin_question(seat: Seat, rest: str) -> None:
    """Begin to put a question together; words behind COMPOSE are the question."""
    flow = seat.house.flows.composer
    language = seat.desk.words.language
    begun = Conversation.begin(language, True).changed(version=flow.version)
    step = advance(flow, begun, Started(), now=seat.now, zone=seat.scene.zone)
    _forget_code(seat)
    if rest.strip():
        _take(seat, step.conversation, rest.strip())
    else:
        _settle(seat, step)


def go_on(seat: Seat) -> bool:
    """Take a text as the answer to the question that is open; False where none is."""
    stored = staff_conversations.read_state(
        seat.db, seat.community, seat.member.id, since=seat.now - KEPT
    )
    if stored is None:
        return False
    at = Conversation.from_bytes(stored.encode())
    if at.status != "open" or at.state not in seat.house.flows.composer.states:
        return False
    _take(seat, at, seat.text.body)
    return True


def _take(seat: Seat, at: Conversation, words: str) -> None:
    flow = seat.house.flows.composer
    step = dictate(flow, at, words, now=seat.now, zone=seat.scene.zone)
    answered = [name_question(one) for one in step.conversation.trail[-1:]] == [at.state]
    if at.state == CONFIRM and step.conversation.state not in (DROPPED, CONFIRM) and answered:
        _show(seat, at)  # neither the code, BACK nor NO: here is a new one
        return
    if at.state == CONFIRM:
        _forget_code(seat)
    if answered:
        name = flow.states[at.state].save
        found = check_answer(
            seat.db, seat.house, seat.scene.present, name, step.conversation.answers
        )
        if found.refusal:
            _tell(seat, found.refusal)
            return
        _warn(seat, found.warnings)
    _settle(seat, step)


def _settle(seat: Seat, step: Step) -> None:
    """Keep where it stands, and ask the next question, or show what it all comes to."""
    at = step.conversation
    if at.state == CONFIRM:
        _show(seat, at)
        return
    _keep(seat, at)
    _speak(seat, step.effects)


def _keep(seat: Seat, at: Conversation) -> None:
    state = at.to_bytes().decode() if at.status == "open" else None
    staff_conversations.save_state(seat.db, seat.community, seat.member.id, state, now=seat.now)


_NOTHING: Mapping[str, str] = {}


def _speak(seat: Seat, effects: Sequence[Effect], given: Mapping[str, str] = _NOTHING) -> None:
    flow = seat.house.flows.composer
    setting = replace(seat.desk.words.setting, given=given)
    for one in effects:
        if isinstance(one, Say):
            seat.send(render(flow, one, setting), options=one.options)


def _show(seat: Seat, at: Conversation) -> None:
    """Send the very text to the organiser, then what it costs and the code that sends it."""
    _keep(seat, at)
    present = seat.scene.present
    draft = read_draft(seat.db, present, at.answers, now=seat.now)
    shown = preview(seat.db, seat.house, present, draft, channel=seat.member.channel)
    if shown.remarks.refusal:
        _tell(seat, shown.remarks.refusal)
        return
    seat.send(shown.text)
    code = seat.issue("send")
    told = tell_preview(seat.desk.words, str(at.answers["question"]), shown)
    flow = seat.house.flows.composer
    say = Say(key=flow.states[CONFIRM].say, language=at.language)
    _speak(seat, [say], {"draft.preview": told, "staff.code": code})


def send_question(seat: Seat, confirmed: Mapping[str, object]) -> None:
    """Order what the code confirmed."""
    stored = staff_conversations.read_state(
        seat.db, seat.community, seat.member.id, since=seat.now - KEPT
    )
    if stored is None:
        seat.say("no_code")
        return
    at = Conversation.from_bytes(stored.encode())
    present = seat.scene.present
    draft = read_draft(seat.db, present, at.answers, now=seat.now)
    ordered = order(seat.db, seat.house, present, draft, who=seat.member.name)
    seat.desk.batch.broadcasts.append(ordered.broadcast_id)
    step = dictate(
        seat.house.flows.composer, at, seat.text.body, now=seat.now, zone=seat.scene.zone
    )
    _keep(seat, step.conversation)
    _speak(seat, step.effects)


def tell_preview(words: Words, question: str, shown: Preview) -> str:
    """Tell in a few sentences who gets it, who does not, what it costs and when it is done."""
    plan, said = shown.plan, []
    if plan.not_asked:
        left = ", ".join(f"{n} ({reason})" for reason, n in plan.not_asked.items())
        said.append(words.write("preview_left", list=left))
    if plan.starts > words.scene.now:
        said.append(words.write("how_starts", time=tell_time(words, plan.starts)))
    done = tell_time(words, plan.done_by)
    pence = plan.total_pence
    if pence:
        said.append(words.write("preview_cost", cost=f"{pence / 100:.2f}", time=done))
    else:
        said.append(words.write("preview_free", time=done))
    if shown.foreign:
        language = LANGUAGE_NAMES.get(shown.flow.languages[0], shown.flow.languages[0])
        said.append(words.write("preview_language", number=shown.foreign, title=language))
    return words.write("preview", words=question, people=plan.people, list=" ".join(said))


def _warn(seat: Seat, warnings: Sequence[Remark]) -> None:
    days = [seat.desk.words.write(key, **given) for key, given in warnings if key[:4] == "day_"]
    for key, given in warnings:
        if not key.startswith("day_"):
            seat.say(key, **given)
    if days:
        seat.say("warn_days", list=", ".join(days))


def _tell(seat: Seat, remark: Remark) -> None:
    key, given = remark
    seat.say(key, **given)


def _forget_code(seat: Seat) -> None:
    if waits_for(seat) == "send":
        staff_conversations.drop_code(seat.db, seat.community, seat.member.id)
