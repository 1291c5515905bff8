"""Consents: what residents agree to now, and every change there ever was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.sealing import Keyring

# On the suppression list a withdrawn consent has a hash of its own, made of the address's: it stays
# when everything else that is known of somebody is gone.
_HASH = "sha256(r.suppression || convert_to(r.purpose, 'UTF8'))"

# Whoever withdrew stays so: an import never brings them back.
_IMPORT = text(f"""
    with taken as (
        insert into consent (community_id, id, resident_id, purpose, given_on, how, recorded_at,
                             withdrawn_at)
        select :community, r.id, r.resident_id, r.purpose, r.given_on, r.how, :now, s.since
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, resident_id uuid, purpose text,
            given_on date, how text, suppression bytea)
        left join suppression s on s.community_id = :community and s.hash = {_HASH}
        on conflict do nothing returning *)
    insert into consent_change (community_id, id, resident_id, purpose, given, how, changed_at)
    select community_id, id, resident_id, purpose, withdrawn_at is null,
        case when withdrawn_at is null then how else 'withdrawn before: ' || how end, recorded_at
    from taken
""")  # noqa: S608  (a constant)


def record(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """Write down what people agreed to. Who withdrew that purpose before has not agreed.

    Args:
        rows: keys id, resident_id, purpose, given_on (or null), how, suppression (the address's
            hash on the suppression list).
    """
    db.execute(_IMPORT, {"community": community, "rows": as_records(rows), "now": now})


_RECORD = """jsonb_to_recordset(cast(:rows as jsonb)) as r(
    id uuid, resident_id uuid, purpose text, given boolean, wording text, how text, inbox_id uuid,
    recorded_by text, changed_on date, changed_at timestamptz)"""

_CHANGED = text(f"""
    insert into consent_change (community_id, id, resident_id, purpose, given, wording, how,
                                recorded_by, inbox_id, changed_at)
    select :community, id, resident_id, purpose, given, wording, how, coalesce(recorded_by, ''),
        inbox_id, changed_at
    from {_RECORD}
""")  # noqa: S608  (a constant)

_GIVEN = text(f"""
    insert into consent (community_id, id, resident_id, purpose, given_on, how, wording,
                         recorded_at)
    select :community, id, resident_id, purpose, changed_on, how, wording, :now
    from {_RECORD} where given
    on conflict (community_id, resident_id, purpose) do update
    set given_on = excluded.given_on, how = excluded.how, wording = excluded.wording,
        recorded_at = excluded.recorded_at, withdrawn_at = null
""")  # noqa: S608

_WITHDRAWN = text(f"""
    insert into consent (community_id, id, resident_id, purpose, how, wording, recorded_at,
                         withdrawn_at)
    select :community, id, resident_id, purpose, how, wording, :now, changed_at
    from {_RECORD} where not given
    on conflict (community_id, resident_id, purpose) do update
    set withdrawn_at = coalesce(consent.withdrawn_at, excluded.withdrawn_at)
""")  # noqa: S608


_ADDRESSES = text("""
    select resident_id, channel, sealed from address
    where community_id = :community and resident_id = any(:residents)
""")

_SUPPRESS = text(f"""
    insert into suppression (community_id, hash, how, since)
    select :community, {_HASH}, 'withdrew ' || r.purpose, r.since
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(suppression bytea, purpose text,
        since timestamptz)
    on conflict do nothing
""")  # noqa: S608

_UNSUPPRESS = text(f"""
    delete from suppression s
    using jsonb_to_recordset(cast(:rows as jsonb)) as r(suppression bytea, purpose text)
    where s.community_id = :community and s.hash = {_HASH}
""")  # noqa: S608


def change(
    db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, keys: Keyring, now: datetime
) -> None:
    """Take in, in their order, what residents agreed to or no longer do.

    Args:
        rows: keys id, resident_id, purpose, given, wording, how, inbox_id, changed_on, changed_at;
            recorded_by where it was staff who wrote it down.
    """
    last = {(row["resident_id"], row["purpose"]): row for row in rows}
    given = {"community": community, "now": now}
    db.execute(_CHANGED, {"community": community, "rows": as_records(rows)})
    settled = as_records(list(last.values()))
    db.execute(_GIVEN, {**given, "rows": settled})
    db.execute(_WITHDRAWN, {**given, "rows": settled})
    _keep_withdrawn(db, community, list(last.values()), keys)


def _keep_withdrawn(
    db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], keys: Keyring
) -> None:
    """Put withdrawn consents on the suppression list, and take given ones off it."""
    residents = [row["resident_id"] for row in rows]
    hashes: dict[UUID, list[bytes]] = {}
    for one in db.execute(_ADDRESSES, {"community": community, "residents": residents}):
        hash = keys.suppression(one.channel, keys.open(bytes(one.sealed)))
        hashes.setdefault(one.resident_id, []).append(hash)
    for given, statement in ((True, _UNSUPPRESS), (False, _SUPPRESS)):
        listed = [
            {"suppression": hash, "purpose": row["purpose"], "since": row["changed_at"]}
            for row in rows
            for hash in hashes.get(row["resident_id"], ())
            if row["given"] == given
        ]
        db.execute(statement, {"community": community, "rows": as_records(listed)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of somebody's consent ledger."""

    purpose: str
    given: bool
    wording: str  # flow version, text and language they agreed to; empty: as imported
    how: str
    recorded_by: str
    changed_at: datetime


_LEDGER = text("""
    select purpose, given, wording, how, recorded_by, changed_at from consent_change
    where community_id = :community and resident_id = :resident order by changed_at, id
""")


def read_ledger(db: Db, community: UUID, resident: UUID) -> list[Change]:
    """List every change there ever was to what a resident agrees to, the oldest first."""
    rows = db.execute(_LEDGER, {"community": community, "resident": resident})
    return [Change(**row._mapping) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a resident agrees to now."""

    purpose: str
    given_on: date | None
    how: str
    wording: str
    withdrawn_at: datetime | None


_STANDING = text("""
    select purpose, given_on, how, wording, withdrawn_at from consent
    where community_id = :community and resident_id = :resident order by purpose
""")


def list_standing(db: Db, community: UUID, resident: UUID) -> list[Consent]:
    """List what a resident agrees to now, and what they withdrew."""
    rows = db.execute(_STANDING, {"community": community, "resident": resident})
    return [Consent(**row._mapping) for row in rows]
