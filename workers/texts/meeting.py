"""Who is answered in a batch: the people behind its texts, each locked and in their own order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from uuid import UUID

from storage import identity, residents
from storage.database import Db
from storage.identity import Owners
from storage.inbox import Claimed
from storage.residents import Address, Known, Person
from workers.arriving import WRITTEN
from workers.speaking import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody whose texts may be answered now, each as the one before has left things."""

    person: Person
    texts: Sequence[Claimed]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is behind addresses, asked for and not waited for; their owners are locked first."""

    owners: Callable[[], Owners]
    people: Known


def ask_who(db: Db, scene: Scene, hashes: Sequence[bytes]) -> Asked:
    """Ask who is behind addresses that were claimed."""
    present = scene.present
    community = present.community.id
    return Asked(
        identity.ask_owners(db, community, hashes),
        residents.ask_known(
            db,
            community,
            hashes,
            engagements=present.every,
            asking=present.open,
            now=scene.now,
        ),
    )


def meet_callers(
    db: Db, scene: Scene, claimed: Sequence[Claimed], asked: Asked | None = None
) -> list[Caller]:
    """Find whoever is behind claimed texts, and lock them.

    Somebody whom another worker is answering is left out, with all of their texts. So is what came
    from a second address of theirs: its turn comes in a later batch, in the order texts arrived.

    Args:
        asked: what `ask_who` gave for the addresses of these texts, or more.
    """
    community = scene.present.community
    first = {bytes(text.address_hash): text for text in claimed}
    asked = asked or ask_who(db, scene, list(first))
    owners = asked.owners()
    turns = _take_turns(claimed, owners)
    addresses = [
        Address(hash=hash, sealed=bytes(first[hash].address_sealed), channel=first[hash].channel)
        for hash in turns
    ]
    people = residents.meet(
        db,
        community.id,
        addresses,
        engagements=scene.present.every,
        asking=scene.present.open,
        language=community.languages[0],
        keys=scene.keys,
        now=scene.now,
        known=asked.people,
    )
    return [
        Caller(person=people[hash], texts=texts)
        for hash, texts in turns.items()
        if owners.allow(hash, people[hash].resident_id)
    ]


def find_in_use(scene: Scene, callers: Sequence[Caller]) -> list[UUID]:
    """Find the addresses that were not heard from today: they are still in use."""
    return [
        one.person.address_id
        for one in callers
        if (one.person.heard_at is None or (scene.now - one.person.heard_at).days)
        and any(text.kind in WRITTEN for text in one.texts)
    ]


def _take_turns(claimed: Sequence[Claimed], owners: Owners) -> dict[bytes, list[Claimed]]:
    """Pick the texts to answer: address -> those that come before any of its owner's others."""
    turns = {
        bytes(hash): list(texts)
        for hash, texts in groupby(claimed, key=lambda text: text.address_hash)
        if bytes(hash) not in owners.busy
    }
    addresses: dict[UUID, list[bytes]] = {}
    for hash in turns:
        if hash in owners.held:
            addresses.setdefault(owners.held[hash], []).append(hash)
    for own in addresses.values():
        if len(own) > 1:
            _let_first_speak(turns, sorted(own, key=lambda hash: turns[hash][0].id))
    return turns


def _let_first_speak(turns: dict[bytes, list[Claimed]], own: Sequence[bytes]) -> None:
    """Leave one address of a resident: the first one, up to where the next one begins."""
    first, second, *_ = own
    begins = turns[second][0].id
    turns[first] = turns[first][:1] + list(
        takewhile(lambda text: text.id < begins, turns[first][1:])
    )
    for hash in own[1:]:
        del turns[hash]
