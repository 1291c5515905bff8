"""Codings: what ties a contribution to a topic. What held once is kept.

`coding` holds what stands now: a person's decision, else the machine's suggestion. What stood
before is in `past_coding`, so that an edition can be rebuilt as of its instant.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db

AS_OF = """(
    select contribution_id, theme, tied_by, score, tied_at from coding
    where community_id = :community and tied_at <= :cut
    union all
    select contribution_id, theme, tied_by, score, tied_at from past_coding
    where community_id = :community and tied_at <= :cut and ended_at > :cut)"""
"""The codings of a community as they stood at :cut, to be joined on contribution_id."""

KEEP_PAST = """
    insert into past_coding (community_id, id, contribution_id, theme, tied_by, score, tied_at,
                             ended_at, ended_by)
    select :community, gen_random_uuid(), contribution_id, theme, tied_by, score, tied_at, :now,
"""
"""Begins what keeps codings that were just deleted; ended_by and `from` follow."""

_END = text(f"""
    with gone as (
        delete from coding k using contribution c
        where k.community_id = :community and k.theme = any(:themes)
          and c.community_id = :community and c.id = k.contribution_id
          and c.engagement_id = :engagement
          and exists (select from coding o where o.community_id = :community
                        and o.contribution_id = c.id and o.theme = any(:codes))
        returning k.contribution_id, k.theme, k.tied_by, k.score, k.tied_at)
    {KEEP_PAST} :change from gone
""")  # noqa: S608  (a constant)

_CARRY = text("""
    insert into coding (community_id, contribution_id, theme, tied_by, score, tied_at)
    select :community, contribution_id, :into,
           case when bool_or(tied_by = 'person') then 'person' else 'machine' end, max(score), :now
    from past_coding where community_id = :community and ended_by = :change
    group by contribution_id
""")

_COUNT_ENDED = text("""
    select count(distinct contribution_id) from past_coding
    where community_id = :community and ended_by = :change
""")


def carry_over(
    db: Db,
    community: UUID,
    engagement: UUID,
    codes: Sequence[str],
    into: str,
    *,
    change: UUID,
    now: datetime,
) -> int:
    """Tie to one topic what was tied to others; what a person decided stays a person's.

    Args:
        change: id of the change of topics that asks for it.

    Returns:
        How many contributions that were.
    """
    given: dict[str, Any] = {"community": community, "change": change, "now": now}
    themes = [*codes, into]
    db.execute(_END, {**given, "engagement": engagement, "codes": list(codes), "themes": themes})
    db.execute(_CARRY, {**given, "into": into})
    return int(db.execute(_COUNT_ENDED, given).scalar_one())


_END_DECISIONS = text("""
    update decision set ended_at = :now
    where community_id = :community and ended_at is null and contribution_id in (
        select contribution_id from past_coding
        where community_id = :community and ended_by = :change)
""")

_LET_GO = text("""
    update contribution set sorted_at = null
    where community_id = :community and id in (
        select contribution_id from past_coding
        where community_id = :community and ended_by = :change)
""")


def let_go(
    db: Db, community: UUID, engagement: UUID, code: str, *, change: UUID, now: datetime
) -> int:
    """Untie what was tied to a topic that is no more: all of it waits to be sorted again.

    Returns:
        How many contributions that are.
    """
    given: dict[str, Any] = {"community": community, "change": change, "now": now}
    db.execute(_END, {**given, "engagement": engagement, "codes": [code], "themes": [code]})
    db.execute(_END_DECISIONS, given)
    db.execute(_LET_GO, given)
    return int(db.execute(_COUNT_ENDED, given).scalar_one())


_LOOK_AGAIN = text("""
    update contribution c set sorted_at = null
    where c.community_id = :community and c.engagement_id = :engagement
      and c.sorted_at is not null and c.held not in ('undone', 'sensitive')
      and not exists (select from coding k
                      where k.community_id = c.community_id and k.contribution_id = c.id)
      and not exists (select from decision d where d.community_id = c.community_id
                        and d.contribution_id = c.id and d.ended_at is null)
""")


def look_again(db: Db, community: UUID, engagement: UUID) -> None:
    """Have the machine look once more at what is tied to nothing and nobody decided on."""
    db.execute(_LOOK_AGAIN, {"community": community, "engagement": engagement})
