"""Rounds: a shipped flow begun with residents who are named, such as those who raised a topic.

Each has a line in the round's ledger: what they were sent, or why they were not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db, as_records
from storage.doubting import SILENT
from storage.fatigue import FEWER_PER_MONTH, Window
from storage.recipients import UNSEEN

TOLD_BEFORE = "told before"
SHARED = "shared phone"
BUSY = "in a talk with us"
APART_S = 3600
"""Seconds between two texts of rounds to one address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One resident as a round finds them.

    Attributes:
        address_id: where they get it; None where nothing reaches them.
        consented_on: when they agreed to be asked, as texts may say.
        conversation: the one their texts belong to now, as JSON; None where there is none.
        engagement_id: of that conversation.
        why_not: "" for those who get it.
    """

    resident_id: UUID
    address_id: UUID | None
    channel: str
    shared: bool
    language: str
    language_known: bool
    consented_on: date | None
    conversation: str | None
    engagement_id: UUID | None
    why_not: str


_FIND = text(f"""
    select r.id as resident_id, o.id as address_id, coalesce(o.channel, '') as channel,
        coalesce(o.shared, false) as shared, r.language, r.language_known,
        s.given_on as consented_on, cast(c.state as text) as conversation, c.engagement_id,
        case when told.message_id is not null then '{TOLD_BEFORE}'
             when o.id is null and exists (
                  select from address x where x.community_id = :community
                     and x.resident_id = r.id and x.stopped_at is not null) then 'said stop'
             when o.id is null then 'no channel that is on'
             when need.withdrawn_at is not null
                 or (need.purpose is null and :purpose <> 'service') then 'no consent to '
                 || :purpose
             when c.status = 'paused' or exists (
                  select from talk k where k.community_id = :community and k.resident_id = r.id
                     and k.done_at is null) then '{BUSY}'
             when :own_words and o.shared then '{SHARED}'
             when :kind = 'prompt' and r.fewer_since is not null and asked.in_month >= :fewer
                 then 'asked for fewer texts'
             when :kind = 'prompt' and asked.in_week >= :per_week then 'asked this week'
             when :kind = 'prompt' and asked.in_month >= :per_month then 'asked enough this month'
             when o.silent then '{SILENT}'
             else '' end as why_not
    from resident r
    left join round_line told on told.community_id = :community and told.reason = :reason
        and told.resident_id = r.id
    left join lateral (
        select a.id, a.channel, a.shared > 0 as shared, a.channel = 'sms' and (
            a.doubted_at is not null
            or coalesce(a.heard_at, a.created_at) < :silent_before) as silent
        from address a
        where a.community_id = :community and a.resident_id = r.id
          and a.stopped_at is null and a.closed_at is null and a.channel = any(:channels)
        order by silent, a.heard_at desc nulls last, a.id limit 1) o on true
    left join consent s on s.community_id = :community and s.resident_id = r.id
        and s.purpose = 'consultation' and s.withdrawn_at is null
    left join consent need on need.community_id = :community and need.resident_id = r.id
        and need.purpose = :purpose
    left join lateral (
        select c.state, c.status, c.engagement_id from conversation c
        where c.community_id = :community and c.resident_id = r.id
        order by exists (
            select from message m where m.conversation_id = c.id
               and m.kind in ('prompt', 'receipt') and m.state in ('queued', 'leased')),
            c.started_at desc, c.id desc limit 1) c on true
    left join lateral (
        select count(*) filter (where at >= :week) as in_week, count(*) as in_month from (
            select coalesce(m.accepted_at, m.queued_at) as at
            from delivery d
            join broadcast b on b.community_id = d.community_id and b.id = d.broadcast_id
                and b.expires_at >= :month
            join message m on m.community_id = d.community_id and m.id = d.message_id
            where :kind = 'prompt' and d.community_id = :community and d.resident_id = r.id
              and m.state <> all(:unseen)
            union all
            select l.at from round_line l
            join message m on m.community_id = l.community_id and m.id = l.message_id
            where :kind = 'prompt' and l.community_id = :community and l.resident_id = r.id
              and l.kind = 'prompt' and m.state <> all(:unseen)) t
        where at >= :month) asked on true
    where r.community_id = :community and r.id = any(:residents)
    order by r.id
