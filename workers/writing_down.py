"""Writes down what people said on paper, to a helper, or at a meeting. Sends nothing but an alert.

A person's words count once, as theirs; a helper's own view and a meeting count as nobody.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from flows.reader.language_guess import guess_language
from flows.reader.normal import normalise
from flows.reader.safeguarding import find_danger
from insight.writers import HeavyHelper, find_heavy_helpers
from storage import contributions, entries, evidence, outbox, residents, slips
from storage.database import Db
from storage.entries import MEETING, VIEW
from storage.ids import new_id
from storage.slips import Slip
from workers.speaking import Scene, as_staff_message, make_setting
from workers.written import Outcome, Written

HELD = "safeguarding"
STATE = "written down"
_NOBODYS = (MEETING, VIEW)


def take_down(db: Db, scene: Scene, written: Sequence[Written]) -> list[Outcome]:
    """Keep what was written down, each once.

    Args:
        db: an open transaction.
        scene: as `workers.scenes.set_scene` gathers it.

    Returns:
        One outcome for each, in their order.
    """
    community = scene.present.community.id
    entries.lock(db, community)
    hashes = [_hash_key(scene, one) for one in written]
    known = entries.find_known(db, community, hashes)
    codes = {one.slip: scene.keys.lookup("slip", one.slip) for one in written if one.slip}
    found = slips.find(db, community, codes.values())
    by_code = {code: found.get(hash) for code, hash in codes.items()}
    gathered, outcomes = _Rows(scene), []
    for one, hash in zip(written, hashes, strict=True):
        problem = "" if hash in known else gathered.find_problem(one, by_code.get(one.slip))
        if hash in known or problem:
            outcomes.append(Outcome(problem=problem))
            continue
        known.add(hash)
        outcomes.append(gathered.keep(one, hash, by_code.get(one.slip)))
    gathered.write(db)
    return outcomes


def change(db: Db, scene: Scene, entry: UUID, words: str, *, key: str) -> Outcome:
    """Put other words in place of an entry's.

    Args:
        key: of the change, for the alert where the words worry.
    """
    worries = bool(find_danger(normalise(words)))
    entries.change(
        db,
        scene.present.community.id,
        entry,
        words=words,
        language=_find_language(scene, words),
        held=HELD if worries else "",
        now=scene.now,
    )
    if worries:
        _alert(db, scene, [key])
    return Outcome(entry_id=entry, worries=worries)


def find_heavy(db: Db, scene: Scene) -> list[tuple[str, HeavyHelper]]:
    """Find helpers who wrote down over a third of what a group said, by name."""
    community, engagement = scene.present.community.id, scene.present.engagement.id
    given = {"community": community, "engagement": engagement, "cut": scene.now}
    heavy = find_heavy_helpers(evidence.read_participants(db, given))
    names = entries.find_writers(db, community, {one.writer for one in heavy}) if heavy else {}
    return [(scene.keys.open(names[one.writer]), one) for one in heavy]


class _Rows:
    """Everything to be written, gathered entry by entry."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._residents: list[dict[str, Any]] = []
        self._entries: list[dict[str, Any]] = []
        self._said: list[dict[str, Any]] = []
        self._worries: list[str] = []
        self._used: set[UUID] = set()

    def find_problem(self, one: Written, slip: Slip | None) -> str:
        """Say why this slip cannot be taken; "" where it can, or none is named."""
        if not one.slip:
            return ""
        if slip is None:
            return "slip: no slip has this code: look again, or leave it out"
        if slip.entry_id is not None or slip.id in self._used:
            return "slip: this code is used for another entry: take another slip"
        self._used.add(slip.id)
        return ""

    def keep(self, one: Written, key_hash: bytes, slip: Slip | None) -> Outcome:
        """Gather an entry, its words, and the helper's own view beside it."""
        words = "\n".join(one.words)
        one = replace(one, language=one.language or _find_language(self._scene, words))
        resident = None if one.kind in _NOBODYS else self._find_resident(one, slip)
        entry = self._add_entry(one, key_hash, slip, resident)
        worries = self._say(one, entry, resident)
        if one.view:
            worries = self._keep_view(one, entry) or worries
        return Outcome(entry_id=entry, worries=worries)

    def write(self, db: Db) -> None:
        """Write what was gathered; the contact for worrying words is told once."""
        community, now = self._scene.present.community.id, self._scene.now
        if not self._entries:
            return
        residents.add_unaddressed(db, community, self._residents, now=now)
        entries.add(db, community, self._entries, now=now)
        contributions.add(db, community, self._said)
        _alert(db, self._scene, self._worries[:1])

    def _find_resident(self, one: Written, slip: Slip | None) -> UUID:
        """Give whoever texted the slip's code before, or somebody new without an address."""
        if slip is not None and slip.resident_id is not None:
            return slip.resident_id
        made = new_id()
        self._residents.append(
            {
                "resident_id": made,
                "language": one.language,
                "language_known": True,
                "area": one.area,
                "source": "",
                "came_from": one.kind,
            }
        )
        return made

    def _keep_view(self, one: Written, beside: UUID) -> bool:
        view = Written(
            kind=VIEW,
            writer=one.writer,
            words=(one.view,),
            said_on=one.said_on,
            language=_find_language(self._scene, one.view),
            relation=one.relation,
            area=one.area,
        )
        hash = self._scene.keys.lookup("entry", f"view {beside}")
        return self._say(view, self._add_entry(view, hash, None, None, beside=beside), None)

    def _add_entry(
        self,
        one: Written,
        key_hash: bytes,
        slip: Slip | None,
        resident: UUID | None,
        *,
        beside: UUID | None = None,
    ) -> UUID:
        keys, made = self._scene.keys, new_id()
        self._entries.append(
            {
                "id": made,
                "engagement_id": self._scene.present.engagement.id,
                "kind": one.kind,
                "resident_id": resident,
                "beside_id": beside,
                "writer_hash": keys.lookup("writer", normalise(one.writer).key),
                "writer_sealed": keys.seal(one.writer),
                "relation": one.relation,
                "why": one.why,
                "area": one.area,
                "language": one.language,
                "place": one.place,
                "headcount": one.headcount,
                "said_on": one.said_on,
                "slip_id": slip.id if slip else None,
                "key_hash": key_hash,
                "ring_sealed": keys.seal(one.ring) if one.ring else None,
                "ring_when": one.ring_when,
                "is_taken_over": bool(slip and slip.resident_id),
            }
        )
        return made

    def _say(self, one: Written, entry: UUID, resident: UUID | None) -> bool:
        """Gather an entry's words.

        Returns:
            Whether they may mean that somebody is in danger: then a person must look first.
        """
        worries = bool(find_danger(normalise("\n".join(one.words))))
        self._said.extend(
            {
                "id": new_id(),
                "resident_id": resident,
                "engagement_id": self._scene.present.engagement.id,
                "entry_id": entry,
                "n": n,
                "kind": "other" if one.kind == VIEW else "need",
                "words": words,
                "state": STATE,
                "language": one.language,
                "channel": one.kind,
                "held": HELD if worries else "",
                "received_at": self._scene.now,
            }
            for n, words in enumerate(one.words)
        )
        if worries:
            self._worries.append(f"entry:{entry}")
        return worries


def _hash_key(scene: Scene, one: Written) -> bytes:
    key = one.key or (f"slip {one.slip}" if one.slip else str(new_id()))
    return scene.keys.lookup("entry", key)


def _find_language(scene: Scene, words: str) -> str:
    spoken = scene.present.community.languages
    return guess_language(normalise(words), scene.staff_flow.languages) or spoken[0]


def _alert(db: Db, scene: Scene, keys: Sequence[str]) -> None:
    """Tell the contact for worrying words to look."""
    contact = scene.safeguarding
    if contact is None or not keys:
        return
    setting = make_setting(scene, contact.channel, None, scene.present.engagement)
    messages = [
        as_staff_message(scene, "system.alert", setting, contact=contact, dedupe_key=f"alert:{key}")
        for key in keys
    ]
    outbox.put(db, scene.present.community.id, messages, now=scene.now)
