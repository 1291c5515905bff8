"""What is counted as it happens, by name. Nothing here is about one person."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records

_ADD = text("""
    insert into counter (community_id, name, n)
    select :community, name, n from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        name text, n bigint)
    order by name
    on conflict (community_id, name) do update set n = counter.n + excluded.n
""")


def add(db: Db, community: UUID, counts: Mapping[str, int]) -> None:
    """Add to counters: name -> how many more. Costs nothing where nothing happened."""
    if counts:
        rows = as_records([{"name": name, "n": n} for name, n in counts.items()])
        db.execute(_ADD, {"community": community, "rows": rows})


_READ = text("""
    select name, n from counter where community_id = :community and starts_with(name, :prefix)
    order by name
""")


def read(db: Db, community: UUID, prefix: str) -> dict[str, int]:
    """Read counters whose names begin alike: the rest of the name -> how many."""
    rows = db.execute(_READ, {"community": community, "prefix": prefix})
    return {row.name.removeprefix(prefix): row.n for row in rows}


_TAKE = text("""
    delete from counter where community_id = :community and starts_with(name, :prefix)
    returning name, n
""")


def take(db: Db, community: UUID, prefix: str) -> dict[str, int]:
    """Read counters as `read` does, and begin again at nothing."""
    rows = db.execute(_TAKE, {"community": community, "prefix": prefix})
    return {row.name.removeprefix(prefix): row.n for row in rows}
