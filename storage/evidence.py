"""Reads what a digest is cut from.

One row per resident, one per contribution, of one engagement, as all of it was at the cut: what
changed since is read from `earlier`, which triggers write. What was erased or merged since is not
brought back.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import text

from insight.evidence import Contribution, Participant
from storage import codings, decisions
from storage.contributions import IN_TOPICS
from storage.database import Db, make_each

_WHOLE = {
    "since": datetime.min.replace(tzinfo=UTC),
    "until": datetime.max.replace(tzinfo=UTC),
    "seen": datetime.max.replace(tzinfo=UTC),
    "words_seen": datetime.max.replace(tzinfo=UTC),
    "area": "",
}
"""What is meant where nothing else is given: all of it, as it is now."""

# Was: the oldest version of each row that has changed after the cut was seen.
# Asked: the carrier accepted the question. Reached: delivered by SMS, accepted on Telegram.
_PARTICIPANTS = text("""
    with was as (
        select distinct on (what, coalesce(contribution_id, resident_id, address_id))
            what, coalesce(contribution_id, resident_id, address_id) as id, was
        from earlier where community_id = :community and until > :seen
        order by what, coalesce(contribution_id, resident_id, address_id), until, id),
    asked as (
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
        left join was w on w.what = 'contribution' and w.id = c.id
        left join entry e on e.community_id = c.community_id and e.id = c.entry_id
            and (e.taken_over_at is null or e.taken_over_at > :cut)
        where c.community_id = :community and c.engagement_id = :engagement
          and c.received_at <= :cut and c.received_at >= :since and c.received_at < :until
          and c.stored_at <= :seen
          and coalesce(w.was ->> 'held', c.held) not in ('undone', 'sensitive')
          and c.resident_id is not null
        group by c.resident_id),
    stopped as (
        select distinct a.resident_id from address a
        left join was w on w.what = 'address' and w.id = a.id
        where a.community_id = :community and a.resident_id is not null
          and case when w.id is null then a.stopped_at
                   else cast(w.was ->> 'stopped_at' as timestamptz) end <= :cut)
    select cast(r.id as text) as id, coalesce(asked.channel, spoke.channel) as channel,
        coalesce(w.was ->> 'language', r.language) as language,
        coalesce(w.was ->> 'area', r.area) as area,
        coalesce(asked.asked, false) as asked, coalesce(asked.reached, false) as reached,
        spoke.resident_id is not null as answered, stopped.resident_id is not null as stopped,
        not coalesce(asked.asked, false) as came_on_own,
        case when asked.asked then '' else coalesce(spoke.written_by, '') end as written_by
    from resident r
    left join was w on w.what = 'resident' and w.id = r.id
    left join asked on asked.resident_id = r.id
    left join spoke on spoke.resident_id = r.id
    left join stopped on stopped.resident_id = r.id
    where r.community_id = :community and (asked.asked or spoke.resident_id is not null)
    order by r.id
""")

# Words are cleared where they were at the cut, and still were when this edition was made.
_CONTRIBUTIONS = text(f"""
    with was as (
        select distinct on (what, coalesce(contribution_id, resident_id, address_id))
            what, coalesce(contribution_id, resident_id, address_id) as id, was
        from earlier where community_id = :community and until > :seen
        order by what, coalesce(contribution_id, resident_id, address_id), until, id),
    words_was as (
        select distinct on (contribution_id) contribution_id as id, was from earlier
        where community_id = :community and what = 'contribution' and until > :words_seen
        order by contribution_id, until, id)
    select cast(c.id as text) as id, cast(c.resident_id as text) as resident_id, c.kind, c.words,
        c.language, c.channel, cast(c.received_at at time zone :zone as date) as received_on,
        case when bool_or(d.kept_out) then 'abusive'
             when coalesce(min(w.was ->> 'held'), c.held) = 'abusive' then ''
             else coalesce(min(w.was ->> 'held'), c.held) end as held,
        count(d.contribution_id) > 0 as decided,
        min(case when v.id is null then c.cleared_at
                 else cast(v.was ->> 'cleared_at' as timestamptz) end) <= :cut as cleared,
        coalesce(min(v.was ->> 'cleared_words'), c.cleared_words) as cleared_words,
        count(e.id) > 0 as helper,
        coalesce(string_agg(k.theme || case when k.tied_by = 'person' then '+' else '-' end, ' '
                            order by k.theme), '') as themes
    from contribution c
    left join was w on w.what = 'contribution' and w.id = c.id
    left join words_was v on v.id = c.id
    left join {codings.AS_OF} k on k.contribution_id = c.id
    left join {decisions.DECIDED_AS_OF} d on d.contribution_id = c.id
    left join entry e on e.community_id = c.community_id and e.id = c.entry_id
        and (e.taken_over_at is null or e.taken_over_at > :cut)
    where c.community_id = :community and c.engagement_id = :engagement and c.received_at <= :cut
        and c.received_at >= :since and c.received_at < :until and c.stored_at <= :seen
        and coalesce(w.was ->> 'held', c.held) not in ('undone', 'sensitive')
        and c.resident_id is not null and c.{IN_TOPICS}
    group by c.community_id, c.id order by c.id
""")  # noqa: S608  (constants)


def read_participants(db: Db, given: Mapping[str, Any]) -> tuple[Participant, ...]:
    """Read everybody who was asked by the cut or spoke between since and until.

    Args:
        given: community, engagement, cut; and where not everything is meant: since, until, area,
            seen and words_seen (`storage.digests.Frozen`).
    """
    return tuple(make_each(Participant, db.execute(_PARTICIPANTS, _WHOLE | dict(given))))


def read_contributions(db: Db, given: Mapping[str, Any], *, zone: str) -> tuple[Contribution, ...]:
    """Read what was said, with its themes; days are those of the community's zone."""
    rows = db.execute(_CONTRIBUTIONS, _WHOLE | dict(given) | {"zone": zone})
    return tuple(make_each(_make_contribution, rows))


def _make_contribution(
    *, words: str, cleared: bool | None, cleared_words: str, themes: str, **given: Any
) -> Contribution:
    return Contribution(
        words=cleared_words if cleared else words,
        cleared=bool(cleared),
        themes=_read_themes(themes),
        **given,
    )


@lru_cache(maxsize=10_000)
def _read_themes(themes: str) -> tuple[tuple[str, bool], ...]:
    """Read codes, each with a sign for whether a person tied it; most rows have the same few."""
    return tuple((one[:-1], one[-1] == "+") for one in themes.split())


_COUNTED_APART = text(f"""
    with kept as (
        select id, community_id, kind, headcount from entry
        where community_id = :community and engagement_id = :engagement and written_at <= :cut
          and written_at >= :since and written_at < :until and :area in ('', area)
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
    row = db.execute(_COUNTED_APART, _WHOLE | dict(given)).one()._mapping
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


def read_clock(db: Db) -> datetime:
    """Read the database's own clock, which stamps what is stored."""
    now: datetime = db.execute(text("select clock_timestamp()")).scalar_one()
    return now


def wait_for_writers(db: Db, table: str) -> None:
    """Wait until everybody who is writing to a table now has committed; lock nothing else with it.

    What is stamped before is there to be read afterwards.
    """
    db.execute(text(f"lock table {table} in exclusive mode"))  # a name of our own


def stand_still(db: Db) -> None:
    """Read everything in this transaction as of its first reading; call it before any other."""
    db.execute(text("set transaction isolation level repeatable read"))
