"""What answering one of staff needs, and how they are spoken to.

Sends nothing: it fills a batch.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from flows.effects import Say
from flows.rendering import Setting, render
from flows.sms import fold
from storage import staff_conversations
from storage.database import Db
from storage.inbox import Claimed
from storage.outbox import STAFF
from storage.staff import Member
from storage.turns import Batch
from workers.house import House
from workers.speaking import Scene, as_rows, make_setting

CODE_LIVES = timedelta(minutes=10)
CODE_DIGITS, LINK_DIGITS = 4, 6


@dataclass(frozen=True, kw_only=True)
class Words:
    """Writes the texts for staff, in the community's first language."""

    house: House
    scene: Scene

    @property
    def language(self) -> str:
        """The language staff are written to in."""
        return self.scene.present.community.languages[0]

    @cached_property
    def setting(self) -> Setting:
        """What placeholders stand for, but for what a text itself is given."""
        return make_setting(self.scene, "telegram", None, self.scene.present.engagement)

    def write(self, key: str, **given: object) -> str:
        """Write out a text.

        Args:
            key: as in flows/library/staff/staff.yaml.
            given: what its placeholders stand for: `name` for {staff.name}.
        """
        named = {f"staff.{name}": str(value) for name, value in given.items()}
        say = Say(key=f"staff.{key}", language=self.language)
        return render(self.house.flows.staff, say, replace(self.setting, given=named))


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where one batch of staff's texts is answered."""

    db: Db
    house: House
    scene: Scene
    batch: Batch

    @property
    def community(self) -> UUID:
        """Whose staff they are."""
        return self.scene.present.community.id

    @property
    def now(self) -> datetime:
        """The time of the batch (aware, UTC)."""
        return self.scene.now

    @cached_property
    def words(self) -> Words:
        """The texts for staff."""
        return Words(house=self.house, scene=self.scene)


class Seat:
    """One of staff at the desk, while one text of theirs is answered."""

    def __init__(self, desk: Desk, member: Member, text: Claimed) -> None:
        self.desk = desk
        self.member = member
        self.text = text
        self.db, self.house, self.scene = desk.db, desk.house, desk.scene
        self.community, self.now = desk.community, desk.now
        self._said = 0

    def say(self, key: str, **given: object) -> None:
        """Answer with a text; `given` as for `Words.write`."""
        self.send(self.desk.words.write(key, **given))

    def send(self, body: str, *, options: tuple[tuple[str, str], ...] = ()) -> None:
        """Answer with words that are written out already."""
        rows = as_rows(
            fold(body) if self.member.channel == "sms" else body,
            kind=STAFF,
            channel=self.member.channel,
            address=self.member.address_id,
            options=options,
            dedupe_key=f"reply:{self.text.id}:{self._said}",
        )
        if self.text.kind == "button" and not self._said:
            rows[0]["press"] = self.text.reference
        self._said += 1
        self.desk.batch.messages.extend(rows)

    def issue(self, what: str, **confirms: Any) -> str:
        """Make the code that confirms something, in place of any that waited.

        Whoever had one for something else is told that it no longer counts.
        """
        self._tell_replaced(what, confirms)
        code = make_code(CODE_DIGITS)
        staff_conversations.issue_code(
            self.db,
            self.community,
            self.member.id,
            code,
            confirms={"what": what, **confirms},
            until=self.now + CODE_LIVES,
            keys=self.house.keys,
            now=self.now,
        )
        return code

    def _tell_replaced(self, what: str, confirms: Mapping[str, Any]) -> None:
        before = staff_conversations.find_waiting(
            self.db, self.community, self.member.id, now=self.now
        )
        if before.get("what") == what and before.get("n") == confirms.get("n"):
            return
        if before.get("what") == "send":
            self.say("code_gone_send")
        elif before:
            n = before.get("n", "")
            self.say("code_gone", list=f"{str(before['what']).upper()} {n}".strip())


def make_code(digits: int) -> str:
    """Make a code of so many digits; the first is no 0, which people leave out."""
    return str(secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1))
