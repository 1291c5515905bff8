"""Passages: how often each way through a flow was taken. Counts only: nobody stands here."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records

Passage = tuple[str, str, str, str]
"""Version, state, outcome (answered, skipped, unclear, entered, quiet or after), target."""

_NAMES = ("version", "state", "outcome", "target")

# In the order of the key, so that two workers that count at once do not wait for each other.
_COUNT = text("""
    insert into passage (community_id, version, state, outcome, target, n)
    select :community, version, state, outcome, target, n
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        version text, state text, outcome text, target text, n bigint)
    order by version, state, outcome, target
    on conflict (community_id, version, state, outcome, target)
    do update set n = passage.n + excluded.n
""")


def count(db: Db, community: UUID, counted: Mapping[Passage, int]) -> None:
    """Add to the counts."""
    rows = [{**dict(zip(_NAMES, one, strict=True)), "n": n} for one, n in counted.items()]
    db.execute(_COUNT, {"community": community, "rows": as_records(rows)})


_READ = text("""
    select state, outcome, target, n from passage
    where community_id = :community and version = any(:versions)
""")


def read(db: Db, community: UUID, versions: list[str]) -> dict[tuple[str, str, str], int]:
    """Read how often each way was taken in these versions: (state, outcome, target) -> times."""
    found: dict[tuple[str, str, str], int] = {}
    for row in db.execute(_READ, {"community": community, "versions": versions}):
        key = (row.state, row.outcome, row.target)
        found[key] = found.get(key, 0) + row.n
    return found
