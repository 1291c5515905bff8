"""Where each of staff stands: the question they put together, and the code that waits for them.

A code confirms what costs or reaches people. Only a keyed hash of it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.sealing import Keyring

TRIES = 3

_READ = text("""
    select cast(state as text) as state from staff_conversation
    where community_id = :community and staff_id = :staff and updated_at > :since
""")

_SAVE = text("""
    insert into staff_conversation (community_id, staff_id, state, updated_at)
    values (:community, :staff, cast(:state as json), :now)
    on conflict (community_id, staff_id) do update
    set state = excluded.state, updated_at = excluded.updated_at
""")


def read_state(db: Db, community: UUID, staff: UUID, *, since: datetime) -> str | None:
    """Read the question somebody is putting together, as JSON; None for none, or one too old."""
    given = {"community": community, "staff": staff, "since": since}
    state: str | None = db.execute(_READ, given).scalar_one_or_none()
    return state


def save_state(db: Db, community: UUID, staff: UUID, state: str | None, *, now: datetime) -> None:
    """Keep where somebody stands; None: they put nothing together any more."""
    db.execute(_SAVE, {"community": community, "staff": staff, "state": state, "now": now})


_ISSUE = text("""
    insert into staff_conversation (community_id, staff_id, code_hash, code_for, code_until,
                                    updated_at)
    values (:community, :staff, :hash, cast(:what as jsonb) -> 0, :until, :now)
    on conflict (community_id, staff_id) do update
    set code_hash = excluded.code_hash, code_for = excluded.code_for, code_tries = 0,
        code_until = excluded.code_until, updated_at = excluded.updated_at
""")


def issue_code(
    db: Db,
    community: UUID,
    staff: UUID,
    code: str,
    *,
    confirms: Mapping[str, Any],
    until: datetime,
    keys: Keyring,
    now: datetime,
) -> None:
    """Keep a code, in place of any that waited.

    Args:
        confirms: what is done once it comes back: {"what": ...} and what belongs to it.
    """
    given = {"community": community, "staff": staff, "until": until, "now": now}
    written = as_records([confirms])
    db.execute(_ISSUE, {**given, "hash": _hash(staff, code, keys), "what": written})


_WAITING = text("""
    select code_hash, code_for, code_tries from staff_conversation
    where community_id = :community and staff_id = :staff and code_hash <> ''
      and code_until > :now for update
""")

_MISS = text("""
    update staff_conversation set code_tries = code_tries + 1,
        code_hash = case when code_tries + 1 >= :most then '' else code_hash end
    where community_id = :community and staff_id = :staff
""")

_DROP = text("""
    update staff_conversation set code_hash = '', code_for = null
    where community_id = :community and staff_id = :staff
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of a code that was sent back.

    Attributes:
        confirms: what it confirms; None where it is not the code.
        left: tries that are left.
    """

    confirms: Mapping[str, Any] | None = None
    left: int = 0


def find_waiting(db: Db, community: UUID, staff: UUID, *, now: datetime) -> Mapping[str, Any]:
    """Say what the code that waits confirms; {} where none does."""
    given = {"community": community, "staff": staff, "now": now}
    row = db.execute(_WAITING, given).one_or_none()
    return {} if row is None else row.code_for


def try_code(
    db: Db, community: UUID, staff: UUID, code: str, *, keys: Keyring, now: datetime
) -> Tried | None:
    """Compare what was sent back with the code that waits; right or thrice wrong, it is used up.

    Returns:
        None where no code waits.
    """
    given = {"community": community, "staff": staff, "now": now}
    row = db.execute(_WAITING, given).one_or_none()
    if row is None:
        return None
    if keys.signed(_name(staff, code), row.code_hash):
        db.execute(_DROP, given)
        return Tried(confirms=row.code_for)
    db.execute(_MISS, {**given, "most": TRIES})
    return Tried(left=TRIES - row.code_tries - 1)


def drop_code(db: Db, community: UUID, staff: UUID) -> None:
    """Forget the code that waits."""
    db.execute(_DROP, {"community": community, "staff": staff})


def _hash(staff: UUID, code: str, keys: Keyring) -> str:
    return keys.sign(_name(staff, code))


def _name(staff: UUID, code: str) -> str:
    return f"staff code {staff.hex} {code}"
