"""What people decided last, as examples to sort by. Only reads."""

from uuid import UUID

from sqlalchemy import text

from insight.sorting import Example
from storage.database import Db

_DECIDED = text("""
    select c.words, d.topics ->> 0 as theme
    from (select contribution_id, topics, id from decision
          where community_id = :community and ended_at is null and jsonb_array_length(topics) < 2
          order by id desc limit :limit) d
    join contribution c on c.community_id = :community and c.id = d.contribution_id
    where c.engagement_id = :engagement and c.language = 'en'
    order by d.id
""")


def list_decided(db: Db, community: UUID, engagement: UUID, *, limit: int) -> tuple[Example, ...]:
    """List the English texts that people decided on last, oldest first.

    Those about several topics are left out: they would teach each topic the words of the others.

    Args:
        limit: how many decisions to look at, so that it costs the same however many there are.
    """
    given = {"community": community, "engagement": engagement, "limit": limit}
    found = db.execute(_DECIDED, given)
    return tuple(Example(text=row.words, theme=row.theme) for row in found)
