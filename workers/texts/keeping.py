"""From the engine's effects to what is to be written, for one person. Stores and sends nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from flows import effects
from flows.conversation import JsonScalar
from flows.definition import Flow
from flows.rendering import Setting
from storage.contributions import SENSITIVE, UNDONE
from storage.engagements import Engagement
from storage.ids import new_id
from storage.inbox import Claimed
from storage.residents import Person
from storage.turns import Batch
from workers.conversations import as_timer
from workers.speaking import Scene, as_staff_message

ALERTS: Mapping[str, tuple[str, str]] = {
    "safeguarding": ("safeguarding", "system.alert"),
    "flow": ("flow", "system.alert_flow"),
}
"""Kind of alert -> the task it makes, and the text its contact gets."""

WRONG_NUMBER = "wrong number"


@dataclass(frozen=True, slots=True)
class Turn:
    """Which text an effect came of, in which flow, the message that answers it, and whose it is."""

    text: Claimed
    flow: Flow
    n: int
    message_id: UUID | None
    engagement: Engagement


class Keeper:
    """Turns one person's effects into rows.

    Attributes:
        messages: what was said to them in this batch.
        timers: (state, name) -> row, for the flow they are in.
        apart: what they have answered in a sensitive flow that is not over.
    """

    def __init__(
        self,
        batch: Batch,
        scene: Scene,
        person: Person,
        conversation: UUID,
        *,
        setting: Setting,
    ) -> None:
        assert person.resident_id is not None  # noqa: S101  (staff are answered elsewhere)
        self.messages: list[dict[str, Any]] = []
        self.timers: dict[tuple[str, str], dict[str, Any]] = {}
        self.apart: dict[str, JsonScalar] = {}
        self._batch = batch
        self._scene = scene
        self._person = person
        self._resident: UUID = person.resident_id
        self._id = conversation
        self._setting = setting

    def keep(self, effect: effects.Effect, turn: Turn) -> None:
        """Take one effect in; those that are said or only told need nothing kept."""
        keep = _KEEP.get(type(effect))
        if keep:
            keep(self, effect, turn)

    def _name(self, turn: Turn, name: str) -> str:
        """Name something of a flow, so that no two flows have one name for two things."""
        own = turn.flow.id == turn.engagement.flow_id
        return name if own else f"{turn.flow.id}.{name}"

    def _record(self, effect: effects.Record, turn: Turn) -> None:
        self._batch.contributions.append(
            {
                "id": new_id(),
                "resident_id": self._resident,
                "engagement_id": turn.engagement.id,
                "inbox_id": turn.text.id,
                "n": turn.n,
                "kind": effect.kind,
                "words": effect.text,
                "state": self._name(turn, effect.state),
                "language": effect.language,
                "channel": turn.text.channel,
                "held": effect.held or (SENSITIVE if turn.flow.sensitive else ""),
                "received_at": turn.text.received_at,
            }
        )

    def _unrecord(self, effect: effects.Unrecord, turn: Turn) -> None:
        state = self._name(turn, effect.state)
        for row in reversed(self._batch.contributions):
            own = row["resident_id"] == self._resident and row["state"] == state
            if own and row["held"] in ("", SENSITIVE):
                row["held"] = UNDONE
                return
        self._batch.undone.append(
            {
                "resident_id": self._resident,
                "engagement_id": turn.engagement.id,
                "state": state,
            }
        )

    def _save(self, effect: effects.Save, turn: Turn) -> None:
        if turn.flow.sensitive:
            self.apart[effect.name] = effect.value
            return
        name = self._name(turn, effect.name)
        self._batch.answers[self._id, name] = {
            "id": new_id(),
            "conversation_id": self._id,
            "inbox_id": turn.text.id,
            "name": name,
            "value": effect.value,
            "category": effect.category,
            "raw": effect.raw,
            "sure": effect.sure,
            "received_at": turn.text.received_at,
        }

    def _unsave(self, effect: effects.Unsave, turn: Turn) -> None:
        if turn.flow.sensitive:
            self.apart[effect.name] = effect.value
        elif effect.value is None:
            named = (self._id, self._name(turn, effect.name))
            self._batch.answers.pop(named, None)
            self._batch.unsaved.add(named)
        else:
            before = effects.Save(effect.name, effect.value, "", "", True)
            self._save(before, turn)

    def _finish(self, effect: effects.Finish, turn: Turn) -> None:
        """Let go of what a sensitive flow was told: nothing in it leads back here."""
        if not turn.flow.sensitive:
            return
        keys, zone = self._scene.keys, ZoneInfo(self._scene.zone)
        self._batch.apart.extend(
            {
                "id": uuid4(),
                "flow_id": turn.flow.id,
                "name": name,
                "value_sealed": keys.seal(str(value)),
                "given_on": turn.text.received_at.astimezone(zone).date(),
            }
            for name, value in self.apart.items()
            if value is not None
        )
        self.apart = {}

    def _consent(self, effect: effects.Consent, turn: Turn) -> None:
        at = turn.text.received_at
        self._batch.consents.append(
            {
                "id": new_id(),
                "resident_id": self._resident,
                "purpose": effect.purpose,
                "given": effect.given,
                "wording": f"{turn.flow.version} {effect.key} {effect.language}",
                "how": "text",
                "inbox_id": turn.text.id,
                "changed_on": at.astimezone(ZoneInfo(self._scene.zone)).date(),
                "changed_at": at,
            }
        )

    def _join(self, effect: effects.Join | effects.Leave, turn: Turn) -> None:
        self._batch.memberships.append(
            {
                "id": new_id(),
                "resident_id": self._resident,
                "name": effect.name,
                "joins": isinstance(effect, effects.Join),
                "at": turn.text.received_at,
            }
        )

    def _set_timer(self, effect: effects.SetTimer, turn: Turn) -> None:
        self.timers[effect.state, effect.name] = as_timer(
            effect, self._id, id=new_id(), message=turn.message_id, now=self._scene.now
        )

    def _stop(self, effect: effects.Stop, turn: Turn) -> None:
        for message in self.messages:  # what was said before STOP must not go out after it
            message["state"] = "opted_out"
        if self._person.address_id in self._batch.started:
            self._batch.started.remove(self._person.address_id)
        if effect.how == WRONG_NUMBER and self._person.channel == "sms":
            self._batch.disowned.append(self._person.address_id)
            return
        self._batch.stopped.setdefault(effect.how, []).append(self._resident)

    def _start_again(self, effect: effects.StartAgain, turn: Turn) -> None:
        self._batch.started.append(self._person.address_id)

    def _set_language(self, effect: effects.SetLanguage, turn: Turn) -> None:
        self._batch.languages[self._resident] = effect.language

    def _request(self, effect: effects.Request, turn: Turn) -> None:
        if effect.kind == "less":
            self._batch.fewer[self._resident] = turn.text.received_at
        else:
            self._task(effect.kind, turn)

    def _promise(self, effect: effects.Promise, turn: Turn) -> None:
        self._task("promise", turn, within_s=effect.within_s)

    def _alert(self, effect: effects.Alert, turn: Turn) -> None:
        kind, key = ALERTS[effect.kind]
        self._task(kind, turn)
        contact = self._scene.duty if kind == "flow" else self._scene.safeguarding
        if contact is None:
            return
        dedupe_key = f"alert:{turn.text.id}" + ("" if kind == "safeguarding" else f":{kind}")
        flow = (
            turn.flow
            if kind == "flow" and (key, turn.flow.languages[0]) in turn.flow.texts
            else self._scene.staff_flow
        )
        message = as_staff_message(
            self._scene, key, self._setting, flow=flow, contact=contact, dedupe_key=dedupe_key
        )
        self._batch.messages.append(message)

    def _task(self, kind: str, turn: Turn, *, within_s: int = 0) -> None:
        due_at = turn.text.received_at + timedelta(seconds=within_s) if within_s else None
        self._batch.tasks.append(make_task(kind, self._resident, turn.text.id, due_at=due_at))


def make_task(
    kind: str,
    resident: UUID,
    inbox_id: UUID,
    *,
    due_at: datetime | None = None,
    once: bool = False,
) -> dict[str, Any]:
    """Make a row of a task for a person to see to.

    Args:
        once: not where one of this kind is open for this resident already.
    """
    return {
        "id": new_id(),
        "resident_id": resident,
        "inbox_id": inbox_id,
        "kind": kind,
        "due_at": due_at,
        "once": once,
    }


_Keep = Callable[[Keeper, Any, Turn], None]

_KEEP: Mapping[type, _Keep] = {
    effects.Record: Keeper._record,
    effects.Unrecord: Keeper._unrecord,
    effects.Save: Keeper._save,
    effects.Unsave: Keeper._unsave,
    effects.Consent: Keeper._consent,
    effects.Join: Keeper._join,
    effects.Leave: Keeper._join,
    effects.SetTimer: Keeper._set_timer,
    effects.Promise: Keeper._promise,
    effects.Stop: Keeper._stop,
    effects.StartAgain: Keeper._start_again,
    effects.SetLanguage: Keeper._set_language,
    effects.Request: Keeper._request,
    effects.Alert: Keeper._alert,
    effects.Finish: Keeper._finish,
}
