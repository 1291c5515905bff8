"""Recipients: who of an audience is asked and who is not, in sets, never one by one.

PostgreSQL decides for each resident, and writes their conversation, question, timers and line in
the broadcast's ledger in one statement. Python only renders the words, once for all who get the
same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage import fatigue
from storage.audiences import MEMBERS, Audience
from storage.broadcasts import Broadcast
from storage.database import Db, as_records
from storage.doubting import SILENT
from storage.fatigue import FEWER_PER_MONTH, Window
from storage.identity import LOCKED
from storage.ids import new_id

NOBODY = UUID(int=0)
FORGOTTEN_ROWS = 1_000
UNSEEN = ("refused", "expired", "opted_out")
"""A question that ended so was not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Broadcasts by which residents may have been asked already.

    Attributes:
        same: those of the same engagement.
        all: these, and those that count for how often residents are asked.
        yearly: those of the same flow in the last year, where it asks once a year at most.
    """

    same: Sequence[UUID]
    all: Sequence[UUID]
    yearly: Sequence[UUID] = ()


_EARLIER = text("""
    select id, engagement_id = :engagement as same from broadcast
    where community_id = :community and id <> :broadcast
      and (engagement_id = :engagement or expires_at >= :month)
""")


_OF_FLOW = text("""
    select b.id from broadcast b
    join engagement e on e.community_id = b.community_id and e.id = b.engagement_id
    join flow_version v on v.community_id = e.community_id and v.id = e.flow_version_id
    where b.community_id = :community and b.id <> :broadcast and v.flow_id = :flow
      and b.expires_at >= :year
