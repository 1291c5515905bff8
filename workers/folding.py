"""Folds one person's texts through the flow engine and gathers what is to be written.

Stores and sends nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flows import effects
from flows.conversation import Conversation
from flows.definition import Flow
from flows.engine import advance
from flows.events import ButtonPressed, Event, MediaReceived, Released, TextReceived, TimerFired
from flows.rendering import Setting, render
from flows.sms import count_segments
from storage.ids import new_id
from storage.inbox import Claimed
from storage.residents import Person
from storage.staff import Contact
from storage.turns import Batch
from workers.house import Present

BOT_START = "/start"
"""What Telegram's own Start button sends: a greeting, or START from somebody who stopped."""

REMINDER_LIVES = timedelta(hours=24)
TWILIO_WORDS = frozenset(
    [
        "STOP",
        "STOPALL",
        "UNSUBSCRIBE",
        "CANCEL",
        "END",
        "QUIT",
        "REVOKE",
        "OPTOUT",
        "START",
        "UNSTOP",
        "HELP",
        "INFO",
    ]
)
"""What Twilio answers by itself: one word, in any case (its help page 223134027)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is the same for every text of a batch."""

    present: Present
    safeguarding: Contact | None
    twilio_answers: bool
    own_number: str
    now: datetime


def make_setting(scene: Scene, channel: str, consented_on: date | None) -> Setting:
    """Gather what placeholders stand for when we speak to somebody on this channel."""
    profile = scene.present.community.profile
    engagement = scene.present.engagement
    return Setting(
        community_name=scene.present.community.name,
        community_address=profile["address"],
        phone=profile["phone"],
        contact=profile["contact"],
        decider=engagement.decider,
        promise_day=engagement.hear_back_by,
        source=consented_on.isoformat() if consented_on else "",
        channel=channel,
        own_number=scene.own_number if channel == "sms" else "",
        emergency=profile["emergency"],
    )


def as_message(
    say: effects.Say, flow: Flow, setting: Setting, *, address: UUID, dedupe_key: str
) -> dict[str, Any]:
    """Render a text into a row for the outbox."""
    body = render(flow, say, setting)
    return {
        "id": new_id(),
        "address_id": address,
        "channel": setting.channel,
        "kind": say.purpose,
        "body": body,
        "segments": count_segments(body).segments if setting.channel == "sms" else 1,
        "dedupe_key": dedupe_key,
    }


def as_conversation(
    id: UUID, resident: UUID, conversation: Conversation, *, engagement: UUID, version: UUID
) -> dict[str, Any]:
    """Make a row of a conversation."""
    return {
        "id": id,
        "resident_id": resident,
        "engagement_id": engagement,
        "flow_version_id": version,
        "status": conversation.status,
        "state": conversation.to_json(),
        "waits_in": conversation.state,
    }


