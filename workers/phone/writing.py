"""WRITE: a helper writes a person's own words down by SMS or Telegram, a question at a time."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from flows.conversation import Conversation, JsonScalar
from flows.dictating import dictate
from flows.effects import Effect, Record, Say, Unrecord
from flows.engine import Step, advance
from flows.events import Started
from flows.rendering import render
from storage import staff_conversations
from workers.desk import Seat
from workers.writing_down import take_down
from workers.written import read_flow

KEPT = timedelta(days=1)
"""How long words that are half written down are kept."""
AGREED_END = "close"
_SAID = "said."


def begin_writing(seat: Seat, rest: str) -> None:
    """Ask the helper the first question."""
    flow = seat.house.flows.writer
    begun = Conversation.begin(seat.desk.words.language, True).changed(version=flow.version)
    _settle(seat, advance(flow, begun, Started(), now=seat.now, zone=seat.scene.zone), {})


def go_on_writing(seat: Seat) -> bool:
    """Take a text as the answer to the question that is open; False where none is."""
    flow = seat.house.flows.writer
    stored = staff_conversations.read_state(
        seat.db, seat.community, seat.member.id, since=seat.now - KEPT
    )
    at = None if stored is None else Conversation.from_bytes(stored.encode())
    if at is None or at.status != "open" or at.version != flow.version:
        return False
    said = {name: value for name, value in at.answers.items() if name.startswith(_SAID)}
    step = dictate(flow, at, seat.text.body, now=seat.now, zone=seat.scene.zone)
    _settle(seat, step, said)
    return True


def _settle(seat: Seat, step: Step, said: Mapping[str, JsonScalar]) -> None:
    """Keep where it stands with the words so far; at the end, write them down."""
    at = step.conversation
    kept = {**at.answers, **_follow(step.effects, said)}
    state = at.changed(answers=kept).to_bytes().decode() if at.status == "open" else None
    staff_conversations.save_state(seat.db, seat.community, seat.member.id, state, now=seat.now)
    if at.state == AGREED_END:
        problem = _write_down(seat, kept)
        if problem:
            seat.send(problem)
            return
    for one in step.effects:
        if isinstance(one, Say):
            words = render(seat.house.flows.writer, one, seat.desk.words.setting)
            seat.send(words, options=one.options)


def _follow(effects: Sequence[Effect], said: Mapping[str, JsonScalar]) -> dict[str, JsonScalar]:
    """Give what was said, by question, after what this text said or took back."""
    now = dict(said)
    for one in effects:
        if isinstance(one, Record):
            now[_SAID + one.state] = one.text
        elif isinstance(one, Unrecord):
            now.pop(_SAID + one.state, None)
    return now


def _write_down(seat: Seat, kept: Mapping[str, JsonScalar]) -> str:
    """Write it down; why it cannot be, or ""."""
    said = {
        name.removeprefix(_SAID): str(words)
        for name, words in kept.items()
        if name.startswith(_SAID)
    }
    written = read_flow(
        seat.member.name,
        kept,
        said,
        said_on=seat.text.received_at.astimezone(ZoneInfo(seat.scene.zone)).date(),
        key=str(seat.text.id),
    )
    if written is None:
        return ""
    [outcome] = take_down(seat.db, seat.scene, [written])
    return outcome.problem
