"""Decisions: what a person said a contribution is about, why, and when. A machine changes none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from storage.codings import KEEP_PAST
from storage.database import Db, as_records
from storage.ids import new_id

ABUSIVE = "abusive"

DECIDED_AS_OF = """(
    select contribution_id, kept_out from decision
    where community_id = :community and decided_at <= :cut
      and (ended_at is null or ended_at > :cut))"""
"""What people had decided at :cut: one row at most for a contribution."""


_LOCK = text("""
    select id from contribution
    where community_id = :community and engagement_id = :engagement and id = any(:ids)
      and held in ('', 'abusive')
    order by id for update
""")

_END_STANDING = text("""
    update decision set ended_at = :now
    where community_id = :community and contribution_id = any(:ids) and ended_at is null
""")

_DECIDE = text("""
    insert into decision (community_id, id, contribution_id, topics, kept_out, who, because,
                          decided_at)
    select :community, id, contribution_id, cast(:topics as jsonb), :kept_out, :who, :because, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, contribution_id uuid)
""")

_SET_ASIDE = text(f"""
    with gone as (
        delete from coding k using decision d
        where d.community_id = :community and d.id = any(:decisions)
          and k.community_id = :community and k.contribution_id = d.contribution_id
        returning k.contribution_id, k.theme, k.tied_by, k.score, k.tied_at, d.id as decision_id)
    {KEEP_PAST} case when :undone then null else decision_id end from gone
""")  # noqa: S608  (a constant)

_TIE = text("""
    insert into coding (community_id, contribution_id, theme, tied_by, score, tied_at)
    select :community, d.contribution_id, t.theme, 'person', 1, :now
    from decision d, jsonb_array_elements_text(d.topics) as t(theme)
    where d.community_id = :community and d.id = any(:decisions)
""")

_MARK = text("""
    update contribution set sorted_at = coalesce(sorted_at, :now), held = :held
    where community_id = :community and id = any(:ids)
""")


def decide(
    db: Db,
    community: UUID,
    engagement: UUID,
    contributions: Sequence[UUID],
    topics: Sequence[str],
    *,
    kept_out: bool = False,
    who: str,
    because: str = "",
    now: datetime,
) -> list[UUID]:
    """Write down what a person says these are about; it takes the place of what stood there.

    Args:
        topics: codes in use; empty: about none of them.
        kept_out: they are abusive, and stay out of digests.

    Returns:
        The decisions, one for each contribution that can be sorted; others are left alone.
    """
    given: dict[str, Any] = {"community": community, "now": now}
    wanted = {"engagement": engagement, "ids": list(contributions)}
    ids = list(db.execute(_LOCK, {**given, **wanted}).scalars())
    made = {id: new_id() for id in ids}
    rows = as_records([{"id": made[id], "contribution_id": id} for id in ids])
    codes = orjson.dumps(list(dict.fromkeys(topics))).decode()
    said = {"topics": codes, "kept_out": kept_out, "who": who, "because": because, "rows": rows}
    decisions = list(made.values())
    db.execute(_END_STANDING, {**given, "ids": ids})
    db.execute(_DECIDE, {**given, **said})
    db.execute(_SET_ASIDE, {**given, "decisions": decisions, "undone": False})
    db.execute(_TIE, {**given, "decisions": decisions})
    db.execute(_MARK, {**given, "ids": ids, "held": ABUSIVE if kept_out else ""})
    return decisions


_UNDO = text("""
    update decision set ended_at = :now
    where community_id = :community and id = any(:decisions) and ended_at is null
    returning id, contribution_id, decided_at
""")

_RESTORE = text("""
    insert into coding (community_id, contribution_id, theme, tied_by, score, tied_at)
    select :community, p.contribution_id, p.theme, p.tied_by, p.score, :now from past_coding p
    where p.community_id = :community and p.ended_by = any(:decisions) and p.theme = any(:live)
    on conflict do nothing
""")

_DECIDE_AS_BEFORE = text("""
    insert into decision (community_id, id, contribution_id, topics, kept_out, who, because,
                          decided_at)
    select distinct on (b.contribution_id) :community, gen_random_uuid(), b.contribution_id,
           b.topics, b.kept_out, b.who, b.because, :now
    from decision d
    join decision b on b.community_id = d.community_id and b.id <> d.id
        and b.contribution_id = d.contribution_id and b.ended_at = d.decided_at
    where d.community_id = :community and d.id = any(:decisions)
    order by b.contribution_id, b.decided_at desc, b.id desc
""")

_HOLD_AS_BEFORE = text("""
    update contribution c set held = case when exists (
        select from decision d where d.community_id = c.community_id
          and d.contribution_id = c.id and d.ended_at is null and d.kept_out)
        then 'abusive' else '' end
    where c.community_id = :community and c.id = any(:ids) and c.held in ('', 'abusive')
""")


def undo(
    db: Db, community: UUID, decisions: Sequence[UUID], *, live: Sequence[str], now: datetime
) -> list[UUID]:
    """Take decisions back: what stood before stands again.

    Args:
        live: codes of the topics in use; others do not come back.

    Returns:
        The contributions; one that was decided anew since then is left alone.
    """
    given: dict[str, Any] = {"community": community, "now": now}
    found = db.execute(_UNDO, {**given, "decisions": list(decisions)}).all()
    undone = {"decisions": [row.id for row in found], "live": list(live)}
    ids = [row.contribution_id for row in found]
    db.execute(_SET_ASIDE, {**given, **undone, "undone": True})
    db.execute(_RESTORE, {**given, **undone})
    db.execute(_DECIDE_AS_BEFORE, {**given, **undone})
    db.execute(_HOLD_AS_BEFORE, {**given, "ids": ids})
    return ids
