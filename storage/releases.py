"""What readers learnt from the digests that came out on one question. Holds no rules."""

from uuid import UUID

import orjson
from sqlalchemy import select

from insight.attack import Learnt, learn, learn_area, read_released
from storage.database import Db
from storage.tables.digests import digest


def read_earlier(db: Db, community: UUID, engagement: UUID) -> tuple[Learnt, ...]:
    """Read what every digest on a question tells; which came before which their numbers say."""
    query = (
        select(digest.c.model, digest.c.scope)
        .where(digest.c.community_id == community, digest.c.engagement_id == engagement)
        .order_by(digest.c.number, digest.c.edition)
    )
    found = []
    for row in db.execute(query):
        released = read_released(orjson.loads(row.model)["shown"])
        area = row.scope.get("area", "")
        found.append(learn_area(released, area) if area else learn(released))
    return tuple(found)