""")  # noqa: S608  (constants)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What decides who of those named gets a round.

    Attributes:
        reason: what it is about; a resident gets one text for each.
        kind: receipt, or prompt: only those count for how often residents are asked.
        purpose: service, consultation or promotion: the consent it needs.
        own_words: it says somebody's own words, and so never goes to a shared phone.
    """

    engagement: UUID
    reason: str
    kind: str
    purpose: str
    own_words: bool
    channels: Sequence[str]
    window: Window

    @property
    def given(self) -> dict[str, Any]:
        """Values for the placeholders of `find`."""
        return {
            "reason": self.reason,
            "kind": self.kind,
            "purpose": self.purpose,
            "own_words": self.own_words,
            "channels": list(self.channels),
            "fewer": FEWER_PER_MONTH,
            "per_week": self.window.per_week,
            "per_month": self.window.per_month,
            "week": self.window.week,
            "month": self.window.month,
            "silent_before": self.window.silent_before,
            "unseen": list(UNSEEN),
        }


def find(db: Db, community: UUID, one: Round, residents: Collection[UUID]) -> list[Reached]:
    """Say of each of these residents how a round reaches them, or why it does not."""
    given = {**one.given, "community": community, "residents": list(residents)}
    return [Reached(**row._mapping) for row in db.execute(_FIND, given)]


_WRITE = text("""
    insert into round_line (community_id, reason, resident_id, engagement_id, kind,
                            conversation_id, message_id, why_not, at)
    select :community, :reason, resident_id, :engagement, :kind, conversation_id, message_id,
        why_not, :now
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        resident_id uuid, conversation_id uuid, message_id uuid, why_not text)
    on conflict (community_id, reason, resident_id) do update
    set conversation_id = excluded.conversation_id, message_id = excluded.message_id,
        why_not = excluded.why_not, at = excluded.at
    where round_line.message_id is null
""")

# Whatever waits, waits on the database's clock; what was sent, or may be from now on, is on ours.
_SPACE = text("""
    update message m set
        not_before = clock_timestamp()
            + (before.at + make_interval(secs => :apart_s) - cast(:now as timestamptz))
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(resident_id uuid, message_id uuid),
    lateral (
        select max(coalesce(o.accepted_at,
            cast(:now as timestamptz) + (o.not_before - clock_timestamp()),
            greatest(o.queued_at, cast(:opens as timestamptz)))) as at
        from round_line l
        join message o on o.community_id = l.community_id and o.id = l.message_id
        where l.community_id = :community and l.resident_id = r.resident_id
          and l.reason <> :reason and l.at >= :since) before
    where m.community_id = :community and m.id = r.message_id
      and before.at > cast(:now as timestamptz) - make_interval(secs => :apart_s)
""")


def write(
    db: Db,
    community: UUID,
    one: Round,
    rows: Sequence[Mapping[str, Any]],
    *,
    opens: datetime,
    now: datetime,
) -> None:
    """Write lines of a round's ledger; who was told keeps theirs.

    Call it after the messages were queued: two rounds do not reach anybody within the same hour.

    Args:
        rows: keys resident_id, why_not; conversation_id and message_id of those who were told.
        opens: from when such texts may be sent.
    """
    given = {"community": community, "now": now, "rows": as_records(rows)}
    told = {**given, "reason": one.reason, "engagement": one.engagement, "kind": one.kind}
    db.execute(_WRITE, told)
    spaced = {"apart_s": APART_S, "since": now - timedelta(days=7), "opens": opens}
    db.execute(_SPACE, {**told, **spaced})
