"""Begins a shipped or published flow with residents who are named: receipts, "did we hear you".

Whoever is in the middle of something else goes on with it afterwards. It may run twice, and may be
cut off: nobody gets two texts about the same thing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Say, SetTimer
from flows.engine import advance
from flows.events import Started
from flows.loading import load_flow
from flows.rendering import Setting
from flows.session import interrupt, list_beneath
from storage import flow_versions, hearings, identity, rounds, turns
from storage.database import Db
from storage.fatigue import find_window
from storage.ids import new_id
from storage.library import read_flow_sources
from storage.outbox import RECEIPT
from storage.queues import LANE_OF_CHANNEL
from storage.rounds import Reached, Round
from storage.turns import Batch
from workers.conversations import as_row, as_timer, restore, store
from workers.hours import find_next_opening
from workers.house import House, Present
from workers.scenes import set_scene
from workers.speaking import as_messages, make_setting

BATCH_ROWS = 500
PASSES = 3
LIVES = timedelta(days=7)
VEIL = "good-time"
"""The flow that says no more than that there is an answer, until they say it is a good time."""
VEIL_OF_PROMPT = hearings.VEIL
"""The same in front of a question."""
UNREAD = "has not looked yet at what we sent before"
ANSWERED_NOW = "being answered just now"
SENSITIVE = "not for a phone that others may see"

People = Mapping[UUID, Mapping[str, str]]
"""Resident -> placeholder -> words, such as topic.name."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What became of a round.

    Attributes:
        begun: residents whose text was queued now.
        why_not: resident -> why they have none; those who had it before are among these.
    """

    begun: Collection[UUID]
    why_not: Mapping[UUID, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What one resident would get, in as many parts as it takes.

    Attributes:
        veiled: it only asks for a good time.
    """

    resident_id: UUID
    language: str
    rows: Sequence[Row]
    veiled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A round before it is begun: who would get what, and who nothing."""

    texts: Sequence[Text]
    why_not: Mapping[UUID, str]


def begin_flow(
    house: House,
    present: Present,
    *,
    flow_id: str,
    people: People,
    kind: str = RECEIPT,
    reason: str,
    veiled: Collection[UUID] = (),
    own_words: bool = False,
    veil: bool = False,
    any_hour: bool = False,
) -> Begun:
    """Begin a flow with these residents, each in their language, within sending hours.

    Nobody who stopped is written to. On a shared phone, and where the topic is sensitive, a receipt
    first says no more than that there is an answer. So does a prompt whose `veil` is set; any other
    one is not sent there.

    Args:
        present: with the engagement it belongs to as `engagement`; it may be closed.
        flow_id: the version published last; the shipped one where there is none.
        people: whom, and what only their text says.
        kind: receipt, or prompt: these count for how often residents are asked.
        reason: what it is about, such as "answer:damp:1": one text for each resident and reason,
            however often this is called.
        veiled: those for whom the topic is sensitive.
        own_words: it says their own words: it never goes to a shared phone, or to the veiled.
        veil: on a shared phone, and for the veiled, a prompt first asks for a good time.
        any_hour: somebody has a reason to send outside sending hours.
    """
    work = _Work(house, present, flow_id, people, kind, reason, frozenset(veiled), own_words, veil)
    work.any_hour = any_hour
    waiting = sorted(people)
    begun: list[UUID] = []
    why_not: dict[UUID, str] = {}
    for _ in range(PASSES):
        for some in _part(waiting):
            told, passed = work.begin(some)
            begun += told
            why_not |= passed
        waiting = [one for one in waiting if one not in why_not and one not in set(begun)]
    return Begun(begun=begun, why_not=why_not | dict.fromkeys(waiting, ANSWERED_NOW))


def plan_flow(
    house: House,
    present: Present,
    *,
    flow_id: str,
    people: People,
    kind: str = RECEIPT,
    reason: str,
    veiled: Collection[UUID] = (),
    own_words: bool = False,
    veil: bool = False,
) -> Plan:
    """Work out what `begin_flow` would send. Sends and keeps nothing."""
    work = _Work(house, present, flow_id, people, kind, reason, frozenset(veiled), own_words, veil)
    texts: list[Text] = []
    why_not: dict[UUID, str] = {}
    for some in _part(sorted(people)):
        with house.database.transaction() as db:
            for told in work.draw(db, some):
                if told.why_not:
                    why_not[told.reached.resident_id] = told.why_not
                else:
                    texts.append(told.text)
    return Plan(texts=texts, why_not=why_not)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One resident of a round, with the conversation that begins."""

    reached: Reached
    why_not: str
    veiled: bool = False
    conversation_id: UUID = field(default_factory=new_id)
    conversation: Conversation | None = None
    rows: Sequence[Row] = ()
    timers: Sequence[Row] = ()

    @property
    def text(self) -> Text:
        """What they get."""
        one = self.reached
        return Text(
            resident_id=one.resident_id, language=one.language, rows=self.rows, veiled=self.veiled
        )

    @property
    def line(self) -> Row:
        """Their line in the ledger."""
        told = not self.why_not
        return {
            "resident_id": self.reached.resident_id,
            "conversation_id": self.conversation_id if told else None,
            "message_id": self.rows[-1]["id"] if told else None,
            "why_not": self.why_not,
        }


