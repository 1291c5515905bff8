"""Takes people from a file into the community; nobody who is there already is changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sayso.people import Someone, Trouble, list_consents
from storage import consents, residents
from storage.database import Db
from storage.ids import new_id
from storage.sealing import Keyring
from workers.house import House

BATCH_ROWS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of the rows of a file.

    Attributes:
        stopped: of both the new and the known, those who said STOP: they stay stopped.
    """

    new: int = 0
    known: int = 0
    stopped: int = 0

    def __add__(self, other: "TakenIn") -> "TakenIn":
        """Count two parts of a file together."""
        return TakenIn(
            new=self.new + other.new,
            known=self.known + other.known,
            stopped=self.stopped + other.stopped,
        )


def take_in(
    house: House,
    community: UUID,
    people: Sequence[Someone],
    *,
    languages: tuple[str, ...],
    advance: Callable[[int], None],
    dry_run: bool = False,
) -> TakenIn:
    """Add people in batches, each in a transaction of its own; running it again adds nobody twice.

    Args:
        languages: those the community speaks; another one is kept, yet spoken to in the first.
        advance: told how many rows were done, for a progress bar.
        dry_run: change nothing, only count.

    Returns:
        How many were new and known. One on the suppression list comes in as stopped.
    """
    taken = TakenIn()
    for start in range(0, len(people), BATCH_ROWS):
        some = people[start : start + BATCH_ROWS]
        with house.database.transaction() as db:
            taken += _take_some(db, house, community, some, languages, dry_run=dry_run)
        advance(len(some))
    return taken


def describe_import(
    people: Sequence[Someone], trouble: Sequence[Trouble], taken: TakenIn
) -> dict[str, Any]:
    """Say what became of each row of a file, as plain data; rows by their numbers."""
    return {
        "rows": len(people) + len(trouble),
        "new": taken.new,
        "known": taken.known,
        "stopped": taken.stopped,
        "undated": [one.row for one in people if one.consented_on is None],
        "unsourced": [one.row for one in people if not one.source],
        "consents": [
            {"source": one.source, "purpose": one.purpose, "day": one.day, "rows": one.rows}
            for one in list_consents(people)
        ],
        "refused": [{"row": one.row, "problem": one.problem} for one in trouble],
    }


def _take_some(
    db: Db,
    house: House,
    community: UUID,
    people: Sequence[Someone],
    languages: tuple[str, ...],
    *,
    dry_run: bool,
) -> TakenIn:
    keys, now = house.keys, house.clock()
    hashed = [
        {
            "hash": keys.lookup(one.channel, one.address),
            "suppression": keys.suppression(one.channel, one.address),
        }
        for one in people
    ]
    standing = residents.find_standing(db, community, hashed)
    new = [
        (one, given)
        for one, given in zip(people, hashed, strict=True)
        if not standing[given["hash"]].known
    ]
    if new and not dry_run:
        rows = [_as_row(one, given, keys, languages) for one, given in new]
        residents.add(db, community, rows, now=now)
        pairs = zip(new, rows, strict=True)
        agreed = [_as_consent(one, row) for (one, _), row in pairs if one.purpose]
        consents.record(db, community, agreed, now=now)
    stopped = sum(one.stopped for one in standing.values())
    return TakenIn(new=len(new), known=len(people) - len(new), stopped=stopped)


def _as_row(
    one: Someone, hashed: Mapping[str, bytes], keys: Keyring, languages: tuple[str, ...]
) -> dict[str, Any]:
    return {
        **hashed,
        "resident_id": new_id(),
        "address_id": new_id(),
        "name_sealed": keys.seal(one.name) if one.name else None,
        "language": one.language,
        "language_known": one.language in languages,
        "area": one.area,
        "source": one.source,
        "came_from": "import",
        "channel": one.channel,
        "sealed": keys.seal(one.address),
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
