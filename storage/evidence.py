"""Reads what a digest is cut from.

One row per resident, one per contribution, of one engagement.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, text

from insight.evidence import Contribution, Participant
from storage import codings, decisions
from storage.contributions import IN_TOPICS
from storage.database import Db

# What was said on paper before the question closed is in time whenever somebody types it in.
IN_TIME = """(
    c.received_at <= :until or exists (
        select from entry said where said.community_id = c.community_id and said.id = c.entry_id
           and said.said_on <= :last_day))"""
"""Whether contribution c came before its question closed; given as `find_end` gives it."""

# Asked: the carrier accepted the question. Reached: delivered by SMS, accepted on Telegram.
_PARTICIPANTS = text(f"""
    with asked as (
        select distinct on (d.resident_id) d.resident_id, m.channel,
            coalesce(m.accepted_at <= :cut, false) as asked,
            case m.channel when 'sms' then m.state = 'delivered' and m.settled_at <= :cut
                 else coalesce(m.accepted_at <= :cut, false) end as reached
        from delivery d
        join broadcast b on b.community_id = d.community_id and b.id = d.broadcast_id
        join message m on m.community_id = d.community_id and m.id = d.message_id
        where d.community_id = :community and b.engagement_id = :engagement
        order by d.resident_id, 3 desc, 4 desc),
    spoke as (
        select c.resident_id,
            coalesce(min(c.channel) filter (where c.entry_id is null), min(c.channel)) as channel,
            case when bool_and(e.id is not null) then min(encode(e.writer_hash, 'hex'))
                 else '' end as written_by
        from contribution c
        left join entry e on e.community_id = c.community_id and e.id = c.entry_id
            and (e.taken_over_at is null or e.taken_over_at > :cut)
        where c.community_id = :community and c.engagement_id = :engagement
          and c.received_at <= :cut and c.held not in ('undone', 'sensitive')
          and c.resident_id is not null and {IN_TIME}
        group by c.resident_id),
    stopped as (
        select distinct resident_id from address
        where community_id = :community and stopped_at <= :cut and resident_id is not null)
    select r.id, coalesce(asked.channel, spoke.channel) as channel, r.language, r.area,
        coalesce(asked.asked, false) as asked, coalesce(asked.reached, false) as reached,
        spoke.resident_id is not null as answered, stopped.resident_id is not null as stopped,
        not coalesce(asked.asked, false) as came_on_own,
        case when asked.asked then '' else coalesce(spoke.written_by, '') end as written_by
    from resident r
    left join asked on asked.resident_id = r.id
    left join spoke on spoke.resident_id = r.id
    left join stopped on stopped.resident_id = r.id
    where r.community_id = :community and (asked.asked or spoke.resident_id is not null)
    order by r.id
""")  # noqa: S608  (a constant)

_CONTRIBUTIONS = text(f"""
    select c.id, c.resident_id, c.kind, c.words, c.language, c.channel, c.received_at,
        case when bool_or(d.kept_out) then 'abusive' when c.held = 'abusive' then ''
             else c.held end as held,
        count(d.contribution_id) > 0 as decided,
        c.cleared_at <= :cut as cleared, c.cleared_words, count(e.id) > 0 as helper,
        coalesce(jsonb_agg(jsonb_build_array(k.theme, k.tied_by = 'person') order by k.theme)
                 filter (where k.theme is not null), cast('[]' as jsonb)) as themes
    from contribution c
    left join {codings.AS_OF} k on k.contribution_id = c.id
    left join {decisions.DECIDED_AS_OF} d on d.contribution_id = c.id
    left join entry e on e.community_id = c.community_id and e.id = c.entry_id
        and (e.taken_over_at is null or e.taken_over_at > :cut)
    where c.community_id = :community and c.engagement_id = :engagement and c.received_at <= :cut
        and c.held not in ('undone', 'sensitive') and c.resident_id is not null
        and c.{IN_TOPICS} and {IN_TIME}
    group by c.community_id, c.id order by c.id
