"""Counts the answers that residents gave to questions: of each resident the last one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from insight.closed_questions import Given
from storage.database import Db

_COUNT = text("""
    select name, value, sure, count(*) as people from (
        select distinct on (c.resident_id, a.name) a.name, a.value, a.sure
        from conversation c
        join answer a on a.community_id = c.community_id and a.conversation_id = c.id
        where c.community_id = :community and c.engagement_id = :engagement
          and a.name = any(:names) and a.received_at <= :ended
          and a.received_at >= :since and a.received_at < :until
        order by c.resident_id, a.name, a.received_at desc, a.id desc) last
    group by name, value, sure
    order by name, value, sure
""")
_ALWAYS = {
    "since": datetime.min.replace(tzinfo=UTC),
    "until": datetime.max.replace(tzinfo=UTC),
}


def count_given(
    db: Db, given: Mapping[str, Any], names: Collection[str]
) -> Mapping[str, list[Given]]:
    """Count the residents who gave each answer.

    Args:
        given: community, engagement, ended, and where not all days are meant: since and until.
        names: what the answers are saved under.
    """
    found: dict[str, list[Given]] = defaultdict(list)
    for row in db.execute(_COUNT, _ALWAYS | dict(given) | {"names": list(names)}):
        found[row.name].append(Given(value=row.value, sure=row.sure, people=row.people))
    return found