class _Work:
    """One round while it is begun."""

    def __init__(
        self,
        house: House,
        present: Present,
        flow_id: str,
        people: People,
        kind: str,
        reason: str,
        veiled: frozenset[UUID],
        own_words: bool,
        veil: bool,
    ) -> None:
        self._house, self._present, self._people = house, present, people
        self._veiled = veiled
        self._may_veil = kind == RECEIPT or veil
        self.any_hour = False
        with house.database.transaction() as db:
            self._flow = _find_flow(db, house, present, flow_id)
            name = VEIL if kind == RECEIPT else VEIL_OF_PROMPT
            self._veil = _find_flow(db, house, present, name) if self._may_veil else None
            self._scene = set_scene(db, house, present)
        now = self._scene.now
        self._round = Round(
            engagement=present.engagement.id,
            reason=reason,
            kind=kind,
            purpose=self._flow.purpose,
            own_words=own_words,
            channels=house.settings.channels_on,
            window=find_window(present.community.profile, now),
        )
        self._settings: dict[tuple[str, date | None, tuple[tuple[str, str], ...]], Setting] = {}

    def begin(self, residents: Sequence[UUID]) -> tuple[list[UUID], dict[UUID, str]]:
        """Tell those of these residents whom nobody is answering just now.

        Returns:
            Whom, and why not the others; those who are being answered are in neither.
        """
        community, house, now = self._present.community.id, self._house, self._scene.now
        with house.database.transaction() as db:
            ours = identity.lock_residents(db, community, residents)
            drawn = list(self.draw(db, ours))
            opens = find_next_opening(self._present.community.profile, now)
            told = [one for one in drawn if not one.why_not]
            turns.write(db, community, self._gather(told), keys=house.keys, now=now)
            lines = [one.line for one in drawn if one.why_not != rounds.TOLD_BEFORE]
            rounds.write(db, community, self._round, lines, opens=opens, now=now)
        for channel in {one.reached.channel for one in told}:
            house.doorbell.ring(LANE_OF_CHANNEL[channel])
        why_not = {one.reached.resident_id: one.why_not for one in drawn if one.why_not}
        return [one.reached.resident_id for one in told], why_not

    def draw(self, db: Db, residents: Collection[UUID]) -> Iterator[_Told]:
        """Write out what each of these residents gets, or say why they get nothing."""
        for one in rounds.find(db, self._present.community.id, self._round, residents):
            why_not = one.why_not or self._find_hush(one) or self._find_unread(one)
            yield _Told(reached=one, why_not=why_not) if why_not else self._tell(db, one)

    def _find_hush(self, one: Reached) -> str:
        """Say why somebody may not be told in clear, where a veil does not help."""
        veiled = one.resident_id in self._veiled
        return SENSITIVE if veiled and (self._round.own_words or not self._may_veil) else ""

    def _find_unread(self, one: Reached) -> str:
        """Say why nobody is asked who has not opened what came before: it would get lost."""
        if self._round.kind == RECEIPT or one.conversation is None:
            return ""
        return UNREAD if _has_unread(restore(one.conversation, self._house.keys)) else ""

    def _tell(self, db: Db, one: Reached) -> _Told:
        begun = self._interrupt(db, one)
        flow = self._flow
        if self._veil and (one.shared or one.resident_id in self._veiled):
            flow = self._veil
            begun = Conversation.begin(one.language, one.language_known).changed(
                version=flow.version, beneath=begun
            )
        step = advance(flow, begun, Started(), now=self._scene.now, zone=self._scene.zone)
        say = next(effect for effect in step.effects if isinstance(effect, Say))
        id, at = new_id(), step.conversation
        rows = as_messages(
            say,
            flow,
            self._find_setting(one, at),
            address=_known(one.address_id),
            dedupe_key=f"round:{self._round.reason}:{one.resident_id}",
            written=self._scene.written,
        )
        for row in rows:
            row |= {
                "kind": self._round.kind,
                "conversation_id": id,
                "any_hour": self.any_hour,
                "expires_at": self._scene.now + LIVES,
            }
        timers = [
            as_timer(effect, id, id=new_id(), message=rows[-1]["id"], now=self._scene.now)
            for effect in step.effects
            if isinstance(effect, SetTimer)
        ]
        return _Told(
            reached=one,
            why_not="",
            veiled=flow is not self._flow,
            conversation_id=id,
            conversation=at,
            rows=rows,
            timers=timers,
        )

    def _interrupt(self, db: Db, one: Reached) -> Conversation:
        """Begin the flow in front of whatever they were in the middle of."""
        below = None
        if one.conversation is not None:
            at = restore(one.conversation, self._house.keys)
            self._house.flows.fetch(db, self._present.community.id, at)
            below = interrupt(self._own(at, one.engagement_id), self._flow.version)
            if _has_unread(at):
                below = None  # an earlier answer that they have not looked at
        return Conversation.begin(one.language, one.language_known).changed(
            version=self._flow.version,
            beneath=below,
            given=dict(self._people[one.resident_id]),
        )

    def _own(self, at: Conversation, engagement: UUID | None) -> Conversation:
        """Note of each conversation whose it is, where it is of another engagement than this."""
        if engagement is None or engagement == self._present.engagement.id:
            return at
        beneath = self._own(at.beneath, engagement) if at.beneath else None
        return at.changed(engagement=at.engagement or str(engagement), beneath=beneath)

    def _find_setting(self, one: Reached, at: Conversation) -> Setting:
        key = (one.channel, one.consented_on, tuple(sorted(at.given.items())))
        if key not in self._settings:
            engagement = self._present.engagement
            setting = make_setting(self._scene, one.channel, one.consented_on, engagement)
            self._settings[key] = replace(setting, given=at.given)
        return self._settings[key]

    def _gather(self, told: Sequence[_Told]) -> Batch:
        batch = Batch()
        for one in told:
            batch.conversations[one.conversation_id] = self._as_row(one)
            batch.messages.extend(one.rows)
            batch.timers.extend(one.timers)
        return batch

    def _as_row(self, told: _Told) -> Row:
        assert told.conversation is not None  # noqa: S101  (whoever is told has one)
        state = store(told.conversation, self._scene.shelf, self._scene.keys)
        row = as_row(
            told.conversation_id,
            told.reached.resident_id,
            told.conversation,
            engagement=self._round.engagement,
            state=state,
            begun=told.conversation,
        )
        return row | {"begun": state, "subject": self._round.reason}


def _has_unread(at: Conversation) -> bool:
    """Say whether something waits behind a veil."""
    return any(beneath.status == "new" for beneath in list_beneath(at))


def _part(residents: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(residents), BATCH_ROWS):
        yield residents[start : start + BATCH_ROWS]


def _find_flow(db: Db, house: House, present: Present, flow_id: str) -> Flow:
    """Find the version of a flow that was published last, or publish the shipped one."""
    community = present.community.id
    latest = flow_versions.pick_latest(flow_versions.list_published(db, community))
    if flow_id not in latest:
        sources = read_flow_sources(flow_id)
        flow = load_flow(sources)
        house.flows.learn(flow)
        flow_versions.publish(
            db,
            community,
            flow_id=flow_id,
            version=flow.version,
            sources=sources,
            now=house.clock(),
        )
        return flow
    return house.flows.find(db, community, latest[flow_id])


def _known(address: UUID | None) -> UUID:
    assert address is not None  # noqa: S101  (else there is a reason why not)
    return address