def as_timer(
    set_timer: effects.SetTimer, conversation: UUID, *, message: UUID | None, now: datetime
) -> dict[str, Any]:
    """Make a row of a timer: it counts from when the carrier took the message, or from now."""
    due_at = None if message else now + timedelta(seconds=set_timer.after_s)
    return {
        "id": new_id(),
        "conversation_id": conversation,
        "message_id": message,
        "state": set_timer.state,
        "name": set_timer.name,
        "after_s": set_timer.after_s,
        "due_at": due_at,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """Which text an effect came of, and the message that answers it."""

    text: Claimed
    n: int
    message_id: UUID | None


class Fold:
    """One person's conversation while their texts are answered."""

    def __init__(self, batch: Batch, scene: Scene, flow: Flow, person: Person) -> None:
        assert person.resident_id is not None  # noqa: S101  (staff are answered elsewhere)
        self._batch = batch
        self._scene = scene
        self._flow = flow
        self._person = person
        self._resident: UUID = person.resident_id
        self._setting = make_setting(scene, person.channel, person.consented_on)
        self._id = person.conversation_id or new_id()
        self._conversation = _resume(person)
        self._messages: list[dict[str, Any]] = []

    def answer(self, text: Claimed) -> None:
        """Answer one text."""
        event = _as_event(text, self._conversation, twilio_answers=self._scene.twilio_answers)
        step = advance(self._flow, self._conversation, event, now=text.received_at)
        self._conversation = step.conversation
        said = [effect for effect in step.effects if isinstance(effect, effects.Say)]
        after_stop = any(isinstance(effect, effects.Stop) for effect in step.effects)
        spoken = [self._say(text, n, say, after_stop) for n, say in enumerate(said)]
        message_id = spoken[-1]["id"] if spoken else None
        for n, effect in enumerate(step.effects):
            keep = _KEEP.get(type(effect))
            if keep:
                keep(self, effect, _Turn(text=text, n=n, message_id=message_id))
        self._messages.extend(spoken)
        self._batch.answered.append(text.id)

    def close(self) -> None:
        """Hand over the conversation as it stands after the last text."""
        engagement = self._scene.present.engagement
        self._batch.messages.extend(self._messages)
        self._batch.conversations[self._id] = as_conversation(
            self._id,
            self._resident,
            self._conversation,
            engagement=engagement.id,
            version=self._person.flow_version_id or engagement.flow_version_id,
        )

    def _say(self, text: Claimed, n: int, say: effects.Say, after_stop: bool) -> dict[str, Any]:
        row = as_message(
            say,
            self._flow,
            self._setting,
            address=self._person.address_id,
            dedupe_key=f"reply:{text.id}:{n}",
        )
        row["conversation_id"] = self._id
        row["after_stop"] = after_stop
        if say.purpose == "reminder":
            row["expires_at"] = self._scene.now + REMINDER_LIVES
        return row

    def _record(self, effect: effects.Record, turn: _Turn) -> None:
        self._batch.contributions.append(
            {
                "id": new_id(),
                "resident_id": self._resident,
                "engagement_id": self._scene.present.engagement.id,
                "inbox_id": turn.text.id,
                "n": turn.n,
                "kind": effect.kind,
                "words": effect.text,
                "state": effect.state,
                "language": effect.language,
                "channel": turn.text.channel,
                "held": effect.held,
                "received_at": turn.text.received_at,
            }
        )

    def _save(self, effect: effects.Save, turn: _Turn) -> None:
        self._batch.answers[self._id, effect.name] = {
            "id": new_id(),
            "conversation_id": self._id,
            "inbox_id": turn.text.id,
            "name": effect.name,
            "value": effect.value,
            "category": effect.category,
            "raw": effect.raw,
            "sure": effect.sure,
            "received_at": turn.text.received_at,
        }

    def _set_timer(self, effect: effects.SetTimer, turn: _Turn) -> None:
        row = as_timer(effect, self._id, message=turn.message_id, now=self._scene.now)
        self._batch.timers.append(row)

    def _stop(self, effect: effects.Stop, turn: _Turn) -> None:
        for message in self._messages:  # what was said before STOP must not go out after it
            message["state"] = "opted_out"
        if self._person.address_id in self._batch.started:
            self._batch.started.remove(self._person.address_id)
        self._batch.stopped.setdefault(effect.how, []).append(self._resident)

    def _start_again(self, effect: effects.StartAgain, turn: _Turn) -> None:
        self._batch.started.append(self._person.address_id)

    def _set_language(self, effect: effects.SetLanguage, turn: _Turn) -> None:
        self._batch.languages[self._resident] = effect.language

    def _request(self, effect: effects.Request, turn: _Turn) -> None:
        self._task(effect.kind, turn.text)

    def _alert(self, effect: effects.Alert, turn: _Turn) -> None:
        self._task("safeguarding", turn.text)
        contact = self._scene.safeguarding
        if contact is None:
            return
        language = self._scene.present.community.languages[0]
        say = effects.Say(key="system.alert", language=language, purpose="staff")
        setting = replace(self._setting, channel=contact.channel)
        row = as_message(
            say, self._flow, setting, address=contact.address_id, dedupe_key=f"alert:{turn.text.id}"
        )
        self._batch.messages.append(row)

    def _task(self, kind: str, text: Claimed) -> None:
        row = {"id": new_id(), "resident_id": self._resident, "inbox_id": text.id, "kind": kind}
        self._batch.tasks.append(row)


_Keep = Callable[[Fold, Any, _Turn], None]

_KEEP: Mapping[type, _Keep] = {
    effects.Record: Fold._record,
    effects.Save: Fold._save,
    effects.SetTimer: Fold._set_timer,
    effects.Stop: Fold._stop,
    effects.StartAgain: Fold._start_again,
    effects.SetLanguage: Fold._set_language,
    effects.Request: Fold._request,
    effects.Alert: Fold._alert,
}


def _resume(person: Person) -> Conversation:
    if person.conversation is None:
        begun = Conversation.begin(language=person.language, language_known=person.language_known)
        return begun.changed(stopped=person.stopped)
    return Conversation.from_json(person.conversation).changed(stopped=person.stopped)


def _as_event(text: Claimed, conversation: Conversation, *, twilio_answers: bool) -> Event:
    if text.kind == "timer":
        return TimerFired(state=text.detail, name=text.body)
    if text.kind == "released":
        return Released()
    if text.kind == "button":
        return ButtonPressed(value=text.body)
    if text.kind == "media" and not text.body.strip():
        return MediaReceived(kind=text.detail)
    if text.body == BOT_START and conversation.stopped:
        return TextReceived("START")
    said = text.body.strip().upper()
    word = text.opt_out or said
    if word == "START" and said not in TWILIO_WORDS and not conversation.stopped:
        return TextReceived(text.body)  # YES is Twilio's word for START, and here an answer
    answered = twilio_answers and text.channel == "sms" and word in TWILIO_WORDS
    return TextReceived(
        text=text.opt_out if answered and text.opt_out else text.body,
        answered_by_carrier=answered,
    )
