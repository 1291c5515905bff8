"""What we say, from the engine's effect to a row of the outbox. Sends nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from flows.definition import Flow
from flows.effects import Say
from flows.rendering import Setting, render
from flows.session import Shelf
from flows.sms import count_segments
from flows.splitting import split_text
from storage.engagements import Engagement
from storage.ids import new_id
from storage.residents import Person
from storage.sealing import Keyring
from storage.staff import Contact
from workers.house import Present

_NOTHING: Mapping[str, str] = {}
Part = tuple[str, int]
"""What goes out in one message, and its SMS segments."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is the same for every text of a batch.

    Attributes:
        shelf: the flows at hand, and the doors into them.
        staff_flow: where texts to staff are found.
        settings: those that were made, by what they were made for.
        written: what was written out so far; most people of a batch get the same few texts.
        duty: who sees to what a flow asks a person for.
    """

    present: Present
    shelf: Shelf
    staff_flow: Flow
    keys: Keyring
    safeguarding: Contact | None
    duty: Contact | None
    twilio_answers: bool
    own_number: str
    now: datetime
    settings: dict[tuple[str, date | None, UUID], Setting] = field(default_factory=dict)
    written: "Written" = field(default_factory=lambda: Written())

    @cached_property
    def zone(self) -> str:
        """The community's time zone."""
        return self.present.community.zone


def make_setting(
    scene: Scene, channel: str, consented_on: date | None, engagement: Engagement
) -> Setting:
    """Gather what placeholders stand for when we speak to somebody on this channel."""
    kind = (channel, consented_on, engagement.id)
    if kind not in scene.settings:
        scene.settings[kind] = _make_setting(scene, channel, consented_on, engagement)
    return scene.settings[kind]


def _make_setting(
    scene: Scene, channel: str, consented_on: date | None, engagement: Engagement
) -> Setting:
    community = scene.present.community
    profile = community.profile
    return Setting(
        community_name=community.name,
        community_address=profile["address"],
        phone=profile["phone"],
        contact=profile["contact"],
        decider=engagement.decider,
        promise_day=engagement.hear_back_by,
        source=consented_on.isoformat() if consented_on else "",
        channel=channel,
        own_number=scene.own_number if channel == "sms" else "",
        languages=community.languages,
        emergency=profile["emergency"],
    )


def say_to(
    scene: Scene,
    person: Person,
    key: str,
    *,
    dedupe_key: str,
    options: Sequence[str] = (),
    given: Mapping[str, str] = _NOTHING,
) -> dict[str, Any]:
    """Say something to somebody beside their conversation, in their language.

    Args:
        key: of a text that every flow shares.
        options: what they may choose, by the names of the texts: yes, no.
        given: placeholder -> words, of those that only this text has.
    """
    flow, language = scene.staff_flow, person.language
    labels = [flow.text(f"system.option_{name}", language) for name in options]
    say = Say(
        key=key,
        language=language,
        options=tuple((str(digit), label) for digit, label in enumerate(labels, 1)),
    )
    present = scene.present
    asking = person.engagement_id
    engagement = present.every[asking] if asking else present.engagement
    setting = make_setting(scene, person.channel, person.consented_on, engagement)
    setting = replace(setting, given=given)
    return as_message(say, flow, setting, address=person.address_id, dedupe_key=dedupe_key)


def as_message(
    say: Say, flow: Flow, setting: Setting, *, address: UUID, dedupe_key: str
) -> dict[str, Any]:
    """Render a text into a row for the outbox; on Telegram what it offers becomes buttons too."""
    body = render(flow, say, setting)
    part = (body, _count_segments(body, setting.channel))
    row = _make_row(part, say.purpose, setting.channel, address, dedupe_key)
    row["options"] = say.options if say.options and setting.channel == "telegram" else None
    return row


class Written:
    """Texts that were written out, for as long as their batch lasts."""

    def __init__(self) -> None:
        self._parts: dict[tuple[int, str, Say], tuple[Setting, Sequence[Part]]] = {}

    def write(self, say: Say, flow: Flow, setting: Setting) -> Sequence[Part]:
        """Write a text out in as many parts as it takes."""
        key = (id(setting), flow.version, say)
        found = self._parts.get(key)
        if found is None:
            parts = _split(render(flow, say, setting), setting.channel)
            found = setting, parts  # the setting is kept, so that no other one gets its id
            self._parts[key] = found
        return found[1]


def as_messages(
    say: Say,
    flow: Flow,
    setting: Setting,
    *,
    address: UUID,
    dedupe_key: str,
    written: Written | None = None,
) -> list[dict[str, Any]]:
    """Render a text into as many rows as it takes; most take one, others are numbered.

    What it offers stands under the last of them.

    Args:
        written: where the same text may have been written before.
    """
    return _make_rows(
        (written or Written()).write(say, flow, setting),
        kind=say.purpose,
        channel=setting.channel,
        address=address,
        options=say.options,
        dedupe_key=dedupe_key,
    )


def as_rows(
    body: str,
    *,
    kind: str,
    channel: str,
    address: UUID,
    dedupe_key: str,
    options: tuple[tuple[str, str], ...] = (),
) -> list[dict[str, Any]]:
    """Make the rows that words take which are written out already.

    Args:
        options: (digit, label) of each thing the words offer; they stand in them already.
    """
    return _make_rows(
        _split(body, channel),
        kind=kind,
        channel=channel,
        address=address,
        options=options,
        dedupe_key=dedupe_key,
    )


def _split(body: str, channel: str) -> list[Part]:
    parts = split_text(body, channel=channel)
    return [(part, _count_segments(part, channel)) for part in parts]


def _make_rows(
    parts: Sequence[Part],
    *,
    kind: str,
    channel: str,
    address: UUID,
    dedupe_key: str,
    options: tuple[tuple[str, str], ...],
) -> list[dict[str, Any]]:
    rows = [
        _make_row(part, kind, channel, address, f"{dedupe_key}/{number}" if number else dedupe_key)
        for number, part in enumerate(parts)
    ]
    rows[-1]["options"] = options if options and channel == "telegram" else None
    return rows


def _count_segments(body: str, channel: str) -> int:
    return count_segments(body).segments if channel == "sms" else 1


def _make_row(
    part: Part, kind: str, channel: str, address: UUID, dedupe_key: str
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "address_id": address,
        "channel": channel,
        "kind": kind,
        "body": part[0],
        "segments": part[1],
        "options": None,
        "dedupe_key": dedupe_key,
    }


def as_staff_message(
    scene: Scene,
    key: str,
    setting: Setting,
    *,
    flow: Flow | None = None,
    contact: Contact,
    dedupe_key: str,
) -> dict[str, Any]:
    """Render a text to a member of staff, in the community's first language."""
    say = Say(key=key, language=scene.present.community.languages[0], purpose="staff")
    setting = replace(setting, channel=contact.channel)
    return as_message(
        say, flow or scene.staff_flow, setting, address=contact.address_id, dedupe_key=dedupe_key
    )
