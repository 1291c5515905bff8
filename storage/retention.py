"""How long words are kept: what an engagement still waits for, and deleting what is due.

Words go, and what leads from them to somebody. Counts, topics and who took part stay: published
digests go on being true. What is owed keeps everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from storage.database import Db
from storage.sealing import Keyring

KEEP_WORDS_DAYS = 90
AT_ONCE = 2_000

_STANDING = text("""
    with ours as (
        select id from conversation
        where community_id = :community and engagement_id = :engagement)
    select e.closed_at is null as is_open,
        (select count(*) from message m join ours o on o.id = m.conversation_id
         where m.community_id = :community
           and m.state in ('queued', 'leased', 'calling', 'unknown')) as moving,
        (select count(*) from response r
         where r.community_id = :community and r.engagement_id = :engagement and not exists (
             select from response l where l.community_id = r.community_id
                and l.engagement_id = r.engagement_id and l.topic = r.topic
                and l.version > r.version)
           and (r.told_at is null or (r.answer <> 'no' and r.on_day is not null
                                      and r.checked_at is null))) as unanswered,
        (select count(*) from contribution c
         where c.community_id = :community and c.engagement_id = :engagement
           and c.held = 'safeguarding') as worrying,
        greatest(
            e.closed_at,
            e.hear_back_by::timestamp at time zone :zone,
            (select max(received_at) from contribution c
             where c.community_id = :community and c.engagement_id = :engagement),
            (select max(coalesce(m.accepted_at, m.queued_at)) from message m
             join ours o on o.id = m.conversation_id where m.community_id = :community),
            (select max(done_at) from late_round l
             where l.community_id = :community and l.engagement_id = :engagement),
            (select max(greatest(r.made_at, r.told_at, r.checked_at)) from response r
             where r.community_id = :community and r.engagement_id = :engagement)) as last,
        (select count(*) from contribution c
         where c.community_id = :community and c.engagement_id = :engagement
           and (c.words <> '' or c.cleared_words <> '')) as words,
        e.words_gone_at
    from engagement e where e.community_id = :community and e.id = :engagement
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one engagement, and what keeps it.

    Attributes:
        is_open: its question is.
        moving: texts of it that are on their way.
        unanswered: answers that some were not told yet, or that nobody asked back about.
        worrying: words that nobody has looked at.
        last: when the last text was sent that was promised, or something was last said (aware).
        words: contributions whose words are here.
        words_gone_at: when words were deleted last; None: never.
    """

    is_open: bool
    moving: int
    unanswered: int
    worrying: int
    last: datetime
    words: int
    words_gone_at: datetime | None


def find_kept(db: Db, community: UUID, engagement: UUID, *, zone: str) -> Kept:
    """Find what keeps an engagement's words, but for what is owed (`storage.owed`)."""
    given = {"community": community, "engagement": engagement, "zone": zone}
    return Kept(**db.execute(_STANDING, given).one()._mapping)


_GONE = text("""
    select words_gone_at from engagement where community_id = :community and id = :engagement
""")


def find_gone(db: Db, community: UUID, engagement: UUID) -> datetime | None:
    """Say when an engagement's words were deleted; None: they were not."""
    given = {"community": community, "engagement": engagement}
    gone: datetime | None = db.execute(_GONE, given).scalar_one()
    return gone


_SOME = """
    batch as materialized (
        select id, inbox_id from contribution
        where community_id = :community and engagement_id = :engagement
          and (words <> '' or cleared_words <> '')
        order by id limit :limit for update)
"""

_BARE_TEXT = "body = '', detail = '', reference = '', address_sealed = :nobody"