""")


def find_earlier(
    db: Db,
    community: UUID,
    engagement: UUID,
    *,
    but: UUID | None,
    window: Window,
    once_a_year: str = "",
) -> Earlier:
    """Find the broadcasts that count when this engagement is to ask.

    Args:
        but: the broadcast that is to ask.
        window: since when it counts how often residents are asked.
        once_a_year: the flow, where it asks nobody twice within a year.
    """
    given = {"community": community, "engagement": engagement, "broadcast": but or NOBODY}
    rows = db.execute(_EARLIER, {**given, "month": window.month}).all()
    yearly: list[UUID] = []
    if once_a_year:
        of_flow = {**given, "flow": once_a_year, "year": window.year}
        yearly = list(db.execute(_OF_FLOW, of_flow).scalars())
    return Earlier(
        same=[row.id for row in rows if row.same],
        all=list({*(row.id for row in rows), *yearly}),
        yearly=yearly,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What decides who is asked.

    Attributes:
        broadcast: None for one that is not made yet.
        purpose: service, consultation or promotion: the consent it needs.
        channels: those it may go by.
        earlier: what else counts.
    """

    broadcast: UUID | None
    engagement: UUID
    audience: Audience
    purpose: str
    channels: Sequence[str]
    window: Window
    earlier: Earlier

    @property
    def given(self) -> dict[str, Any]:
        """Values for the placeholders of `_LINES`."""
        return {
            **self.audience.given,
            "broadcast": self.broadcast or NOBODY,
            "asking": self.engagement,
            "purpose": self.purpose,
            "channels": self.audience.narrow(self.channels),
            "per_week": self.window.per_week,
            "per_month": self.window.per_month,
            "fewer": FEWER_PER_MONTH,
            "week": self.window.week,
            "month": self.window.month,
            "silent_before": self.window.silent_before,
            "same": self.earlier.same,
            "earlier": self.earlier.all,
            "yearly": self.earlier.yearly,
            "year": self.window.year,
            "unseen": list(UNSEEN),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Residents who get the same words, or none for the same reason.

    Attributes:
        month: in which they agreed, as the text may say; 0 where that is not known.
        consented_on: a day in it.
        why_not: "" for those who are asked.
    """

    channel: str
    language: str
    language_known: bool
    month: int
    consented_on: date | None
    why_not: str
    people: int


# Each resident is looked up by index, whatever PostgreSQL believes of tables that grow meanwhile.
_LINES = f"""
    lines as materialized (
        select r.id as resident_id, o.id as address_id, coalesce(o.channel, '') as channel,
            r.language, r.language_known, s.given_on as consented_on,
            coalesce(cast(extract(month from s.given_on) as integer), 0) as month,
            case when o.id is null and exists (
                      select from address x where x.community_id = :community
                         and x.resident_id = r.id and x.stopped_at is not null) then 'said stop'
                 when o.id is null then 'no channel that is on'
                 when s.withdrawn_at is not null
                     or (s.purpose is null and :purpose <> 'service') then 'no consent to '
                     || :purpose
                 when asked.by_this then 'already asked'
                 when asked.in_year then 'asked this year'
                 when c.spoke then 'spoke already'
                 when r.fewer_since is not null
                     and asked.in_month + reminded.in_month + played.in_month >= :fewer
                     then 'asked for fewer texts'
                 when asked.in_week + reminded.in_week + played.in_week >= :per_week
                     then 'asked this week'
                 when asked.in_month + reminded.in_month + played.in_month >= :per_month
                     then 'asked enough this month'
                 when o.silent then '{SILENT}'
                 else '' end as why_not
        from resident r
        left join lateral (
            select a.id, a.channel, a.channel = 'sms' and (a.doubted_at is not null
                or coalesce(a.heard_at, a.created_at) < :silent_before) as silent
            from address a
            where a.community_id = :community and a.resident_id = r.id
              and a.stopped_at is null and a.closed_at is null and a.channel = any(:channels)
            order by silent, a.id limit 1) o on true
        left join lateral (
            select s.purpose, s.given_on, s.withdrawn_at from consent s
            where s.community_id = :community and s.resident_id = r.id and s.purpose = :purpose
            limit 1) s on true
        left join lateral (
            select true as spoke from conversation c
            where c.community_id = :community and c.resident_id = r.id
              and c.engagement_id = :asking and c.subject = '' limit 1) c on true
        left join lateral (
            select coalesce(bool_or(d.broadcast_id = any(:same)), false) as by_this,
                coalesce(bool_or(d.broadcast_id = any(:yearly)
                    and coalesce(m.accepted_at, m.queued_at) >= :year), false) as in_year,
                count(*) filter (where coalesce(m.accepted_at, m.queued_at) >= :week) as in_week,
                count(*) filter (where coalesce(m.accepted_at, m.queued_at) >= :month) as in_month
            from delivery d
            join message m on m.community_id = d.community_id and m.id = d.message_id
            where d.community_id = :community and d.broadcast_id = any(:earlier)
              and d.resident_id = r.id and m.state <> all(:unseen)) asked on true
        left join lateral (
            select count(*) filter (where coalesce(m.accepted_at, m.queued_at) >= :week) as in_week,
                count(*) as in_month
            from address a join message m on m.address_id = a.id and m.kind = 'reminder'
            where a.community_id = :community and a.resident_id = r.id
              and coalesce(m.accepted_at, m.queued_at) >= :month
              and m.state <> all(:unseen)) reminded on true
        left join lateral (
            select count(*) filter (where coalesce(m.accepted_at, m.queued_at) >= :week) as in_week,
                count(*) as in_month
            from round_line l
            join message m on m.community_id = l.community_id and m.id = l.message_id
            where l.community_id = :community and l.resident_id = r.id and l.kind = 'prompt'
              and coalesce(m.accepted_at, m.queued_at) >= :month
              and m.state <> all(:unseen)) played on true
        where r.community_id = :community and r.id > :after and r.id <= :upto and {MEMBERS})
"""  # noqa: S608  (a constant)

_PREVIEW = text(f"""
    with {_LINES}
    select case when why_not = '' then channel else '' end as channel,
        case when why_not = '' then language else '' end as language,
        why_not = '' and language_known as language_known,
        case when why_not = '' then month else 0 end as month,
        min(consented_on) as consented_on, why_not, count(*) as people
    from lines group by 1, 2, 3, 4, 6 order by people desc, why_not
""")  # noqa: S608


def preview(db: Db, community: UUID, asking: Asking) -> list[Alike]:
    """Say who would be asked by now and who would not, in groups, the largest first."""
    everybody = {"after": NOBODY, "upto": UUID(int=2**128 - 1)}
    rows = db.execute(_PREVIEW, {"community": community, **asking.given, **everybody})
    return [Alike(**row._mapping) for row in rows]


_LAST = text("""
    select resident_id from delivery where community_id = :community and broadcast_id = :broadcast
    order by resident_id desc limit 1
""")

_AHEAD = text("""
    with ahead as (
        select r.id, r.language, r.language_known from resident r
        where r.community_id = :community and r.id > :after order by r.id limit :limit)
    select r.language, r.language_known,
        coalesce(cast(extract(month from s.given_on) as integer), 0) as month,
        min(s.given_on) as consented_on, max(cast(r.id as text)) as upto
    from ahead r left join lateral (
        select s.given_on from consent s
        where s.community_id = :community and s.resident_id = r.id and s.purpose = :purpose
        limit 1) s on true
    group by 1, 2, 3
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The next residents, in the order of their ids: from after one up to another.

    Attributes:
        kinds: (language, whether it is known, month, a day in it) of all among them.
    """

    after: UUID
    upto: UUID
    kinds: Sequence[tuple[str, bool, int, date | None]]


def find_last(db: Db, community: UUID, id: UUID) -> UUID:
    """Give the last resident who has a line in a broadcast's ledger; all zeros for none."""
    found = db.execute(_LAST, {"community": community, "broadcast": id}).scalar_one_or_none()
    return found or NOBODY


def look_ahead(db: Db, community: UUID, after: UUID, *, purpose: str, limit: int) -> Batch | None:
    """Find the next residents, in the order of their ids; None where there are none."""
    given = {"community": community, "after": after, "purpose": purpose, "limit": limit}
    rows = db.execute(_AHEAD, given).all()
    if not rows:
        return None
    return Batch(
        after=after,
        upto=UUID(max(row.upto for row in rows)),
        kinds=[(row.language, row.language_known, row.month, row.consented_on) for row in rows],
    )


# A table, so that PostgreSQL knows how many there are: else it joins them row by row.
_DRAWN = text("""
    create temporary table if not exists drawn (
        resident_id uuid, address_id uuid, why_not text, n integer, conversation_id uuid,
        message_id uuid) on commit drop
""")

# `offset 0`: what is cast here is cast once, and not for each resident.
_KINDS = """(
    select n, channel, language, language_known, month, body, segments, options,
        cast(state as json) as state, cast(begun as json) as begun, waits_in, status, timers
    from jsonb_to_recordset(cast(:kinds as jsonb)) as r(
        n integer, channel text, language text, language_known boolean, month integer, body text,
        segments smallint, options jsonb, state text, begun text, waits_in text, status text,
        timers jsonb)
    offset 0) k"""


def _number(name: str, rows: str) -> str:
    """Write how rows get ids: one that Python made (`_stamp`), its end counted up."""
    return f"cast(:{name} || lpad(to_hex({rows}), 8, '0') as uuid)"


_DRAW = text(f"""
    with {_LINES}
    insert into drawn
    select l.resident_id, l.address_id,
        case when l.why_not = '' and k.n is null then 'changed while it was sent'
             else l.why_not end, k.n, {_number("conversations", "l.line")},
        {_number("messages", "l.line")}
    from (select *, row_number() over (order by resident_id) as line from lines) l
    left join {_KINDS} on k.channel = l.channel and k.language = l.language
        and k.language_known = l.language_known and k.month = l.month
    order by l.line
""")  # noqa: S608

# Whoever got a conversation meanwhile spoke. The new ones come from the insert: looked up they
# would be read with all there are, again for each batch.
_BEGIN = text(f"""
    with begun as (
        insert into conversation (community_id, id, resident_id, engagement_id, flow_version_id,
            status, state, begun, waits_in, started_at, updated_at)
        select :community, d.conversation_id, d.resident_id, :asking, :flow_version, k.status,
            k.state, k.begun, k.waits_in, :now, :now
        from drawn d join {_KINDS} on k.n = d.n
        where d.why_not = ''
        order by d.resident_id
        on conflict (community_id, resident_id, engagement_id, subject) do nothing
        returning id)
    update drawn set why_not = 'spoke already'
    where why_not = '' and conversation_id not in (select id from begun)
""")  # noqa: S608

_PUT = text(f"""
    insert into message (community_id, id, address_id, channel, kind, priority, body, segments,
        options, dedupe_key, any_hour, conversation_id, broadcast_id, state, expires_at, queued_at)
    select :community, d.message_id, d.address_id, k.channel, 'prompt', 1, k.body, k.segments,
        k.options, 'bc:' || cast(:broadcast as text) || ':' || cast(d.resident_id as text),
        :any_hour, d.conversation_id, :broadcast, 'queued', :expires_at, :now
    from drawn d join {_KINDS} on k.n = d.n where d.why_not = ''
""")  # noqa: S608

_WAIT = text(f"""
    insert into timer (community_id, id, conversation_id, message_id, state, name, after_s)
    select :community, {_number("timers", "row_number() over ()")}, d.conversation_id,
        d.message_id, t.state, t.name, t.after_s
    from drawn d join (
        select k.n, t.* from {_KINDS} cross join lateral
            jsonb_to_recordset(k.timers) as t(state text, name text, after_s integer)
        offset 0) t on t.n = d.n
    where d.why_not = ''
""")  # noqa: S608

# Whoever is asked something new is no longer reminded of what was asked before. An array, so that
# timers are looked up by it: as a join PostgreSQL, while it takes the table for empty, tries each
# timer with each resident. Where it is empty they are not looked at.
_MOVE_ON = text("""
    with before as materialized (
        select array (
            select before.id from drawn d cross join lateral (
                select c.id from conversation c
                where c.community_id = :community and c.resident_id = d.resident_id
                  and c.engagement_id <> :asking offset 0) before
            where d.why_not = '') as ids)
    delete from timer t
    where (select cardinality(ids) from before) > 0
      and t.community_id = :community and t.fired_at is null
      and t.conversation_id = any (cast((select ids from before) as uuid[]))
""")

_WRITE_LINES = text("""
    insert into delivery (community_id, broadcast_id, resident_id, message_id, why_not)
    select :community, :broadcast, resident_id, case when why_not = '' then message_id end, why_not
    from drawn on conflict do nothing
""")


def ask(
    db: Db,
    community: UUID,
    one: Broadcast,
    asking: Asking,
    *,
    flow_version: UUID,
    batch: Batch,
    openings: Sequence[Mapping[str, Any]],
    now: datetime,
) -> None:
    """Give each of these residents their line, and those who are asked their question.

    Nobody is asked twice, however often it runs.

    Args:
        openings: the words for all who get the same: keys channel, language, language_known, month;
            body, segments, options; state, begun, waits_in, status of the conversation; timers,
            a list of state, name, after_s.
    """
    given = {
        **asking.given,
        "community": community,
        "after": batch.after,
        "upto": batch.upto,
        "kinds": as_records([{"n": n, **kind} for n, kind in enumerate(openings)]),
        "conversations": _stamp(),
        "messages": _stamp(),
        "timers": _stamp(),
        "flow_version": flow_version,
        "any_hour": bool(one.reason),
        "expires_at": one.expires_at,
        "now": now,
    }
    db.execute(_DRAWN)
    db.execute(_DRAW, given)
    db.execute(text("analyze drawn"))
    for statement in (_BEGIN, _PUT, _WAIT, _MOVE_ON, _WRITE_LINES):
        db.execute(statement, given)
    fatigue.restrain(db, community, now=now)


def _stamp() -> str:
    """Make an id without its last eight digits."""
    return str(new_id())[:-8]


# A conversation whose question never left, and that nobody has touched since.
_FORGET = text(f"""
    with unseen as materialized (
        select c.id, c.resident_id from broadcast b
        join message m on m.community_id = b.community_id and m.broadcast_id = b.id
        join conversation c on c.community_id = m.community_id and c.id = m.conversation_id
        where b.community_id = :community and b.engagement_id = :engagement
          and m.state = any(:unseen) and c.updated_at = c.started_at
        limit {FORGOTTEN_ROWS}),
    ours as materialized (select id from unseen where {LOCKED}),
    gone as (
        delete from conversation c using ours
        where c.community_id = :community and c.id = ours.id and c.updated_at = c.started_at
        returning c.id),
    silent as (
        delete from timer t using gone
        where t.community_id = :community and t.conversation_id = gone.id)
    select (select count(*) from unseen) as looked, (select count(*) from gone) as gone
""")  # noqa: S608  (constants)


def forget_unseen(db: Db, community: UUID, engagement: UUID) -> bool:
    """Let people be asked again whose question was refused, dropped or too late, some at a time.

    Whoever is being answered just now is left out: their conversation goes on.

    Returns:
        Whether there may be more.
    """
    given = {"community": community, "engagement": engagement, "unseen": list(UNSEEN)}
    row = db.execute(_FORGET, given).one()
    return bool(row.looked == FORGOTTEN_ROWS and row.gone)
