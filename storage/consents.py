"""Consents: what residents agree to now, and every change there ever was."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records

# Whoever withdrew stays so: an import never brings them back.
_IMPORT = text("""
    with taken as (
        insert into consent (community_id, id, resident_id, purpose, given_on, how, recorded_at)
        select :community, id, resident_id, purpose, given_on, how, :now
        from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, resident_id uuid, purpose text,
        given_on date, how text)
        on conflict do nothing returning *)
    insert into consent_change (community_id, id, resident_id, purpose, given, how, changed_at)
    select community_id, id, resident_id, purpose, true, how, recorded_at from taken
""")


def record(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """Write down what people agreed to: keys id, resident_id, purpose, given_on (or null), how."""
    db.execute(_IMPORT, {"community": community, "rows": as_records(rows), "now": now})


_RECORD = """jsonb_to_recordset(cast(:rows as jsonb)) as r(
    id uuid, resident_id uuid, purpose text, given boolean, wording text, how text, inbox_id uuid,
    changed_on date, changed_at timestamptz)"""

_CHANGED = text(f"""
    insert into consent_change (community_id, id, resident_id, purpose, given, wording, how,
                                inbox_id, changed_at)
    select :community, id, resident_id, purpose, given, wording, how, inbox_id, changed_at
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


def change(db: Db, community: UUID, rows: Sequence[Mapping[str, Any]], *, now: datetime) -> None:
    """Take in, in their order, what residents agreed to or no longer do, by text.

    Args:
        rows: keys id, resident_id, purpose, given, wording, how, inbox_id, changed_on, changed_at.
    """
    last = {(row["resident_id"], row["purpose"]): row for row in rows}
    given = {"community": community, "now": now}
    db.execute(_CHANGED, {"community": community, "rows": as_records(rows)})
    settled = as_records(list(last.values()))
    db.execute(_GIVEN, {**given, "rows": settled})
    db.execute(_WITHDRAWN, {**given, "rows": settled})
