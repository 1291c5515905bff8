"""Takes people from a file into the community; nobody who is there already is changed."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sayso.people import Someone
from storage import consents, residents
from storage.ids import new_id
from storage.sealing import Keyring
from workers.house import House

BATCH_ROWS = 2_000


def take_in(
    house: House,
    community: UUID,
    people: Sequence[Someone],
    *,
    languages: tuple[str, ...],
    advance: Callable[[int], None],
) -> int:
    """Add people in batches, each in a transaction of its own; running it again adds nobody twice.

    Args:
        languages: those the community speaks; another one is kept, yet spoken to in the first.
        advance: told how many rows were done, for a progress bar.

    Returns:
        How many were new. One on the suppression list comes in as stopped.
    """
    new = 0
    for start in range(0, len(people), BATCH_ROWS):
        some = people[start : start + BATCH_ROWS]
        new += _take_some(house, community, some, languages)
        advance(len(some))
    return new


def _take_some(
    house: House, community: UUID, people: Sequence[Someone], languages: tuple[str, ...]
) -> int:
    now = house.clock()
    hashes = [house.keys.lookup(one.channel, one.address) for one in people]
    with house.database.transaction() as db:
        known = residents.find_known(db, community, hashes)
        new = [(one, hash) for one, hash in zip(people, hashes, strict=True) if hash not in known]
        rows = [_as_row(one, hash, house.keys, languages) for one, hash in new]
        if rows:
            residents.add(db, community, rows, now=now)
            pairs = zip(new, rows, strict=True)
            agreed = [_as_consent(one, row) for (one, _), row in pairs if one.purpose]
            consents.record(db, community, agreed, now=now)
    return len(new)


def _as_row(one: Someone, hash: bytes, keys: Keyring, languages: tuple[str, ...]) -> dict[str, Any]:
    return {
        "resident_id": new_id(),
        "address_id": new_id(),
        "name_sealed": keys.seal(one.name) if one.name else None,
        "language": one.language,
        "language_known": one.language in languages,
        "area": one.area,
        "source": one.source,
        "came_from": "import",
        "channel": one.channel,
        "hash": hash,
        "sealed": keys.seal(one.address),
        "suppression": keys.suppression(one.channel, one.address),
    }


def _as_consent(one: Someone, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "resident_id": row["resident_id"],
        "purpose": one.purpose,
        "given_on": one.consented_on,
        "how": one.source or "import",
        "suppression": row["suppression"],
    }