# Each leaves alone what it has done before, so that any of it may run again.
_WORDS = (
    f"""
    with {_SOME},
        said as (
            delete from translation t using batch where t.community_id = :community
               and t.contribution_id = batch.id),
        picked as (
            delete from quote q using batch where q.community_id = :community
               and q.contribution_id = batch.id
               and (q.answer <> 'yes' or q.withdrawn_at is not null or not exists (
                   select from digest d where d.community_id = :community
                      and d.engagement_id = :engagement and d.made_at >= q.answered_at))),
        came as (
            update inbox i set {_BARE_TEXT} from batch
            where i.community_id = :community and i.id = batch.inbox_id and i.state = 'done')
    update contribution c set words = '', cleared_words = '', sorted_at = coalesce(sorted_at, :now)
    from batch where c.community_id = :community and c.id = batch.id
    """,  # noqa: S608  (constants)
    """
    update earlier r set was = r.was || '{"cleared_words": ""}' from contribution c
    where r.community_id = :community and r.what = 'contribution'
      and r.was ->> 'cleared_words' <> '' and c.community_id = :community
      and c.id = r.contribution_id and c.engagement_id = :engagement
    """,
    f"""
    with batch as materialized (
        select a.id, a.inbox_id from answer a
        join conversation c on c.community_id = a.community_id and c.id = a.conversation_id
        where c.community_id = :community and c.engagement_id = :engagement and a.raw <> ''
        order by a.id limit :limit),
        came as (
            update inbox i set {_BARE_TEXT} from batch
            where i.community_id = :community and i.id = batch.inbox_id and i.state = 'done')
    update answer a set raw = '', value = case
        when jsonb_typeof(a.value) = 'string' and a.value #>> '{{}}' <> a.category then null
        else a.value end
    from batch where a.community_id = :community and a.id = batch.id
    """,  # noqa: S608
    """
    update message m set body = '' where m.community_id = :community and m.id in (
        select m.id from message m
        join conversation c on c.community_id = m.community_id and c.id = m.conversation_id
        where c.community_id = :community and c.engagement_id = :engagement and m.body <> ''
          and m.state not in ('queued', 'leased', 'calling', 'unknown')
        limit :limit)
    """,
    """
    update conversation c set begun = null,
        state = cast(cast(state as jsonb) - cast(:private as text[]) as json)
    where c.community_id = :community and c.id in (
        select id from conversation
        where community_id = :community and engagement_id = :engagement
          and (begun is not null or cast(state as jsonb) ?| cast(:private as text[]))
        order by id limit :limit)
    """,
    """
    update entry set writer_sealed = :nobody, ring_sealed = null, relation = '', why = '',
        place = '', ring_when = '', rung_note = ''
    where community_id = :community and engagement_id = :engagement
      and (ring_sealed is not null or relation || why || place || ring_when || rung_note <> '')
    """,
)
_DONE = text("""
    update engagement set words_gone_at = :now
    where community_id = :community and id = :engagement
""")

PRIVATE = ("answers", "trail", "guess")
"""What a conversation remembers of what was said."""


def delete_some(db: Db, community: UUID, engagement: UUID, *, keys: Keyring, now: datetime) -> int:
    """Delete some of an engagement's words, and what leads from them to somebody.

    Returns:
        How many rows were changed: go on, each time in a transaction of its own, until it is 0.
    """
    given: Mapping[str, Any] = {
        "community": community,
        "engagement": engagement,
        "limit": AT_ONCE,
        "nobody": keys.seal(""),
        "private": list(PRIVATE),
        "now": now,
    }
    changed = sum(db.execute(text(one), given).rowcount for one in _WORDS)
    if changed:
        db.execute(_DONE, given)
    return changed


# Greetings, STOP, what belongs to no question: from before anything was asked that is kept.
_OTHERS = (
    f"""
    update inbox set {_BARE_TEXT} where community_id = :community and id in (
        select id from inbox where community_id = :community and received_at < :until
          and state = 'done' and body <> '' order by id limit :limit)
    """,  # noqa: S608  (constants)
    """
    update message set body = '' where community_id = :community and id in (
        select id from message where community_id = :community and queued_at < :until
          and body <> '' and state not in ('queued', 'leased', 'calling', 'unknown')
        order by id limit :limit)
    """,
)


def delete_others(db: Db, community: UUID, *, until: datetime, keys: Keyring) -> int:
    """Delete texts, in and out, from before a time, whatever they were about.

    Returns:
        As `delete_some`.
    """
    given = {
        "community": community,
        "until": until,
        "limit": AT_ONCE,
        "nobody": keys.seal(""),
    }
    return sum(db.execute(text(one), given).rowcount for one in _OTHERS)