""")  # noqa: S608


def find_end(cut: datetime, closed: datetime | None, *, zone: str) -> dict[str, Any]:
    """Say up to when answers count in a digest: its cut, or before it the closing of its question.

    Returns:
        Two more of `given`: until, and last_day, a day in the community's zone.
    """
    until = min(cut, closed) if closed else cut
    return {"until": until, "last_day": until.astimezone(ZoneInfo(zone)).date()}


def _with_end(given: Mapping[str, Any]) -> dict[str, Any]:
    return {**find_end(given["cut"], None, zone="UTC"), **given}


_LATE = text(f"""
    select count(distinct c.resident_id) from contribution c
    where c.community_id = :community and c.engagement_id = :engagement and c.received_at <= :cut
      and c.held not in ('undone', 'sensitive') and c.resident_id is not null
      and c.{IN_TOPICS} and not {IN_TIME}
""")  # noqa: S608


def count_late(db: Db, given: Mapping[str, Any]) -> int:
    """Count residents who said something after the question closed: kept, and not counted."""
    return int(db.execute(_LATE, _with_end(given)).scalar_one())


def read_participants(db: Db, given: Mapping[str, Any]) -> tuple[Participant, ...]:
    """Read everybody who was asked or spoke: given is {community, engagement, cut}.

    And as `find_end` gives it up to when answers count; to the cut without it.
    """
    rows = db.execute(_PARTICIPANTS, _with_end(given))
    return tuple(Participant(**{**row._mapping, "id": str(row.id)}) for row in rows)


def read_contributions(db: Db, given: Mapping[str, Any], *, zone: str) -> tuple[Contribution, ...]:
    """Read what was said, with its themes; days are those of the community's zone."""
    local = ZoneInfo(zone)
    return tuple(
        _as_contribution(row, local) for row in db.execute(_CONTRIBUTIONS, _with_end(given))
    )


def _as_contribution(row: Row[Any], zone: ZoneInfo) -> Contribution:
    received_at: datetime = row.received_at
    return Contribution(
        id=str(row.id),
        resident_id=str(row.resident_id),
        kind=row.kind,
        words=row.cleared_words if row.cleared else row.words,
        cleared=bool(row.cleared),
        language=row.language,
        channel=row.channel,
        received_on=received_at.astimezone(zone).date(),
        themes=tuple((code, by_person) for code, by_person in row.themes),
        held=row.held,
        decided=row.decided,
        helper=row.helper,
    )


_COUNTED_APART = text(f"""
    with kept as (
        select id, community_id, kind, headcount from entry
        where community_id = :community and engagement_id = :engagement and written_at <= :cut
          and (withdrawn_at is null or withdrawn_at > :cut))
    select count(*) filter (where kind = 'meeting') as meetings,
        coalesce(sum(headcount) filter (where kind = 'meeting'), 0) as meeting_people,
        count(*) filter (where kind = 'view') as views,
        array(select distinct t.theme from kept k
              join contribution c on c.community_id = k.community_id and c.entry_id = k.id
              join {codings.AS_OF} t on t.contribution_id = c.id
              where k.kind = 'meeting' and c.held = ''
              order by t.theme) as meeting_topics
    from kept
""")  # noqa: S608  (constants)


def read_counted_apart(db: Db, given: Mapping[str, Any]) -> dict[str, Any]:
    """Read what counts as no person: meetings, meeting_people, meeting_topics, views."""
    row = db.execute(_COUNTED_APART, given).one()._mapping
    return {**row, "meeting_topics": tuple(row["meeting_topics"])}


_WORDINGS = text("""
    select distinct on (r.language) r.language, m.body
    from delivery d
    join broadcast b on b.community_id = d.community_id and b.id = d.broadcast_id
    join message m on m.community_id = d.community_id and m.id = d.message_id
    join resident r on r.community_id = d.community_id and r.id = d.resident_id
    where d.community_id = :community and b.engagement_id = :engagement
    order by r.language, m.channel, m.id
""")


def read_wordings(db: Db, given: Mapping[str, Any]) -> dict[str, str]:
    """Read the question as it really went out: language -> text."""
    return {row.language: row.body for row in db.execute(_WORDINGS, given)}


_OPENED = text("""
    select min(m.accepted_at) from broadcast b
    join message m on m.community_id = b.community_id and m.broadcast_id = b.id
    where b.community_id = :community and b.engagement_id = :engagement
""")


def read_opening(db: Db, given: Mapping[str, Any]) -> datetime | None:
    """Say when the first question was accepted; None where nobody was asked yet."""
    opened: datetime | None = db.execute(_OPENED, given).scalar_one()
    return opened
