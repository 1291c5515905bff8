"""Tasks: what waits for a person to see to it."""

from uuid import UUID

from sqlalchemy import text

from storage.database import Db

_COUNT = text("""
    select kind, count(*) as n from task
    where community_id = :community and done_at is null group by kind order by kind
""")


def count_open(db: Db, community: UUID) -> dict[str, int]:
    """Count what nobody has seen to yet: call, promise, flow ... -> how many."""
    return {row.kind: row.n for row in db.execute(_COUNT, {"community": community})}
