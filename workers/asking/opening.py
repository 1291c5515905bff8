"""How a broadcast opens: the words and the conversation for all residents who get the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flows.conversation import Conversation
from flows.definition import Flow
from flows.effects import Say, SetTimer
from flows.engine import advance
from flows.events import Started
from storage.engagements import Engagement
from storage.ids import new_id
from workers.conversations import store
from workers.speaking import Scene, as_message, make_setting

Kind = tuple[str, str, bool, int]
"""Channel, language, whether it is known, and the month they agreed in."""


class Openings:
    """Openings of one engagement, each rendered once."""

    def __init__(self, scene: Scene, engagement: Engagement, flow: Flow) -> None:
        self._scene = scene
        self._engagement = engagement
        self._flow = flow
        self._made: dict[Kind, Mapping[str, Any]] = {}

    def find_all(
        self, channels: Sequence[str], kinds: Sequence[tuple[str, bool, int, date | None]]
    ) -> list[Mapping[str, Any]]:
        """Give the openings for these kinds of residents on these channels."""
        return [
            self.find((channel, language, known, month), consented_on)
            for channel in channels
            for language, known, month, consented_on in kinds
        ]

    def find(self, kind: Kind, consented_on: date | None) -> Mapping[str, Any]:
        """Give the opening of one kind: a row as `storage.recipients.ask` takes it."""
        if kind not in self._made:
            self._made[kind] = self._make(kind, consented_on)
        return self._made[kind]

    def _make(self, kind: Kind, consented_on: date | None) -> Mapping[str, Any]:
        channel, language, known, month = kind
        scene, flow = self._scene, self._flow
        begun = Conversation.begin(language, known).changed(version=flow.version)
        step = advance(flow, begun, Started(), now=scene.now, zone=scene.zone)
        say = next(effect for effect in step.effects if isinstance(effect, Say))
        setting = make_setting(scene, channel, consented_on, self._engagement)
        message = as_message(say, flow, setting, address=new_id(), dedupe_key="")
        timers = [effect for effect in step.effects if isinstance(effect, SetTimer)]
        return {
            "channel": channel,
            "language": language,
            "language_known": known,
            "month": month,
            "body": message["body"],
            "segments": message["segments"],
            "options": message["options"],
            "state": store(step.conversation, scene.shelf, scene.keys),
            "begun": step.conversation.to_bytes().decode(),
            "waits_in": step.conversation.state,
            "status": step.conversation.status,
            "timers": [
                {"state": one.state, "name": one.name, "after_s": one.after_s} for one in timers
            ],
        }
