"""Folds one person's texts through the flow engine and gathers what is to be written.

Stores and sends nothing.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Alert, Record, Say, Stop
from flows.reader.always import find_command
from flows.reader.normal import normalise
from flows.reader.safeguarding import find_danger
from flows.rendering import Setting
from flows.session import Part, Taken, take
from storage.engagements import Engagement
from storage.ids import new_id
from storage.inbox import Claimed
from storage.residents import Person
from storage.turns import Batch
from workers.arriving import WRITTEN, as_event
from workers.conversations import as_row, begin, restore, store
from workers.speaking import Scene, as_messages, make_setting
from workers.texts.flooding import Verdict, hear, note_answer, read_pace, write_pace
from workers.texts.keeping import Keeper, Turn, make_task
from workers.texts.passages import find_passages

REMINDER_LIVES = timedelta(hours=24)
SLOW_DOWN = "system.slow_down"


def find_conversation(scene: Scene, person: Person) -> Conversation:
    """Give somebody's conversation, or begin one with the newest engagement's flow."""
    if person.conversation is None:
        return begin(person, scene.present.engagement.version)
    found = restore(person.conversation, scene.keys)
    return found if found.stopped == person.stopped else found.changed(stopped=person.stopped)


def end_if_closed(scene: Scene, engagement: Engagement, at: Conversation) -> Conversation:
    """End what was asked once its question is closed: what they say now is kept as late.

    Talks about an answer go on: they run on other flows.
    """
    closed = engagement.closed_at is not None and at.status in ("new", "open")
    if not closed or scene.shelf.flows[at.version].id != engagement.flow_id:
        return at
    over = at.changed(status="ended", unanswered="")
    return over.changed(menu="", guess=None) if at.menu == "echo" else over


def is_for_person(text: Claimed) -> bool:
    """Tell whether a text in a talk is for the person of staff, and no word that always works."""
    if text.kind != "text" or text.opt_out:
        return False
    said = normalise(text.body)
    return not (said.blank or find_command(said) or find_danger(said))


class Fold:
    """One person's conversation while their texts are answered."""

    def __init__(
        self, batch: Batch, scene: Scene, person: Person, conversation: Conversation
    ) -> None:
        assert person.resident_id is not None  # noqa: S101  (staff are answered elsewhere)
        self._batch = batch
        self._scene = scene
        self._person = person
        self._resident: UUID = person.resident_id
        present = scene.present
        asking = person.engagement_id
        self._engagement = present.every[asking] if asking else present.engagement
        self._setting = make_setting(scene, person.channel, person.consented_on, self._engagement)
        self._id = person.conversation_id or new_id()
        self._begun = conversation if person.conversation is None else None
        self._conversation = end_if_closed(scene, self._engagement, conversation)
        self._keeper = Keeper(batch, scene, person, self._id, setting=self._setting)
        self._moved = False
        self._pace = read_pace(person.pace)

    @property
    def resident(self) -> UUID:
        """Whose conversation it is."""
        return self._resident

    def answer(self, text: Claimed) -> None:
        """Answer one text."""
        scene, before = self._scene, self._conversation
        event = as_event(
            text,
            stopped=before.stopped,
            doors=scene.shelf.doors,
            twilio_answers=scene.twilio_answers,
        )
        taken = take(scene.shelf, before, event, now=text.received_at, zone=scene.zone)
        self._conversation = taken.conversation
        spoken = self._speak(text, before, taken)
        if self._conversation.version != before.version:
            self._moved = True
        self._keep(text, before, taken, spoken[-1]["id"] if spoken else None)
        for way in find_passages(scene.shelf, before, taken, event):
            self._batch.passages[way] += 1
        self._keeper.messages.extend(spoken)
        self._batch.answered.append(text.id)

    def keep(self, text: Claimed) -> None:
        """Keep a text for a person of staff who talks with them; nothing is asked or answered."""
        at = self._conversation
        said = Record("other", text.body, at.state, at.language)
        flow = self._scene.shelf.flows[at.version]
        self._keeper.keep(said, Turn(text, flow, 0, None, self._find_engagement(at)))
        self._batch.answered.append(text.id)

    def close(self) -> None:
        """Hand over the conversation as it stands after the last text."""
        at, keeper = self._conversation, self._keeper
        self._batch.messages.extend(keeper.messages)
        self._batch.timers.extend(
            row for (state, _), row in keeper.timers.items() if state == at.state
        )
        self._batch.conversations[self._id] = as_row(
            self._id,
            self._resident,
            at,
            engagement=self._engagement.id,
            state=store(at, self._scene.shelf, self._scene.keys),
            begun=self._begun,
            moved=self._moved,
            pace=write_pace(self._pace),
        )

    def _keep(
        self, text: Claimed, before: Conversation, taken: Taken, message_id: UUID | None
    ) -> None:
        """Keep what was asked for, flow by flow."""
        flow = self._scene.shelf.flows[before.version]
        keeper, n, private = self._keeper, 0, flow.sensitive
        keeper.apart = dict(before.answers) if flow.sensitive else {}
        for part in taken.parts:
            if part.flow is not flow:
                flow = part.flow
                keeper.timers.clear()  # they are of states of the flow that was left
                keeper.apart = {}
            private = private or flow.sensitive
            engagement = self._find_engagement(part.at)
            for effect in part.effects:
                keeper.keep(effect, Turn(text, flow, n, message_id, engagement))
                n += 1
        if flow.version != self._conversation.version:
            keeper.timers.clear()
        if private and text.kind in WRITTEN:
            self._batch.blanked.append(text.id)

    def _speak(self, text: Claimed, before: Conversation, taken: Taken) -> list[dict[str, Any]]:
        """Say what is to be said, unless they text too fast, or like a machine."""
        effects = [(part, one) for part in taken.parts for one in part.effects]
        said = [(part, one) for part, one in effects if isinstance(one, Say)]
        stops = any(isinstance(one, Stop) for _, one in effects)
        if text.kind in WRITTEN:
            urgent = stops or any(isinstance(one, Alert) for _, one in effects)
            verdict = self._judge(text, before, urgent=urgent)
            if verdict is Verdict.QUIET:
                return []
            if verdict is Verdict.SLOW_DOWN and said:
                said = [(said[0][0], Say(SLOW_DOWN, said[0][1].language))]
        spoken = [row for n, one in enumerate(said) for row in self._say(text, n, *one)]
        for row in spoken:
            row["after_stop"] = stops
        if spoken and text.kind == "button":
            spoken[0]["press"] = text.reference
        if spoken:
            self._pace = note_answer(
                self._pace, [row["body"] for row in spoken], at=text.received_at
            )
        return spoken

    def _find_engagement(self, at: Conversation) -> Engagement:
        """Find whose question it is: one that was interrupted may be of another engagement."""
        every = self._scene.present.every
        return every[UUID(at.engagement)] if at.engagement else self._engagement

    def _find_setting(self, at: Conversation) -> Setting:
        """Give what placeholders stand for in a conversation, with those it was given."""
        setting = self._setting
        if at.engagement:
            person, engagement = self._person, self._find_engagement(at)
            setting = make_setting(self._scene, person.channel, person.consented_on, engagement)
        return replace(setting, given=at.given) if at.given else setting

    def _judge(self, text: Claimed, before: Conversation, *, urgent: bool) -> Verdict:
        """Judge how they text; who seems to be a machine is left to a person."""
        after = self._conversation
        moved = after.state != before.state or after.answers != before.answers
        heard = hear(self._pace, text.body, at=text.received_at, moved=moved, urgent=urgent)
        self._pace = heard.pace
        if heard.loops:
            self._batch.tasks.append(make_task("loop", self._resident, text.id, once=True))
        return heard.verdict

    def _find_slow_down(self, flow: Flow) -> Flow:
        """Find the flow whose texts are used: one of an older Sayso has no such text."""
        return flow if (SLOW_DOWN, flow.languages[0]) in flow.texts else self._scene.staff_flow

    def _say(self, text: Claimed, n: int, part: Part, say: Say) -> list[dict[str, Any]]:
        flow = self._find_slow_down(part.flow) if say.key == SLOW_DOWN else part.flow
        rows = as_messages(
            say,
            flow,
            self._find_setting(part.at),
            address=self._person.address_id,
            dedupe_key=f"reply:{text.id}:{n}",
            written=self._scene.written,
        )
        for row in rows:
            row["conversation_id"] = self._id
            if say.purpose == "reminder":
                row["expires_at"] = self._scene.now + REMINDER_LIVES
        return rows
